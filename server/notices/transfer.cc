#include "server/notices/transfer.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "server/limits.h"

namespace koppel::server {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

// Words for libcurl: lines of a header, or recipients.
class WordList {
 public:
  WordList() = default;
  WordList(const WordList&) = delete;
  WordList& operator=(const WordList&) = delete;
  ~WordList() { curl_slist_free_all(list_); }

  void Add(const std::string& word) { list_ = curl_slist_append(list_, word.c_str()); }
  curl_slist* get() { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

// What is still to be sent.
struct Rest {
  const char* at;
  size_t size;
};

size_t GiveText(char* to, size_t size, size_t count, void* rest_pointer) {
  auto& rest = *static_cast<Rest*>(rest_pointer);
  const size_t given = std::min(size * count, rest.size);
  std::memcpy(to, rest.at, given);
  rest.at += given;
  rest.size -= given;
  return given;
}

// What the other side says is of no matter.
size_t DropText(char*, size_t size, size_t count, void*) { return size * count; }

Handle NewHandle(const std::string& url, const char* protocols) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Handle handle(curl_easy_init(), &curl_easy_cleanup);
  const auto timeout = static_cast<long>(absl::ToInt64Milliseconds(kNoticeTimeout));
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, protocols);
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, timeout);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, timeout);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, &DropText);
  return handle;
}

// Of a mail server: anything from 500 on. Of a web server: what it does not like about the message, but not what may
// pass, such as that it is too busy or not there for a while.
bool Refuses(long answer, bool web) {
  if (!web) return answer >= 500;
  return answer >= 300 && answer < 500 && answer != 404 && answer != 408 && answer != 425 && answer != 429;
}

absl::Status Run(CURL* handle, bool web) {
  const CURLcode code = curl_easy_perform(handle);
  long answer = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
  if (code == CURLE_OK && (!web || (answer >= 200 && answer < 300))) return absl::OkStatus();
  const std::string what = absl::StrCat(curl_easy_strerror(code), ", answer ", answer);
  const bool wrong_address = code == CURLE_URL_MALFORMAT || code == CURLE_UNSUPPORTED_PROTOCOL;
  return wrong_address || Refuses(answer, web) ? absl::FailedPreconditionError(what) : absl::UnavailableError(what);
}

}  // namespace

absl::Status SendMail(const Mail& mail) {
  const Handle handle = NewHandle(mail.server, "smtp,smtps");
  WordList recipients;
  recipients.Add(absl::StrCat("<", mail.to, ">"));
  Rest rest{mail.text.data(), mail.text.size()};
  curl_easy_setopt(handle.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, absl::StrCat("<", mail.from, ">").c_str());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, &GiveText);
  curl_easy_setopt(handle.get(), CURLOPT_READDATA, &rest);
  return Run(handle.get(), /*web=*/false);
}

absl::Status PostJson(const std::string& url, const std::string& json) {
  const Handle handle = NewHandle(url, "http,https");
  WordList headers;
  headers.Add("Content-Type: application/json");
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle.get(), CURLOPT_USERAGENT, "koppel");
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(json.size()));
  curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, json.c_str());
  return Run(handle.get(), /*web=*/true);
}

}  // namespace koppel::server
