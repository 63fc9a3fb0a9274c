#include "server/import/directory_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "base/utf8.h"
#include "google/protobuf/util/json_util.h"
#include "server/records.h"
#include "server/violations.h"

namespace koppel::server {
namespace {

using koppel::v1::DirectoryEntry;

constexpr size_t kShownDetail = 160;
constexpr std::string_view kReplacement = "\uFFFD";

// Why a line is no DirectoryEntry.
struct JsonFault {
  std::string field;  // Empty when the parser names none.
  Sentence sentence;
  Arguments arguments;
};

// Takes the text before `end` off the front; nothing when `end` does not occur.
std::optional<std::string> TakeUntil(std::string_view end, std::string& text) {
  const size_t at = text.find(end);
  if (at == std::string::npos) return std::nullopt;
  std::string taken = text.substr(0, at);
  text.erase(0, at + end.size());
  return taken;
}

// Reads what the parser says: "(provider.kind): invalid value "X" for type ...", "(provider) color: Cannot find
// field.", "color: Cannot find field.", or a remark with the line and a mark under it.
JsonFault FaultOf(std::string message) {
  message.resize(std::min(message.find('\n'), message.size()));
  std::string path;
  if (message.starts_with('(')) {
    if (const auto whole = TakeUntil(")", message)) path = whole->substr(1);
  }
  if (std::string rest = message; const auto name = TakeUntil(": Cannot find field", rest)) {
    const std::string field(absl::StripAsciiWhitespace(*name));
    return {JoinPath(path, field), Sentence::kUnknownPath, {{"path", Shown(field)}}};
  }
  if (std::string rest = message; TakeUntil("invalid value ", rest).has_value()) {
    const std::string value = TakeUntil(" for type", rest).value_or(rest);
    return {path, Sentence::kBadValue, {{"value", Shown(value)}}};
  }
  return {path, Sentence::kBadJson, {{"detail", Shorten(message, kShownDetail)}}};
}

std::optional<JsonFault> ParseJson(const std::string& text, DirectoryEntry& entry) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = false;
  const auto status = google::protobuf::util::JsonStringToMessage(text, &entry, options);
  if (status.ok()) return std::nullopt;
  return FaultOf(std::string(status.message()));
}

class Reader {
 public:
  Reader(std::string_view bytes, bool must_end, Problems& problems)
      : rest_(bytes), must_end_(must_end), problems_(problems) {}

  std::vector<Line> Read() {
    while (!rest_.empty()) ReadLine(TakeLine());
    if (!ended_) ReportMissingEnd();
    return std::move(lines_);
  }

 private:
  std::string TakeLine() {
    ++number_;
    const size_t end = rest_.find('\n');
    whole_ = end != std::string_view::npos;
    std::string line(rest_.substr(0, end));
    rest_.remove_prefix(whole_ ? end + 1 : rest_.size());
    if (line.ends_with('\r')) line.pop_back();
    return line;
  }

  void ReadLine(const std::string& text) {
    if (text.find_first_not_of(" \t") == std::string::npos) return;
    if (ended_) return problems_.Add(number_, "", "", Sentence::kAfterEnd);
    ++entries_;
    if (!IsUtf8(text)) return ReportNotUtf8(text);
    DirectoryEntry entry;
    if (const auto fault = ParseJson(text, entry); fault.has_value()) return ReportFault(*fault);
    Keep(std::move(entry));
  }

  void Keep(DirectoryEntry entry) {
    if (entry.entry_case() == DirectoryEntry::ENTRY_NOT_SET) {
      return problems_.Add(number_, "", "", Sentence::kEmptyEntry);
    }
    if (entry.has_end()) return End(entry.end().entries());
    ClearOutputOnly(entry);
    std::string name = NameOfRecord(RecordIn(entry));
    lines_.push_back({number_, std::move(name), std::move(entry)});
  }

  void End(int count) {
    ended_ = true;
    const int found = --entries_;
    if (count == found) return;
    problems_.Add(number_, "", "end.entries", Sentence::kEndCount,
                  {{"count", std::to_string(count)}, {"found", std::to_string(found)}});
  }

  // The bytes at fault are marked, so that the parser can tell in which fields they are.
  void ReportNotUtf8(const std::string& text) {
    DirectoryEntry entry;
    bool named = false;
    if (!ParseJson(ReplaceInvalidUtf8(text), entry).has_value() && !FieldOf(entry).empty() && !entry.has_end()) {
      const std::string name = Shown(NameOfRecord(RecordIn(entry)));
      for (const Text& found : TextsIn(entry, [](const auto&) { return true; })) {
        if (found.value.find(kReplacement) == std::string::npos) continue;
        problems_.Add(number_, name, found.field, Sentence::kNotUtf8);
        named = true;
      }
    }
    if (!named) problems_.Add(number_, "", "", Sentence::kNotUtf8);
  }

  void ReportFault(const JsonFault& fault) {
    if (!whole_) {
      ended_ = true;  // Said once: the end is missing because the line is.
      return problems_.Add(number_, "", "", Sentence::kLineCutOff);
    }
    problems_.Add(number_, "", fault.field, fault.sentence, fault.arguments);
  }

  void ReportMissingEnd() {
    if (must_end_) {
      problems_.Add(kWholeFile, "", "end", Sentence::kEndMissing);
    } else {
      problems_.Warn(kWholeFile, "", "end", Sentence::kEndMissingWarning);
    }
  }

  std::string_view rest_;
  const bool must_end_;
  Problems& problems_;
  std::vector<Line> lines_;
  int number_ = 0;     // Of the line that was taken last.
  bool whole_ = true;  // Whether that line had its line break.
  int entries_ = 0;    // Lines with something on them, before the end.
  bool ended_ = false;
};

}  // namespace

std::vector<Line> ReadDirectoryFile(std::string_view bytes, bool must_end, Problems& problems) {
  return Reader(bytes, must_end, problems).Read();
}

absl::StatusOr<std::string> WriteLine(DirectoryEntry entry) {
  ClearOutputOnly(entry);
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string line;
  const auto status = google::protobuf::util::MessageToJsonString(entry, &line, options);
  if (!status.ok()) return absl::DataLossError("a record cannot be written as JSON");
  return line + "\n";
}

}  // namespace koppel::server
