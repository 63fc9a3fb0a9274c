#include "tests/matcher/oracle_words.h"

#include <algorithm>
#include <cctype>

namespace koppel::oracle {
namespace {

// The letter without its accent, for the accented letters that occur in Dutch words; they all start with this byte.
constexpr unsigned char kAccentedByte = 0xC3;

char PlainLetter(unsigned char second) {
  static const std::string kPlain = "aaaaaa_ceeeeiiii_nooooo__uuuuy__";
  return kPlain[second & 0x1F];
}

// Words in lower case, without accents; what is no letter or digit parts them.
std::vector<std::string> SplitWords(const std::string& text) {
  std::vector<std::string> words(1);
  for (size_t i = 0; i < text.size(); ++i) {
    const unsigned char c = text[i];
    if (c == kAccentedByte && i + 1 < text.size()) {
      words.back() += PlainLetter(text[++i]);
    } else if (std::isalnum(c)) {
      words.back() += static_cast<char>(std::tolower(c));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

std::string JoinWords(const std::vector<std::string>& words, size_t begin, size_t end) {
  std::string joined;
  for (size_t i = begin; i < end; ++i) joined += (i > begin ? " " : "") + words[i];
  return joined;
}

std::string Fold(const std::string& text) {
  const std::vector<std::string> words = SplitWords(text);
  return JoinWords(words, 0, words.size());
}

}  // namespace

Words::Words(const v1::Vocabulary& file) {
  for (const v1::Term& term : file.terms()) terms_[{term.kind(), term.code()}] = term;
}

bool Words::IsBelow(const std::string& narrow, const std::string& wide) const {
  const auto& broader = Get(v1::WISH, narrow).broader();
  return std::any_of(broader.begin(), broader.end(),
                     [&](const std::string& code) { return code == wide || IsBelow(code, wide); });
}

Kin Words::KinOf(const std::string& asked, const std::string& offered) const {
  if (asked == offered) return Kin::kSame;
  if (IsBelow(offered, asked)) return Kin::kNarrower;
  if (IsBelow(asked, offered)) return Kin::kRelated;
  const auto& related = Get(v1::WISH, asked).related();
  const bool may_do = std::any_of(related.begin(), related.end(),
                                  [&](const std::string& code) { return code == offered || IsBelow(offered, code); });
  return may_do ? Kin::kRelated : Kin::kNone;
}

std::string Words::WishNamed(const std::string& expression, const v1::RuleSet& rules) const {
  for (const v1::WordRule& rule : rules.terms()) {
    for (const std::string& words : rule.words()) {
      if (Fold(words) == expression) return rule.wish();
    }
  }
  for (const auto& [key, term] : terms_) {
    if (term.kind() != v1::WISH || term.retired()) continue;
    if (Fold(term.code()) == expression || Fold(term.title().nl()) == expression) return term.code();
    for (const std::string& synonym : term.synonyms()) {
      if (Fold(synonym) == expression) return term.code();
    }
  }
  return "";
}

std::vector<std::string> Words::WishesIn(const std::string& text, const v1::RuleSet& rules) const {
  const std::vector<std::string> words = SplitWords(text);
  std::vector<std::string> wishes;
  size_t begin = 0;
  while (begin < words.size()) {
    size_t end = std::min(begin + 4, words.size());
    while (end > begin && WishNamed(JoinWords(words, begin, end), rules).empty()) --end;
    if (end > begin) wishes.push_back(WishNamed(JoinWords(words, begin, end), rules));
    begin = std::max(end, begin + 1);
  }
  return wishes;
}

}  // namespace koppel::oracle
