// What is said about trying out rules and about working out an advice again, in plain Dutch (B1) with its English twin.
// See sentences.h.

#ifndef KOPPEL_BASE_TRIAL_SENTENCES_H_
#define KOPPEL_BASE_TRIAL_SENTENCES_H_

#include <vector>

#include "base/sentences.h"
#include "koppel/v1/common.pb.h"

namespace koppel {

// The ids; the sentences stand in trial_sentences.cc.
enum class TrialSentence {
  // Groups of requests.
  kNotKnown,
  kAgesBetween,
  kAgesFrom,
  kFemale,
  kMale,
  kOtherGender,
  kSpeaksDutch,
  kSpeaksNoDutch,
  kSubtopic,
  kWijk,
  kAgeGroup,
  kGender,
  kLanguage,
  // What another set of rules would change, and for whom.
  kTooFewRequests,
  kHowManyChange,
  kHowManyGainAndLose,
  kNotShown,
  kGroupChangesMore,
  kGroupGainsMore,
  kGroupLosesMore,
  kMoreGroups,
  kNoGroupStandsOut,
  kWhenAGroupStandsOut,
  kLookAtGroups,
  kLookAtLosses,
  kSmallCountsLeftOut,
  kNoProof,
  // What is wrong with the record of an advice.
  kUnknownShape,
  kUnknownPartOfRecord,
  kWordsInRecord,
  kNotOfRecord,
  kRecordTooLarge,
  kNeverThere,
  kNotARevisionOfRules,
  kSetTwice,
  kRulesDoNotGoTogether,
};

// All of them, in the order above.
std::vector<TrialSentence> AllTrialSentences();

koppel::v1::LocalizedText Say(TrialSentence sentence, const Arguments& arguments = {});

}  // namespace koppel

#endif  // KOPPEL_BASE_TRIAL_SENTENCES_H_
