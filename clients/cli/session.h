// What a command works with while it runs.

#ifndef KOPPEL_CLIENTS_CLI_SESSION_H_
#define KOPPEL_CLIENTS_CLI_SESSION_H_

#include <istream>
#include <memory>
#include <ostream>

#include "absl/status/statusor.h"
#include "clients/cli/command.h"
#include "clients/cli/printer.h"
#include "clients/cli/settings.h"
#include "clients/cli/texts.h"
#include "clients/cpp/client.h"

namespace koppel::cli {

// How long a call may take when nobody says so.
inline constexpr absl::Duration kDefaultTimeout = absl::Seconds(30);
inline constexpr absl::Duration kImportTimeout = absl::Minutes(10);

class Session {
 public:
  // All that is handed in must outlive the session. Of `calls` timeout and subject are replaced by those of the
  // settings. `in_is_terminal`: somebody sits at `in` and can be asked.
  Session(const Given& given, const Settings& settings, Printer& printer, std::istream& in, bool in_is_terminal,
          std::ostream& err, client::CallOptions calls)
      : given_(given),
        settings_(settings),
        printer_(printer),
        in_(in),
        in_is_terminal_(in_is_terminal),
        err_(err),
        calls_(std::move(calls)) {}

  const Given& given() const { return given_; }
  const Settings& settings() const { return settings_; }
  Language language() const { return settings_.language; }
  Printer& printer() { return printer_; }
  std::istream& in() { return in_; }
  bool in_is_terminal() const { return in_is_terminal_; }
  // For messages to people, never for data.
  std::ostream& err() { return err_; }

  // The client for the server in the settings; a usage error when there is none. The timeout is that of the settings,
  // else `timeout`. The session keeps the client.
  absl::StatusOr<client::Client*> Connect(absl::Duration timeout = kDefaultTimeout);

  // How long the calls of this session may take.
  absl::Duration timeout() const { return calls_.timeout; }

  // As the options --validate-only and --request-id say.
  client::ChangeOptions Change() const;

 private:
  const Given& given_;
  const Settings& settings_;
  Printer& printer_;
  std::istream& in_;
  bool in_is_terminal_;
  std::ostream& err_;
  client::CallOptions calls_;
  std::unique_ptr<client::Client> client_;
};

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_SESSION_H_
