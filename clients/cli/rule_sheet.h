// The values of a rule set as a spreadsheet (CSV) that an office can edit: points, weights, agreements, words, reasons
// for a no, and the procedure.
//
// Written for spreadsheet programs in Dutch: separated by semicolons, UTF-8 with a byte order mark, lines that end with
// CR LF. A cell that a spreadsheet would run as a formula begins with an apostrophe; reading takes it away again.
//
// Columns: soort (punten, gewicht, afspraak, woorden, afwijzing, werkwijze), id, voor (urgency, wish or cause), waarde,
// woorden, bron, reden, ingangsdatum. The row of an agreement has the days for the answer; its other steps are rows
// with its id and a value: afspraak-ontvangst, afspraak-contact, afspraak-start. Where the procedure comes from, titles
// of reasons and free days stay in the text file. A set that is written and read again is the same set, to the byte.

#ifndef KOPPEL_CLIENTS_CLI_RULE_SHEET_H_
#define KOPPEL_CLIENTS_CLI_RULE_SHEET_H_

#include <string>
#include <string_view>
#include <vector>

#include "clients/cli/area_file.h"
#include "koppel/v1/rule_service.pb.h"
#include "koppel/v1/rules.pb.h"

namespace koppel::cli {

std::string WriteRuleSheet(const koppel::v1::RuleSet& rule_set);

struct RuleSheet {
  koppel::v1::RuleSet rule_set;                 // The base with the values of the sheet.
  std::vector<koppel::v1::RuleChange> changes;  // In the order of the sheet, such as "preferences[near].waarde".
  int left_out = 0;                             // Rules of the base that have no row; they stay as they are.
  std::vector<FileProblem> problems;            // By line. With any, the set is incomplete.
};

// Separated by semicolons or, when the header has none, by commas. Dates may be written as "2026-11-01" and as
// "1-11-2026". A row may be new for an agreement and for words; a preference needs a condition and a reason a title,
// which a sheet has not.
RuleSheet ReadRuleSheet(std::string_view text, const koppel::v1::RuleSet& base);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_RULE_SHEET_H_
