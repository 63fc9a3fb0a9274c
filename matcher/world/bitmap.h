// A set of rows as a flat row of bits, for a handful of ANDs and ORs.

#ifndef KOPPEL_MATCHER_WORLD_BITMAP_H_
#define KOPPEL_MATCHER_WORLD_BITMAP_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace koppel::matcher {

class Bitmap {
 public:
  explicit Bitmap(size_t rows = 0) : words_((rows + 63) / 64) {}

  void Set(size_t row) { words_[row / 64] |= uint64_t{1} << (row % 64); }
  bool Holds(size_t row) const { return (words_[row / 64] >> (row % 64)) & 1; }

  // Both of the same number of rows.
  void Add(const Bitmap& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void KeepOnly(const Bitmap& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }

  // Calls `visit(row)` for every row in the set, lowest first.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1) visit(i * 64 + std::countr_zero(word));
    }
  }

 private:
  std::vector<uint64_t> words_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_WORLD_BITMAP_H_
