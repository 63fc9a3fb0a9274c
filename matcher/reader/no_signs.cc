#include "matcher/reader/no_signs.h"

#include <algorithm>

#include "matcher/reader/signs.h"

namespace koppel::matcher {

NoSigns::NoSigns(const std::vector<PatternWord>& group) {
  for (const PatternWord& word : group) {
    // Of these the first letters tell nothing.
    if (word.form == WordForm::kNumber || word.form == WordForm::kSuffix) continue;
    const std::string cut(CutForSign(word.folded));
    if (word.form == WordForm::kExact) {
      words_.insert(cut);
    } else {
      beginnings_.push_back(cut);
    }
  }
}

bool NoSigns::ContainsWord(std::string_view sign_word) const {
  return words_.contains(sign_word) ||
         std::any_of(beginnings_.begin(), beginnings_.end(),
                     [sign_word](const std::string& beginning) { return sign_word.starts_with(beginning); });
}

bool NoSigns::Contains(std::string_view sign_words) const {
  const size_t space = sign_words.find(' ');
  if (space == std::string_view::npos) return ContainsWord(sign_words);
  return ContainsWord(sign_words.substr(0, space)) || ContainsWord(sign_words.substr(space + 1));
}

}  // namespace koppel::matcher
