// Lays out plain tables for people: columns side by side, two spaces apart.

#ifndef KOPPEL_CLIENTS_CLI_TABLE_H_
#define KOPPEL_CLIENTS_CLI_TABLE_H_

#include <string>
#include <string_view>
#include <vector>

namespace koppel::cli {

using Row = std::vector<std::string>;

// The width of a table that fits a terminal; 0 stands for no bound.
inline constexpr int kTableWidth = 80;

// `header` and `rows` as lines, each ending with a newline. Rows have as many cells as the header. What does not fit in
// `width` is cut from the last column, of which at least ten characters stay.
std::string LayOutTable(const Row& header, const std::vector<Row>& rows, int width);

// The text on one line, with spaces for control characters and for those that turn its direction, so that what others
// wrote cannot steer a terminal.
std::string Plain(std::string_view text);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_TABLE_H_
