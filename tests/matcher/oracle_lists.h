// Questions about small lists.

#ifndef KOPPEL_TESTS_MATCHER_ORACLE_LISTS_H_
#define KOPPEL_TESTS_MATCHER_ORACLE_LISTS_H_

#include <algorithm>

namespace koppel::oracle {

template <typename List, typename Value>
bool Contains(const List& list, const Value& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

// Whether some value is in both.
template <typename A, typename B>
bool Share(const A& a, const B& b) {
  return std::any_of(a.begin(), a.end(), [&](const auto& value) { return Contains(b, value); });
}

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_ORACLE_LISTS_H_
