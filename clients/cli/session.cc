#include "clients/cli/session.h"

#include "clients/cli/errors.h"

namespace koppel::cli {

absl::StatusOr<client::Client*> Session::Connect(absl::Duration timeout) {
  if (settings_.server.empty()) return UsageError(Text::kNoServer, {{"config", settings_.config_file}});
  calls_.timeout = settings_.timeout.value_or(timeout);
  calls_.subject = settings_.subject;
  client_ = client::Client::Connect(settings_.server, calls_);
  return client_.get();
}

client::ChangeOptions Session::Change() const { return {given_.Has("--validate-only"), given_.Text("--request-id")}; }

}  // namespace koppel::cli
