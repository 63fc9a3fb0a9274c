// The choice sheet as a page. Everything that others wrote goes through Escaped.

#include <string>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "clients/cli/case/choice_sheet.h"
#include "clients/cli/case/report.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

constexpr char kStyle[] =
    "body{font:1.15rem/1.5 Verdana,Arial,sans-serif;color:#111;background:#fff;max-width:70rem;margin:1rem auto;"
    "padding:0 1rem}"
    "h1{font-size:1.8rem}h2{font-size:1.35rem;margin-top:2rem}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #555;padding:.5rem .7rem;text-align:left;vertical-align:top}"
    "th{background:#eef2f7}"
    ".ticks{list-style:none;padding:0}.ticks li{margin:.6rem 0}"
    "@media print{body{font-size:11pt;margin:0}.wide{overflow:visible}tr,section{break-inside:avoid}}";

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : Plain(text)) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

class PageWriter {
 public:
  explicit PageWriter(const ChoiceSheet& sheet) : sheet_(sheet) {}

  std::string Write() {
    Open();
    Options();
    Bridges();
    Ticks();
    Section(SheetSentence::kNoneOfThese, {SheetSentence::kNoneHow});
    Section(SheetSentence::kSayNo, {SheetSentence::kSayNoAlways, SheetSentence::kSayNoHow});
    Section(SheetSentence::kFreeSupport, {SheetSentence::kFreeSupportWhat, SheetSentence::kFreeSupportHow});
    Section(SheetSentence::kWhoDecides, {SheetSentence::kPeopleDecide, SheetSentence::kMunicipality});
    Add("<footer>",
        Paragraph(Said(SheetSentence::kMadeOn, {{"advice", absl::StrCat(sheet_.advice)}, {"date", sheet_.date}})),
        "</footer>\n</main>\n</body>\n</html>\n");
    return std::move(page_);
  }

 private:
  template <class... Texts>
  void Add(const Texts&... texts) {
    absl::StrAppend(&page_, texts...);
  }

  std::string Said(SheetSentence sentence, const koppel::Arguments& arguments = {}) const {
    return Escaped(Say(sentence, sheet_.language, arguments));
  }

  static std::string Paragraph(const std::string& text) { return absl::StrCat("<p>", text, "</p>\n"); }

  void Open() {
    const char* language = sheet_.language == Language::kDutch ? "nl" : "en";
    Add("<!DOCTYPE html>\n<html lang=\"", language, "\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
        Said(SheetSentence::kTitle), "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n<main>\n<h1>",
        Said(SheetSentence::kTitle), "</h1>\n", Paragraph(Said(SheetSentence::kYouChoose)),
        Paragraph(Said(SheetSentence::kTakeYourTime)), Paragraph(Said(SheetSentence::kInDanger)));
  }

  void Options() {
    Add("<section>\n<h2 id=\"options\">", Said(SheetSentence::kOptions), "</h2>\n");
    if (sheet_.options.empty()) {
      Add(Paragraph(Said(SheetSentence::kNoOptions)));
    } else {
      Table();
    }
    if (sheet_.left_out > 0) {
      Add(Paragraph(Said(SheetSentence::kMoreOptions, {{"count", absl::StrCat(sheet_.left_out)}})));
    }
    Add("</section>\n");
  }

  // The options side by side: a column each, a row for each question.
  void Table() {
    // Can be reached by the keyboard, so that it can be moved where it does not fit.
    Add("<div class=\"wide\" role=\"region\" aria-labelledby=\"options\" "
        "tabindex=\"0\">\n<table>\n<thead>\n<tr>\n<td></td>\n");
    for (const SheetOption& option : sheet_.options) {
      Add("<th scope=\"col\">", Said(SheetSentence::kOption, {{"number", absl::StrCat(option.number)}}), "<br>",
          Escaped(option.title), "</th>\n");
    }
    Add("</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < sheet_.options.front().rows.size(); ++row) TableRow(row);
    Add("</tbody>\n</table>\n</div>\n");
  }

  void TableRow(size_t row) {
    Add("<tr>\n<th scope=\"row\">", Escaped(sheet_.options.front().rows[row].first), "</th>\n");
    for (const SheetOption& option : sheet_.options) Add("<td>", Escaped(option.rows[row].second), "</td>\n");
    Add("</tr>\n");
  }

  void Bridges() {
    if (sheet_.bridges.empty()) return;
    Add("<section>\n<h2>", Said(SheetSentence::kUntilPlace), "</h2>\n", Paragraph(Said(SheetSentence::kOnWaitingList)),
        "<ul>\n");
    for (const SheetBridge& bridge : sheet_.bridges) Add("<li>", Escaped(bridge.text), "</li>\n");
    Add("</ul>\n</section>\n");
  }

  // Boxes to tick with a pen.
  void Ticks() {
    if (sheet_.options.empty() && sheet_.bridges.empty()) return;
    Add("<section>\n<h2>", Said(SheetSentence::kYourChoice), "</h2>\n<ul class=\"ticks\">\n");
    for (const SheetOption& option : sheet_.options) {
      Tick(Said(SheetSentence::kTickOption, {{"number", absl::StrCat(option.number)}}));
    }
    for (const SheetBridge& bridge : sheet_.bridges) {
      Tick(Said(SheetSentence::kTickMeanwhile, {{"title", bridge.title}}));
    }
    Tick(Said(SheetSentence::kTickNone));
    Add("</ul>\n</section>\n");
  }

  void Tick(const std::string& text) { Add("<li><span aria-hidden=\"true\">&#9744;</span> ", text, "</li>\n"); }

  void Section(SheetSentence heading, std::initializer_list<SheetSentence> sentences) {
    Add("<section>\n<h2>", Said(heading), "</h2>\n");
    for (const SheetSentence sentence : sentences) Add(Paragraph(Said(sentence)));
    Add("</section>\n");
  }

  const ChoiceSheet& sheet_;
  std::string page_;
};

}  // namespace

std::string ToHtml(const ChoiceSheet& sheet) { return PageWriter(sheet).Write(); }

}  // namespace koppel::cli
