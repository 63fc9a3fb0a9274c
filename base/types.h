// Types for values that are easily swapped.
//
// Thread safety: all are values.

#ifndef KOPPEL_BASE_TYPES_H_
#define KOPPEL_BASE_TYPES_H_

#include <compare>
#include <cstdint>

namespace koppel {

// A moment in the life of a store: every commit has a revision one higher than the commit before it.
// Zero is before the first commit; as the revision of a record it means that there is no record.
struct Revision {
  int64_t value = 0;

  friend auto operator<=>(Revision, Revision) = default;
};

}  // namespace koppel

#endif  // KOPPEL_BASE_TYPES_H_
