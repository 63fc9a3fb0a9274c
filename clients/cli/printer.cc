#include "clients/cli/printer.h"

#include <string>

#include "google/protobuf/util/json_util.h"

namespace koppel::cli {

using google::protobuf::Message;

std::string ToJson(const Message& message, bool pretty) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = pretty;
  std::string text;
  // Fails for well-known types with values out of range only; none of our messages can hold those after parsing.
  if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) return "{}\n";
  return pretty ? text : text + "\n";
}

void Printer::Json(const Message& message) { out_ << ToJson(message, output_ != Output::kJsonLines); }

void Printer::JsonArray(const std::vector<const Message*>& messages) {
  out_ << "[";
  const char* separator = "\n";
  for (const Message* message : messages) {
    std::string text = ToJson(*message, /*pretty=*/true);
    text.erase(text.find_last_not_of('\n') + 1);
    out_ << separator << text;
    separator = ",\n";
  }
  out_ << "\n]\n";
}

void Printer::Write(const std::vector<const Message*>& messages, bool as_array, const Row& header, const Rows& rows) {
  switch (output_) {
    case Output::kTable:
    case Output::kWide:
      return Table(header, rows);
    case Output::kName:
      for (const Row& row : rows) Line(row.front());
      return;
    case Output::kJson:
      if (as_array) return JsonArray(messages);
      [[fallthrough]];
    case Output::kJsonLines:
      for (const Message* message : messages) Json(*message);
  }
}

void Printer::Done(const std::string& name, const std::string& what, const Message& record) {
  if (for_people()) return Line(name + " " + what);
  if (output_ == Output::kName) return Line(name);
  Json(record);
}

void Printer::Table(const Row& header, const std::vector<Row>& rows) {
  if (rows.empty()) return;
  const std::string text = LayOutTable(header, rows, output_ == Output::kWide ? 0 : kTableWidth);
  const size_t first_line = text.find('\n');
  out_ << Bold(text.substr(0, first_line)) << text.substr(first_line);
}

std::string Printer::Bold(const std::string& text) const { return bold_ ? "\x1b[1m" + text + "\x1b[0m" : text; }

}  // namespace koppel::cli
