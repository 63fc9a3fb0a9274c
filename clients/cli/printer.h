// Writes answers in the form that was asked for. Only data goes through here; messages go to standard error.

#ifndef KOPPEL_CLIENTS_CLI_PRINTER_H_
#define KOPPEL_CLIENTS_CLI_PRINTER_H_

#include <functional>
#include <ostream>
#include <string>
#include <vector>

#include "clients/cli/table.h"
#include "google/protobuf/message.h"

namespace koppel::cli {

enum class Output { kTable, kWide, kJson, kJsonLines, kName };

// A column of a table of `Record`. The first column of a table is the name.
template <class Record>
struct Column {
  std::string header;
  std::function<std::string(const Record&)> cell;
  bool wide = false;  // Shown with `-o wide` alone.
};

template <class Record>
using Columns = std::vector<Column<Record>>;

class Printer {
 public:
  // With `bold`, headings are set in bold type; no meaning hangs on it.
  Printer(std::ostream& out, Output output, bool bold) : out_(out), output_(output), bold_(bold) {}

  Output output() const { return output_; }
  bool for_people() const { return output_ == Output::kTable || output_ == Output::kWide; }
  bool for_programs() const { return output_ == Output::kJson || output_ == Output::kJsonLines; }
  std::ostream& out() { return out_; }
  // Whether text may be set in bold, underlined or in colour.
  bool styled() const { return bold_; }

  // Records of any number, as JSON in one array.
  template <class Record>
  void List(const std::vector<Record>& records, const Columns<Record>& columns) {
    std::vector<const google::protobuf::Message*> messages;
    Rows rows;
    for (const Record& record : records) {
      messages.push_back(&record);
      rows.push_back(Cells(record, columns));
    }
    Write(messages, /*as_array=*/true, Header(columns), rows);
  }

  // One record, as JSON without an array around it.
  template <class Record>
  void One(const Record& record, const Columns<Record>& columns) {
    Write({&record}, /*as_array=*/false, Header(columns), {Cells(record, columns)});
  }

  // What happened to a record: "providers/x created"; as JSON the record.
  void Done(const std::string& name, const std::string& what, const google::protobuf::Message& record);

  // A message as JSON, over more lines unless the output is jsonl.
  void Json(const google::protobuf::Message& message);

  void Table(const Row& header, const std::vector<Row>& rows);
  void Line(const std::string& text) { out_ << text << "\n"; }
  std::string Bold(const std::string& text) const;

 private:
  using Rows = std::vector<Row>;

  template <class Record>
  bool Shown(const Column<Record>& column) const {
    return !column.wide || output_ == Output::kWide;
  }

  template <class Record>
  Row Header(const Columns<Record>& columns) const {
    Row header;
    for (const auto& column : columns) {
      if (Shown(column)) header.push_back(column.header);
    }
    return header;
  }

  template <class Record>
  Row Cells(const Record& record, const Columns<Record>& columns) const {
    Row cells;
    for (const auto& column : columns) {
      if (Shown(column)) cells.push_back(column.cell(record));
    }
    return cells;
  }

  void Write(const std::vector<const google::protobuf::Message*>& messages, bool as_array, const Row& header,
             const Rows& rows);
  void JsonArray(const std::vector<const google::protobuf::Message*>& messages);

  std::ostream& out_;
  Output output_;
  bool bold_;
};

// The message as JSON with the field names of the protos, on one line unless `pretty`.
std::string ToJson(const google::protobuf::Message& message, bool pretty);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_PRINTER_H_
