#include "clients/cli/reading/marks.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/reading/words.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

constexpr char kStyleOff[] = "\x1b[0m";
constexpr char kUnderlined[] = "4";

// A place in the text and what it was read as.
struct Mark {
  size_t begin;
  size_t end;
  std::string label;   // "geest"
  std::string colour;  // The number by which terminals know it; empty for what does not count.
};

std::string ColourOf(v1::Domain domain) {
  switch (domain) {
    case v1::BODY:
      return "32";
    case v1::MIND:
      return "35";
    case v1::SOCIAL:
      return "33";
    default:
      return "36";
  }
}

constexpr char kDangerColour[] = "31";

std::string Styled(const std::string& text, const std::string& colour) {
  const std::string style = colour.empty() ? kUnderlined : absl::StrCat(kUnderlined, ";", colour);
  return absl::StrCat("\x1b[", style, "m", text, kStyleOff);
}

class MarkedText {
 public:
  MarkedText(std::string_view text, const v1::Classification& reading, bool styled, Language language)
      : text_(text), styled_(styled) {
    for (const v1::UrgencySignal& signal : reading.signals()) {
      Add(signal.spans(), UrgencyWord(signal.urgency(), language), kDangerColour);
    }
    for (const v1::NeedFinding& need : reading.needs()) {
      const std::string domain = DomainWord(need.domain(), language);
      if (need.counts()) {
        Add(need.spans(), domain, ColourOf(need.domain()));
      } else {
        Add(need.spans(), absl::StrCat(domain, ", ", Say(Text::kMarkNotCounted, language)), "");
      }
    }
  }

  std::string Write() const {
    std::string marked;
    const std::vector<size_t> cuts = Cuts();
    for (size_t i = 0; i + 1 < cuts.size();) {
      const std::vector<const Mark*> marks = MarksAt(cuts[i]);
      size_t next = i + 1;
      while (next + 1 < cuts.size() && Labels(MarksAt(cuts[next])) == Labels(marks)) ++next;
      marked += Piece(text_.substr(cuts[i], cuts[next] - cuts[i]), marks);
      i = next;
    }
    return absl::StrCat(marked, "\n", Legend());
  }

 private:
  void Add(const Spans& spans, const std::string& label, const std::string& colour) {
    for (const v1::TextSpan& span : spans) {
      const std::string_view words = WordsAt(text_, span);
      if (words.empty()) continue;
      const size_t begin = span.begin_byte();
      marks_.push_back({begin, begin + words.size(), label, colour});
    }
  }

  // Where a mark begins or ends.
  std::vector<size_t> Cuts() const {
    std::vector<size_t> cuts = {0, text_.size()};
    for (const Mark& mark : marks_) cuts.insert(cuts.end(), {mark.begin, mark.end});
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    return cuts;
  }

  std::vector<const Mark*> MarksAt(size_t place) const {
    std::vector<const Mark*> marks;
    for (const Mark& mark : marks_) {
      if (mark.begin <= place && place < mark.end) marks.push_back(&mark);
    }
    return marks;
  }

  static std::string Labels(const std::vector<const Mark*>& marks) {
    std::vector<std::string> labels;
    for (const Mark* mark : marks) {
      if (std::find(labels.begin(), labels.end(), mark->label) == labels.end()) labels.push_back(mark->label);
    }
    return absl::StrJoin(labels, ", ");
  }

  // A line end in marked words is shown as a space.
  std::string Piece(std::string_view words, const std::vector<const Mark*>& marks) const {
    if (marks.empty()) return Lines(words);
    const auto counted =
        std::find_if(marks.begin(), marks.end(), [](const Mark* mark) { return !mark->colour.empty(); });
    if (styled_) return Styled(Plain(words), counted == marks.end() ? "" : (*counted)->colour);
    return absl::StrCat("[", Labels(marks), ": ", Plain(words), "]");
  }

  static std::string Lines(std::string_view words) {
    std::string lines;
    for (size_t start = 0; start <= words.size();) {
      const size_t end = std::min(words.find('\n', start), words.size());
      absl::StrAppend(&lines, start == 0 ? "" : "\n", Plain(words.substr(start, end - start)));
      start = end + 1;
    }
    return lines;
  }

  // Which colours were used for what; nothing when the marks say it themselves.
  std::string Legend() const {
    std::vector<std::string> labels;
    for (const Mark& mark : marks_) {
      const std::string label = Styled(mark.label, mark.colour);
      if (styled_ && std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
    return labels.empty() ? "" : absl::StrCat("(", absl::StrJoin(labels, "; "), ")\n");
  }

  std::string_view text_;
  bool styled_;
  std::vector<Mark> marks_;
};

}  // namespace

std::string MarkText(std::string_view text, const v1::Classification& reading, bool styled, Language language) {
  return MarkedText(text, reading, styled, language).Write();
}

}  // namespace koppel::cli
