#include "clients/cli/reading/trial.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "base/status_macros.h"
#include "clients/cli/errors.h"
#include "clients/cpp/errors.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::Classification;

constexpr char kTooLarge[] = "MESSAGE_TOO_LARGE";

// The name by which the server calls a text of one call.
std::string FieldOf(size_t place) { return absl::StrCat("texts[", place, "]"); }

bool IsTooLarge(const absl::Status& status) { return client::DetailsOf(status).reason == kTooLarge; }

bool SpeaksOfTexts(const absl::Status& status) {
  const client::ErrorDetails details = client::DetailsOf(status);
  return details.code == absl::StatusCode::kInvalidArgument && absl::StrContains(details.message, "texts[");
}

using Names = std::vector<std::pair<std::string, std::string>>;

// The error with other names for the texts.
absl::Status Renamed(const absl::Status& status, const Names& dutch, const Names& english) {
  if (!SpeaksOfTexts(status)) return status;
  const client::ErrorDetails details = client::DetailsOf(status);
  v1::LocalizedText text;
  text.set_nl(absl::StrReplaceAll(details.dutch, dutch));
  text.set_en(absl::StrReplaceAll(details.message, english));
  return MakeError(details.code, details.reason, text);
}

// The server counts the texts of one call; people count the lines of their file.
absl::Status WithLines(const absl::Status& status, const std::vector<GoldText>& texts, size_t first, size_t end) {
  Names dutch;
  Names english;
  for (size_t i = first; i < end; ++i) {
    const koppel::Arguments line = {{"line", absl::StrCat(texts[i].line)}};
    dutch.emplace_back(FieldOf(i - first), Say(Text::kLine, Language::kDutch, line));
    english.emplace_back(FieldOf(i - first), Say(Text::kLine, Language::kEnglish, line));
  }
  return Renamed(status, dutch, english);
}

v1::TryReadingRequest RequestOf(const Trial& trial) {
  v1::TryReadingRequest request;
  request.mutable_rule_sets()->Assign(trial.rule_sets.begin(), trial.rule_sets.end());
  request.set_area(trial.area);
  return request;
}

// One call; `request` already holds its texts.
absl::StatusOr<v1::TryReadingResponse> Call(client::Client& koppel, const v1::TryReadingRequest& request) {
  ASSIGN_OR_RETURN(v1::TryReadingResponse response, koppel.TryReading(request));
  if (response.classifications_size() == request.texts_size()) return response;
  return absl::InternalError("the server did not answer for every text");
}

class GoldReader {
 public:
  GoldReader(client::Client& koppel, const Trial& trial, const std::vector<GoldText>& texts)
      : koppel_(koppel), request_(RequestOf(trial)), texts_(texts) {}

  absl::Status Read(size_t first, size_t end) {
    request_.clear_texts();
    for (size_t i = first; i < end; ++i) request_.add_texts(texts_[i].text);
    auto response = Call(koppel_, request_);
    if (response.ok()) {
      for (Classification& reading : *response->mutable_classifications()) readings_.push_back(std::move(reading));
      return absl::OkStatus();
    }
    if (end - first == 1 || !IsTooLarge(response.status())) return WithLines(response.status(), texts_, first, end);
    const size_t middle = first + (end - first) / 2;
    RETURN_IF_ERROR(Read(first, middle));
    return Read(middle, end);
  }

  std::vector<Classification>& readings() { return readings_; }

 private:
  client::Client& koppel_;
  v1::TryReadingRequest request_;
  const std::vector<GoldText>& texts_;
  std::vector<Classification> readings_;
};

// A text that is refused is found by halves.
class EachReader {
 public:
  EachReader(client::Client& koppel, const Trial& trial, const std::vector<std::string>& texts)
      : koppel_(koppel), request_(RequestOf(trial)), texts_(texts) {}

  void Read(size_t first, size_t end) {
    *request_.mutable_texts() = {texts_.begin() + first, texts_.begin() + end};
    auto response = Call(koppel_, request_);
    if (response.ok()) {
      for (Classification& reading : *response->mutable_classifications()) readings_.emplace_back(std::move(reading));
    } else if (end - first > 1 && (IsTooLarge(response.status()) || SpeaksOfTexts(response.status()))) {
      const size_t middle = first + (end - first) / 2;
      Read(first, middle);
      Read(middle, end);
    } else {
      const Names name = {{FieldOf(0), "text"}};
      readings_.insert(readings_.end(), end - first, Renamed(response.status(), name, name));
    }
  }

  std::vector<absl::StatusOr<Classification>>& readings() { return readings_; }

 private:
  client::Client& koppel_;
  v1::TryReadingRequest request_;
  const std::vector<std::string>& texts_;
  std::vector<absl::StatusOr<Classification>> readings_;
};

}  // namespace

size_t EndOfCall(const std::vector<GoldText>& texts, size_t first) {
  size_t end = first;
  size_t bytes = 0;
  while (end < texts.size() && end - first < kMostTextsInCall) {
    bytes += texts[end].text.size();
    if (bytes > kMostBytesInCall && end > first) break;
    ++end;
  }
  return end;
}

absl::StatusOr<std::vector<Classification>> TryReading(client::Client& koppel, const Trial& trial,
                                                       const std::vector<GoldText>& texts) {
  GoldReader reader(koppel, trial, texts);
  for (size_t first = 0; first < texts.size();) {
    const size_t end = EndOfCall(texts, first);
    RETURN_IF_ERROR(reader.Read(first, end));
    first = end;
  }
  return std::move(reader.readings());
}

std::vector<absl::StatusOr<Classification>> TryReadingEach(client::Client& koppel, const Trial& trial,
                                                           const std::vector<std::string>& texts) {
  EachReader reader(koppel, trial, texts);
  if (!texts.empty()) reader.Read(0, texts.size());
  return std::move(reader.readings());
}

}  // namespace koppel::cli
