// Finds what must not stand in text about a resident: a BSN, an e-mail address, a telephone number.
//
//   if (!FindPersonalData(referral.wish_text()).empty()) ... refuse, and name the field, never the text
//
// A guard, no proof: it finds what is written in the usual ways.

#ifndef KOPPEL_BASE_TEXT_GUARD_H_
#define KOPPEL_BASE_TEXT_GUARD_H_

#include <cstddef>
#include <string_view>
#include <vector>

namespace koppel {

// Where something was found: the bytes from `begin` up to `end`. Holds nothing of the text itself.
struct PersonalData {
  enum class Kind { kBsn, kEmail, kPhone };
  Kind kind;
  size_t begin;
  size_t end;

  friend bool operator==(const PersonalData&, const PersonalData&) = default;
};

// All of it, in the order of the text. A BSN is 9 digits (or 8, its first 0 left out) that pass its 11-test, also with
// spaces, dots, hyphens and characters without width between; dates and pairs of years are not taken for one. Telephone
// numbers are Dutch ones of ten digits, also with +31 or 0031; public numbers such as 112 and 0800-2000 are not
// personal.
std::vector<PersonalData> FindPersonalData(std::string_view text);

}  // namespace koppel

#endif  // KOPPEL_BASE_TEXT_GUARD_H_
