#include "clients/cli/reading/text_lines.h"

#include <string>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/utf8.h"
#include "clients/cli/files.h"
#include "clients/cli/json.h"
#include "clients/cli/texts.h"
#include "google/protobuf/util/json_util.h"

namespace koppel::cli {
namespace {

using google::protobuf::Struct;
using google::protobuf::Value;
using koppel::v1::LocalizedText;

constexpr char kUtf8Mark[] = "\xEF\xBB\xBF";
constexpr char kSpaces[] = " \t\r";
// Above it not every whole number has a value of its own.
constexpr double kLargestId = 1e15;

LocalizedText NoObject() { return Say(Text::kLineNoObject, {{"example", R"({"id": "1", "text": "..."})"}}); }

LocalizedText NoJson(const std::string& line, std::string_view message) {
  if (message.find("Repeated map key") != std::string_view::npos) return Say(Text::kLineFieldTwice);
  const size_t end = message.find('\n');
  if (end == std::string_view::npos) return NoObject();
  const size_t place = PlaceOfCaret(line, message.substr(end + 1));
  if (place == std::string_view::npos) return NoObject();
  const size_t column = CountCharacters(std::string_view(line).substr(0, place)) + 1;
  return Say(Text::kLineNoJson, {{"column", absl::StrCat(column)}, {"detail", std::string(message.substr(0, end))}});
}

std::optional<LocalizedText> Parse(const std::string& line, Struct& fields) {
  if (line.size() > kLongestTextLine) {
    return Say(Text::kLineTooLong, {{"limit", absl::StrCat(kLongestTextLine >> 10)}});
  }
  if (!IsUtf8(line)) return Say(Text::kLineNotUtf8);
  const auto status = google::protobuf::util::JsonStringToMessage(line, &fields);
  if (status.ok()) return std::nullopt;
  const auto message = status.message();
  return NoJson(line, std::string_view(message.data(), message.size()));
}

// Null when the line does not have it.
const Value* FieldOf(const Struct& fields, const std::string& name) {
  const auto found = fields.fields().find(name);
  return found == fields.fields().end() || found->second.has_null_value() ? nullptr : &found->second;
}

bool IsWhole(double number) {
  return number >= 0 && number < kLargestId && number == static_cast<double>(static_cast<int64_t>(number));
}

void FillId(TextLine& line) {
  const Value* id = FieldOf(line.fields, "id");
  if (id == nullptr) return;
  if (id->kind_case() == Value::kStringValue && !id->string_value().empty()) {
    line.id = id->string_value();
    line.id_json = JsonString(line.id);
  } else if (id->kind_case() == Value::kNumberValue && IsWhole(id->number_value())) {
    line.id = absl::StrCat(static_cast<int64_t>(id->number_value()));
    line.id_json = line.id;
  } else {
    line.problem = ProblemAt(line.line, "id", Say(Text::kFieldNotText));
  }
}

void FillText(TextLine& line) {
  const Value* text = FieldOf(line.fields, "text");
  if (text == nullptr) {
    line.problem = ProblemAt(line.line, "text", Say(Text::kFieldMissing));
  } else if (text->kind_case() != Value::kStringValue || !IsUtf8(text->string_value())) {
    line.problem = ProblemAt(line.line, "text", Say(Text::kFieldNotText));
  } else {
    line.text = text->string_value();
  }
}

}  // namespace

FileProblem ProblemAt(int line, const std::string& field, LocalizedText message) {
  return {line, field, std::move(message)};
}

// Of a line that is too long the rest is passed over.
bool TextLines::ReadLine(std::string& text) {
  text.clear();
  std::streambuf& bytes = *in_.rdbuf();
  int byte = bytes.sbumpc();
  if (byte == std::streambuf::traits_type::eof()) return false;
  for (; byte != std::streambuf::traits_type::eof() && byte != '\n'; byte = bytes.sbumpc()) {
    if (text.size() <= kLongestTextLine) text.push_back(static_cast<char>(byte));
  }
  ++line_;
  if (line_ == 1 && text.compare(0, 3, kUtf8Mark) == 0) text.erase(0, 3);
  text.erase(text.find_last_not_of(kSpaces) + 1);
  return true;
}

void TextLines::CheckId(TextLine& line) {
  const auto [first, is_new] = ids_.emplace(line.id, line.line);
  if (is_new) return;
  const LocalizedText twice = Say(Text::kIdTwiceRead, {{"value", line.id}, {"line", absl::StrCat(first->second)}});
  line.note = ProblemAt(line.line, "id", twice);
}

std::optional<TextLine> TextLines::Next() {
  std::string text;
  do {
    if (!ReadLine(text)) return std::nullopt;
  } while (text.empty());
  TextLine line;
  line.line = line_;
  line.id = absl::StrCat(line_);
  line.id_json = JsonString(line.id);
  if (auto message = Parse(text, line.fields)) {
    line.problem = ProblemAt(line_, "", *std::move(message));
    return line;
  }
  FillText(line);
  FillId(line);
  if (!line.problem.has_value()) CheckId(line);
  return line;
}

}  // namespace koppel::cli
