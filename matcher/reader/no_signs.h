// Words that may not weigh as signs: what somebody is (origin, belief, orientation, sex) says nothing of a need. They
// are data, the words of one group of a lexicon.

#ifndef KOPPEL_MATCHER_READER_NO_SIGNS_H_
#define KOPPEL_MATCHER_READER_NO_SIGNS_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "matcher/reader/pattern.h"

namespace koppel::matcher {

// The name of that group.
inline constexpr char kNoSignsGroup[] = "geen_teken";

// Immutable and thread-safe.
class NoSigns {
 public:
  explicit NoSigns(const std::vector<PatternWord>& group);

  // Whether one of the words of a sign is among them, as far as its first letters tell.
  bool Contains(std::string_view sign_words) const;

 private:
  bool ContainsWord(std::string_view sign_word) const;

  std::set<std::string, std::less<>> words_;
  std::vector<std::string> beginnings_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_NO_SIGNS_H_
