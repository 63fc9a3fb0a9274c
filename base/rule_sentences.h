// The sentences about rule sets: what is wrong in one and what to do about it, and what an example expected.
//
//   Issue issue{path, Say(RuleSentence::kNoSuchField, {{"field", "pair.age_fit"}}), "ruleSets/nl"};
//
// A sentence about a problem goes on from the path: "conditions[3].id" "is used twice ...".

#ifndef KOPPEL_BASE_RULE_SENTENCES_H_
#define KOPPEL_BASE_RULE_SENTENCES_H_

#include <vector>

#include "base/sentences.h"
#include "koppel/v1/common.pb.h"

namespace koppel {

// The ids of the sentences; the sentences themselves, with their placeholders, stand in rule_sentences.cc.
enum class RuleSentence {
  // Of any rule.
  kMissing,
  kTooMany,  // {max}
  kAtLeastOne,
  kNoDate,
  kBadRuleSetName,
  kBadRuleId,
  kIdTwice,  // {id}
  kBothLanguages,
  kSourceMissing,
  kRationaleMissing,
  // Of one kind of rule.
  kObstacleMissing,
  kQuestionMissing,
  kJustificationMissing,  // {fields}
  kPointsCountNothing,
  kNoNumberField,  // {field}
  kFindOrPhone,
  kOnlyOfRequest,
  kUrgencyTwice,
  kNoWords,
  kTooManyWords,  // {max}
  kWordTwice,     // {words}
  kHolidayDates,
  // Of a statement.
  kTooDeep,  // {max}
  kEmptyList,
  kSaysNothing,
  kNoSuchField,  // {field}
  kNotAFlag,     // {field}
  kNotANumber,   // {field}
  kNotSymbols,   // {field}
  kNoSymbol,
  kNoSuchSymbol,  // {symbol} {choices}
  kNoSuchTerm,    // {code}
  // Of the vocabulary.
  kNumberTwice,  // {number}
  kCodeTwice,
  kTermCircle,
  // Of an example.
  kBadMoment,
  kExpectsNothing,
  kDashAlone,
  kEntryWithoutName,
  kNotInExampleDirectory,  // {name}
  kNoSuchRoute,            // {id}
  kNoSuchCondition,        // {id}
  kAreaElsewhere,          // {area}
  // Of sets that build on each other.
  kSetTwice,
  kNationalAlready,  // {set}
  kNoNational,
  kNotInNational,
  kOneMunicipality,
  kNoPlaceForTeam,
  kTeamMissing,
  kOnlyForTeam,
  kNoMunicipality,  // {code}
  kPlaceTaken,      // {set}
  kParentMissing,
  kNoSuchParent,    // {set}
  kParentLevel,     // {set}
  kParentCircle,    // {set} {parent}
  kIdOfOtherKind,   // {id} {set} {kind}
  kNotOverridable,  // {id} {set}
  kNoRouteAbove,    // {id}
  kUrgencyAgreed,   // {id} {set}
  kWordOfOther,     // {words} {id} {set}
  kOnlyNational,
  kNotInTeam,
  kBackdated,  // {today}
  kGap,        // {day}, {start}
  kUnknownPart,
  // What an example expected.
  kExpectedRoutes,     // {expected} {found}
  kExpectedFirst,      // {expected} {found}
  kExpectedStanding,   // {offering} {expected} {found}
  kExpectedCondition,  // {offering} {condition}
  kStandsAt,           // {offering} {rank} {points} {first}
  kStandsSo,           // {offering} {standing}
  kStandsSoBecause,    // {offering} {standing} {conditions}
  kNothing,
  kStandingMayLead,
  kStandingMayJoin,
  kStandingExcluded,
  kStandingNoCandidate,
};

// All of them, in the order above.
std::vector<RuleSentence> AllRuleSentences();

koppel::v1::LocalizedText Say(RuleSentence sentence, const Arguments& arguments = {});

}  // namespace koppel

#endif  // KOPPEL_BASE_RULE_SENTENCES_H_
