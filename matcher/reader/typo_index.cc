#include "matcher/reader/typo_index.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace koppel::matcher {
namespace {

// A typing error in a shorter word makes another word too easily.
constexpr size_t kShortestTypo = 6;
constexpr size_t kLongestTypo = 30;
constexpr int kHashBits = 32;
constexpr int kMostBucketBits = 22;

uint32_t Mix(uint64_t sum) {
  return static_cast<uint32_t>(((sum ^ (sum >> 29)) * uint64_t{0xBF58476D1CE4E5B9}) >> kHashBits);
}

// Calls `use` with the hash of the word, and of the word without each of its letters but the first.
template <typename Use>
void ForEachHash(std::string_view word, Use use) {
  constexpr uint64_t kFactor = 0x9E3779B97F4A7C15;
  std::array<uint64_t, kLongestTypo + 1> before;
  uint64_t sum = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    before[i] = sum;
    sum = sum * kFactor + static_cast<unsigned char>(word[i]);
  }
  use(Mix(sum));
  uint64_t behind = 0;
  uint64_t power = 1;
  for (size_t i = word.size() - 1; i > 0; --i) {
    use(Mix(before[i] * power + behind));
    behind += static_cast<unsigned char>(word[i]) * power;
    power *= kFactor;
  }
}

// Whether one can be made from the other by one letter more, less, other, or two letters that changed places.
bool IsOneTypoAway(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  size_t head = 0;
  while (head < a.size() && a[head] == b[head]) ++head;
  size_t tail = 0;
  while (tail < a.size() - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const size_t middle = a.size() - head - tail;
  if (a.size() < b.size()) return middle == 0;
  if (middle <= 1) return true;
  return middle == 2 && a[head] == b[head + 1] && a[head + 1] == b[head];
}

}  // namespace

void TypoIndex::Fill(std::vector<std::string> words) {
  words_ = std::move(words);
  for (size_t i = 0; i < words_.size(); ++i) {
    // One letter more than a word that is looked up.
    if (words_[i].size() < kShortestTypo || words_[i].size() > kLongestTypo + 1) continue;
    ForEachHash(words_[i], [&](uint32_t hash) { keys_.push_back({hash, static_cast<int32_t>(i)}); });
  }
  int bits = 1;
  while (bits < kMostBucketBits && (size_t{1} << bits) < keys_.size()) ++bits;
  shift_ = kHashBits - bits;
  FillBuckets();
}

void TypoIndex::FillBuckets() {
  buckets_.assign(BucketOf(~uint32_t{0}) + 2, 0);
  for (const Key& key : keys_) ++buckets_[BucketOf(key.hash) + 1];
  std::partial_sum(buckets_.begin(), buckets_.end(), buckets_.begin());
  std::vector<uint32_t> next(buckets_.begin(), buckets_.end() - 1);
  std::vector<Key> sorted(keys_.size());
  for (const Key& key : keys_) sorted[next[BucketOf(key.hash)]++] = key;
  keys_ = std::move(sorted);
}

void TypoIndex::ForEach(std::string_view word, const Found& found) const {
  if (word.size() < kShortestTypo || word.size() > kLongestTypo || words_.empty()) return;
  ForEachHash(word, [&](uint32_t hash) { Look(hash, word, found); });
}

// Words of which only the first letter is another share no key; two keys may have one hash.
void TypoIndex::Look(uint32_t hash, std::string_view word, const Found& found) const {
  const size_t bucket = BucketOf(hash);
  for (uint32_t i = buckets_[bucket]; i < buckets_[bucket + 1]; ++i) {
    if (keys_[i].hash != hash) continue;
    const std::string& other = words_[keys_[i].word];
    if (other.front() == word.front() && IsOneTypoAway(word, other)) found(other);
  }
}

}  // namespace koppel::matcher
