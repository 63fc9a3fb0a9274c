// Finds the words of a list that a given word may be with one typing error in it: a letter more, less, other, or two
// letters that changed places, but never in the first letter alone.

#ifndef KOPPEL_MATCHER_READER_TYPO_INDEX_H_
#define KOPPEL_MATCHER_READER_TYPO_INDEX_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace koppel::matcher {

// Filled once, then only read: thread-safe from then on.
class TypoIndex {
 public:
  using Found = std::function<void(const std::string&)>;

  // Short words are left out: a typing error makes another word of them too easily.
  void Fill(std::vector<std::string> words);

  // Calls `found` with each such word of the list, some more than once. Takes time linear in the word.
  void ForEach(std::string_view word, const Found& found) const;

 private:
  // A word with one letter left out, or none.
  struct Key {
    uint32_t hash;
    int32_t word;
  };

  void FillBuckets();
  size_t BucketOf(uint32_t hash) const { return hash >> shift_; }
  void Look(uint32_t hash, std::string_view word, const Found& found) const;

  std::vector<std::string> words_;
  int shift_ = 0;                  // The bits of a hash that do not choose its bucket.
  std::vector<Key> keys_;          // By bucket.
  std::vector<uint32_t> buckets_;  // Where each begins in keys_, and one more at the end.
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_TYPO_INDEX_H_
