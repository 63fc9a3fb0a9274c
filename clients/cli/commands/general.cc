#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/completion.h"
#include "clients/cli/help.h"

namespace koppel::cli {
namespace {

absl::Status RunCompletion(Session& session) {
  session.printer().out() << CompletionScript(session.given().Text("SHELL"));
  return absl::OkStatus();
}

absl::Status RunVersion(Session& session) {
  const char* text =
      session.printer().for_programs() ? "{\"version\": \"" KOPPEL_VERSION "\"}" : "koppel " KOPPEL_VERSION;
  session.printer().Line(text);
  return absl::OkStatus();
}

absl::Status RunHelp(Session& session) {
  const std::vector<std::string> words = session.given().Words("COMMAND");
  const std::string noun = words.empty() ? "" : words[0];
  const std::string verb = words.size() < 2 ? "" : words[1];
  if (!WriteHelp(noun, verb, session.printer().out())) {
    return UsageError(Text::kUnknownCommand, {{"word", verb.empty() ? noun : noun + " " + verb}});
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> GeneralCommands() {
  return {{"completion",
           "",
           "Write the script that completes commands in a shell",
           "koppel completion bash > /etc/bash_completion.d/koppel",
           {{"SHELL", "", Shape::kChoice, true, "", "The shell", {"bash", "zsh", "fish"}}},
           RunCompletion},
          {"version", "", "Show the version of this program", "koppel version", {}, RunVersion},
          {"help",
           "",
           "Show help for all commands or for one",
           "koppel help capacity set",
           {{"COMMAND", "", Shape::kWords, false, "", "The command"}},
           RunHelp}};
}

}  // namespace koppel::cli
