// How koppeld is started: flag, else environment, else file.

#ifndef KOPPEL_SERVER_KOPPELD_OPTIONS_H_
#define KOPPEL_SERVER_KOPPELD_OPTIONS_H_

#include <optional>
#include <string>

namespace koppel::server {

struct Options {
  std::string store;   // "rocksdb:///path"
  std::string listen;  // "unix:/path" or "127.0.0.1:port"
  bool insecure_loopback = false;
  std::string rules;  // A folder.
  std::string log_level = "info";
  std::string smtp;         // "smtp://host:port" or "smtps://host:port"; empty: no notices by e-mail.
  std::string notice_from;  // The sender of notices by e-mail.
  bool webhook = false;     // Whether partners without an e-mail address get notices at their web address.
};

// Fills in `options`; or gives the exit code with which to stop: 0 after --help and --version, 2 when the options are
// wrong. What there is to say has been said then.
std::optional<int> ReadOptions(int argc, const char* const* argv, Options& options);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_KOPPELD_OPTIONS_H_
