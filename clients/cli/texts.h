// The fixed texts of the command line, in Dutch (B1) and English: all of them stand in texts.cc.

#ifndef KOPPEL_CLIENTS_CLI_TEXTS_H_
#define KOPPEL_CLIENTS_CLI_TEXTS_H_

#include <string>

#include "base/sentences.h"
#include "koppel/v1/common.pb.h"

namespace koppel::cli {

enum class Language { kDutch, kEnglish };

enum class Text {
  // Errors of use.
  kNoCommand,
  kUnknownCommand,
  kWhichVerb,
  kUnknownVerb,
  kUnexpectedWord,
  kMissingArgument,
  kMissingValue,
  kNotAChoice,
  kNotAWhole,
  kNotADuration,
  kNotAPoint,
  kNeedsYes,
  kNoServer,
  kConfigNotUnderstood,
  kRequestIdForOne,
  kNotASubject,
  kOneOfTwo,
  // Errors of calls.
  kServerNotReachable,
  kServerTooSlow,
  kNotServing,
  // Errors of files.
  kFileNotReadable,
  kFileNotWritable,
  kFileTooLarge,
  kFileEmpty,
  kFileNotUtf8,
  kFileNotUnderstood,
  kBadSyntax,
  kUnknownField,
  kWrongValue,
  kLine,
  kWarning,
  kFileProblems,
  kFileExists,
  // Tables of areas.
  kColumnMissing,
  kColumnTwice,
  kTooFewCells,
  kQuoteNotClosed,
  kUnknownLevel,
  kBadAreaCode,
  kAreaTwice,
  kAreaTitleMissing,
  kAreaParentWrong,
  kAreaParentMissing,
  kBadNumber,
  kPointIncomplete,
  kPointOutside,
  kVintagesMixed,
  kSheetUnknownKind,
  kSheetIdMissing,
  kSheetRowTwice,
  kSheetKindChanged,
  kSheetUnknownWeight,
  kSheetNewPreference,
  kSheetCellNotHere,
  kSheetCellEmpty,
  kSheetBadNumber,
  kSheetBadDate,
  kSheetNotAChoice,
  kSheetNoWords,
  // What was done.
  kImportDone,
  kImportValidated,
  kStaleFigures,
  kNothingStale,
  kNever,
  kStaleCount,
  kNothingFound,
  kSheetLeftOut,
  kSheetNoChange,
  kNoDifference,
  kRuleSetOf,
  kRuleSetMerged,
  kExamplePassed,
  kExampleFailed,
  kExamplesPassed,
  kExamplesFailed,
  kNoExamples,
  kRegisterMissing,
  // Advice.
  kFirstDo,
  kCall,
  kProposals,
  kNoProposal,
  kStart,
  kLikelyStart,
  kJoins,
  kCoach,
  kQuestions,
  kNearMiss,
  kRemarks,
  kPersonDecides,
  kEqual,
  kRoomOpen,
  kRoomFree,
  kRoomAssessment,
  kEarliestStart,
  kDistance,
  kConfirmed,
  // Trying out rules.
  kHeaderBy,
  kHeaderRequests,
  kHeaderOtherFirst,
  kHeaderGained,
  kHeaderLost,
  kHeaderGroup,
  kAllRequests,
  kBySubtopic,
  kByWijk,
  kByAge,
  kByGender,
  kByLanguage,
  kByOther,
  kGroupUnknown,
  kCountsLeftOut,
  kGroupsTooSmall,
  kFairness,
  // Explanations.
  kMayLead,
  kMayJoin,
  kExcluded,
  kNoCandidate,
  kRank,
  kConditions,
  kMarkPass,
  kMarkFail,
  kMarkAsk,
  kMarkUnknown,
  kMarkNotApplicable,
  kThenExcluded,
  kThenJoinOnly,
  kThenAsk,
  kWanted,
  kNeeds,
  kNeed,
  kNeedNotAnswered,
  kPoints,
  kPointsTogether,
  kWhatMustChange,
  kCannotChange,
  kCannotChangeBrief,
  kNoPlacePromised,
  kWhoResident,
  kWhoAdviser,
  kWhoProvider,
  kWhoTime,
  kRulesUsed,
  // Advice that is kept.
  kNoAdvice,
  kAdviceSame,
  kAdviceDiffers,
};
inline constexpr Text kLastText = Text::kAdviceDiffers;

// The text with its placeholders filled.
koppel::v1::LocalizedText Say(Text text, const koppel::Arguments& arguments = {});
std::string Say(Text text, Language language, const koppel::Arguments& arguments = {});

// The text in this language; in the other one where it is missing.
const std::string& In(Language language, const koppel::v1::LocalizedText& text);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_TEXTS_H_
