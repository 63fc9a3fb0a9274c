// Whom each word of a text is about.

#ifndef KOPPEL_MATCHER_READER_PERSONS_H_
#define KOPPEL_MATCHER_READER_PERSONS_H_

#include <cstdint>
#include <vector>

#include "koppel/v1/lexicon.pb.h"
#include "matcher/reader/find.h"

namespace koppel::matcher {

// Whom a word is about.
enum class Person : uint8_t {
  kResident,     // The one help is asked for, as far as the text tells.
  kSpeakersOwn,  // Somebody close to the one who speaks: "mijn broer".
  kOther,        // Somebody close to the resident: "haar broer".
};

// Whether cues of this kind tell of a person. They do not spread like others; they are followed from word to word.
bool TellsOfPerson(koppel::v1::LexiconCue::Kind kind);

// One for each word, in order. `matches` as FindMatches gives them.
//
// A speaker's own words are about the speaker; after "mijn broer" it is about the brother until "ik" comes back, also
// in the sentences that follow, and "hij" is the brother. In a report about "mevrouw" a pronoun is mevrouw, unless
// somebody close to her was named in the same sentence. Where several ask together (SPEAKER with scope TEXT, "wij
// vragen samen") all are the resident.
std::vector<Person> FollowPersons(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                                  const koppel::v1::Lexicon& lexicon);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_PERSONS_H_
