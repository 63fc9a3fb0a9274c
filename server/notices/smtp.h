// Notices by e-mail.

#ifndef KOPPEL_SERVER_NOTICES_SMTP_H_
#define KOPPEL_SERVER_NOTICES_SMTP_H_

#include <string>
#include <string_view>

#include "server/notices/notifier.h"

namespace koppel::server {

// Whether this is one plain e-mail address: letters, digits and signs of ASCII, and nothing that means something to a
// mail server or ends a line.
bool IsMailAddress(std::string_view text);

class SmtpNotifier : public Notifier {
 public:
  // `server`: "smtp://host:port" or "smtps://host:port". `from`: an address as IsMailAddress says.
  SmtpNotifier(std::string server, std::string from) : server_(std::move(server)), from_(std::move(from)) {}

  bool Reaches(const koppel::v1::Contact& contact) const override { return !contact.email().empty(); }
  absl::Status Bring(const Notice& notice, const koppel::v1::Contact& contact) const override;

 private:
  const std::string server_;
  const std::string from_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_NOTICES_SMTP_H_
