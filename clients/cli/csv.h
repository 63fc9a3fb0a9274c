// Reads comma-separated values (RFC 4180), or with another separator: quoted cells may hold separators, quotes ("") and
// line ends.

#ifndef KOPPEL_CLIENTS_CLI_CSV_H_
#define KOPPEL_CLIENTS_CLI_CSV_H_

#include <string>
#include <string_view>
#include <vector>

namespace koppel::cli {

struct CsvRow {
  int line = 0;  // Where the row starts, from 1.
  std::vector<std::string> cells;
};

struct CsvText {
  std::vector<CsvRow> rows;     // Without empty lines; the header is the first.
  int unclosed_quote_line = 0;  // Where a quotation mark opens that never closes; 0 when all do.
};

// A byte order mark at the start is skipped. Spaces around cells are dropped.
CsvText ParseCsv(std::string_view text, char separator = ',');

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CSV_H_
