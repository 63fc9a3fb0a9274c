// The rows and columns of a sheet of rules, and the fields of the rule set behind them. For rule_sheet.cc alone.

#ifndef KOPPEL_CLIENTS_CLI_RULE_SHEET_ROWS_H_
#define KOPPEL_CLIENTS_CLI_RULE_SHEET_ROWS_H_

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/texts.h"
#include "google/protobuf/message.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/rules.pb.h"

namespace koppel::cli {

enum SheetColumn { kKind, kId, kFor, kValue, kWords, kSource, kReason, kStart, kColumnCount };
using SheetCells = std::array<std::string, kColumnCount>;
inline constexpr std::array<const char*, kColumnCount> kSheetHeaders = {"soort",   "id",   "voor",  "waarde",
                                                                        "woorden", "bron", "reden", "ingangsdatum"};

// The weights and the procedure have no ids and no list: each of their fields is a row with a value and nothing else.
inline constexpr char kWeightKind[] = "gewicht";
inline constexpr char kProcedureKind[] = "werkwijze";

// A part of a rule set as a kind of row. A row is a rule in the list `list`; a column is one of its fields, null for a
// column that this kind has not.
struct RowKind {
  const char* word;
  const char* list;
  std::array<const char*, kColumnCount> fields;
  std::optional<Text> refused_when_new;  // Why no row can be new; nothing when one can.
};

// Null for the weights, the procedure and words that are no kind.
const RowKind* KindNamed(const std::string& word);

// All kinds, with commas between them.
std::string KindWords();

// A field of a message, or one element of a repeated number.
struct Place {
  google::protobuf::Message* message = nullptr;  // Null for a column that the row has not.
  const google::protobuf::FieldDescriptor* field = nullptr;
  int index = -1;
};

// A rule of the set as a row.
struct SheetRow {
  std::string kind;
  std::string id;
  std::string path;  // Such as "preferences[near]" or "weights".
  // One more value of a rule that has a row already, such as a later step of an agreement.
  bool is_part = false;
  std::array<Place, kColumnCount> places;
  int line = 0;  // Where the sheet has it; 0 while it was not seen.
};

// All rows of a set, in the order of the sheet. Their places point into the set and hold while rules are added.
std::vector<SheetRow> RowsOf(koppel::v1::RuleSet& rule_set);

// Adds a rule with this id and nothing else: its own row, and then its parts.
std::vector<SheetRow> AddRows(const RowKind& kind, const std::string& id, koppel::v1::RuleSet& rule_set);

// The value as a cell; empty for a column that the row has not.
std::string TextOf(const Place& place);

// What of a cell counts: without the spaces around it and the ways of writing that spreadsheets change by themselves,
// such as "1-11-2026" for "2026-11-01".
std::string Normal(int column, std::string_view cell);

// Sets the value that a cell says, as Normal gives it. What is wrong with it; nothing when it was set.
std::optional<koppel::v1::LocalizedText> SetTo(const Place& place, int column, const std::string& text);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_RULE_SHEET_ROWS_H_
