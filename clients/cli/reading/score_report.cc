#include "clients/cli/reading/score_report.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/enums.h"
#include "clients/cli/json.h"
#include "clients/cli/reading/report.h"
#include "clients/cli/reading/score.h"
#include "clients/cli/reading/words.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::Classification;

struct Miss {
  const GoldText& text;
  const Classification& reading;
};

std::vector<Miss> MissesOf(const std::vector<GoldText>& texts, const std::vector<Classification>& readings) {
  std::vector<Miss> misses;
  for (size_t i = 0; i < texts.size() && i < readings.size(); ++i) {
    if (IsMiss(texts[i].labels, LabelsOf(readings[i]))) misses.push_back({texts[i], readings[i]});
  }
  return misses;
}

// ---- For people.

std::string Figure(const Share& share) {
  const auto value = ValueOf(share);
  return value.has_value() ? absl::StrFormat("%.3f", *value) : "-";
}

Row HitsRow(const std::string& name, const Hits& hits) {
  return {name,
          Figure(PrecisionOf(hits)),
          Figure(RecallOf(hits)),
          Figure(F1Of(hits)),
          absl::StrCat(hits.right),
          absl::StrCat(hits.extra),
          absl::StrCat(hits.missed)};
}

void WriteFigures(const Score& score, Session& session) {
  const auto say = [&session](Text text) { return Say(text, session.language()); };
  std::vector<Row> rows;
  for (const auto& [domain, hits] : score.domains) {
    rows.push_back(HitsRow(DomainWord(domain, session.language()), hits));
  }
  rows.push_back(HitsRow(say(Text::kScoreAll), score.all_domains));
  rows.push_back(HitsRow(say(Text::kScoreUrgent), score.urgent));
  Printer& printer = session.printer();
  printer.Table({say(Text::kScoreOf), say(Text::kScorePrecision), say(Text::kScoreRecall), "F1", say(Text::kScoreRight),
                 say(Text::kScoreExtra), say(Text::kScoreMissed)},
                rows);
  printer.Line("");
  const auto share = [&](Text text, const Share& value) {
    printer.Line(
        Say(text, session.language(),
            {{"figure", Figure(value)}, {"part", absl::StrCat(value.part)}, {"whole", absl::StrCat(value.whole)}}));
  };
  share(Text::kScorePrimary, score.primary);
  share(Text::kScoreBlank, score.blank);
}

// "geest (eerst), sociaal; direct gevaar"
std::string LabelText(const Labels& labels, Language language) {
  std::vector<std::string> words;
  for (const int domain : labels.domains) {
    const std::string word = DomainWord(static_cast<v1::Domain>(domain), language);
    words.push_back(domain == labels.primary ? Say(Text::kScoreFirst, language, {{"domain", word}}) : word);
  }
  const std::string domains = words.empty() ? Say(Text::kScoreNothing, language) : absl::StrJoin(words, ", ");
  return absl::StrCat(domains, labels.urgent ? "; " + UrgencyWord(v1::ACUTE_DANGER, language) : "");
}

std::string NeedTrace(const v1::NeedFinding& need, std::string_view text, Language language) {
  std::vector<std::string> parts = {need.counts() ? "+" : "-", DomainWord(need.domain(), language)};
  if (!need.subtopic().empty()) parts.push_back(need.subtopic());
  parts.push_back(StrengthWord(need.strength(), language));
  for (std::string& circumstance : Circumstances(need, language)) parts.push_back(std::move(circumstance));
  parts.push_back(Quote(text, need.spans()));
  parts.push_back(absl::StrCat("[", absl::StrJoin(need.rules(), ", "), "]"));
  return absl::StrJoin(parts, " ");
}

void WriteMiss(const Miss& miss, Session& session) {
  const Language language = session.language();
  const auto line = [&session](const std::string& text) { session.printer().Line(Plain(text)); };
  line("");
  line(absl::StrCat(miss.text.id, ": ", miss.text.text));
  line("   " + Say(Text::kScoreExpected, language, {{"labels", LabelText(miss.text.labels, language)}}));
  line("   " + Say(Text::kScoreRead, language, {{"labels", LabelText(LabelsOf(miss.reading), language)}}));
  for (const v1::NeedFinding& need : miss.reading.needs()) line("   " + NeedTrace(need, miss.text.text, language));
  for (const v1::UrgencySignal& signal : miss.reading.signals()) {
    line(absl::StrCat("   ! ", UrgencyWord(signal.urgency(), language), " ", Quote(miss.text.text, signal.spans()),
                      " [", signal.rule(), "]"));
  }
}

// ---- For programs.

// Seven digits are more than any file of texts can tell apart.
std::string FigureJson(const Share& share) {
  const auto value = ValueOf(share);
  return value.has_value() ? absl::StrFormat("%.7g", *value) : "null";
}

std::string HitsJson(const Hits& hits) {
  return JsonObject({{"precision", FigureJson(PrecisionOf(hits))},
                     {"recall", FigureJson(RecallOf(hits))},
                     {"f1", FigureJson(F1Of(hits))},
                     {"right", absl::StrCat(hits.right)},
                     {"extra", absl::StrCat(hits.extra)},
                     {"missed", absl::StrCat(hits.missed)}});
}

std::string ShareJson(const Share& share) {
  return JsonObject(
      {{"share", FigureJson(share)}, {"part", absl::StrCat(share.part)}, {"whole", absl::StrCat(share.whole)}});
}

std::string LabelsJson(const Labels& labels) {
  return JsonObject({{"domains", DomainsJson(labels.domains)},
                     {"primary", PrimaryJson(labels.primary)},
                     {"urgent", JsonBool(labels.urgent)}});
}

std::string SignalsJson(const Classification& reading) {
  std::vector<std::string> signals;
  for (const v1::UrgencySignal& signal : reading.signals()) {
    signals.push_back(
        JsonObject({{"urgency", JsonString(NameOf(signal.urgency()))}, {"rule", JsonString(signal.rule())}}));
  }
  return JsonList(signals);
}

std::string MissJson(const Miss& miss) {
  return JsonObject({{"id", miss.text.id_json},
                     {"text", JsonString(miss.text.text)},
                     {"expected", LabelsJson(miss.text.labels)},
                     {"read", LabelsJson(LabelsOf(miss.reading))},
                     {"needs", NeedsJson(miss.reading)},
                     {"signals", SignalsJson(miss.reading)}});
}

std::string ScoreJson(const Score& score, const std::vector<Miss>* misses) {
  std::vector<std::pair<std::string, std::string>> domains;
  for (const auto& [domain, hits] : score.domains) domains.emplace_back(DomainWord(domain), HitsJson(hits));
  std::vector<std::pair<std::string, std::string>> members = {
      {"texts", absl::StrCat(score.texts)},  {"domains", JsonObject(domains)},   {"micro", HitsJson(score.all_domains)},
      {"primary", ShareJson(score.primary)}, {"urgent", HitsJson(score.urgent)}, {"blank", ShareJson(score.blank)}};
  if (misses != nullptr) {
    std::vector<std::string> lines;
    for (const Miss& miss : *misses) lines.push_back(MissJson(miss));
    members.emplace_back("misses", JsonList(lines));
  }
  return JsonObject(members);
}

}  // namespace

void WriteScore(const std::vector<GoldText>& texts, const std::vector<Classification>& readings, bool misses,
                Session& session) {
  const Score score = ScoreReadings(texts, readings);
  const std::vector<Miss> missed = MissesOf(texts, readings);
  Printer& printer = session.printer();
  if (printer.for_programs()) return printer.Line(ScoreJson(score, misses ? &missed : nullptr));
  if (printer.output() == Output::kName) {
    for (const Miss& miss : missed) printer.Line(Plain(miss.text.id));
    return;
  }
  WriteFigures(score, session);
  if (!misses) return;
  printer.Line(Say(Text::kScoreMisses, session.language(),
                   {{"count", absl::StrCat(missed.size())}, {"texts", absl::StrCat(score.texts)}}));
  for (const Miss& miss : missed) WriteMiss(miss, session);
}

}  // namespace koppel::cli
