#include "server/violations.h"

#include "base/text_guard.h"
#include "base/utf8.h"
#include "server/limits.h"

namespace koppel::server {

std::string Shown(std::string_view value) {
  return FindPersonalData(value).empty() ? Shorten(value, kMaxShownCharacters) : "...";
}

void Violations::Add(const std::string& field, Sentence sentence, const Arguments& arguments) {
  list_.push_back({field, Say(sentence, arguments)});
}

absl::Status Violations::ToStatus() const { return list_.empty() ? absl::OkStatus() : InvalidFields(list_); }

}  // namespace koppel::server
