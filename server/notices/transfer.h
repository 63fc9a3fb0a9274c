// Hands a mail to a mail server, or a message to a web address. The only place that uses libcurl.

#ifndef KOPPEL_SERVER_NOTICES_TRANSFER_H_
#define KOPPEL_SERVER_NOTICES_TRANSFER_H_

#include <string>

#include "absl/status/status.h"

namespace koppel::server {

struct Mail {
  std::string server;  // "smtp://host:port", or "smtps://host:port" for TLS from the start.
  std::string from;    // An address, as is `to`; both checked by the caller.
  std::string to;      //
  std::string text;    // Headers and body, lines ending in CR LF.
};

// Both take at most kNoticeTimeout. OK when the other side took it; FAILED_PRECONDITION when it will not take this one;
// UNAVAILABLE when it may later. The message names no address. Thread-safe.
absl::Status SendMail(const Mail& mail);
// Follows no redirection.
absl::Status PostJson(const std::string& url, const std::string& json);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_NOTICES_TRANSFER_H_
