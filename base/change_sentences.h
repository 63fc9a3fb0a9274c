// The sentences about what would have to change for an offering to be proposed, and why nothing helps.
//
//   v1::LocalizedText text = Say(ChangeSentence::kPlaceFree, {{"provider", "De Schoor"}});

#ifndef KOPPEL_BASE_CHANGE_SENTENCES_H_
#define KOPPEL_BASE_CHANGE_SENTENCES_H_

#include <vector>

#include "base/sentences.h"
#include "koppel/v1/common.pb.h"

namespace koppel {

// The ids of the sentences; the sentences themselves, with their placeholders, stand in change_sentences.cc.
enum class ChangeSentence {
  // By waiting.
  kContractBegins,  // {date} {provider}
  kNoEnds,          // {date} {provider}
  // By the resident and the adviser.
  kDecision,
  kCategory,  // {category}
  kAge,       // {ages}
  kGender,    // {gender}
  kWilling,
  kReady,
  kMoreHours,  // {hours}
  kAnyHours,   // {provider}
  kFarther,    // {distance_km}
  kAnyDistance,
  kMixedGroup,
  kProviderAfterAll,  // {provider}
  // By the provider or its team.
  kPlaceFree,        // {provider} {offering}
  kFigureConfirmed,  // {provider} {offering}
  kMinAge,           // {provider} {age}
  kMaxAge,           // {provider} {age}
  kLanguage,         // {provider} {language}
  kPickUp,           // {provider}
  kWheelchair,       // {provider}
  kTakesUrgent,      // {provider}
  kServiceArea,      // {provider} {area}
  kContract,         // {provider} {offering}
  kAnswerTerm,       // {provider} {days}
  kAcceptsAfterAll,  // {provider}
  // Parts of those sentences.
  kAgesAtLeast,  // {low}
  kAgesAtMost,   // {high}
  kAgesFromTo,   // {low} {high}
  kAgeExactly,   // {low}
  kAnyAge,
  kFemale,
  kMale,
  kOtherGender,
  kEveryDay,
  kMonday,
  kTuesday,
  kWednesday,
  kThursday,
  kFriday,
  kSaturday,
  kSunday,
  // Why nothing helps.
  kAnswersNoNeed,      // {offering}
  kNotInMunicipality,  // {provider}
  kMoreChanges,        // {limit}
  kTooMuchWork,
};

// All of them, in the order above.
std::vector<ChangeSentence> AllChangeSentences();

koppel::v1::LocalizedText Say(ChangeSentence sentence, const Arguments& arguments = {});

}  // namespace koppel

#endif  // KOPPEL_BASE_CHANGE_SENTENCES_H_
