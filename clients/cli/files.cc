#include "clients/cli/files.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>
#include <system_error>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "base/utf8.h"
#include "clients/cli/errors.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"

namespace koppel::cli {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// What is wrong with a text, without repeating the text; line 0 when it is not known.
struct Fault {
  int line = 0;
  koppel::v1::LocalizedText detail;
};

int LineAt(std::string_view text, size_t at) { return 1 + std::count(text.begin(), text.begin() + at, '\n'); }

// The number of the first line that is not UTF-8.
int FirstBadLine(std::string_view text) {
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    if (!IsUtf8(text.substr(start, end - start))) return LineAt(text, start);
    start = end + 1;
  }
  return 0;
}

absl::Status NotReadable(const std::string& path) {
  const std::string detail = std::generic_category().message(errno == 0 ? EIO : errno);
  return MakeError(absl::StatusCode::kInvalidArgument, "FILE_NOT_READABLE", Text::kFileNotReadable,
                   {{"file", path}, {"detail", detail}});
}

// Reads at most one byte more than the limit.
std::string ReadUpTo(std::istream& in, size_t limit) {
  std::string text;
  char piece[64 << 10];
  while (text.size() <= limit && in.read(piece, std::min(sizeof piece, limit + 1 - text.size())).gcount() > 0) {
    text.append(piece, in.gcount());
  }
  return text;
}

bool HasExtension(const FileText& file, std::initializer_list<const char*> extensions) {
  return std::any_of(extensions.begin(), extensions.end(),
                     [&file](const char* extension) { return absl::EndsWithIgnoreCase(file.name, extension); });
}

// The text after spaces, and after comments of textproto.
std::string_view AfterComments(std::string_view text) {
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    if (text.empty() || text.front() != '#') return text;
    text.remove_prefix(std::min(text.find('\n'), text.size()));
  }
}

bool IsJson(const FileText& file) {
  if (HasExtension(file, {".json", ".jsonl"})) return true;
  if (HasExtension(file, {".textproto", ".txtpb", ".pbtxt"})) return false;
  const std::string_view text = AfterComments(file.text);
  return !text.empty() && (text.front() == '{' || text.front() == '[');
}

// 0 when it is not known.
int LineOfCaret(std::string_view text, std::string_view shown) {
  const size_t place = PlaceOfCaret(text, shown);
  return place == std::string_view::npos ? 0 : LineAt(text, place);
}

// The line of the only place where the file has this field; 0 when there are more or none.
int LineOfField(std::string_view text, std::string_view path) {
  const std::string_view name = path.substr(path.rfind('.') == std::string_view::npos ? 0 : path.rfind('.') + 1);
  const std::string quoted = absl::StrCat("\"", std::string(name.substr(0, name.find('['))), "\"");
  const size_t found = text.find(quoted);
  if (found == std::string_view::npos || text.find(quoted, found + 1) != std::string_view::npos) return 0;
  return LineAt(text, found);
}

// Takes protobuf's message apart, which is one of "syntax\naround\n^", "(path) field: Cannot find field." and
// "(path): invalid value ... for type T".
Fault JsonFault(std::string_view text, std::string_view message) {
  if (const size_t line_end = message.find('\n'); line_end != std::string_view::npos) {
    return {LineOfCaret(text, message.substr(line_end + 1)),
            Say(Text::kBadSyntax, {{"detail", std::string(message.substr(0, line_end))}})};
  }
  const std::string_view path = message.substr(0, message.find(": "));
  if (const size_t unknown = message.find(": Cannot find field."); unknown != std::string_view::npos) {
    const std::string field(path.substr(path.rfind(' ') == std::string_view::npos ? 0 : path.rfind(' ') + 1));
    return {LineOfField(text, field), Say(Text::kUnknownField, {{"field", field}})};
  }
  if (const size_t type = message.rfind(" for type "); type != std::string_view::npos && path.size() > 2) {
    const std::string field(path.substr(1, path.size() - 2));
    const std::string_view whole = message.substr(type + 10);
    const size_t dot = whole.find_last_of("./");
    const std::string short_type(dot == std::string_view::npos ? whole : whole.substr(dot + 1));
    return {LineOfField(text, field), Say(Text::kWrongValue, {{"field", field}, {"type", short_type}})};
  }
  return {0, Say(Text::kBadSyntax, {{"detail", "JSON"}})};
}

std::optional<Fault> ParseJson(const std::string& text, Message& record) {
  const auto status = google::protobuf::util::JsonStringToMessage(text, &record);
  if (status.ok()) return std::nullopt;
  return JsonFault(text, std::string_view(status.message().data(), status.message().size()));
}

// Keeps the first error of a textproto.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  void AddError(int line, google::protobuf::io::ColumnNumber, const std::string& message) override {
    if (fault_.has_value()) return;
    // What comes after "got" is a piece of the file.
    fault_ = Fault{line + 1, Say(Text::kBadSyntax, {{"detail", message.substr(0, message.find(", got"))}})};
  }

  const std::optional<Fault>& fault() const { return fault_; }

 private:
  std::optional<Fault> fault_;
};

std::optional<Fault> ParseText(const std::string& text, Message& record) {
  FirstError errors;
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&errors);
  if (parser.ParseFromString(text, &record)) return std::nullopt;
  return errors.fault().value_or(Fault{0, Say(Text::kBadSyntax, {{"detail", "textproto"}})});
}

absl::Status NotUnderstood(const FileText& file, const Message& record, const Fault& fault, int line_offset = 0) {
  const std::string type = record.GetDescriptor()->name();
  const auto place = [&](Language language) {
    if (fault.line == 0) return file.name;
    return absl::StrCat(file.name, ", ",
                        Say(Text::kLine, language, {{"line", absl::StrCat(fault.line + line_offset)}}));
  };
  koppel::v1::LocalizedText text;
  const auto fill = [&](Language language) {
    return Say(Text::kFileNotUnderstood, language,
               {{"place", place(language)}, {"type", type}, {"detail", In(language, fault.detail)}});
  };
  text.set_nl(fill(Language::kDutch));
  text.set_en(fill(Language::kEnglish));
  return MakeError(absl::StatusCode::kInvalidArgument, "FILE_NOT_UNDERSTOOD", text);
}

absl::Status CheckNotEmpty(const FileText& file, const Message& record) {
  if (!AfterComments(file.text).empty()) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "FILE_EMPTY", Text::kFileEmpty,
                   {{"file", file.name}, {"type", record.GetDescriptor()->name()}});
}

absl::Status ParseJsonLines(const FileText& file, Message& list, const FieldDescriptor* field) {
  int line = 0;
  for (size_t start = 0; start < file.text.size(); ++line) {
    const size_t end = std::min(file.text.find('\n', start), file.text.size());
    const std::string text = file.text.substr(start, end - start);
    start = end + 1;
    if (AfterComments(text).empty()) continue;
    Message& record = *list.GetReflection()->AddMessage(&list, field);
    if (auto fault = ParseJson(text, record)) return NotUnderstood(file, record, {1, fault->detail}, line);
  }
  return absl::OkStatus();
}

// An array becomes the field of the list on its own line, so that line numbers stay what they are.
absl::Status ParseJsonArray(const FileText& file, Message& list, const FieldDescriptor* field) {
  const std::string wrapped = absl::StrCat("{\"", field->name(), "\": ", file.text, "}");
  if (auto fault = ParseJson(wrapped, list)) return NotUnderstood(file, list, *fault);
  return absl::OkStatus();
}

bool IsListText(const FileText& file, const FieldDescriptor* field) {
  std::string_view text = AfterComments(file.text);
  if (text.substr(0, field->name().size()) != field->name()) return false;
  text = AfterComments(text.substr(field->name().size()));
  return !text.empty() && (text.front() == '{' || text.front() == ':');
}

}  // namespace

absl::StatusOr<std::ifstream> OpenFile(const std::string& path) {
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  // Opening a folder succeeds, reading from it does not.
  if (!stream || (stream.peek() == std::ifstream::traits_type::eof() && errno != 0)) return NotReadable(path);
  stream.clear();
  return stream;
}

absl::Status CheckUtf8(const FileText& file) {
  if (IsUtf8(file.text)) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "NOT_UTF8", Text::kFileNotUtf8,
                   {{"file", file.name}, {"line", absl::StrCat(FirstBadLine(file.text))}});
}

size_t PlaceOfCaret(std::string_view text, std::string_view shown) {
  const size_t last_line = shown.rfind('\n');
  if (last_line == std::string_view::npos) return std::string_view::npos;
  const std::string_view around = shown.substr(0, last_line);
  const size_t caret = shown.size() - last_line - 2;
  const size_t found = around.empty() ? text.size() : text.find(around);
  if (found == std::string_view::npos || (!around.empty() && text.find(around, found + 1) != std::string_view::npos)) {
    return std::string_view::npos;
  }
  return std::min(found + caret, text.size());
}

absl::StatusOr<FileText> ReadFile(const std::string& path, std::istream& in, size_t limit) {
  FileText file{path == "-" ? "stdin" : path, ""};
  if (path == "-") {
    file.text = ReadUpTo(in, limit);
  } else {
    ASSIGN_OR_RETURN(std::ifstream stream, OpenFile(path));
    file.text = ReadUpTo(stream, limit);
  }
  if (file.text.size() > limit) {
    return MakeError(absl::StatusCode::kInvalidArgument, "FILE_TOO_LARGE", Text::kFileTooLarge,
                     {{"file", file.name}, {"limit", absl::StrCat(limit >> 20)}});
  }
  RETURN_IF_ERROR(CheckUtf8(file));
  return file;
}

absl::Status ParseRecord(const FileText& file, Message& record) {
  RETURN_IF_ERROR(CheckNotEmpty(file, record));
  const auto fault = IsJson(file) ? ParseJson(file.text, record) : ParseText(file.text, record);
  return fault.has_value() ? NotUnderstood(file, record, *fault) : absl::OkStatus();
}

absl::Status ParseRecords(const FileText& file, Message& list) {
  return ParseRecords(file, list, list.GetDescriptor()->field(0)->name());
}

absl::Status ParseRecords(const FileText& file, Message& list, const std::string& name) {
  const FieldDescriptor* field = list.GetDescriptor()->FindFieldByName(name);
  if (HasExtension(file, {".jsonl"})) return ParseJsonLines(file, list, field);
  if (IsJson(file) && AfterComments(file.text).substr(0, 1) == "[") return ParseJsonArray(file, list, field);
  if (!IsJson(file) && IsListText(file, field)) return ParseRecord(file, list);
  return ParseRecord(file, *list.GetReflection()->AddMessage(&list, field));
}

}  // namespace koppel::cli
