#include "matcher/matching/facts.h"

#include <algorithm>

#include "matcher/matching/coverage.h"

namespace koppel::matcher {
namespace {

Value SymbolOrUnknown(int symbol) { return symbol == 0 ? Unknown() : NumberValue(symbol); }
Value NumberOrUnknown(int number) { return number == kNone ? Unknown() : NumberValue(number); }
Value NumberOrUnknown(std::optional<int> number) { return number ? NumberValue(*number) : Unknown(); }

template <typename T>
bool IsIn(const std::vector<T>& values, T value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

bool Shared(const std::vector<TermId>& a, const std::vector<TermId>& b) {
  return std::any_of(a.begin(), a.end(), [&](TermId term) { return IsIn(b, term); });
}

}  // namespace

Value RequestFacts::Read(Field field) const {
  const v1::Referral& source = request_.source;
  switch (field) {
    case Field::kRequestUrgency:
      return NumberValue(request_.urgency());
    case Field::kRequestDomains:
      return NumberValue(static_cast<int32_t>(request_.domains));
    case Field::kRequestFirstDomain:
      return request_.needs.empty() ? Unknown() : NumberValue(request_.needs.front().domain);
    case Field::kRequestFirstNeedPlain:
      return FlagValue(!request_.needs.empty() && request_.needs.front().is_plain());
    case Field::kRequestExpertise:
      return TermsValue(request_.expertise);
    case Field::kRequestSubtopics:
      return TermsValue(request_.subtopics);
    case Field::kRequestWishes:
      return TermsValue(request_.wishes);
    case Field::kRequestTargetGroups:
      return TermsValue(request_.target_groups);
    case Field::kRequestAccessNeeds:
      return NumberValue(static_cast<int32_t>(request_.access_needs));
    case Field::kRequestPreferredForms:
      return NumberValue(static_cast<int32_t>(request_.preferred_forms));
    case Field::kRequestAge:
      return source.has_age() ? NumberValue(source.age()) : Unknown();
    case Field::kRequestGender:
      return SymbolOrUnknown(source.gender());
    case Field::kRequestHaalzorgWilling:
      return SymbolOrUnknown(source.haalzorg().willing());
    case Field::kRequestHaalzorgReady:
      return SymbolOrUnknown(source.haalzorg().ready());
    case Field::kRequestHasDecision:
      return FlagValue(request_.has_decision);
    case Field::kRequestAsksExpertise:
      return FlagValue(!request_.expertise.empty());
    case Field::kRequestAwaitsDecision:
      return FlagValue(request_.awaits_decision);
    case Field::kRequestCareAwarded:
      return FlagValue(request_.care_awarded);
    case Field::kRequestSpeaksDutch:
      return FlagValue(request_.speaks_dutch);
    case Field::kRequestSameGenderOnly:
      return FlagValue(source.same_gender_only());
    case Field::kRequestPrefersWalkIn:
      return FlagValue(source.prefers_walk_in());
    case Field::kRequestPrefersNearby:
      return FlagValue(source.prefers_nearby());
    case Field::kRequestPrefersSmallGroup:
      return FlagValue(source.prefers_small_group());
    case Field::kRequestEscalated:
      return FlagValue(escalated_);
    default:
      return Unknown();
  }
}

Value PairFacts::Read(Field field) const {
  if (IsOfRequest(field)) return request_facts_.Read(field);
  if (field < Field::kOfferingCapacityState) return ReadOffering(field);
  if (field < Field::kPairInServiceArea) return ReadCapacity(field);
  return ReadPair(field);
}

Value PairFacts::ReadOffering(Field field) const {
  switch (field) {
    case Field::kOfferingKind:
      return NumberValue(offering_.kind);
    case Field::kOfferingForm:
      return NumberValue(offering_.form);
    case Field::kOfferingDomains:
      return NumberValue(static_cast<int32_t>(offering_.domains));
    case Field::kOfferingSubtopics:
      return TermsValue(offering_.subtopics);
    case Field::kOfferingExpertise:
      return TermsValue(offering_.expertise);
    case Field::kOfferingTargetGroups:
      return TermsValue(offering_.target_groups);
    case Field::kOfferingGeneralist:
      return FlagValue(offering_.generalist);
    case Field::kOfferingNeedsDecision:
      return FlagValue(offering_.needs_decision);
    case Field::kOfferingViaGp:
      return FlagValue(offering_.via_gp);
    case Field::kOfferingWalkIn:
      return FlagValue(offering_.walk_in);
    case Field::kOfferingPickUp:
      return FlagValue(offering_.pick_up);
    case Field::kOfferingTakesUrgent:
      return FlagValue(offering_.takes_urgent);
    case Field::kOfferingMinAge:
      return NumberOrUnknown(offering_.min_age);
    case Field::kOfferingMaxAge:
      return NumberOrUnknown(offering_.max_age);
    case Field::kOfferingGroupSize:
      return offering_.group_size == 0 ? Unknown() : NumberValue(offering_.group_size);
    case Field::kOfferingCostCents:
      return NumberOrUnknown(offering_.cost_cents);
    default:
      return Unknown();
  }
}

Value PairFacts::ReadCapacity(Field field) const {
  switch (field) {
    case Field::kOfferingCapacityState:
      return capacity_.state == v1::Capacity::UNKNOWN ? Unknown() : NumberValue(capacity_.state);
    case Field::kOfferingCapacityAgeDays:
      // What is never counted never ages.
      if (capacity_.state == v1::Capacity::OPEN) return NumberValue(0);
      if (capacity_.confirm_time == absl::InfinitePast()) return Unknown();
      return NumberValue(static_cast<int>((request_.now.time - capacity_.confirm_time) / absl::Hours(24)));
    case Field::kOfferingCapacityStale: {
      const Value age = ReadCapacity(Field::kOfferingCapacityAgeDays);
      return age.known ? FlagValue(age.number > rules_.source.capacity_shelf_life_days()) : Unknown();
    }
    case Field::kOfferingLoadPercent:
      if (capacity_.total <= 0 || capacity_.free == kNone) return Unknown();
      return NumberValue((capacity_.total - capacity_.free) * 100 / capacity_.total);
    default:
      return Unknown();
  }
}

Value PairFacts::ReadPair(Field field) const {
  switch (field) {
    case Field::kPairInServiceArea:
      return FlagValue(InServiceArea());
    case Field::kPairContractValid:
      return FlagValue(ContractValid());
    case Field::kPairExpertise:
      return SymbolOrUnknown(ExpertiseOf(request_, offering_));
    case Field::kPairAnswersMore:
      return FlagValue(AnswersMore());
    case Field::kPairAgeFits:
      return FlagValue(AgeFits());
    case Field::kPairGenderFits:
      return FlagValue(GenderFits());
    case Field::kPairSameGenderGroup:
      return FlagValue(SameGenderGroup());
    case Field::kPairLanguageShared:
      return FlagValue(LanguageShared());
    case Field::kPairWheelchairFits:
      return FlagValue(WheelchairFits());
    case Field::kPairTimeFits:
      return FlagValue(TimeFits());
    case Field::kPairCategoryFits:
      return FlagValue(CategoryFits());
    case Field::kPairProviderRefused:
      return FlagValue(IsIn(request_.refused_providers, offering_.provider));
    case Field::kPairDeclined:
      return FlagValue(IsIn(request_.declined, index_));
    case Field::kPairWithinDistance:
      return FlagValue(WithinDistance());
    case Field::kPairAnswersInTime:
      return FlagValue(AnswersInTime());
    case Field::kPairHaalzorgOffered:
      return FlagValue(HaalzorgOffered());
    default:
      return ReadPreferencePair(field);
  }
}

Value PairFacts::ReadPreferencePair(Field field) const {
  switch (field) {
    case Field::kPairPreferredTime:
      if (request_.preferred_hours.empty()) return FlagValue(false);
      if (offering_.schedule.by_appointment()) return Unknown();
      return FlagValue(offering_.schedule.Overlaps(request_.preferred_hours));
    case Field::kPairPreferredForm:
      return FlagValue((request_.preferred_forms & (1u << offering_.form)) != 0);
    case Field::kPairProviderInvolved:
      return FlagValue(IsIn(request_.involved_providers, offering_.provider));
    case Field::kPairTargetGroupShared:
      return FlagValue(Shared(request_.target_groups, offering_.target_groups));
    case Field::kPairDistanceMeters:
      return NumberOrUnknown(DistanceMeters());
    case Field::kPairSameBuurt:
      return FlagValue(SameBuurt());
    case Field::kPairStartDays: {
      const auto start = EarliestStart();
      return start ? NumberValue(static_cast<int>(*start - absl::CivilDay(request_.now.local))) : Unknown();
    }
    default:
      return Unknown();
  }
}

bool PairFacts::InServiceArea() const {
  return std::any_of(offering_.areas.begin(), offering_.areas.end(),
                     [&](int area) { return IsIn(request_.around, area); });
}

bool PairFacts::ContractValid() const {
  const absl::CivilDay today(request_.now.local);
  return (!offering_.contract_start || *offering_.contract_start <= today) &&
         (!offering_.contract_end || today <= *offering_.contract_end);
}

bool PairFacts::AnswersMore() const {
  return std::any_of(request_.needs.begin(), request_.needs.end(), [&](const CompiledNeed& need) {
    return CoverageOf(need, offering_, world_).fit >= Fit::kPartial;
  });
}

Tri PairFacts::AgeFits() const {
  if (offering_.min_age == kNone && offering_.max_age == kNone) return Tri::kYes;
  if (!request_.source.has_age()) return Tri::kUnknown;
  const int age = request_.source.age();
  return TriOf((offering_.min_age == kNone || age >= offering_.min_age) &&
               (offering_.max_age == kNone || age <= offering_.max_age));
}

Tri PairFacts::GenderFits() const {
  if (offering_.gender_policy == v1::Offering::GENDER_POLICY_UNSPECIFIED) return Tri::kYes;
  const v1::Gender wanted = offering_.gender_policy == v1::Offering::WOMEN_ONLY ? v1::FEMALE : v1::MALE;
  const v1::Gender gender = request_.source.gender();
  // Somebody who is neither decides together with the group.
  if (gender == v1::GENDER_UNSPECIFIED || gender == v1::OTHER) return Tri::kUnknown;
  return TriOf(gender == wanted);
}

Tri PairFacts::SameGenderGroup() const {
  if (offering_.gender_policy != v1::Offering::GENDER_POLICY_UNSPECIFIED) return GenderFits();
  return offering_.form == v1::GROUP ? Tri::kNo : Tri::kUnknown;
}

Tri PairFacts::LanguageShared() const {
  if (offering_.languages.empty() || request_.languages.empty()) return Tri::kUnknown;
  return TriOf(Shared(request_.languages, offering_.languages));
}

Tri PairFacts::WheelchairFits() const {
  if ((request_.access_needs & (1u << v1::WHEELCHAIR)) == 0) return Tri::kYes;
  if (offering_.wheelchair != Tri::kUnknown) return offering_.wheelchair;
  return offering_.form == v1::AT_HOME || offering_.form == v1::ONLINE ? Tri::kYes : Tri::kUnknown;
}

Tri PairFacts::TimeFits() const {
  if (request_.availability.empty()) return Tri::kYes;
  if (offering_.schedule.by_appointment()) return Tri::kUnknown;
  return TriOf(offering_.schedule.Overlaps(request_.availability));
}

Tri PairFacts::CategoryFits() const {
  if (!request_.decision_category || offering_.product_categories.empty()) return Tri::kUnknown;
  return TriOf(IsIn(offering_.product_categories, *request_.decision_category));
}

std::optional<int> PairFacts::DistanceMeters() const {
  if (offering_.location == kNone || request_.area == kNone) return std::nullopt;
  const auto& from = world_.areas[request_.area].point;
  const auto& to = world_.locations[offering_.location].point;
  if (!from || !to) return std::nullopt;
  return matcher::DistanceMeters(*from, *to);
}

Tri PairFacts::WithinDistance() const {
  const int limit = request_.source.max_distance_meters();
  if (limit == 0 || offering_.form == v1::AT_HOME || offering_.form == v1::ONLINE) return Tri::kYes;
  const auto distance = DistanceMeters();
  return distance ? TriOf(*distance <= limit) : Tri::kUnknown;
}

bool PairFacts::SameBuurt() const {
  return offering_.location != kNone && world_.locations[offering_.location].area == request_.area;
}

std::optional<int> PairFacts::AgreedAnswerDays() const {
  const int team = TeamOf(world_, request_, index_);
  const int by_team = team == kNone ? kNone : TeamDaysOf(world_, edited_, team)[request_.urgency()];
  const int days = by_team != kNone ? by_team : ProviderDaysOf(world_, edited_, offering_.provider)[request_.urgency()];
  if (days == kNone) return std::nullopt;
  return days;
}

Tri PairFacts::AnswersInTime() const {
  const int limit = rules_.answer_limit[request_.urgency()];
  if (limit == 0) return Tri::kYes;
  const auto agreed = AgreedAnswerDays();
  return agreed ? TriOf(*agreed <= limit) : Tri::kUnknown;
}

std::optional<absl::CivilDay> PairFacts::EarliestStart() const {
  absl::CivilDay from(request_.now.local);
  if (offering_.contract_start) from = std::max(from, *offering_.contract_start);
  if (offering_.start_weeks != kNone) from += 7 * offering_.start_weeks;
  if (!offering_.schedule.by_appointment()) {
    return offering_.schedule.NextStart(from, rules_.school_holidays);
  }
  if (offering_.start_weeks == kNone) return std::nullopt;
  return from;
}

bool PairFacts::HaalzorgOffered() const {
  if (request_.area == kNone) return false;
  const auto partition = world_.partitions.find(world_.areas[request_.area].municipality);
  return partition != world_.partitions.end() && IsIn(partition->second.haalzorg_providers, offering_.provider);
}

}  // namespace koppel::matcher
