#include "matcher/trial/tally.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "base/trial_sentences.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {
namespace {

using Response = v1::CompareRuleSetsResponse;

struct AgeGroup {
  int first;
  int last;  // kNone: and older.
};
constexpr AgeGroup kAgeGroups[] = {{0, 17}, {18, 26}, {27, 64}, {65, 74}, {75, kNone}};

constexpr char kDutchCode[] = "nl";
constexpr char kDutch[] = "DUTCH";
constexpr char kNotDutch[] = "NOT_DUTCH";

std::string ValueOf(const AgeGroup& group) {
  return group.last == kNone ? absl::StrCat(group.first, "+") : absl::StrCat(group.first, "-", group.last);
}

std::string AgeGroupOf(const v1::Referral& referral) {
  if (!referral.has_age()) return "";
  for (const AgeGroup& group : kAgeGroups) {
    if (group.last == kNone || referral.age() <= group.last) return ValueOf(group);
  }
  return "";
}

// A buurt is numbered within its wijk.
std::string WijkOf(const std::string& area) {
  constexpr size_t kDigits = 6;
  return area.size() < 2 + kDigits ? "" : absl::StrCat("WK", area.substr(2, kDigits));
}

std::string GenderOf(const v1::Referral& referral) {
  return referral.gender() == v1::GENDER_UNSPECIFIED ? "" : v1::Gender_Name(referral.gender());
}

std::string LanguageOf(const v1::Referral& referral) {
  const auto& languages = referral.languages();
  if (languages.empty()) return "";
  return std::find(languages.begin(), languages.end(), kDutchCode) != languages.end() ? kDutch : kNotDutch;
}

v1::LocalizedText AgeTitle(const std::string& value) {
  const auto group = std::find_if(std::begin(kAgeGroups), std::end(kAgeGroups),
                                  [&](const AgeGroup& each) { return ValueOf(each) == value; });
  return Say(group->last == kNone ? TrialSentence::kAgesFrom : TrialSentence::kAgesBetween,
             {{"first", absl::StrCat(group->first)}, {"last", absl::StrCat(group->last)}});
}

v1::LocalizedText GenderTitle(const std::string& value) {
  if (value == v1::Gender_Name(v1::FEMALE)) return Say(TrialSentence::kFemale);
  return Say(value == v1::Gender_Name(v1::MALE) ? TrialSentence::kMale : TrialSentence::kOtherGender);
}

v1::LocalizedText WijkTitle(const World& world, const std::string& code) {
  const int area = world.FindArea(code);
  v1::LocalizedText title;
  title.set_nl(area == kNone || world.areas[area].title.empty() ? code : world.areas[area].title);
  title.set_en(title.nl());
  return title;
}

v1::LocalizedText SubtopicTitle(const World& world, const std::string& code) {
  const TermId term = world.vocabulary->Find(v1::SUBTOPIC, code);
  if (term != kNoTerm) return world.vocabulary->term(term).title();
  v1::LocalizedText title;
  title.set_nl(code);
  title.set_en(code);
  return title;
}

void CountIn(Count outcome, TallyRow& row) {
  ++row.counts[kRequests];
  if (outcome != kRequests) ++row.counts[outcome];
}

}  // namespace

void Tallier::Add(const v1::Referral& referral, Count outcome) {
  CountIn(outcome, total_);
  AddTo(Response::SUBTOPIC, referral.needs().empty() ? "" : referral.needs(0).subtopic(), outcome);
  AddTo(Response::WIJK, WijkOf(referral.area()), outcome);
  AddTo(Response::AGE_GROUP, AgeGroupOf(referral), outcome);
  AddTo(Response::GENDER, GenderOf(referral), outcome);
  AddTo(Response::LANGUAGE, LanguageOf(referral), outcome);
}

void Tallier::AddTo(Dimension dimension, const std::string& value, Count outcome) {
  const auto [place, is_new] = groups_.try_emplace({dimension, value});
  TallyRow& row = place->second;
  if (is_new) {
    row.dimension = dimension;
    row.value = value;
    row.title = TitleOfGroup(dimension, value);
  }
  CountIn(outcome, row);
}

v1::LocalizedText Tallier::TitleOfGroup(Dimension dimension, const std::string& value) const {
  if (value.empty()) return Say(TrialSentence::kNotKnown);
  switch (dimension) {
    case Response::SUBTOPIC:
      return SubtopicTitle(world_, value);
    case Response::WIJK:
      return WijkTitle(world_, value);
    case Response::AGE_GROUP:
      return AgeTitle(value);
    case Response::GENDER:
      return GenderTitle(value);
    default:
      return Say(value == kDutch ? TrialSentence::kSpeaksDutch : TrialSentence::kSpeaksNoDutch);
  }
}

Tally Tallier::Take() {
  Tally tally;
  tally.total = std::move(total_);
  for (auto& [key, row] : groups_) tally.groups.push_back(std::move(row));
  groups_.clear();
  return tally;
}

}  // namespace koppel::matcher
