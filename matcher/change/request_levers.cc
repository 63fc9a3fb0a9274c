// What can change in the moment and in the request: by waiting, by the resident, by the adviser, or by a partner that
// said no.

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "matcher/change/levers.h"

namespace koppel::matcher {
namespace {

using v1::Change;

constexpr char kDash[] = "-";
constexpr int kChange = 1;  // The one value of a lever that has no more.
constexpr int kOwnHours = 1;
constexpr int kAllHours = 2;
constexpr int kNoLimit = 0;

std::vector<int> ChangeIf(bool possible) { return possible ? std::vector<int>{kChange} : std::vector<int>{}; }

absl::CivilDay TodayOf(const Draft& draft) { return absl::CivilDay(draft.now.local); }

const ProviderRow& ProviderOf(const Situation& situation) {
  return situation.world.providers[situation.row().provider];
}

// ------------------------------------------------------------------------------------------------------- the hours

std::string ClockOf(int minutes) { return absl::StrFormat("%02d:%02d", minutes / 60, minutes % 60); }

std::string DaysOf(uint32_t weekdays, bool dutch) {
  constexpr uint32_t kEveryDay = 0b11111110;
  const auto say = [&](ChangeSentence sentence) {
    const v1::LocalizedText text = Say(sentence);
    return dutch ? text.nl() : text.en();
  };
  if (weekdays == kEveryDay) return say(ChangeSentence::kEveryDay);
  std::vector<std::string> days;
  for (int day = 1; day <= 7; ++day) {
    const auto sentence = static_cast<ChangeSentence>(static_cast<int>(ChangeSentence::kMonday) + day - 1);
    if ((weekdays & (1u << day)) != 0) days.push_back(say(sentence));
  }
  return absl::StrJoin(days, ", ");
}

std::string HoursText(const std::vector<Hours>& hours, bool dutch) {
  if (hours.empty()) return kDash;
  return absl::StrJoin(hours, "; ", [&](std::string* out, const Hours& each) {
    absl::StrAppend(out, DaysOf(each.weekdays, dutch), " ", ClockOf(each.open), "-", ClockOf(each.close));
  });
}

void AddHours(const Hours& hours, v1::Referral& referral) {
  v1::WeekHours& added = *referral.add_availability();
  for (int day = 1; day <= 7; ++day) {
    if ((hours.weekdays & (1u << day)) != 0) added.add_days(static_cast<v1::Weekday>(day));
  }
  added.set_open_time(ClockOf(hours.open));
  added.set_close_time(ClockOf(hours.close));
}

std::vector<int> HoursWorthTrying(const Situation& situation, const Draft&) {
  const Schedule& schedule = situation.row().schedule;
  if (situation.request.availability.empty() || schedule.Overlaps(situation.request.availability)) return {};
  return {schedule.by_appointment() ? kAllHours : kOwnHours};
}

void ApplyHours(const Situation& situation, int value, Draft& draft) {
  if (value == kAllHours) draft.referral.clear_availability();
  if (value == kAllHours) return;
  for (const Hours& hours : situation.row().schedule.hours()) AddHours(hours, draft.referral);
}

ShownEdit ShowHours(const Situation& situation, const Draft&, int value) {
  const std::string from = HoursText(situation.request.availability, true);
  const std::string& provider = ProviderOf(situation).title;
  if (value == kAllHours) {
    return {ChangeSentence::kAnyHours, from, kDash, {{"provider", provider}}, {{"provider", provider}}};
  }
  const std::vector<Hours>& own = situation.row().schedule.hours();
  return {ChangeSentence::kMoreHours,
          from,
          absl::StrCat(from, "; ", HoursText(own, true)),
          {{"hours", HoursText(own, true)}},
          {{"hours", HoursText(own, false)}}};
}

// ---------------------------------------------------------------------------------------------------- the distance

std::optional<int> DistanceTo(const Situation& situation) {
  const RequestFacts request_facts(situation.request, situation.escalated);
  return PairFacts(situation.world, situation.request, request_facts, situation.offering).DistanceMeters();
}

std::vector<int> DistancesWorthTrying(const Situation& situation, const Draft& draft) {
  const int limit = draft.referral.max_distance_meters();
  if (limit == kNoLimit) return {};
  const auto distance = DistanceTo(situation);
  if (!distance) return {kNoLimit};
  return *distance > limit ? std::vector<int>{*distance, kNoLimit} : std::vector<int>{};
}

std::string Tenths(int meters, char point) {
  // Upwards, so that going as far as the text says is enough.
  const int hundreds = (meters + 99) / 100;
  return absl::StrCat(hundreds / 10, std::string(1, point), hundreds % 10);
}

ShownEdit ShowDistance(const Situation&, const Draft& draft, int value) {
  const std::string from = absl::StrCat(draft.referral.max_distance_meters());
  if (value == kNoLimit) return {ChangeSentence::kAnyDistance, from, kDash, {}, {}};
  return {ChangeSentence::kFarther,
          from,
          absl::StrCat(value),
          {{"distance_km", Tenths(value, ',')}},
          {{"distance_km", Tenths(value, '.')}}};
}

// ----------------------------------------------------------------------------------------------- waiting, decision

bool IsStandingNo(const Situation& situation, const Draft& draft, const v1::Decline& decline) {
  return decline.offering() == situation.row().name && StillCounts(decline, TodayOf(draft));
}

// The first that counts; null when there is none.
const v1::Decline* FindNo(const Situation& situation, const Draft& draft) {
  const auto& declines = draft.referral.declines();
  const auto found = std::find_if(declines.begin(), declines.end(),
                                  [&](const v1::Decline& decline) { return IsStandingNo(situation, draft, decline); });
  return found == declines.end() ? nullptr : &*found;
}

int DaysUntil(absl::CivilDay day, const Draft& draft) { return static_cast<int>(day - TodayOf(draft)); }

std::vector<int> DaysToWait(const Situation& situation, const Draft& draft) {
  std::vector<int> days;
  const auto& start = situation.row().contract_start;
  if (start && *start > TodayOf(draft)) days.push_back(DaysUntil(*start, draft));
  for (const v1::Decline& decline : draft.referral.declines()) {
    const auto last = ParseDate(decline.until_date());
    if (last && IsStandingNo(situation, draft, decline)) days.push_back(DaysUntil(*last + 1, draft));
  }
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  return days;
}

void ApplyWaiting(const Situation&, int days, Draft& draft) {
  draft.now.time += days * absl::Hours(24);
  draft.now.local += absl::civil_diff_t{days} * 24 * 60;
}

ShownEdit ShowWaiting(const Situation& situation, const Draft& draft, int days) {
  const std::string to = FormatDate(TodayOf(draft) + days);
  const Arguments arguments = {{"date", to}, {"provider", ProviderOf(situation).title}};
  const bool begins = situation.row().contract_start == TodayOf(draft) + days;
  const ChangeSentence sentence = begins ? ChangeSentence::kContractBegins : ChangeSentence::kNoEnds;
  return {sentence, FormatDate(TodayOf(draft)), to, arguments, arguments};
}

std::vector<int> CategoriesWorthTrying(const Situation& situation, const Draft& draft) {
  if (!HasDecision(draft.referral, TodayOf(draft))) return {};
  const Vocabulary& vocabulary = *situation.world.vocabulary;
  std::vector<int> categories;
  for (TermId category : situation.row().product_categories) {
    if (vocabulary.term(category).code() != draft.referral.decision().product_category()) {
      categories.push_back(category);
    }
  }
  return categories;
}

ShownEdit ShowCategory(const Situation& situation, const Draft& draft, int value) {
  const std::string& now = draft.referral.decision().product_category();
  const v1::Term& term = situation.world.vocabulary->term(value);
  return {ChangeSentence::kCategory,
          now.empty() ? "?" : now,
          term.code(),
          {{"category", term.title().nl()}},
          {{"category", term.title().en()}}};
}

// ---------------------------------------------------------------------------------------------- what the resident is

ChangeSentence SentenceOf(int gender) {
  return gender == v1::FEMALE ? ChangeSentence::kFemale
         : gender == v1::MALE ? ChangeSentence::kMale
                              : ChangeSentence::kOtherGender;
}

ShownEdit ShowGender(const Situation&, const Draft&, int value) {
  const v1::LocalizedText gender = Say(SentenceOf(value));
  return {ChangeSentence::kGender,
          "?",
          v1::Gender_Name(static_cast<v1::Gender>(value)),
          {{"gender", gender.nl()}},
          {{"gender", gender.en()}}};
}

std::string AnswerText(v1::HaalzorgTalk::Answer answer) {
  return answer == v1::HaalzorgTalk::ANSWER_UNSPECIFIED ? "?" : v1::HaalzorgTalk::Answer_Name(answer);
}

Arguments ProviderArgument(const Situation& situation) { return {{"provider", ProviderOf(situation).title}}; }

bool Refuses(const v1::Referral& referral, const std::string& provider) {
  const auto& refused = referral.refused_providers();
  return std::find(refused.begin(), refused.end(), provider) != refused.end();
}

void StopRefusing(const Situation& situation, int, Draft& draft) {
  auto& refused = *draft.referral.mutable_refused_providers();
  refused.erase(std::remove(refused.begin(), refused.end(), ProviderOf(situation).name), refused.end());
}

void TakeBackNo(const Situation& situation, int, Draft& draft) {
  auto& declines = *draft.referral.mutable_declines();
  const auto of_candidate = [&](const v1::Decline& decline) { return decline.offering() == situation.row().name; };
  declines.erase(std::remove_if(declines.begin(), declines.end(), of_candidate), declines.end());
}

ShownEdit ShowNoTakenBack(const Situation& situation, const Draft& draft, int) {
  const std::string& reason = FindNo(situation, draft)->reason();
  return {ChangeSentence::kAcceptsAfterAll, reason.empty() ? "?" : reason, kDash, ProviderArgument(situation),
          ProviderArgument(situation)};
}

}  // namespace

ShownEdit ShowAges(int low, int high) {
  const Arguments bounds = {{"low", absl::StrCat(low)}, {"high", absl::StrCat(high)}};
  const bool from_zero = low == 0, to_oldest = high == kOldest;
  const ChangeSentence ages = from_zero && to_oldest ? ChangeSentence::kAnyAge
                              : to_oldest            ? ChangeSentence::kAgesAtLeast
                              : from_zero            ? ChangeSentence::kAgesAtMost
                              : low == high          ? ChangeSentence::kAgeExactly
                                                     : ChangeSentence::kAgesFromTo;
  const std::string to = low == high ? absl::StrCat(low)
                         : to_oldest ? absl::StrCat("at least ", low)
                         : from_zero ? absl::StrCat("at most ", high)
                                     : absl::StrCat(low, " to ", high);
  const v1::LocalizedText text = Say(ages, bounds);
  return {ChangeSentence::kAge, "?", to, {{"ages", text.nl()}}, {{"ages", text.en()}}};
}

std::vector<Lever> RequestLevers() {
  return {
      {"time",
       Change::TIME,
       2,
       true,
       {Field::kPairContractValid, Field::kOfferingCapacityAgeDays, Field::kOfferingCapacityStale,
        Field::kRequestHasDecision, Field::kRequestAwaitsDecision, Field::kRequestCareAwarded, Field::kPairCategoryFits,
        Field::kPairStartDays, Field::kPairDeclined},
       DaysToWait,
       ApplyWaiting,
       ShowWaiting},
      {"referral.decision",
       Change::ADVISER,
       6,
       true,
       {Field::kRequestHasDecision, Field::kRequestAwaitsDecision, Field::kRequestCareAwarded,
        Field::kPairCategoryFits},
       [](const Situation&, const Draft& draft) { return ChangeIf(!HasDecision(draft.referral, TodayOf(draft))); },
       [](const Situation&, int, Draft& draft) { *draft.referral.mutable_decision() = v1::Decision(); },
       [](const Situation&, const Draft&, int) {
         return ShownEdit{ChangeSentence::kDecision, kDash, "yes", {}, {}};
       }},
      {"referral.decision.product_category",
       Change::ADVISER,
       6,
       true,
       {Field::kPairCategoryFits},
       CategoriesWorthTrying,
       [](const Situation& situation, int value, Draft& draft) {
         draft.referral.mutable_decision()->set_product_category(situation.world.vocabulary->term(value).code());
       },
       ShowCategory},
      {"referral.age",
       Change::ADVISER,
       1,
       true,
       {Field::kRequestAge, Field::kPairAgeFits},
       [](const Situation& situation, const Draft& draft) {
         return draft.referral.has_age() ? std::vector<int>() : situation.ages;
       },
       [](const Situation&, int value, Draft& draft) { draft.referral.set_age(value); },
       [](const Situation&, const Draft&, int value) { return ShowAges(value, value); }},
      {"referral.gender",
       Change::ADVISER,
       1,
       true,
       {Field::kRequestGender, Field::kPairGenderFits, Field::kPairSameGenderGroup},
       [](const Situation&, const Draft& draft) {
         return draft.referral.gender() == v1::GENDER_UNSPECIFIED ? std::vector<int>{v1::FEMALE, v1::MALE, v1::OTHER}
                                                                  : std::vector<int>();
       },
       [](const Situation&, int value, Draft& draft) { draft.referral.set_gender(static_cast<v1::Gender>(value)); },
       ShowGender},
      {"referral.haalzorg.willing",
       Change::RESIDENT,
       3,
       true,
       {Field::kRequestHaalzorgWilling},
       [](const Situation&, const Draft& draft) {
         return ChangeIf(draft.referral.haalzorg().willing() != v1::HaalzorgTalk::YES);
       },
       [](const Situation&, int, Draft& draft) {
         draft.referral.mutable_haalzorg()->set_willing(v1::HaalzorgTalk::YES);
       },
       [](const Situation&, const Draft& draft, int) {
         return ShownEdit{ChangeSentence::kWilling, AnswerText(draft.referral.haalzorg().willing()), "YES", {}, {}};
       }},
      {"referral.haalzorg.ready",
       Change::RESIDENT,
       3,
       true,
       {Field::kRequestHaalzorgReady},
       [](const Situation&, const Draft& draft) {
         return ChangeIf(draft.referral.haalzorg().ready() != v1::HaalzorgTalk::YES);
       },
       [](const Situation&, int, Draft& draft) { draft.referral.mutable_haalzorg()->set_ready(v1::HaalzorgTalk::YES); },
       [](const Situation&, const Draft& draft, int) {
         return ShownEdit{ChangeSentence::kReady, AnswerText(draft.referral.haalzorg().ready()), "YES", {}, {}};
       }},
      {"referral.availability",
       Change::RESIDENT,
       3,
       true,
       {Field::kPairTimeFits},
       HoursWorthTrying,
       ApplyHours,
       ShowHours},
      {"referral.max_distance_meters",
       Change::RESIDENT,
       3,
       true,
       {Field::kPairWithinDistance},
       DistancesWorthTrying,
       [](const Situation&, int value, Draft& draft) { draft.referral.set_max_distance_meters(value); },
       ShowDistance},
      {"referral.same_gender_only",
       Change::RESIDENT,
       5,
       true,
       {Field::kRequestSameGenderOnly},
       [](const Situation&, const Draft& draft) { return ChangeIf(draft.referral.same_gender_only()); },
       [](const Situation&, int, Draft& draft) { draft.referral.set_same_gender_only(false); },
       [](const Situation&, const Draft&, int) {
         return ShownEdit{ChangeSentence::kMixedGroup, "yes", "no", {}, {}};
       }},
      {"referral.refused_providers",
       Change::RESIDENT,
       5,
       true,
       {Field::kPairProviderRefused},
       [](const Situation& situation, const Draft& draft) {
         return ChangeIf(Refuses(draft.referral, ProviderOf(situation).name));
       },
       StopRefusing,
       [](const Situation& situation, const Draft&, int) {
         return ShownEdit{ChangeSentence::kProviderAfterAll, ProviderOf(situation).name, kDash,
                          ProviderArgument(situation), ProviderArgument(situation)};
       }},
      {"referral.declines",
       Change::PROVIDER,
       5,
       true,
       {Field::kPairDeclined},
       [](const Situation& situation, const Draft& draft) { return ChangeIf(FindNo(situation, draft) != nullptr); },
       TakeBackNo,
       ShowNoTakenBack},
  };
}

}  // namespace koppel::matcher
