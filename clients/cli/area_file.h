// Reads a table of areas (CSV) and makes the records of the directory from it.
//
// Columns, in any order, with a header: level (gemeente, wijk, buurt), code, name, parent_code, lat, lon, vintage.
// Other columns are passed over. `areaTables/nl` gets the municipalities, `areaTables/gm0034` the wijken and buurten of
// one.

#ifndef KOPPEL_CLIENTS_CLI_AREA_FILE_H_
#define KOPPEL_CLIENTS_CLI_AREA_FILE_H_

#include <string>
#include <string_view>
#include <vector>

#include "koppel/v1/area.pb.h"
#include "koppel/v1/common.pb.h"

namespace koppel::cli {

// Something wrong in a file.
struct FileProblem {
  int line = 0;  // From 1.
  std::string field;
  koppel::v1::LocalizedText message;
};

struct AreaFile {
  std::vector<koppel::v1::AreaTable> tables;  // By name; the areas of each by code.
  std::vector<FileProblem> problems;          // By line. With any, the tables are incomplete.
};

// `source` is stored with each table, such as "Bron: CBS".
AreaFile ParseAreaFile(std::string_view text, const std::string& source);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_AREA_FILE_H_
