// Dice for tests, the same on every machine.

#ifndef KOPPEL_TESTS_MATCHER_CHANCE_H_
#define KOPPEL_TESTS_MATCHER_CHANCE_H_

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace koppel::matcher {

class Chance {
 public:
  explicit Chance(std::mt19937_64& random) : random_(random) {}

  // From 0 up to, not including, `bound`.
  int Below(int bound) { return static_cast<int>(random_() % static_cast<uint64_t>(bound)); }
  int Between(int low, int high) { return low + Below(high - low + 1); }
  bool Percent(int percent) { return Below(100) < percent; }

  template <typename List>
  auto OneOf(const List& list) {
    return *(list.begin() + Below(static_cast<int>(list.size())));
  }

  // At most `count` of them, each once.
  template <typename T>
  std::vector<T> Some(const std::vector<T>& list, int count) {
    std::vector<T> some;
    while (static_cast<int>(some.size()) < std::min(count, static_cast<int>(list.size()))) {
      const T one = OneOf(list);
      if (std::find(some.begin(), some.end(), one) == some.end()) some.push_back(one);
    }
    return some;
  }

  template <typename List>
  void Shuffle(List& list) {
    for (int i = static_cast<int>(list.size()) - 1; i > 0; --i) std::swap(list[i], list[Below(i + 1)]);
  }

  // A date in some days from `from`.
  std::string Date(absl::CivilDay from, int low, int high) {
    const absl::CivilDay day = from + Between(low, high);
    return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
  }

 private:
  std::mt19937_64& random_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_MATCHER_CHANCE_H_
