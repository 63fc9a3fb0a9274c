// What a command is: a row of data, from which parser, help, completion and the reference in docs/cli.md come.

#ifndef KOPPEL_CLIENTS_CLI_COMMAND_H_
#define KOPPEL_CLIENTS_CLI_COMMAND_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace koppel::cli {

class Session;

// What an argument takes.
enum class Shape {
  kText,    // One word.
  kWords,   // One word or more, to the end.
  kFlag,    // Nothing: it is there or not.
  kWhole,   // A whole number.
  kChoice,  // One of `choices`; upper and lower case are the same.
  kFile,    // The path of a file; "-" is standard input.
};

struct Argument {
  std::string name;        // "NAME" for a word by its place, "--free" for an option.
  std::string short_name;  // Such as "-f"; empty for none.
  Shape shape = Shape::kText;
  bool required = false;
  std::string value;  // What help shows for the value of an option, such as "N".
  std::string summary;
  std::vector<std::string> choices = {};

  bool is_option() const { return name.front() == '-'; }
};

// Wording: summaries in sentence case without a full stop; the example is complete and uses long options.
struct Command {
  std::string noun;
  std::string verb;  // Empty for a command of one word, such as "match".
  std::string summary;
  std::string example;
  std::vector<Argument> arguments;
  absl::Status (*run)(Session& session) = nullptr;

  std::string name() const { return verb.empty() ? noun : noun + " " + verb; }
};

// The arguments that were given, by the name in the table. Choices are spelled as in the table.
class Given {
 public:
  void Add(const std::string& name, std::string value) { values_[name].push_back(std::move(value)); }

  bool Has(const std::string& name) const { return values_.count(name) > 0; }
  // Empty when it was not given.
  std::string Text(const std::string& name) const { return Has(name) ? values_.at(name).front() : ""; }
  std::vector<std::string> Words(const std::string& name) const {
    return Has(name) ? values_.at(name) : std::vector<std::string>();
  }
  // The parser has checked that it is a number.
  std::optional<int> Whole(const std::string& name) const {
    return Has(name) ? std::optional<int>(std::stoi(Text(name))) : std::nullopt;
  }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMMAND_H_
