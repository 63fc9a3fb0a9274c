// Notices to a web address of the partner (webhook): {"party": "providers/x", "step": "ANSWER", "due_time": "..."}.

#ifndef KOPPEL_SERVER_NOTICES_WEBHOOK_H_
#define KOPPEL_SERVER_NOTICES_WEBHOOK_H_

#include <string>

#include "server/notices/notifier.h"

namespace koppel::server {

class WebhookNotifier : public Notifier {
 public:
  bool Reaches(const koppel::v1::Contact& contact) const override { return !contact.url().empty(); }
  absl::Status Bring(const Notice& notice, const koppel::v1::Contact& contact) const override;
};

// What is sent: `due_time` is absent where no term was agreed.
std::string JsonOf(const Notice& notice);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_NOTICES_WEBHOOK_H_
