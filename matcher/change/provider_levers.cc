// What the provider or its team can change.

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "matcher/change/levers.h"

namespace koppel::matcher {
namespace {

using v1::Change;

constexpr int kDone = 1;  // The one value of a lever that has no more.

std::vector<int> DoneIf(bool possible) { return possible ? std::vector<int>{kDone} : std::vector<int>{}; }

bool IsAmong(const std::vector<int>& values, int value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::string FlagText(Tri flag) { return flag == Tri::kUnknown ? "?" : flag == Tri::kYes ? "yes" : "no"; }

// What the sentences speak of.
Arguments SidesOf(const Situation& situation) {
  const OfferingRow& row = situation.row();
  return {{"provider", situation.world.providers[row.provider].title}, {"offering", row.title}};
}

ShownEdit Shown(const Situation& situation, ChangeSentence sentence, std::string from, std::string to) {
  return {sentence, std::move(from), std::move(to), SidesOf(situation), SidesOf(situation)};
}

// With one more argument.
ShownEdit Shown(const Situation& situation, ChangeSentence sentence, std::string from, std::string to,
                std::string_view name, const v1::LocalizedText& value) {
  ShownEdit shown = Shown(situation, sentence, std::move(from), std::move(to));
  shown.dutch.emplace_back(name, value.nl());
  shown.english.emplace_back(name, value.en());
  return shown;
}

v1::LocalizedText Same(const std::string& text) {
  v1::LocalizedText same;
  same.set_nl(text);
  same.set_en(text);
  return same;
}

// ---------------------------------------------------------------------------------------------------- the capacity

void ReportFree(const Situation&, int, Draft& draft) {
  CapacityCell& cell = draft.rows.capacity;
  cell.state = v1::Capacity::FREE;
  if (cell.free == 0) cell.free = 1;
  cell.confirm_time = draft.now.time;
}

bool IsCounted(const CapacityCell& cell) {
  return cell.state != v1::Capacity::UNKNOWN && cell.state != v1::Capacity::OPEN;
}

// The local day of a moment; an hour off where the clocks were changed since.
std::string DayText(absl::Time time, const Situation& situation) {
  if (time == absl::InfinitePast()) return "?";
  const Moment& now = situation.request.now;
  return FormatDate(absl::CivilDay(now.local - absl::ToInt64Minutes(now.time - time)));
}

// -------------------------------------------------------------------------------------------------------- the ages

std::vector<int> LowerAges(const Situation& situation, const Draft& draft) {
  std::vector<int> lower;
  for (int age : situation.ages) {
    if (age < draft.rows.row.min_age) lower.push_back(age);
  }
  std::reverse(lower.begin(), lower.end());
  return lower;
}

std::vector<int> HigherAges(const Situation& situation, const Draft& draft) {
  std::vector<int> higher;
  for (int age : situation.ages) {
    if (draft.rows.row.max_age != kNone && age > draft.rows.row.max_age) higher.push_back(age);
  }
  return higher;
}

// ---------------------------------------------------------------------------------------------------- the languages

std::vector<int> LanguagesWorthTrying(const Situation& situation, const Draft& draft) {
  const std::vector<TermId>& asked = situation.request.languages;
  const bool shared = std::any_of(asked.begin(), asked.end(),
                                  [&](TermId language) { return IsAmong(draft.rows.row.languages, language); });
  return asked.empty() || shared ? std::vector<int>() : std::vector<int>{asked.front()};
}

ShownEdit ShowLanguage(const Situation& situation, const Draft& draft, int value) {
  const Vocabulary& vocabulary = *situation.world.vocabulary;
  std::vector<std::string> codes;
  for (TermId language : draft.rows.row.languages) codes.push_back(vocabulary.term(language).code());
  const std::string from = codes.empty() ? "?" : absl::StrJoin(codes, ", ");
  codes.push_back(vocabulary.term(value).code());
  return Shown(situation, ChangeSentence::kLanguage, from, absl::StrJoin(codes, ", "), "language",
               vocabulary.term(value).title());
}

// ------------------------------------------------------------------------------------------------------- the areas

bool ServesResident(const Situation& situation, const Draft& draft) {
  return std::any_of(draft.rows.row.areas.begin(), draft.rows.row.areas.end(),
                     [&](int area) { return IsAmong(situation.request.around, area); });
}

void AddArea(const Situation&, int area, Draft& draft) {
  std::vector<int>& areas = draft.rows.row.areas;
  areas.push_back(area);
  std::sort(areas.begin(), areas.end());
}

ShownEdit ShowArea(const Situation& situation, const Draft& draft, int area) {
  std::vector<std::string> codes;
  for (int served : draft.rows.row.areas) codes.push_back(situation.world.areas[served].code);
  const std::string from = absl::StrJoin(codes, ", ");
  return Shown(situation, ChangeSentence::kServiceArea, from,
               absl::StrCat(from, ", ", situation.world.areas[area].code), "area",
               Same(situation.world.areas[area].title));
}

// ------------------------------------------------------------------------------------------------------- the terms

// The term of the team goes before that of the provider.
bool TeamAgreed(const Situation& situation, const Draft& draft) {
  return draft.rows.team != kNone && draft.rows.team_days[situation.request.urgency()] != kNone;
}

// The limit, where what is agreed is not within it.
std::vector<int> TermWorthTrying(const Situation& situation, const AnswerDays& agreed) {
  const int limit = situation.rules.answer_limit[situation.request.urgency()];
  const int days = agreed[situation.request.urgency()];
  return limit > 0 && (days == kNone || days > limit) ? std::vector<int>{limit} : std::vector<int>();
}

ShownEdit ShowTerm(const Situation& situation, const AnswerDays& agreed, int value) {
  const int days = agreed[situation.request.urgency()];
  return Shown(situation, ChangeSentence::kAnswerTerm, days == kNone ? "?" : absl::StrCat(days), absl::StrCat(value),
               "days", Same(absl::StrCat(value)));
}

ShownEdit ShowTeamTerm(const Situation& situation, const Draft& draft, int value) {
  ShownEdit shown = ShowTerm(situation, draft.rows.team_days, value);
  for (Arguments* arguments : {&shown.dutch, &shown.english}) {
    arguments->front().second = situation.world.teams[draft.rows.team].title;
  }
  return shown;
}

}  // namespace

std::vector<Lever> ProviderLevers() {
  return {
      {"capacity.state",
       Change::PROVIDER,
       3,
       false,
       {Field::kOfferingCapacityState, Field::kOfferingCapacityAgeDays, Field::kOfferingCapacityStale,
        Field::kOfferingLoadPercent},
       [](const Situation&, const Draft& draft) {
         const v1::Capacity::State state = draft.rows.capacity.state;
         return DoneIf(state != v1::Capacity::FREE && state != v1::Capacity::OPEN);
       },
       ReportFree,
       [](const Situation& situation, const Draft& draft, int) {
         const v1::Capacity::State state = draft.rows.capacity.state;
         return Shown(situation, ChangeSentence::kPlaceFree,
                      state == v1::Capacity::UNKNOWN ? "?" : v1::Capacity::State_Name(state), "FREE");
       }},
      {"capacity.confirm_time",
       Change::PROVIDER,
       1,
       false,
       {Field::kOfferingCapacityAgeDays, Field::kOfferingCapacityStale},
       [](const Situation&, const Draft& draft) { return DoneIf(IsCounted(draft.rows.capacity)); },
       [](const Situation&, int, Draft& draft) { draft.rows.capacity.confirm_time = draft.now.time; },
       [](const Situation& situation, const Draft& draft, int) {
         return Shown(situation, ChangeSentence::kFigureConfirmed, DayText(draft.rows.capacity.confirm_time, situation),
                      DayText(draft.now.time, situation));
       }},
      {"offering.min_age",
       Change::PROVIDER,
       4,
       false,
       {Field::kOfferingMinAge, Field::kPairAgeFits},
       LowerAges,
       [](const Situation&, int value, Draft& draft) { draft.rows.row.min_age = value; },
       [](const Situation& situation, const Draft& draft, int value) {
         return Shown(situation, ChangeSentence::kMinAge, absl::StrCat(draft.rows.row.min_age), absl::StrCat(value),
                      "age", Same(absl::StrCat(value)));
       }},
      {"offering.max_age",
       Change::PROVIDER,
       4,
       false,
       {Field::kOfferingMaxAge, Field::kPairAgeFits},
       HigherAges,
       [](const Situation&, int value, Draft& draft) { draft.rows.row.max_age = value; },
       [](const Situation& situation, const Draft& draft, int value) {
         return Shown(situation, ChangeSentence::kMaxAge, absl::StrCat(draft.rows.row.max_age), absl::StrCat(value),
                      "age", Same(absl::StrCat(value)));
       }},
      {"offering.languages",
       Change::PROVIDER,
       4,
       false,
       {Field::kPairLanguageShared},
       LanguagesWorthTrying,
       [](const Situation&, int value, Draft& draft) { draft.rows.row.languages.push_back(value); },
       ShowLanguage},
      {"offering.pick_up",
       Change::PROVIDER,
       4,
       false,
       {Field::kOfferingPickUp},
       [](const Situation&, const Draft& draft) { return DoneIf(!draft.rows.row.pick_up); },
       [](const Situation&, int, Draft& draft) { draft.rows.row.pick_up = true; },
       [](const Situation& situation, const Draft&, int) {
         return Shown(situation, ChangeSentence::kPickUp, "no", "yes");
       }},
      {"offering.wheelchair_accessible",
       Change::PROVIDER,
       4,
       false,
       {Field::kPairWheelchairFits},
       [](const Situation& situation, const Draft& draft) {
         const bool asked = (situation.request.access_needs & (1u << v1::WHEELCHAIR)) != 0;
         return DoneIf(asked && draft.rows.row.wheelchair != Tri::kYes);
       },
       [](const Situation&, int, Draft& draft) { draft.rows.row.wheelchair = Tri::kYes; },
       [](const Situation& situation, const Draft& draft, int) {
         return Shown(situation, ChangeSentence::kWheelchair, FlagText(draft.rows.row.wheelchair), "yes");
       }},
      {"offering.takes_urgent",
       Change::PROVIDER,
       4,
       false,
       {Field::kOfferingTakesUrgent},
       [](const Situation&, const Draft& draft) { return DoneIf(draft.rows.row.takes_urgent != Tri::kYes); },
       [](const Situation&, int, Draft& draft) { draft.rows.row.takes_urgent = Tri::kYes; },
       [](const Situation& situation, const Draft& draft, int) {
         return Shown(situation, ChangeSentence::kTakesUrgent, FlagText(draft.rows.row.takes_urgent), "yes");
       }},
      {"offering.service_areas",
       Change::PROVIDER,
       5,
       true,
       {Field::kPairInServiceArea, Field::kRequestAwaitsDecision},
       [](const Situation& situation, const Draft& draft) {
         return ServesResident(situation, draft) ? std::vector<int>() : std::vector<int>{situation.request.area};
       },
       AddArea,
       ShowArea},
      {"offering.contract_end_date",
       Change::PROVIDER,
       5,
       false,
       {Field::kPairContractValid},
       [](const Situation&, const Draft& draft) { return DoneIf(draft.rows.row.contract_end.has_value()); },
       [](const Situation&, int, Draft& draft) { draft.rows.row.contract_end.reset(); },
       [](const Situation& situation, const Draft& draft, int) {
         return Shown(situation, ChangeSentence::kContract, FormatDate(*draft.rows.row.contract_end), "-");
       }},
      {"provider.response_terms",
       Change::PROVIDER,
       3,
       false,
       {Field::kPairAnswersInTime},
       [](const Situation& situation, const Draft& draft) {
         return TeamAgreed(situation, draft) ? std::vector<int>()
                                             : TermWorthTrying(situation, draft.rows.provider_days);
       },
       [](const Situation& situation, int value, Draft& draft) {
         draft.rows.provider_days[situation.request.urgency()] = value;
       },
       [](const Situation& situation, const Draft& draft, int value) {
         return ShowTerm(situation, draft.rows.provider_days, value);
       }},
      {"team.response_terms",
       Change::PROVIDER,
       3,
       false,
       {Field::kPairAnswersInTime},
       [](const Situation& situation, const Draft& draft) {
         return TeamAgreed(situation, draft) ? TermWorthTrying(situation, draft.rows.team_days) : std::vector<int>();
       },
       [](const Situation& situation, int value, Draft& draft) {
         draft.rows.team_days[situation.request.urgency()] = value;
       },
       ShowTeamTerm},
  };
}

}  // namespace koppel::matcher
