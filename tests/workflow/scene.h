// A small case and what it is judged by, for the tests of the workflow: somebody in Utrecht with two needs, an advice
// of two proposals, and a choice of a lead and a partner who joins. It begins on Monday 23 November 2026.

#ifndef KOPPEL_TESTS_WORKFLOW_SCENE_H_
#define KOPPEL_TESTS_WORKFLOW_SCENE_H_

#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "server/workflow/case.h"
#include "server/workflow/refusal.h"
#include "server/workflow/setting.h"

namespace koppel::workflow {

inline constexpr char kMunicipality[] = "municipalities/GM0344";
inline constexpr char kCaseName[] = "municipalities/GM0344/referrals/r1";
inline constexpr char kFirstOffer[] = "municipalities/GM0344/referrals/r1/offers/1";
inline constexpr char kSecondOffer[] = "municipalities/GM0344/referrals/r1/offers/2";
inline constexpr char kFirstPlacement[] = "municipalities/GM0344/referrals/r1/placements/1";

// Kwintes leads and has an agreement, Dock joins and has none; Lister is the lead of the second proposal.
inline constexpr char kKwintes[] = "providers/kwintes";
inline constexpr char kDock[] = "providers/dock";
inline constexpr char kLister[] = "providers/lister";
inline constexpr char kLead[] = "providers/kwintes/offerings/ambulant";
inline constexpr char kJoin[] = "providers/dock/offerings/koffie";
inline constexpr char kOtherLead[] = "providers/lister/offerings/thuis";
inline constexpr char kCoach[] = "providers/dock/offerings/coach";
// Partners Kwintes and Lister, coach Dock, adviser "providers/u-centraal"; no ACCESS.
inline constexpr char kTeam[] = "teams/vak";
// The same with the ACCESS member "providers/wijkteam".
inline constexpr char kTeamWithAccess[] = "teams/netwerk";

// Reads "2026-11-23T09:00" in Dutch local time.
absl::Time At(std::string_view local);

// Monday 23 November 2026, nine o'clock.
absl::Time Monday();

// Kwintes: 1, 3, 5 and 10 working days; the teams: 1, 5, 5 and 20. Warns 1 working day and 8 weeks before, holds 3
// working days, a question pauses. Reasons "vol" (CAPACITY, 28 days), "geen-contact" (TIME, 14), "buiten-gebied"
// (OFFERING), "past-niet" (OFFERING, belongs elsewhere), "hoort-elders" (REFERRAL, belongs elsewhere), "geen-klik"
// (NOTHING, after intake).
Setting SceneSetting();

Act ByAdviser(absl::Time time);
// May answer for this party alone.
Act ByPartner(const std::string& party, absl::Time time);

// The same case further down the road. Nothing is filled in that Settle does.
Case DraftCase();
Case SubmittedCase();
Case AdvisedCase();  // Advice 1, at 9:00 on Monday.
Case ChosenCase();   // The first proposal of it: LEAD kLead for need 0, JOIN kJoin for need 1.
Case TeamCase();     // As ChosenCase, and kTeam decides.
// As ChosenCase, OFFERED: offer 1 for the lead and 2 for who joins, both PENDING since Monday; no clocks.
Case OfferedCase();
// As OfferedCase, STARTED: the first offer was accepted on Monday at 10:00 and has a placement.
Case StartedCase();

// Reads a message in text format; fails the test where that is not possible.
template <typename Message>
Message Parse(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// Whether the step was refused with this sentence.
inline bool Refused(const Outcome& outcome, ReferralSentence sentence) {
  return outcome.has_value() && outcome->sentence == sentence;
}

}  // namespace koppel::workflow

#endif  // KOPPEL_TESTS_WORKFLOW_SCENE_H_
