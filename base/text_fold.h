// Makes texts comparable: without case, accents and punctuation.
//
//   FoldText("Café  'De Boog'!") == "cafe de boog"

#ifndef KOPPEL_BASE_TEXT_FOLD_H_
#define KOPPEL_BASE_TEXT_FOLD_H_

#include <string>
#include <string_view>
#include <vector>

namespace koppel {

// Letters in lower case and without accents, digits as they are, everything else as one space; no space at the ends.
// Bytes that are not UTF-8 count as spaces.
std::string FoldText(std::string_view text);

// The words of FoldText, in order.
std::vector<std::string> FoldWords(std::string_view text);

}  // namespace koppel

#endif  // KOPPEL_BASE_TEXT_FOLD_H_
