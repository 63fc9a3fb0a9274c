#include "server/notices/smtp.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/notice_sentences.h"
#include "server/notices/transfer.h"

namespace koppel::server {
namespace {

constexpr size_t kLongestMailAddress = 254;

bool IsMailCharacter(char c) {
  const bool letter_or_digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter_or_digit || std::string_view("!#$%&'*+-/=?^_`{|}~.").find(c) != std::string_view::npos;
}

std::string MailText(const Notice& notice, const std::string& from, const std::string& to) {
  const std::string domain = from.substr(from.rfind('@') + 1);
  std::string text = absl::StrCat(
      "From: Koppel <", from, ">\r\nTo: <", to, ">\r\nSubject: ", Say(NoticeSentence::kNoticeSubject).nl(),
      "\r\nDate: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S +0000", notice.now, absl::UTCTimeZone()),
      "\r\nMessage-ID: <", notice.id, "@", domain,
      ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
      "Content-Transfer-Encoding: 8bit\r\n\r\n");
  for (const std::string& line : LinesOf(notice)) absl::StrAppend(&text, line, "\r\n");
  return text;
}

}  // namespace

bool IsMailAddress(std::string_view text) {
  const size_t at = text.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == text.size() || text.size() > kLongestMailAddress)
    return false;
  const std::string_view name = text.substr(0, at);
  const std::string_view domain = text.substr(at + 1);
  return std::all_of(name.begin(), name.end(), IsMailCharacter) &&
         std::all_of(domain.begin(), domain.end(), IsMailCharacter);
}

absl::Status SmtpNotifier::Bring(const Notice& notice, const koppel::v1::Contact& contact) const {
  if (!IsMailAddress(contact.email())) return absl::FailedPreconditionError("this is no e-mail address");
  return SendMail(
      {.server = server_, .from = from_, .to = contact.email(), .text = MailText(notice, from_, contact.email())});
}

}  // namespace koppel::server
