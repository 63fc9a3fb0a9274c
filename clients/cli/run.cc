#include "clients/cli/run.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "base/status_macros.h"
#include "clients/cli/case/times.h"
#include "clients/cli/commands.h"
#include "clients/cli/completion.h"
#include "clients/cli/errors.h"
#include "clients/cli/help.h"
#include "clients/cli/parser.h"
#include "clients/cli/session.h"

namespace koppel::cli {
namespace {

// Hidden commands: what the scripts of completion.h and the test of docs/cli.md call.
constexpr char kComplete[] = "__complete";
constexpr char kReference[] = "__reference";

bool AsksForHelp(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

int RunHidden(const std::vector<std::string>& words, std::ostream& out) {
  if (words.front() == kReference) {
    WriteReference(out);
    return kExitOk;
  }
  for (const std::string& candidate : Complete({words.begin() + 1, words.end()})) out << candidate << "\n";
  return kExitOk;
}

// Commands that show or take moments.
bool TellsTime(const std::string& noun) {
  constexpr std::string_view kNouns[] = {"capacity", "inbox", "offer", "offering", "placement", "referral"};
  return std::find(std::begin(kNouns), std::end(kNouns), noun) != std::end(kNouns);
}

absl::Status RunCommand(const Command& command, Session& session) {
  if (TellsTime(command.noun)) RETURN_IF_ERROR(CheckTimeZone());
  return command.run(session);
}

int RunInvocation(const Invocation& invocation, const Settings& settings, std::istream& in, std::ostream& out,
                  std::ostream& err, const Surroundings& surroundings) {
  const bool bold = surroundings.out_is_terminal && surroundings.environment("NO_COLOR").empty();
  Printer printer(out, settings.output, bold);
  Session session(invocation.given, settings, printer, in, surroundings.in_is_terminal, err, surroundings.calls);
  const absl::Status status = RunCommand(*invocation.command, session);
  out.flush();
  if (status.ok() && !out) {
    const absl::Status lost = MakeError(absl::StatusCode::kDataLoss, "FILE_NOT_WRITABLE", Text::kFileNotWritable,
                                        {{"file", "stdout"}, {"detail", "write"}});
    return PrintError(lost, {settings.language, settings.server, session.timeout()}, err);
  }
  if (status.ok()) return kExitOk;
  return PrintError(status, {settings.language, settings.server, session.timeout()}, err);
}

}  // namespace

int Run(const std::vector<std::string>& words, std::istream& in, std::ostream& out, std::ostream& err,
        const Surroundings& surroundings) {
  if (!words.empty() && (words.front() == kComplete || words.front() == kReference)) return RunHidden(words, out);
  const Found found = FindCommandIn(words);
  if (AsksForHelp(words) && WriteHelp(found.noun, found.verb, out)) return kExitOk;
  const Language language = GuessLanguage(words, surroundings.environment);
  const auto invocation = ParseCommandLine(words);
  if (!invocation.ok()) return PrintError(invocation.status(), {language, "", {}}, err);
  const auto settings = ReadSettings(invocation->given, surroundings.environment);
  if (!settings.ok()) return PrintError(settings.status(), {language, "", {}}, err);
  return RunInvocation(*invocation, *settings, in, out, err, surroundings);
}

}  // namespace koppel::cli
