#include "clients/cli/reading/report.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "clients/cli/enums.h"
#include "clients/cli/json.h"
#include "clients/cli/reading/grouped.h"
#include "clients/cli/reading/marks.h"
#include "clients/cli/reading/words.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::NeedFinding;

constexpr char kMargin[] = "   ";
constexpr char kSigns[] = "signs";  // As koppel.v1.NeedFinding.rules has it.

class ReadingWriter {
 public:
  ReadingWriter(const TextReading& read, const SubtopicTitles& titles, Session& session)
      : text_(read.text),
        reading_(read.reading),
        titles_(titles),
        language_(session.language()),
        printer_(session.printer()) {}

  void Write(bool explain) {
    if (explain) printer_.out() << MarkText(text_, reading_, printer_.styled(), language_) << "\n";
    WriteDomains();
    WriteNeeds(/*counting=*/true);
    WriteUrgency();
    WriteQuestions();
    if (explain) WriteNotCounted();
    Line(Say(Text::kReadingSuggestions, language_));
  }

 private:
  void Line(const std::string& text) { printer_.Line(Plain(text)); }
  void Heading(Text text) { printer_.Line(printer_.Bold(Say(text, language_))); }

  void WriteDomains() {
    std::vector<std::string> words;
    for (const v1::Domain domain : FirstDomainFirst(reading_)) words.push_back(DomainWord(domain, language_));
    if (words.empty()) {
      Line(Say(Text::kReadingNothing, language_));
      return;
    }
    Line(Say(words.size() == 1 ? Text::kReadingDomain : Text::kReadingDomains, language_,
             {{"first", words.front()}, {"domains", absl::StrJoin(words.begin() + 1, words.end(), ", ")}}));
  }

  void WriteNeeds(bool counting) {
    for (const NeedFinding& need : GroupNeeds(reading_, counting)) WriteNeed(need);
  }

  // Why what is so, and of the resident, does not count.
  static Text WhyNot(const NeedFinding& need) {
    const bool doubted = std::find(need.rules().begin(), need.rules().end(), kSigns) != need.rules().end();
    return doubted ? Text::kNeedDoubted : Text::kNeedHintAlone;
  }

  void WriteNeed(const NeedFinding& need) {
    std::vector<std::string> told = {StrengthWord(need.strength(), language_)};
    for (std::string& circumstance : Circumstances(need, language_)) told.push_back(std::move(circumstance));
    if (!need.counts() && told.size() == 1) told.push_back(Say(WhyNot(need), language_));
    Line(absl::StrCat("- ", TitleOf(need.domain(), need.subtopic(), titles_, language_), " (",
                      absl::StrJoin(told, ", "), ")"));
    Line(absl::StrCat(kMargin, Quote(text_, need.spans()), " [", absl::StrJoin(need.rules(), ", "), "]"));
  }

  void WriteUrgency() {
    Line("");
    Heading(Text::kReadingUrgency);
    for (const v1::UrgencySignal& signal : GroupSignals(reading_)) {
      const std::string& reason = In(language_, signal.reason());
      Line(absl::StrCat("! ", UrgencyWord(signal.urgency(), language_), reason.empty() ? "" : ": ", reason));
      Line(absl::StrCat(kMargin, Quote(text_, signal.spans()), " [", signal.rule(), "]"));
    }
    if (reading_.urgency() == v1::URGENCY_UNSPECIFIED) WriteNoSignal();
  }

  void WriteNoSignal() {
    const std::string& said = In(language_, reading_.no_signal());
    Line(said.empty() ? Say(Text::kReadingNoSignal, language_) : said);
  }

  void WriteQuestions() {
    Line("");
    Heading(Text::kReadingQuestions);
    for (const v1::ReaderQuestion& question : reading_.questions()) Line("- " + In(language_, question.text()));
    Line("");
  }

  void WriteNotCounted() {
    const auto& needs = reading_.needs();
    if (std::all_of(needs.begin(), needs.end(), [](const NeedFinding& need) { return need.counts(); })) return;
    Heading(Text::kReadingNotCounted);
    WriteNeeds(/*counting=*/false);
    Line("");
  }

  std::string_view text_;
  const v1::Classification& reading_;
  const SubtopicTitles& titles_;
  Language language_;
  Printer& printer_;
};

// Where a need was read, in characters and in bytes.
std::string SpanJson(const v1::TextSpan& span) {
  const auto pair = [](int begin, int end) { return JsonList({absl::StrCat(begin), absl::StrCat(end)}); };
  return JsonObject({{"characters", pair(span.begin_character(), span.end_character())},
                     {"bytes", pair(span.begin_byte(), span.end_byte())}});
}

std::string NeedJson(const NeedFinding& need) {
  std::vector<std::string> spans;
  for (const v1::TextSpan& span : need.spans()) spans.push_back(SpanJson(span));
  std::vector<std::string> rules;
  for (const std::string& rule : need.rules()) rules.push_back(JsonString(rule));
  return JsonObject({{"domain", JsonString(DomainWord(need.domain()))},
                     {"subtopic", JsonString(need.subtopic())},
                     {"strength", JsonString(NameOf(need.strength()))},
                     {"polarity", JsonString(NameOf(need.polarity()))},
                     {"whose", JsonString(NameOf(need.whose()))},
                     {"when", JsonString(NameOf(need.when()))},
                     {"counts", JsonBool(need.counts())},
                     {"spans", JsonList(spans)},
                     {"rules", JsonList(rules)}});
}

}  // namespace

absl::StatusOr<SubtopicTitles> AskSubtopicTitles(Session& session, client::Client& koppel) {
  v1::ListVocabularyRequest request;
  request.set_kind(v1::SUBTOPIC);
  ASSIGN_OR_RETURN(const auto vocabulary, koppel.ListVocabulary(std::move(request)));
  SubtopicTitles titles;
  for (const v1::Term& term : vocabulary.terms()) titles[term.code()] = In(session.language(), term.title());
  return titles;
}

std::string TitleOf(v1::Domain domain, const std::string& subtopic, const SubtopicTitles& titles, Language language) {
  std::string word = DomainWord(domain, language);
  if (subtopic.empty()) return word;
  const auto title = titles.find(subtopic);
  return absl::StrCat(word, ": ", title == titles.end() || title->second.empty() ? subtopic : title->second);
}

void WriteReading(const TextReading& read, const SubtopicTitles& titles, bool explain, Session& session) {
  ReadingWriter(read, titles, session).Write(explain);
}

std::string DomainsJson(const google::protobuf::RepeatedField<int>& domains) {
  std::vector<std::string> words;
  for (const int domain : domains) words.push_back(JsonString(DomainWord(static_cast<v1::Domain>(domain))));
  return JsonList(words);
}

std::string PrimaryJson(v1::Domain primary) {
  return primary == v1::DOMAIN_UNSPECIFIED ? "null" : JsonString(DomainWord(primary));
}

std::string NeedsJson(const v1::Classification& reading) {
  std::vector<std::string> needs;
  for (const NeedFinding& need : reading.needs()) needs.push_back(NeedJson(need));
  return JsonList(needs);
}

std::string ReadingJson(const std::string& id_json, const v1::Classification& reading, Language language) {
  std::vector<std::string> questions;
  for (const v1::ReaderQuestion& question : reading.questions()) {
    questions.push_back(JsonString(In(language, question.text())));
  }
  return JsonObject({{"id", id_json},
                     {"domains", DomainsJson(reading.domains())},
                     {"primary", PrimaryJson(reading.primary())},
                     {"urgent", JsonBool(reading.urgency() == v1::ACUTE_DANGER)},
                     {"needs", NeedsJson(reading)},
                     {"questions", JsonList(questions)}});
}

}  // namespace koppel::cli
