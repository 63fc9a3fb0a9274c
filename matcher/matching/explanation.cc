#include "matcher/matching/explanation.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"

namespace koppel::matcher {
namespace {

Sentence SentenceFor(Fit fit) {
  switch (fit) {
    case Fit::kExact:
    case Fit::kNarrower:
      return Sentence::kFitExact;
    case Fit::kPartial:
      return Sentence::kFitPartial;
    case Fit::kRelated:
      return Sentence::kFitRelated;
    case Fit::kDomain:
      return Sentence::kFitDomain;
    case Fit::kGeneralist:
    case Fit::kNone:
      break;
  }
  return Sentence::kFitGeneralist;
}

// Says which of the sentences it is, so that it can be made again.
const char* CodeFor(Fit fit) {
  switch (fit) {
    case Fit::kExact:
    case Fit::kNarrower:
      return "need-exact";
    case Fit::kPartial:
      return "need-partial";
    case Fit::kRelated:
      return "need-related";
    case Fit::kDomain:
      return "need-domain";
    case Fit::kGeneralist:
    case Fit::kNone:
      break;
  }
  return "need-generalist";
}

std::string TitlesOf(const Vocabulary& vocabulary, const std::vector<TermId>& terms, bool dutch) {
  return absl::StrJoin(terms, ", ", [&](std::string* out, TermId id) {
    const v1::LocalizedText& title = vocabulary.term(id).title();
    out->append(dutch ? title.nl() : title.en());
  });
}

std::string NumberOr(int number) { return number == kNone ? "?" : absl::StrCat(number); }
std::string NumberOr(const Value& value) { return value.known ? absl::StrCat(value.number) : "?"; }
std::string NumberOr(std::optional<int> number) { return number ? absl::StrCat(*number) : "?"; }

std::vector<TermId> SharedTerms(const std::vector<TermId>& asked, const std::vector<TermId>& offered) {
  std::vector<TermId> shared;
  std::copy_if(asked.begin(), asked.end(), std::back_inserter(shared),
               [&](TermId term) { return std::find(offered.begin(), offered.end(), term) != offered.end(); });
  return shared;
}

std::string AgeBounds(const OfferingRow& offering, bool dutch) {
  if (offering.min_age == kNone && offering.max_age == kNone) return "-";
  const Sentence sentence = offering.max_age == kNone   ? Sentence::kAgesFrom
                            : offering.min_age == kNone ? Sentence::kAgesUpTo
                                                        : Sentence::kAgesBetween;
  const v1::LocalizedText text =
      Say(sentence, {{"min_age", NumberOr(offering.min_age)}, {"max_age", NumberOr(offering.max_age)}});
  return dutch ? text.nl() : text.en();
}

// 1200 metres is "1,2" in Dutch and "1.2" in English.
std::string Kilometers(std::optional<int> meters, bool dutch) {
  if (!meters) return "?";
  std::string text = absl::StrFormat("%.1f", *meters / 1000.0);
  if (dutch) text[text.find('.')] = ',';
  return text;
}

}  // namespace

v1::LocalizedText TitleOf(v1::Domain domain) {
  static constexpr struct {
    const char* nl;
    const char* en;
  } kTitles[] = {{"onbekend", "unknown"},
                 {"lichaam", "body"},
                 {"geest", "mind"},
                 {"sociaal", "social"},
                 {"maatschappelijk", "society"}};
  v1::LocalizedText text;
  text.set_nl(kTitles[domain].nl);
  text.set_en(kTitles[domain].en);
  return text;
}

Explainer::Explainer(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
                     int offering)
    : world_(world),
      request_(request),
      offering_(world.offerings[offering]),
      capacity_(world.capacities[offering]),
      facts_(world, request, request_facts, offering),
      dutch_(ArgumentsIn(true)),
      english_(ArgumentsIn(false)) {}

Arguments Explainer::ArgumentsIn(bool dutch) const {
  const Vocabulary& vocabulary = *world_.vocabulary;
  const auto start = facts_.EarliestStart();
  const int max_distance = request_.source.max_distance_meters();
  const int answer_limit = facts_.rules().answer_limit[request_.urgency()];
  return {
      {"offering", offering_.title},
      {"provider", world_.providers[offering_.provider].title},
      {"location", offering_.location == kNone ? "" : world_.locations[offering_.location].title},
      {"area", request_.area == kNone ? "" : world_.areas[request_.area].title},
      {"age", request_.source.has_age() ? absl::StrCat(request_.source.age()) : "?"},
      {"min_age", NumberOr(offering_.min_age)},
      {"max_age", NumberOr(offering_.max_age)},
      {"age_bounds", AgeBounds(offering_, dutch)},
      {"languages", TitlesOf(vocabulary, offering_.languages, dutch)},
      {"asked_languages", TitlesOf(vocabulary, request_.languages, dutch)},
      {"expertise", TitlesOf(vocabulary, offering_.expertise, dutch)},
      {"asked_expertise", TitlesOf(vocabulary, request_.expertise, dutch)},
      {"shared_expertise", TitlesOf(vocabulary, SharedTerms(request_.expertise, offering_.expertise), dutch)},
      {"target_groups", TitlesOf(vocabulary, offering_.target_groups, dutch)},
      {"categories", TitlesOf(vocabulary, offering_.product_categories, dutch)},
      {"free", NumberOr(capacity_.free)},
      {"waiting_weeks", NumberOr(capacity_.waiting_weeks)},
      {"capacity_age_days", NumberOr(facts_.Read(Field::kOfferingCapacityAgeDays))},
      {"group_size", offering_.group_size == 0 ? "?" : absl::StrCat(offering_.group_size)},
      {"distance_km", Kilometers(facts_.DistanceMeters(), dutch)},
      {"max_distance_km", Kilometers(max_distance > 0 ? std::make_optional(max_distance) : std::nullopt, dutch)},
      {"answer_days", NumberOr(facts_.AgreedAnswerDays())},
      {"answer_limit", answer_limit == 0 ? "-" : absl::StrCat(answer_limit)},
      {"start_date", start ? FormatDate(*start) : "?"},
  };
}

v1::LocalizedText Explainer::Fill(const v1::Sentence& sentence) const {
  v1::LocalizedText text;
  text.set_nl(FillIn(sentence.nl(), dutch_));
  text.set_en(FillIn(sentence.en(), english_));
  return text;
}

std::string Explainer::ValueOf(std::string_view placeholder) const {
  for (const auto& [name, value] : dutch_) {
    if (name == placeholder && !value.empty()) return value;
  }
  return "?";
}

void Explainer::Add(const std::string& code, const v1::Sentence& sentence, Reasons& reasons) const {
  AddReason(code, sentence.nl(), sentence.en(), dutch_, english_, reasons);
}

void Explainer::ExplainNeed(size_t need, const Coverage& coverage, Reasons& reasons) const {
  const v1::LocalizedText domain = TitleOf(request_.needs[need].domain);
  v1::LocalizedText term;
  if (coverage.term != kNoTerm) term = world_.vocabulary->term(coverage.term).title();
  const std::string number = absl::StrCat(need + 1);
  AddReason(CodeFor(coverage.fit), SentenceFor(coverage.fit),
            {{"need", number}, {"domain", domain.nl()}, {"term", term.nl()}},
            {{"need", number}, {"domain", domain.en()}, {"term", term.en()}}, reasons);
}

void Explainer::ExplainFor(bool leads, Reasons& reasons) const {
  for (const Finding& finding : FindingsOf(facts_.rules(), facts_)) {
    const v1::Condition& source = *finding.condition->source;
    if (finding.applies && finding.value == Tri::kYes && source.has_yes()) Add(source.id(), source.yes(), reasons);
  }
  for (const CompiledPreference& preference : facts_.rules().preferences) {
    const v1::Preference& source = *preference.source;
    if (source.has_yes() && PointsOf(preference, facts_, leads) != 0) Add(source.id(), source.yes(), reasons);
  }
}

void Explainer::ExplainQuestions(Reasons& questions) const {
  for (const Finding& finding : FindingsOf(facts_.rules(), facts_)) {
    const v1::Condition& source = *finding.condition->source;
    if (finding.asks()) Add(source.id(), source.ask(), questions);
  }
}

void Explainer::ExplainObstacles(Reasons& obstacles) const {
  for (const Finding& finding : FindingsOf(facts_.rules(), facts_)) {
    if (finding.obstructs()) ExplainObstacle(finding, obstacles);
  }
}

void Explainer::ExplainObstacle(const Finding& finding, Reasons& obstacles) const {
  const v1::Condition& source = *finding.condition->source;
  Add(source.id(), finding.asks() ? source.ask() : source.no(), obstacles);
}

}  // namespace koppel::matcher
