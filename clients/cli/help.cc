#include "clients/cli/help.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/settings.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

constexpr char kIntroduction[] =
    "koppel talks to a Koppel server: whom to ask for help, how much room they have, and who could help a resident.";

std::string UsageOf(const Argument& argument) {
  const std::string dots = argument.shape == Shape::kWords ? "..." : "";
  std::string usage = argument.is_option() ? argument.name : argument.name + dots;
  if (argument.is_option() && !argument.value.empty()) absl::StrAppend(&usage, " ", argument.value);
  return argument.required ? usage : "[" + usage + "]";
}

std::string UsageOf(const Command& command) {
  std::string usage = "koppel " + command.name();
  for (const Argument& argument : command.arguments) absl::StrAppend(&usage, " ", UsageOf(argument));
  return usage;
}

// An argument's left column: "-f, --file FILE".
std::string NamesOf(const Argument& argument) {
  std::string names = argument.short_name.empty() ? argument.name : argument.short_name + ", " + argument.name;
  return argument.value.empty() ? names : names + " " + argument.value;
}

std::string SummaryOf(const Argument& argument) {
  if (argument.choices.empty()) return argument.summary;
  return absl::StrCat(argument.summary, ": ", absl::StrJoin(argument.choices, ", "));
}

std::string Indented(const std::vector<Row>& rows) {
  std::string text = LayOutTable({"", ""}, rows, 0);
  text.erase(0, text.find('\n') + 1);  // The header, which has no words.
  std::string indented;
  for (size_t start = 0; start < text.size();) {
    const size_t end = text.find('\n', start) + 1;
    indented += "  " + text.substr(start, end - start);
    start = end;
  }
  return indented;
}

std::string ArgumentLines(const std::vector<Argument>& arguments) {
  std::vector<Row> rows;
  for (const Argument& argument : arguments) rows.push_back({NamesOf(argument), SummaryOf(argument)});
  return Indented(rows);
}

std::string CommandLines(const std::string& noun) {
  std::vector<Row> rows;
  for (const Command& command : AllCommands()) {
    if (noun.empty() || command.noun == noun) rows.push_back({command.name(), command.summary});
  }
  return Indented(rows);
}

std::string ExitCodeLines() {
  std::vector<Row> rows;
  for (const ExitCodeRow& row : ExitCodes()) rows.push_back({absl::StrCat(row.code), row.meaning});
  return Indented(rows);
}

std::string SettingLines() {
  std::vector<Row> rows;
  for (const SettingRow& row : SettingRows()) rows.push_back({row.option, row.variable, row.key});
  std::string lines;
  for (const Row& row : rows) absl::StrAppend(&lines, "| `", absl::StrJoin(row, "` | `"), "` |\n");
  return lines;
}

void WriteReferenceOf(const Command& command, std::ostream& out) {
  out << "\n### koppel " << command.name() << "\n\n"
      << command.summary << ".\n\n```\n"
      << UsageOf(command) << "\n```\n";
  if (!command.arguments.empty()) out << "\n| argument | meaning |\n|---|---|\n";
  for (const Argument& argument : command.arguments) {
    out << "| `" << NamesOf(argument) << "` | " << SummaryOf(argument) << " |\n";
  }
  out << "\nExample: `" << command.example << "`\n";
}

void WriteOverview(std::ostream& out) {
  out << kIntroduction << "\n\nUsage: koppel NOUN VERB [ARGUMENTS] [OPTIONS]\n\nCommands:\n"
      << CommandLines("") << "\nOptions of every command:\n"
      << ArgumentLines(GlobalOptions()) << "\nExit codes:\n"
      << ExitCodeLines() << "\nExample: koppel match --file request.json --server unix:/run/koppel.sock\n"
      << "See 'koppel NOUN VERB --help' for a command.\n";
}

void WriteNounHelp(const std::string& noun, std::ostream& out) {
  out << "Commands:\n" << CommandLines(noun) << "\nSee 'koppel " << noun << " VERB --help' for a command.\n";
}

void WriteCommandHelp(const Command& command, std::ostream& out) {
  out << command.summary << ".\n\nUsage: " << UsageOf(command) << "\n";
  if (!command.arguments.empty()) out << "\nArguments:\n" << ArgumentLines(command.arguments);
  out << "\nOptions of every command:\n" << ArgumentLines(GlobalOptions()) << "\nExample: " << command.example << "\n";
}

}  // namespace

bool WriteHelp(const std::string& noun, const std::string& verb, std::ostream& out) {
  if (noun.empty()) {
    WriteOverview(out);
  } else if (const Command* command = FindCommand(noun, verb)) {
    WriteCommandHelp(*command, out);
  } else if (verb.empty() && !VerbsOf(noun).empty()) {
    WriteNounHelp(noun, out);
  } else {
    return false;
  }
  return true;
}

void WriteReference(std::ostream& out) {
  out << "# The command line\n\nMade from the table of commands by `koppel __reference`; a test checks that it is up "
         "to date.\n\n"
      << kIntroduction
      << "\n\nData goes to standard output, messages to standard error. Errors are one line that says what to do.\n"
      << "\n## Options of every command\n\n| option | meaning |\n|---|---|\n";
  for (const Argument& option : GlobalOptions()) {
    out << "| `" << NamesOf(option) << "` | " << SummaryOf(option) << " |\n";
  }
  out << "\nA flag goes before the environment, the environment before the file with settings (TOML):\n\n"
      << "| flag | environment | file |\n|---|---|---|\n"
      << SettingLines() << "\nWith `NO_COLOR` set, or when the output is no terminal, nothing is set in bold.\n"
      << "\n## Exit codes\n\n| code | meaning |\n|---|---|\n";
  for (const ExitCodeRow& row : ExitCodes()) out << "| " << row.code << " | " << row.meaning << " |\n";
  out << "\n## Commands\n";
  for (const Command& command : AllCommands()) WriteReferenceOf(command, out);
}

}  // namespace koppel::cli
