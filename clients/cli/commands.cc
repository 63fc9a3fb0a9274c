#include "clients/cli/commands.h"

#include <iterator>
#include <string>
#include <vector>

namespace koppel::cli {
namespace {

std::vector<Command> MakeTable() {
  std::vector<Command> table;
  for (const auto rows : {ProviderCommands, OfferingCommands, LocationCommands, TeamCommands, CapacityCommands,
                          AreaCommands, DirectoryCommands, ClassifyCommands, MatchCommands, ExplainCommands,
                          ReferralCommands, OfferCommands, PlacementCommands, InboxCommands, RulesCommands,
                          RuleSheetCommands, VocabularyCommands, StatusCommands, GeneralCommands}) {
    for (Command& row : rows()) table.push_back(std::move(row));
  }
  return table;
}

}  // namespace

const std::vector<Command>& AllCommands() {
  static const auto& table = *new std::vector<Command>(MakeTable());
  return table;
}

const std::vector<Argument>& GlobalOptions() {
  static const auto& options = *new std::vector<Argument>{
      {"--server", "", Shape::kText, false, "ADDRESS",
       "Where the server listens, such as unix:/run/koppel.sock or 127.0.0.1:7070"},
      {"--output",
       "-o",
       Shape::kChoice,
       false,
       "FORMAT",
       "How the answer is written; default table",
       {"table", "wide", "json", "jsonl", "name"}},
      {"--language", "", Shape::kChoice, false, "LANGUAGE", "Language of answers and errors; default nl", {"nl", "en"}},
      {"--timeout", "", Shape::kText, false, "DURATION",
       "How long to wait, such as 500ms or 30s; default 30s, imports 10m"},
      {"--as", "", Shape::kText, false, "NAME", "Who you are, for a server that asks for no certificates"},
      {"--config", "", Shape::kFile, false, "FILE", "File with settings; default ~/.config/koppel/config.toml"},
      {"--help", "-h", Shape::kFlag, false, "", "Show help"},
  };
  return options;
}

const Command* FindCommand(const std::string& noun, const std::string& verb) {
  for (const Command& command : AllCommands()) {
    if (command.noun == noun && command.verb == verb) return &command;
  }
  return nullptr;
}

std::vector<std::string> VerbsOf(const std::string& noun) {
  std::vector<std::string> verbs;
  for (const Command& command : AllCommands()) {
    if (command.noun == noun) verbs.push_back(command.verb);
  }
  return verbs;
}

}  // namespace koppel::cli
