// The sentences people read, in plain Dutch (B1) with their English twins: all of them in one place.
//
//   LocalizedText text = Say(Sentence::kEtagMismatch, {{"name", name}});
//
// Sentences that belong to a rule stand in the rule's file and are filled by the same FillIn.

#ifndef KOPPEL_BASE_SENTENCES_H_
#define KOPPEL_BASE_SENTENCES_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "koppel/v1/common.pb.h"

namespace koppel {

// A placeholder and what stands in its place.
using Arguments = std::vector<std::pair<std::string_view, std::string>>;

// Replaces each "{name}" by its argument; a placeholder without argument stays as it is.
std::string FillIn(std::string_view text, const Arguments& arguments);

// The ids of the sentences; the sentences themselves, with their placeholders, stand in sentences.cc.
enum class Sentence {
  // Why a call is refused.
  kNotFound,
  kAlreadyExists,
  kStillReferredTo,
  kStillInUse,
  kOfferingStillInUse,
  kEtagMismatch,
  kDirectoryChanged,
  kRequestIdReused,
  kPageTokenMismatch,
  kRevisionNotReached,
  kTryAgain,
  kNotAMessage,
  kMessageTooLarge,
  kFileTooLarge,
  kInvalidFields,
  kMoreFields,
  kUnknownCaller,
  kNotAllowed,
  kDeadlinePassed,
  kInternal,
  kRulesRefused,
  kSamePerson,
  kNothingBefore,
  kNoLongerKept,
  kBadSubject,
  // What is wrong with a field.
  kRequired,
  kNotUtf8,
  kNotUtf8At,
  kBlank,
  kTooLong,
  kTooManyBytes,
  kTooMany,
  kUnknownEnum,
  kUnknownSubtopic,
  kUnknownExpertise,
  kUnknownTargetGroup,
  kUnknownWish,
  kUnknownLanguage,
  kUnknownProductCategory,
  kBadAreaCode,
  kUnknownArea,
  kBadDate,
  kBadTimeOfDay,
  kBadTimestamp,
  kBadName,
  kBadId,
  kBadUuid,
  kBadUrl,
  kBadEmail,
  kBadPhone,
  kBadPageToken,
  kHoldsBsn,
  kHoldsEmail,
  kHoldsPhone,
  kHoldsMore,
  kNotThisManyDigits,
  kOutOfRange,
  kOutsideNetherlands,
  kEndNotAfterStart,
  kEndBeforeStart,
  kMinAboveMax,
  kUnknownPath,
  kNoSuchRecord,
  kParentDiffers,
  kDoubleValue,
  kDoubleArea,
  kAreaParentMissing,
  kAreaParentLevel,
  kFreeOnlyWithFree,
  kFreeNeedsRoom,
  kFreeAboveTotal,
  kWaitingOnlyWithList,
  kOptionsFirst,
  kBeforeToday,
  kRuleSetTooLarge,
  kExampleFails,
  kNotALexicon,
  // What is wrong with a file.
  kLineCutOff,
  kEndMissing,
  kEndMissingWarning,
  kEndCount,
  kAfterEnd,
  kBadJson,
  kBadValue,
  kEmptyEntry,
  kDoubleRecord,
  kLeftWithoutArea,
  kMoreProblems,
  // What the matcher says about an answer.
  kFitExact,
  kFitPartial,
  kFitRelated,
  kFitDomain,
  kFitGeneralist,
  kCoachAlong,
  kTeamDecides,
  kNoUrgencySignal,
  kNothingFits,
  kNoOfferForNeed,
  kEscalateFirst,
  kUnconfirmedNeeds,
  kAgesFrom,
  kAgesUpTo,
  kAgesBetween,
};

// All of them, in the order above.
std::vector<Sentence> AllSentences();

koppel::v1::LocalizedText Say(Sentence sentence, const Arguments& arguments = {});

}  // namespace koppel

#endif  // KOPPEL_BASE_SENTENCES_H_
