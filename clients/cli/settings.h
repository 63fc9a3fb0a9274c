// Settings of one run: from the flags, else the environment, else the file with settings.

#ifndef KOPPEL_CLIENTS_CLI_SETTINGS_H_
#define KOPPEL_CLIENTS_CLI_SETTINGS_H_

#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cli/command.h"
#include "clients/cli/printer.h"
#include "clients/cli/texts.h"

namespace koppel::cli {

// The value of an environment variable; empty when it is not set.
using EnvironmentReader = std::function<std::string(const std::string& name)>;

struct Settings {
  std::string server;   // Empty when nobody gave one.
  std::string subject;  // Who calls; empty when nobody said so.
  Output output = Output::kTable;
  Language language = Language::kDutch;
  std::optional<absl::Duration> timeout;
  std::string config_file;  // Where settings are read from, whether it is there or not.
};

// A row for each setting that may also stand in the environment and in the file.
struct SettingRow {
  std::string option;    // "--server"
  std::string variable;  // "KOPPEL_SERVER"
  std::string key;       // "server"
};
const std::vector<SettingRow>& SettingRows();

// INVALID_ARGUMENT (a usage error) for values that make no sense and for a file that was named and is not there.
absl::StatusOr<Settings> ReadSettings(const Given& given, const EnvironmentReader& environment);

// The language for errors in the command line itself, before settings are known.
Language GuessLanguage(const std::vector<std::string>& words, const EnvironmentReader& environment);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_SETTINGS_H_
