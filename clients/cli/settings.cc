#include "clients/cli/settings.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "CLI/Config.hpp"
#include "CLI/Error.hpp"
#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/errors.h"

namespace koppel::cli {
namespace {

constexpr size_t kLongestSubject = 60;

using Values = std::map<std::string, std::string>;  // By key.

std::string DefaultFile(const EnvironmentReader& environment) {
  const std::string folder = environment("XDG_CONFIG_HOME");
  return (folder.empty() ? environment("HOME") + "/.config" : folder) + "/koppel/config.toml";
}

std::string KnownKeys() {
  return absl::StrJoin(SettingRows(), ", ", [](std::string* out, const SettingRow& row) { out->append(row.key); });
}

absl::Status NotUnderstood(const std::string& file, const std::string& detail) {
  return UsageError(Text::kConfigNotUnderstood, {{"file", file}, {"detail", detail}, {"known", KnownKeys()}});
}

bool IsKnown(const CLI::ConfigItem& item) {
  for (const SettingRow& row : SettingRows()) {
    if (item.parents.empty() && item.name == row.key && item.inputs.size() == 1) return true;
  }
  return false;
}

absl::StatusOr<Values> ReadFileOfSettings(const std::string& file, bool required) {
  Values values;
  std::ifstream in(file);
  if (!in) {
    if (!required) return values;
    return UsageError(Text::kFileNotReadable, {{"file", file}, {"detail", std::strerror(errno)}});
  }
  try {
    for (const CLI::ConfigItem& item : CLI::ConfigTOML().from_config(in)) {
      if (!IsKnown(item)) return NotUnderstood(file, item.fullname());
      values[item.name] = item.inputs.front();
    }
  } catch (const CLI::Error& error) {
    return NotUnderstood(file, error.what());
  }
  return values;
}

std::optional<Output> OutputOf(const std::string& name) {
  static const std::map<std::string, Output> outputs = {{"table", Output::kTable},
                                                        {"wide", Output::kWide},
                                                        {"json", Output::kJson},
                                                        {"jsonl", Output::kJsonLines},
                                                        {"name", Output::kName}};
  const auto found = outputs.find(name);
  return found == outputs.end() ? std::nullopt : std::optional<Output>(found->second);
}

std::optional<Language> LanguageOf(const std::string& name) {
  if (name == "nl") return Language::kDutch;
  if (name == "en") return Language::kEnglish;
  return std::nullopt;
}

absl::Status NotAChoice(const std::string& option, const std::string& value, const std::string& choices) {
  return UsageError(Text::kNotAChoice, {{"argument", option}, {"value", value}, {"choices", choices}});
}

absl::StatusOr<std::optional<absl::Duration>> TimeoutOf(const std::string& text) {
  if (text.empty()) return std::optional<absl::Duration>();
  absl::Duration timeout;
  if (!absl::ParseDuration(text, &timeout) || timeout <= absl::ZeroDuration()) {
    return UsageError(Text::kNotADuration, {{"value", text}});
  }
  return std::optional<absl::Duration>(timeout);
}

// As the server takes it; metadata of calls can hold no other bytes than printable ASCII anyway.
absl::Status CheckSubject(const std::string& subject) {
  const bool good = subject.size() <= kLongestSubject && std::all_of(subject.begin(), subject.end(), [](char byte) {
                      return absl::ascii_islower(byte) || absl::ascii_isdigit(byte) ||
                             std::string_view("-.@").find(byte) != std::string_view::npos;
                    });
  return good ? absl::OkStatus() : UsageError(Text::kNotASubject, {{"value", subject}});
}

}  // namespace

const std::vector<SettingRow>& SettingRows() {
  static const auto& rows = *new std::vector<SettingRow>{
      {"--server", "KOPPEL_SERVER", "server"},
      {"--output", "KOPPEL_OUTPUT", "output"},
      {"--language", "KOPPEL_LANGUAGE", "language"},
      {"--timeout", "KOPPEL_TIMEOUT", "timeout"},
      {"--as", "KOPPEL_AS", "as"},
  };
  return rows;
}

absl::StatusOr<Settings> ReadSettings(const Given& given, const EnvironmentReader& environment) {
  Settings settings;
  settings.config_file = given.Has("--config") ? given.Text("--config") : DefaultFile(environment);
  ASSIGN_OR_RETURN(Values values, ReadFileOfSettings(settings.config_file, given.Has("--config")));
  for (const SettingRow& row : SettingRows()) {
    if (const std::string value = environment(row.variable); !value.empty()) values[row.key] = value;
    if (given.Has(row.option)) values[row.key] = given.Text(row.option);
  }
  settings.server = values["server"];
  settings.subject = values["as"];
  RETURN_IF_ERROR(CheckSubject(settings.subject));
  const auto output = OutputOf(values.count("output") > 0 ? values["output"] : "table");
  if (!output.has_value()) return NotAChoice("--output", values["output"], "table, wide, json, jsonl, name");
  settings.output = *output;
  const auto language = LanguageOf(values.count("language") > 0 ? values["language"] : "nl");
  if (!language.has_value()) return NotAChoice("--language", values["language"], "nl, en");
  settings.language = *language;
  ASSIGN_OR_RETURN(settings.timeout, TimeoutOf(values["timeout"]));
  return settings;
}

Language GuessLanguage(const std::vector<std::string>& words, const EnvironmentReader& environment) {
  std::string name = environment("KOPPEL_LANGUAGE");
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--language" && i + 1 < words.size()) name = words[i + 1];
    if (words[i].rfind("--language=", 0) == 0) name = words[i].substr(words[i].find('=') + 1);
  }
  return LanguageOf(name).value_or(Language::kDutch);
}

}  // namespace koppel::cli
