// Brings the forms of a Dutch word together.
//
//   "loopt", "lopen" and "loop" are forms of one word; "stook" and "stok" are not, though "stoken" may be of either

#ifndef KOPPEL_MATCHER_READER_STEM_H_
#define KOPPEL_MATCHER_READER_STEM_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace koppel::matcher {

// How the last vowel of a stem is said, as far as the spelling tells: "stok" is short, "stook" long, "stoken" either.
enum class Vowel : uint8_t { kEither, kShort, kLong };

struct Stem {
  std::string letters;
  Vowel vowel = Vowel::kEither;

  friend bool operator==(const Stem&, const Stem&) = default;
};

// Whether words with these stems may be forms of one word.
bool MayBeOneWord(const Stem& a, const Stem& b);

// Snowball's stemmer for Dutch, with what it leaves out: the -t of verbs, v and z that become f and s, and long and
// short vowels. It keeps words apart that only have a root in common: "geldig" is no form of "geld".
// Thread-compatible: one for each thread.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // Of a folded word: as it is written, and, if it may be a verb, without its -t. Words that are not plain letters are
  // their own stem.
  std::vector<Stem> StemsOf(std::string_view word);

 private:
  Stem StemOf(std::string_view word);
  std::string_view Cut(std::string_view word);

  sb_stemmer* stemmer_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_STEM_H_
