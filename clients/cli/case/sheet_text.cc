// The choice sheet as plain text, option after option.

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/utf8.h"
#include "clients/cli/case/choice_sheet.h"
#include "clients/cli/case/report.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

constexpr size_t kSheetWidth = 78;

// Words on lines that fit; later lines begin with `indent`.
std::string Wrapped(const std::string& text, const std::string& indent) {
  std::string wrapped;
  size_t column = 0;
  for (const std::string& word : std::vector<std::string>(absl::StrSplit(text, ' ', absl::SkipEmpty()))) {
    const size_t width = CountCharacters(word);
    if (column > 0 && column + 1 + width > kSheetWidth) {
      absl::StrAppend(&wrapped, "\n", indent);
      column = indent.size();
    } else if (column > 0) {
      wrapped += ' ';
      ++column;
    }
    wrapped += word;
    column += width;
  }
  return wrapped;
}

class TextWriter {
 public:
  explicit TextWriter(const ChoiceSheet& sheet) : sheet_(sheet) {}

  std::string Write() {
    Heading(Said(SheetSentence::kTitle), '=');
    Paragraphs({SheetSentence::kYouChoose, SheetSentence::kTakeYourTime, SheetSentence::kInDanger});
    for (const SheetOption& option : sheet_.options) Option(option);
    if (sheet_.options.empty()) Line(Said(SheetSentence::kNoOptions));
    if (sheet_.left_out > 0) Line(Said(SheetSentence::kMoreOptions, {{"count", absl::StrCat(sheet_.left_out)}}));
    Bridges();
    Ticks();
    Section(SheetSentence::kNoneOfThese, {SheetSentence::kNoneHow});
    Section(SheetSentence::kSayNo, {SheetSentence::kSayNoAlways, SheetSentence::kSayNoHow});
    Section(SheetSentence::kFreeSupport, {SheetSentence::kFreeSupportWhat, SheetSentence::kFreeSupportHow});
    Section(SheetSentence::kWhoDecides, {SheetSentence::kPeopleDecide, SheetSentence::kMunicipality});
    Line("");
    Line(Said(SheetSentence::kMadeOn, {{"advice", absl::StrCat(sheet_.advice)}, {"date", sheet_.date}}));
    return std::move(text_);
  }

 private:
  std::string Said(SheetSentence sentence, const koppel::Arguments& arguments = {}) const {
    return Say(sentence, sheet_.language, arguments);
  }

  void Line(const std::string& text, const std::string& indent = "") {
    absl::StrAppend(&text_, Wrapped(Plain(text), indent), "\n");
  }

  void Heading(const std::string& text, char underline) {
    if (!text_.empty()) text_ += '\n';
    const std::string heading = Plain(text);
    absl::StrAppend(&text_, heading, "\n", std::string(CountCharacters(heading), underline), "\n");
  }

  void Paragraphs(std::initializer_list<SheetSentence> sentences) {
    for (const SheetSentence sentence : sentences) Line(Said(sentence));
  }

  void Section(SheetSentence heading, std::initializer_list<SheetSentence> sentences) {
    Heading(Said(heading), '-');
    Paragraphs(sentences);
  }

  void Option(const SheetOption& option) {
    const std::string number = Said(SheetSentence::kOption, {{"number", absl::StrCat(option.number)}});
    Heading(absl::StrCat(number, ": ", option.title), '-');
    for (const auto& [question, answer] : option.rows) Line(absl::StrCat(question, " ", answer), "    ");
  }

  void Bridges() {
    if (sheet_.bridges.empty()) return;
    Section(SheetSentence::kUntilPlace, {SheetSentence::kOnWaitingList});
    for (const SheetBridge& bridge : sheet_.bridges) Line("- " + bridge.text, "  ");
  }

  void Ticks() {
    if (sheet_.options.empty() && sheet_.bridges.empty()) return;
    Heading(Said(SheetSentence::kYourChoice), '-');
    for (const SheetOption& option : sheet_.options) {
      Line("[ ] " + Said(SheetSentence::kTickOption, {{"number", absl::StrCat(option.number)}}));
    }
    for (const SheetBridge& bridge : sheet_.bridges) {
      Line("[ ] " + Said(SheetSentence::kTickMeanwhile, {{"title", bridge.title}}), "    ");
    }
    Line("[ ] " + Said(SheetSentence::kTickNone));
  }

  const ChoiceSheet& sheet_;
  std::string text_;
};

}  // namespace

std::string ToPlainText(const ChoiceSheet& sheet) { return TextWriter(sheet).Write(); }

}  // namespace koppel::cli
