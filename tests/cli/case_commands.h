// What the tests of the commands about requests, offers and placements share: a server that says what it is told to.

#ifndef KOPPEL_TESTS_CLI_CASE_COMMANDS_H_
#define KOPPEL_TESTS_CLI_CASE_COMMANDS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {

namespace v1 = koppel::v1;

inline constexpr char kReferralName[] = "municipalities/GM0034/referrals/x";
inline constexpr int64_t kMidnight = 1795734000;  // 27 November 2026, 0:00 in the Netherlands.

class CaseCommands : public ::testing::Test {
 protected:
  Ran Koppel(const std::vector<std::string>& words) {
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}});
  }

  // A request that waits for the answer of a partner until the end of 26 November.
  static v1::Referral WaitingReferral() {
    v1::Referral referral;
    referral.set_name(kReferralName);
    referral.set_state(v1::Referral::OFFERED);
    referral.set_latest_advice(2);
    v1::Waiting& waiting = *referral.add_waiting_for();
    waiting.set_party("providers/a");
    waiting.set_step(v1::Waiting::ANSWER);
    waiting.set_about(absl::StrCat(kReferralName, "/offers/1"));
    waiting.mutable_due_time()->set_seconds(kMidnight);
    return referral;
  }

  // A term that runs until the end of 26 November.
  static void AddTerm(v1::Referral& referral, v1::Clock::Kind kind, const std::string& about, const char* why) {
    v1::Clock& clock = *referral.add_clocks();
    clock.set_kind(kind);
    clock.set_about(about);
    clock.set_state(v1::Clock::RUNNING);
    clock.mutable_due_time()->set_seconds(kMidnight);
    clock.mutable_reason()->mutable_text()->set_nl(why);
  }

  static v1::Advice AdviceWithTwoProposals() {
    v1::Advice advice;
    advice.set_name(absl::StrCat(kReferralName, "/advices/2"));
    for (const char* id : {"a", "b"}) {
      v1::Proposal& proposal = *advice.mutable_record()->add_proposals();
      v1::Part& lead = *proposal.add_parts();
      lead.set_role(v1::Part::LEAD);
      lead.set_offering(std::string("providers/") + id + "/offerings/o");
      lead.set_offering_title(std::string("Aanbod ") + id);
      lead.add_needs(0);
    }
    advice.mutable_record()->mutable_proposals(1)->set_team("teams/t");
    advice.mutable_record()->mutable_referral()->add_needs()->set_domain(v1::MIND);
    advice.mutable_record()->mutable_referral()->add_needs()->set_domain(v1::SOCIAL);
    return advice;
  }

  void HaveAdvice() {
    state_.AnswerWith("GetReferral", WaitingReferral());
    state_.AnswerWith("GetAdvice", AdviceWithTwoProposals());
  }

  // The error of the server, as it comes with its reason and Dutch sentence.
  void Refuse(absl::StatusCode code, const std::string& reason, const std::string& dutch) {
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    google::rpc::LocalizedMessage message;
    message.set_locale("nl-NL");
    message.set_message(dutch);
    state_.error.set_code(static_cast<int>(code));
    state_.error.add_details()->PackFrom(info);
    state_.error.add_details()->PackFrom(message);
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

}  // namespace koppel::testing

#endif  // KOPPEL_TESTS_CLI_CASE_COMMANDS_H_
