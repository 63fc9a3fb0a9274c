#include "clients/cli/completion.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/parser.h"

namespace koppel::cli {
namespace {

constexpr char kBash[] = R"(_koppel() {
  local IFS=$'\n'
  COMPREPLY=($(koppel __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
}
complete -o default -F _koppel koppel
)";

constexpr char kZsh[] = R"(#compdef koppel
_koppel() {
  local -a candidates
  candidates=("${(@f)$(koppel __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "${candidates[1]}" ]]; then compadd -a candidates; else _files; fi
}
compdef _koppel koppel
)";

constexpr char kFish[] = R"(function __koppel_complete
  set -l words (commandline --tokenize --current-process --cut-at-cursor)
  koppel __complete $words[2..-1] (commandline --current-token) 2>/dev/null
end
complete --command koppel --arguments '(__koppel_complete)'
)";

// The arguments that can be given with these words: those of the command, then those of all commands.
std::vector<Argument> ArgumentsFor(const Command* command) {
  std::vector<Argument> arguments = command == nullptr ? std::vector<Argument>() : command->arguments;
  arguments.insert(arguments.end(), GlobalOptions().begin(), GlobalOptions().end());
  return arguments;
}

std::vector<std::string> Nouns() {
  std::vector<std::string> nouns;
  for (const Command& command : AllCommands()) {
    if (nouns.empty() || nouns.back() != command.noun) nouns.push_back(command.noun);
  }
  return nouns;
}

// Without the command that is the noun alone.
std::vector<std::string> NamedVerbsOf(const std::string& noun) {
  std::vector<std::string> verbs = VerbsOf(noun);
  verbs.erase(std::remove(verbs.begin(), verbs.end(), ""), verbs.end());
  return verbs;
}

// The choices of the option that `word` names; null when it takes no value.
const Argument* OptionNamed(const std::vector<Argument>& arguments, const std::string& word) {
  for (const Argument& argument : arguments) {
    const bool named = word == argument.name || (!word.empty() && word == argument.short_name);
    if (named && argument.is_option() && argument.shape != Shape::kFlag) return &argument;
  }
  return nullptr;
}

std::vector<std::string> OptionNames(const std::vector<Argument>& arguments) {
  std::vector<std::string> names;
  for (const Argument& argument : arguments) {
    if (argument.is_option()) names.push_back(argument.name);
  }
  return names;
}

// The choices of the first argument by place, such as the shells of `completion`.
std::vector<std::string> PlaceChoices(const std::vector<Argument>& arguments) {
  const auto place = std::find_if(arguments.begin(), arguments.end(), [](const Argument& a) { return !a.is_option(); });
  return place == arguments.end() ? std::vector<std::string>() : place->choices;
}

std::vector<std::string> Candidates(const std::vector<std::string>& before, const std::string& last) {
  const Found found = FindCommandIn(before);
  const std::vector<Argument> arguments = ArgumentsFor(found.command);
  if (!before.empty()) {
    if (const Argument* option = OptionNamed(arguments, before.back())) return option->choices;
  }
  if (!last.empty() && last.front() == '-') return OptionNames(arguments);
  if (found.noun.empty()) return Nouns();
  if (found.command == nullptr) return found.verb.empty() ? VerbsOf(found.noun) : std::vector<std::string>();
  if (found.verb.empty() && VerbsOf(found.noun).size() > 1) return NamedVerbsOf(found.noun);
  return PlaceChoices(arguments);
}

}  // namespace

std::vector<std::string> Complete(const std::vector<std::string>& words) {
  const std::string last = words.empty() ? "" : words.back();
  const std::vector<std::string> before(words.begin(), words.empty() ? words.end() : words.end() - 1);
  std::vector<std::string> fitting;
  for (std::string& candidate : Candidates(before, last)) {
    if (candidate.rfind(last, 0) == 0) fitting.push_back(std::move(candidate));
  }
  return fitting;
}

std::string CompletionScript(const std::string& shell) {
  static const std::map<std::string, std::string> scripts = {{"bash", kBash}, {"zsh", kZsh}, {"fish", kFish}};
  const auto found = scripts.find(shell);
  return found == scripts.end() ? "" : found->second;
}

}  // namespace koppel::cli
