#include "clients/cli/parser.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "CLI/App.hpp"
#include "CLI/Config.hpp"
#include "CLI/Formatter.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/commands.h"
#include "clients/cli/errors.h"

namespace koppel::cli {
namespace {

bool IsOption(const std::string& word) { return word.size() > 1 && word.front() == '-'; }

// Some nouns are commands of one word and have verbs besides, such as "match" and "match replay".
bool MayBeVerb(const std::string& noun, const std::string& word) {
  return FindCommand(noun, "") == nullptr || (!word.empty() && FindCommand(noun, word) != nullptr);
}

// Whether the word after this one is its value.
bool TakesNextWord(const std::string& word) {
  for (const Argument& option : GlobalOptions()) {
    if (word == option.name || word == option.short_name) return option.shape != Shape::kFlag;
  }
  return false;
}

absl::Status NoSuchCommand(const Found& found) {
  if (found.noun.empty()) return UsageError(Text::kNoCommand);
  const std::vector<std::string> verbs = VerbsOf(found.noun);
  if (verbs.empty()) return UsageError(Text::kUnknownCommand, {{"word", found.noun}});
  const std::string choices = absl::StrJoin(verbs, ", ");
  if (found.verb.empty()) return UsageError(Text::kWhichVerb, {{"noun", found.noun}, {"verbs", choices}});
  return UsageError(Text::kUnknownVerb, {{"noun", found.noun}, {"verb", found.verb}, {"verbs", choices}});
}

// One argument as the parser library sees it: all are text there; what they must be is checked by the table.
struct Slot {
  const Argument* argument;
  CLI::Option* option;
  std::string text;
  std::vector<std::string> words;
};

void AddSlot(const Argument& argument, CLI::App& app, Slot& slot) {
  const std::string names = argument.short_name.empty() ? argument.name : argument.short_name + "," + argument.name;
  slot.argument = &argument;
  if (argument.shape == Shape::kFlag) {
    slot.option = app.add_flag(names);
  } else if (argument.shape == Shape::kWords) {
    slot.option = app.add_option(names, slot.words);
  } else {
    slot.option = app.add_option(names, slot.text);
  }
}

absl::StatusOr<std::string> ChoiceOf(const Argument& argument, const std::string& value) {
  for (const std::string& choice : argument.choices) {
    if (absl::EqualsIgnoreCase(choice, value)) return choice;
  }
  return UsageError(
      Text::kNotAChoice,
      {{"argument", argument.name}, {"value", value}, {"choices", absl::StrJoin(argument.choices, ", ")}});
}

absl::Status Take(const Slot& slot, const Command& command, Given& given) {
  const Argument& argument = *slot.argument;
  const bool is_given = slot.option->count() > 0;
  if (!is_given && argument.required) {
    return UsageError(Text::kMissingArgument, {{"argument", argument.name}, {"command", command.name()}});
  }
  if (!is_given) return absl::OkStatus();
  std::string text = slot.text;
  if (argument.shape == Shape::kChoice) {
    ASSIGN_OR_RETURN(text, ChoiceOf(argument, text));
  }
  if (int number = 0; argument.shape == Shape::kWhole && !absl::SimpleAtoi(text, &number)) {
    return UsageError(Text::kNotAWhole, {{"argument", argument.name}, {"value", text}});
  }
  if (argument.shape != Shape::kWords) given.Add(argument.name, text);
  for (const std::string& word : slot.words) given.Add(argument.name, word);
  return absl::OkStatus();
}

// Lets the parser library fill the slots.
absl::Status Fill(CLI::App& app, const Found& found) {
  std::vector<std::string> reversed(found.remaining.rbegin(), found.remaining.rend());
  const std::string name = found.command->name();
  try {
    app.parse(reversed);
  } catch (const CLI::ExtrasError&) {
    return UsageError(Text::kUnexpectedWord, {{"word", absl::StrJoin(app.remaining(), " ")}, {"command", name}});
  } catch (const CLI::ParseError& error) {
    return UsageError(Text::kMissingValue, {{"detail", error.what()}, {"command", name}});
  }
  return absl::OkStatus();
}

}  // namespace

Found FindCommandIn(const std::vector<std::string>& words) {
  Found found;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool has_noun = !found.noun.empty();
    const bool wants_verb = has_noun && found.verb.empty() && MayBeVerb(found.noun, words[i]);
    if (IsOption(words[i])) {
      found.remaining.push_back(words[i]);
      if (TakesNextWord(words[i]) && i + 1 < words.size()) found.remaining.push_back(words[++i]);
    } else if (!has_noun) {
      found.noun = words[i];
    } else if (wants_verb) {
      found.verb = words[i];
    } else {
      found.remaining.push_back(words[i]);
    }
  }
  found.command = FindCommand(found.noun, found.verb);
  return found;
}

absl::StatusOr<Invocation> ParseCommandLine(const std::vector<std::string>& words) {
  const Found found = FindCommandIn(words);
  if (found.command == nullptr) return NoSuchCommand(found);
  std::vector<Argument> arguments = found.command->arguments;
  arguments.insert(arguments.end(), GlobalOptions().begin(), GlobalOptions().end());
  CLI::App app;
  app.set_help_flag();
  std::vector<Slot> slots(arguments.size());
  for (size_t i = 0; i < slots.size(); ++i) AddSlot(arguments[i], app, slots[i]);
  RETURN_IF_ERROR(Fill(app, found));
  Invocation invocation{found.command, {}};
  for (const Slot& slot : slots) RETURN_IF_ERROR(Take(slot, *found.command, invocation.given));
  return invocation;
}

}  // namespace koppel::cli
