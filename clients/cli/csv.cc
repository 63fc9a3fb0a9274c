#include "clients/cli/csv.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"

namespace koppel::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class CsvReader {
 public:
  CsvReader(std::string_view text, char separator) : text_(text), ends_{separator, '\r', '\n'} {
    if (text_.substr(0, kByteOrderMark.size()) == kByteOrderMark) text_.remove_prefix(kByteOrderMark.size());
  }

  CsvText Read() {
    while (at_ < text_.size()) ReadRow();
    return std::move(result_);
  }

 private:
  void ReadRow() {
    CsvRow row{line_, {}};
    do {
      row.cells.push_back(ReadCell());
    } while (Skip(ends_.front()));
    Skip('\r');
    if (Skip('\n')) ++line_;
    if (row.cells.size() > 1 || !row.cells.front().empty()) result_.rows.push_back(std::move(row));
  }

  std::string ReadCell() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
    std::string cell = Skip('"') ? ReadQuoted() : "";
    const size_t end = std::min(text_.find_first_of(ends_, at_), text_.size());
    cell += text_.substr(at_, end - at_);
    at_ = end;
    absl::StripTrailingAsciiWhitespace(&cell);
    return cell;
  }

  std::string ReadQuoted() {
    const int opened = line_;
    std::string cell;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (++at_; at_ < text_.size() && text_[at_] == '"') {
        cell += '"';
      } else {
        return cell;
      }
    }
    if (result_.unclosed_quote_line == 0) result_.unclosed_quote_line = opened;
    return cell;
  }

  bool Skip(char expected) {
    if (at_ >= text_.size() || text_[at_] != expected) return false;
    ++at_;
    return true;
  }

  std::string_view text_;
  const std::string ends_;  // What a cell without quotes ends with; the separator first.
  size_t at_ = 0;
  int line_ = 1;
  CsvText result_;
};

}  // namespace

CsvText ParseCsv(std::string_view text, char separator) { return CsvReader(text, separator).Read(); }

}  // namespace koppel::cli
