// Finds all words of a list that are the beginning of a given one, in time linear in the given one.

#ifndef KOPPEL_MATCHER_READER_TRIE_H_
#define KOPPEL_MATCHER_READER_TRIE_H_

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace koppel::matcher {

// A tree of letters. Values are numbers from 0. Thread-safe once filled.
class Trie {
 public:
  Trie() : nodes_(1) {}

  // The place of this word, made if need be; the same word gives the same one.
  int Insert(std::string_view word) {
    int node = 0;
    for (const char c : word) {
      const int letter = LetterOf(c);
      if (nodes_[node].next[letter] == 0) {
        nodes_[node].next[letter] = static_cast<int32_t>(nodes_.size());
        nodes_.emplace_back();
      }
      node = nodes_[node].next[letter];
    }
    if (nodes_[node].value < 0) nodes_[node].value = values_++;
    return nodes_[node].value;
  }

  // Calls `found(value, letters)` for each word that is the beginning of the letters from `begin` to `end`.
  template <typename Letters, typename Found>
  void FindBeginnings(Letters begin, Letters end, Found found) const {
    int node = 0;
    int letters = 0;
    for (Letters at = begin; at != end; ++at) {
      node = nodes_[node].next[LetterOf(*at)];
      if (node == 0) return;
      ++letters;
      if (nodes_[node].value >= 0) found(nodes_[node].value, letters);
    }
  }

 private:
  static constexpr int kLetters = 37;

  struct Node {
    std::array<int32_t, kLetters> next = {};
    int32_t value = -1;
  };

  // All that is no plain letter or digit is one letter; words with such are rare, and compared elsewhere.
  static int LetterOf(char c) {
    if (c >= 'a' && c <= 'z') return c - 'a';
    if (c >= '0' && c <= '9') return 26 + (c - '0');
    return 36;
  }

  std::vector<Node> nodes_;
  int values_ = 0;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_TRIE_H_
