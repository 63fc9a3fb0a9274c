#include "server/koppeld/courier_rounds.h"

#include <spdlog/spdlog.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "server/limits.h"
#include "server/notices/courier.h"
#include "server/notices/smtp.h"
#include "server/notices/webhook.h"

namespace koppel::server {

Roads MakeRoads(const Options& options) {
  Roads roads;
  if (!options.smtp.empty()) roads.push_back(std::make_unique<SmtpNotifier>(options.smtp, options.notice_from));
  if (options.webhook) roads.push_back(std::make_unique<WebhookNotifier>());
  return roads;
}

void CourierRounds::Tick() {
  if (under_way_.exchange(true)) return;
  if (environment_.clock.Now() < not_before_) {
    under_way_ = false;
    return;
  }
  worker_.Add([this] {
    Run();
    under_way_ = false;
  });
}

void CourierRounds::Run() {
  const absl::Time now = environment_.clock.Now();
  const auto stop = [this] { return stopping_.load(); };
  const absl::StatusOr<Delivered> delivered = Deliver(environment_, roads_, now, kMaxNoticesAtATime, stop);
  if (delivered.ok()) return;
  spdlog::warn("notices could not be brought: {}", std::string(delivered.status().message()));
  not_before_ = now + kFirstNoticeRetry;
}

}  // namespace koppel::server
