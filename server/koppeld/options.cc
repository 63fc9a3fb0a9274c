#include "server/koppeld/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace koppel::server {
namespace {

constexpr const char* kNames[] = {"store", "listen", "insecure-loopback", "rules", "config", "log-level"};

std::string EnvironmentName(const std::string& name) {
  return absl::StrCat("KOPPEL_", absl::AsciiStrToUpper(absl::StrReplaceAll(name, {{"-", "_"}})));
}

bool IsGiven(const std::vector<std::string>& arguments, const std::string& flag) {
  return std::any_of(arguments.begin(), arguments.end(),
                     [&](const std::string& argument) { return argument == flag || argument.starts_with(flag + "="); });
}

// CLI11 itself puts the file before the environment; as arguments the variables go before the file.
std::vector<std::string> WithEnvironment(std::vector<std::string> arguments) {
  for (const char* name : kNames) {
    const std::string flag = absl::StrCat("--", name);
    const char* value = std::getenv(EnvironmentName(name).c_str());
    if (value != nullptr && !IsGiven(arguments, flag)) arguments.push_back(absl::StrCat(flag, "=", value));
  }
  return arguments;
}

std::string DefaultRules() {
  std::error_code error;
  const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
  return (program.parent_path().parent_path() / "share" / "koppel" / "rules").string();
}

void Declare(CLI::App& app, Options& options) {
  const auto environment = [](CLI::Option* option, const std::string& name) { option->envname(EnvironmentName(name)); };
  environment(app.add_option("--store", options.store, "Where records are kept: rocksdb:///path")->required(), "store");
  environment(app.add_option("--listen", options.listen, "Where to serve: unix:/path or 127.0.0.1:port (0: a free one)")
                  ->required(),
              "listen");
  environment(
      app.add_flag("--insecure-loopback", options.insecure_loopback, "Let everybody on this machine in over 127.0.0.1"),
      "insecure-loopback");
  environment(
      app.add_option("--rules", options.rules, "Folder with vocabulary.textproto and the rule sets to begin with")
          ->capture_default_str(),
      "rules");
  environment(app.add_option("--log-level", options.log_level, "How much to log")
                  ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
                  ->capture_default_str(),
              "log-level");
  environment(app.set_config("--config", "", "File with options, such as: listen = \"unix:/run/koppel/koppel.sock\""),
              "config");
}

}  // namespace

std::optional<int> ReadOptions(int argc, const char* const* argv, Options& options) {
  CLI::App app("koppeld serves Koppel: who can help with a request for support, and why.", "koppeld");
  app.footer(
      "A flag goes before its environment variable, and that before the file.\n"
      "Example: koppeld --store rocksdb:///var/lib/koppel --listen unix:/run/koppel/koppel.sock");
  app.set_version_flag("--version", KOPPEL_VERSION);
  options.rules = DefaultRules();
  Declare(app, options);
  try {
    std::vector<std::string> arguments = WithEnvironment({argv + 1, argv + argc});
    std::reverse(arguments.begin(), arguments.end());  // As CLI11 wants them.
    app.parse(arguments);
  } catch (const CLI::Success& done) {
    return app.exit(done);
  } catch (const CLI::ParseError& error) {
    std::cerr << "koppeld: " << error.what() << " (koppeld --help tells more)\n";
    return 2;
  }
  return std::nullopt;
}

}  // namespace koppel::server
