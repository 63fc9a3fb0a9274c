// The sentences of the need-reader: what is wrong in a lexicon and what to do about it, what an example expected, what
// is always said about danger, and why no text can be read.
//
// A sentence about a problem goes on from the path: "lexicon.entries[3].words[0]" "cannot be read ...".

#ifndef KOPPEL_BASE_READER_SENTENCES_H_
#define KOPPEL_BASE_READER_SENTENCES_H_

#include <vector>

#include "base/sentences.h"
#include "koppel/v1/common.pb.h"

namespace koppel {

// The ids of the sentences; the sentences themselves, with their placeholders, stand in reader_sentences.cc.
enum class ReaderSentence {
  // What every answer says.
  kIsThereDanger,
  kNoSignal,
  kSignsOfDanger,
  // Of a pattern.
  kBrackets,        // {pattern}
  kEmptyPattern,    // {pattern}
  kEmptyWord,       // {pattern}
  kNoSuchGroup,     // {pattern} {group}
  kNotAWord,        // {pattern} {word}
  kNotAGap,         // {pattern} {word}
  kHyphen,          // {pattern} {word}
  kTooManyPlaces,   // {pattern} {max}
  kTooManyChoices,  // {pattern} {max}
  kNotOneWord,      // {word}
  // Of a lexicon.
  kIdInOtherLexicon,  // {id} {set}
  kDomainOrUrgency,
  kReasonWithUrgency,
  kKindMissing,
  kNoSuchValue,
  kNoSuchSubtopic,   // {code}
  kTooManyPatterns,  // {max}
  kTooManyWords,     // {max}
  kGroupTooLarge,    // {max}
  kNoSign,           // {words}
  kMayNotWeigh,      // {words} {group}
  kIdIsTaken,        // {id}
  kNoWordsInBase,
  kMarksCross,  // {other}
  kOnlyInLexicon,
  kOnlyWords,
  kAtMostOneMunicipality,
  // What an example expected.
  kExpectedReading,  // {field} {expected} {found} {trace}
  // Why no text can be read.
  kNoLexicon,
};

// All of them, in the order above.
std::vector<ReaderSentence> AllReaderSentences();

koppel::v1::LocalizedText Say(ReaderSentence sentence, const Arguments& arguments = {});

}  // namespace koppel

#endif  // KOPPEL_BASE_READER_SENTENCES_H_
