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
#include "server/notices/smtp.h"

namespace koppel::server {
namespace {

constexpr const char* kNames[] = {"store",     "listen", "insecure-loopback", "rules",  "config",
                                  "log-level", "smtp",   "notice-from",       "webhook"};

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

CLI::Option* Name(CLI::Option* option, const std::string& name) { return option->envname(EnvironmentName(name)); }

// How partners are told that something waits for them.
void DeclareNotices(CLI::App& app, Options& options) {
  const auto check_server = [](const std::string& text) -> std::string {
    const bool known = text.starts_with("smtp://") || text.starts_with("smtps://");
    return known ? "" : "write a mail server as smtp://host:port or smtps://host:port";
  };
  const auto check_sender = [](const std::string& text) -> std::string {
    return IsMailAddress(text) ? "" : "write one plain e-mail address, such as koppel@example.org";
  };
  CLI::Option* from =
      Name(app.add_option("--notice-from", options.notice_from, "Sender of e-mail to partners")->check(check_sender),
           "notice-from");
  Name(app.add_option("--smtp", options.smtp, "Mail server that takes e-mail to partners: smtp://host:port")
           ->check(check_server)
           ->needs(from),
       "smtp");
  Name(app.add_flag("--webhook", options.webhook, "Tell partners without e-mail address at their web address"),
       "webhook");
}

void Declare(CLI::App& app, Options& options) {
  Name(app.add_option("--store", options.store, "Where records are kept: rocksdb:///path")->required(), "store");
  Name(app.add_option("--listen", options.listen, "Where to serve: unix:/path or 127.0.0.1:port (0: a free one)")
           ->required(),
       "listen");
  Name(
      app.add_flag("--insecure-loopback", options.insecure_loopback, "Let everybody on this machine in over 127.0.0.1"),
      "insecure-loopback");
  Name(app.add_option("--rules", options.rules, "Folder with vocabulary.textproto and the rule sets to begin with")
           ->capture_default_str(),
       "rules");
  Name(app.add_option("--log-level", options.log_level, "How much to log")
           ->check(CLI::IsMember({"debug", "info", "warn", "error", "off"}))
           ->capture_default_str(),
       "log-level");
  Name(app.set_config("--config", "", "File with options, such as: listen = \"unix:/run/koppel/koppel.sock\""),
       "config");
  DeclareNotices(app, options);
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
