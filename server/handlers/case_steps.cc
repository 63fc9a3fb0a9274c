#include "server/handlers/case_steps.h"

#include <algorithm>

namespace koppel::server {

absl::Status CheckIsThere(workflow::Case& record, const std::string& name) {
  const bool there = name == record.referral().name() || workflow::FindOffer(record, name) != nullptr ||
                     workflow::FindPlacement(record, name) != nullptr;
  return there ? absl::OkStatus() : NotFound(name);
}

bool MayRecordForOthers(const Call& call) {
  const auto& roles = call.caller.roles;
  return std::find(roles.begin(), roles.end(), kAdviser) != roles.end();
}

}  // namespace koppel::server
