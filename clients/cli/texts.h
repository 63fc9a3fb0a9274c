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
  // What was done.
  kImportDone,
  kImportValidated,
  kStaleFigures,
  kNothingStale,
  kNever,
  kStaleCount,
  kNothingFound,
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
};
inline constexpr Text kLastText = Text::kConfirmed;

// The text with its placeholders filled.
koppel::v1::LocalizedText Say(Text text, const koppel::Arguments& arguments = {});
std::string Say(Text text, Language language, const koppel::Arguments& arguments = {});

// The text in this language; in the other one where it is missing.
const std::string& In(Language language, const koppel::v1::LocalizedText& text);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_TEXTS_H_
