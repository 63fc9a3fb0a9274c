// Reads files with texts: a JSON object with "id" and "text" on each line.

#ifndef KOPPEL_CLIENTS_CLI_READING_TEXT_LINES_H_
#define KOPPEL_CLIENTS_CLI_READING_TEXT_LINES_H_

#include <istream>
#include <map>
#include <optional>
#include <string>

#include "clients/cli/area_file.h"
#include "google/protobuf/struct.pb.h"

namespace koppel::cli {

// The longest line that is read, in bytes: a text of the greatest length fits, however it is escaped.
inline constexpr size_t kLongestTextLine = 512 << 10;

// One text of a file.
struct TextLine {
  int line = 0;         // From 1.
  std::string id;       // The number of the line where the file gives none.
  std::string id_json;  // The same as JSON: a number where the file gives one.
  std::string text;
  google::protobuf::Struct fields;     // All of the line.
  std::optional<FileProblem> problem;  // With one, the text is not to be used. Nothing of the text is in it.
  std::optional<FileProblem> note;     // Something to know about a text that is to be used all the same.
};

// Goes through a file line by line; of the lines before it remembers the ids alone. Takes a byte order mark, lines that
// end with CR LF and empty lines.
class TextLines {
 public:
  // `in` must outlive this.
  explicit TextLines(std::istream& in) : in_(in) {}

  // Nothing when there are no more.
  std::optional<TextLine> Next();

 private:
  bool ReadLine(std::string& text);
  void CheckId(TextLine& line);

  std::istream& in_;
  int line_ = 0;
  std::map<std::string, int> ids_;  // With the line of each.
};

// A problem with a field of a line.
FileProblem ProblemAt(int line, const std::string& field, koppel::v1::LocalizedText message);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_TEXT_LINES_H_
