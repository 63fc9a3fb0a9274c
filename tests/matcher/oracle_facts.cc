#include "tests/matcher/oracle_facts.h"

#include <algorithm>
#include <cmath>

#include "tests/matcher/oracle_calendar.h"
#include "tests/matcher/oracle_fit.h"
#include "tests/matcher/oracle_layers.h"
#include "tests/matcher/oracle_lists.h"

namespace koppel::oracle {
namespace {

Fact Unknown() { return {}; }
Fact Flag(bool flag) { return {true, flag ? 1 : 0, {}}; }
Fact Number(int number) { return {true, number, {}}; }
Fact Symbol(const std::string& symbol) { return {true, 0, {symbol}}; }
Fact Symbols(std::set<std::string> symbols) { return {true, 0, std::move(symbols)}; }
Fact FlagIfSet(bool present, bool flag) { return present ? Flag(flag) : Unknown(); }
Fact NumberIfSet(bool present, int number) { return present ? Number(number) : Unknown(); }

template <typename List>
std::set<std::string> SetOf(const List& list) {
  return {list.begin(), list.end()};
}

template <typename NameOf, typename List>
std::set<std::string> NamesOf(NameOf name_of, const List& values) {
  std::set<std::string> names;
  for (int value : values) names.insert(name_of(value));
  return names;
}

std::string DomainName(int domain) { return v1::Domain_Name(static_cast<v1::Domain>(domain)); }

std::string MunicipalityOf(const std::string& area) { return "GM" + area.substr(2, 4); }

std::string ProviderNameOf(const std::string& offering) { return offering.substr(0, offering.find("/offerings/")); }

v1::Urgency UrgencyOf(const v1::Referral& referral) {
  return referral.urgency() == v1::URGENCY_UNSPECIFIED ? v1::NORMAL : referral.urgency();
}

// The last term for this urgency; nothing when there is none.
template <typename Terms>
std::optional<int> DaysFor(v1::Urgency urgency, const Terms& terms) {
  std::optional<int> days;
  for (const auto& term : terms) {
    if (term.urgency() == urgency && term.answer_working_days() > 0) days = term.answer_working_days();
  }
  return days;
}

bool TakesPart(const v1::Team& team, const v1::Offering& offering) {
  for (const v1::Team::Member& member : team.members()) {
    const bool partner = member.role() == v1::Team::PARTNER || member.role() == v1::Team::ROLE_UNSPECIFIED;
    if (!partner || member.provider() != ProviderNameOf(offering.name())) continue;
    const bool in_form = team.forms().empty() ? offering.form() != v1::GROUP : Contains(team.forms(), offering.form());
    if (member.offerings().empty() ? in_form : Contains(member.offerings(), offering.name())) return true;
  }
  return false;
}

std::vector<Need> NeedsOf(const v1::Referral& referral, const Words& words, const v1::RuleSet& rules) {
  std::vector<Need> needs;
  for (const v1::Need& source : referral.needs()) {
    Need need{source.domain(), source.subtopic(), {}, {}};
    need.expertise.assign(source.expertise().begin(), source.expertise().end());
    need.wishes.assign(source.wishes().begin(), source.wishes().end());
    for (const std::string& wish : words.WishesIn(source.wish_text(), rules)) {
      if (!Contains(need.wishes, wish)) need.wishes.push_back(wish);
    }
    needs.push_back(need);
  }
  return needs;
}

// Takes what placements took up off what was reported, as if it were reported so.
void CountPlacements(v1::Capacity& capacity) {
  const bool was_full = capacity.state() == v1::Capacity::FULL || capacity.state() == v1::Capacity::WAITING_LIST;
  if (was_full && capacity.held() < 0) {
    capacity.set_state(v1::Capacity::FREE);
    capacity.set_reported_free(-capacity.held());
  } else if (capacity.has_reported_free()) {
    capacity.set_reported_free(std::max(0, capacity.reported_free() - capacity.held()));
  }
  capacity.clear_held();
}

int DistanceBetween(const v1::Point& a, const v1::Point& b) {
  const double radians = M_PI / 180.0;
  const double lat = std::sin((b.latitude() - a.latitude()) * radians / 2);
  const double lon = std::sin((b.longitude() - a.longitude()) * radians / 2);
  const double h = lat * lat + std::cos(a.latitude() * radians) * std::cos(b.latitude() * radians) * lon * lon;
  return static_cast<int>(2 * 6371000.0 * std::asin(std::min(1.0, std::sqrt(h))));
}

}  // namespace

Book::Book(const Question& asked)
    : question(asked),
      words(asked.vocabulary),
      rules(RulesIn(MunicipalityOf(asked.referral.area()), asked.rules, asked.overlays, absl::CivilDay(asked.local))),
      team_rules(
          TeamRulesIn(MunicipalityOf(asked.referral.area()), asked.rules, asked.overlays, absl::CivilDay(asked.local))),
      needs(NeedsOf(asked.referral, words, rules)) {
  for (const v1::DirectoryEntry& entry : asked.directory) {
    for (const v1::Area& area : entry.area_table().areas()) areas[area.code()] = area;
    if (entry.has_provider()) providers[entry.provider().name()] = entry.provider();
    if (entry.has_location()) locations[entry.location().name()] = entry.location();
    if (entry.has_offering()) offerings[entry.offering().name()] = entry.offering();
    if (entry.has_capacity()) capacities[entry.capacity().name()] = entry.capacity();
    if (entry.has_team()) teams[entry.team().name()] = entry.team();
  }
  std::erase_if(offerings, [&](const auto& entry) {
    const v1::Offering& offering = entry.second;
    return providers.count(ProviderNameOf(offering.name())) == 0 ||
           (!offering.location().empty() && locations.count(offering.location()) == 0);
  });
}

std::set<std::string> Book::AreasAround(const std::string& code) const {
  std::set<std::string> around = {code, MunicipalityOf(code)};
  const auto found = areas.find(code);
  if (found != areas.end() && !found->second.parent().empty()) around.merge(AreasAround(found->second.parent()));
  return around;
}

std::vector<std::string> Book::ServiceAreasOf(const v1::Offering& offering) const {
  const auto& own = offering.service_areas();
  const auto& list = own.empty() ? ProviderOf(offering).service_areas() : own;
  return {list.begin(), list.end()};
}

const v1::Provider& Book::ProviderOf(const v1::Offering& offering) const {
  return providers.at(ProviderNameOf(offering.name()));
}

const v1::Location* Book::LocationOf(const v1::Offering& offering) const {
  return offering.location().empty() ? nullptr : &locations.at(offering.location());
}

v1::Capacity Book::CapacityOf(const v1::Offering& offering) const {
  const auto found = capacities.find(offering.name() + "/capacity");
  v1::Capacity capacity = found == capacities.end() ? v1::Capacity() : found->second;
  if (capacity.state() == v1::Capacity::STATE_UNSPECIFIED) capacity.set_state(v1::Capacity::UNKNOWN);
  CountPlacements(capacity);
  const bool nothing_free = capacity.has_reported_free() && capacity.reported_free() == 0;
  if (capacity.state() == v1::Capacity::FREE && nothing_free) capacity.set_state(v1::Capacity::FULL);
  return capacity;
}

bool Book::ServesResident(const v1::Offering& offering) const {
  return Share(ServiceAreasOf(offering), AreasAround(question.referral.area()));
}

bool Book::IsInMunicipality(const v1::Offering& offering) const {
  const std::vector<std::string> served = ServiceAreasOf(offering);
  return std::any_of(served.begin(), served.end(), [&](const std::string& area) {
    return MunicipalityOf(area) == MunicipalityOf(question.referral.area());
  });
}

const v1::Team* Book::TeamOf(const v1::Offering& offering) const {
  const v1::Team* found = nullptr;
  if (offering.kind() != v1::Offering::CARE) return found;
  for (const auto& [name, team] : teams) {
    if (!TakesPart(team, offering) || !Share(team.service_areas(), AreasAround(question.referral.area()))) continue;
    if (found == nullptr || (team.decides_who_starts() && !found->decides_who_starts())) found = &team;
  }
  return found;
}

const v1::RuleSet& Book::RulesFor(const v1::Offering& offering) const {
  const v1::Team* team = team_rules.empty() ? nullptr : TeamOf(offering);
  const auto found = team == nullptr ? team_rules.end() : team_rules.find(team->name());
  return found == team_rules.end() ? rules : found->second;
}

Fact Facts::Get(const std::string& field) const {
  const std::string name = field.substr(field.find('.') + 1);
  if (field.rfind("request.", 0) == 0) return OfRequest(name);
  if (offering_ == nullptr) return Unknown();
  if (name.rfind("capacity_", 0) == 0 || name == "load_percent") return OfCapacity(name);
  return field.rfind("offering.", 0) == 0 ? OfOffering(name) : OfPair(name);
}

absl::CivilDay Facts::Today() const { return absl::CivilDay(book_.question.local); }

bool Facts::HasDecision() const {
  if (!referral().has_decision()) return false;
  const auto start = DayOf(referral().decision().start_date());
  const auto end = DayOf(referral().decision().end_date());
  if (start && end && *end < *start) return false;
  return !end || *end >= Today();
}

bool Facts::NeedsDecisionByLaw(const Need& need) const {
  return std::any_of(need.expertise.begin(), need.expertise.end(), [&](const std::string& code) {
    return book_.words.Get(v1::EXPERTISE, code).legal_basis() == v1::WMO_DECISION;
  });
}

bool Facts::AwaitsDecision(const Need& need) const {
  if (HasDecision() || need.expertise.empty()) return false;
  int with_decision = 0, without = 0;
  for (const auto& entry : book_.offerings) {
    const v1::Offering& offering = entry.second;
    const bool has_all = std::all_of(need.expertise.begin(), need.expertise.end(),
                                     [&](const std::string& code) { return Contains(offering.expertise(), code); });
    if (!has_all || !book_.ServesResident(offering)) continue;
    ++(Contains(offering.enrolment(), v1::Offering::WITH_DECISION) ? with_decision : without);
  }
  return without == 0 && (with_decision > 0 || NeedsDecisionByLaw(need));
}

Fact Facts::OfRequest(const std::string& name) const {
  const v1::Referral& r = referral();
  std::set<std::string> domains, expertise, subtopics, wishes;
  bool awaits = false, by_law = false;
  for (const Need& need : book_.needs) {
    domains.insert(DomainName(need.domain));
    expertise.insert(need.expertise.begin(), need.expertise.end());
    wishes.insert(need.wishes.begin(), need.wishes.end());
    if (!need.subtopic.empty()) subtopics.insert(need.subtopic);
    awaits = awaits || AwaitsDecision(need);
    by_law = by_law || NeedsDecisionByLaw(need);
  }
  const auto answer = [](v1::HaalzorgTalk::Answer said) {
    return said == v1::HaalzorgTalk::ANSWER_UNSPECIFIED ? Unknown() : Symbol(v1::HaalzorgTalk::Answer_Name(said));
  };
  const auto access_name = [](int need) { return v1::AccessNeed_Name(static_cast<v1::AccessNeed>(need)); };
  const auto form_name = [](int form) { return v1::Form_Name(static_cast<v1::Form>(form)); };
  if (name == "urgency") return Symbol(v1::Urgency_Name(UrgencyOf(r)));
  if (name == "domains") return Symbols(domains);
  if (name == "first_domain") return Symbol(DomainName(book_.needs.front().domain));
  if (name == "first_need_plain") return Flag(book_.needs.front().is_plain());
  if (name == "expertise") return Symbols(expertise);
  if (name == "subtopics") return Symbols(subtopics);
  if (name == "wishes") return Symbols(wishes);
  if (name == "target_groups") return Symbols(SetOf(r.target_groups()));
  if (name == "access_needs") return Symbols(NamesOf(access_name, r.access_needs()));
  if (name == "preferred_forms") return Symbols(NamesOf(form_name, r.preferred_forms()));
  if (name == "age") return NumberIfSet(r.has_age(), r.age());
  if (name == "gender") return r.gender() == v1::GENDER_UNSPECIFIED ? Unknown() : Symbol(v1::Gender_Name(r.gender()));
  if (name == "haalzorg_willing") return answer(r.haalzorg().willing());
  if (name == "haalzorg_ready") return answer(r.haalzorg().ready());
  if (name == "has_decision") return Flag(HasDecision());
  if (name == "asks_expertise") return Flag(!expertise.empty());
  if (name == "awaits_decision") return Flag(awaits);
  if (name == "care_awarded") return Flag(HasDecision() && by_law);
  if (name == "speaks_dutch") return Flag(r.languages().empty() || Contains(r.languages(), std::string("nl")));
  if (name == "same_gender_only") return Flag(r.same_gender_only());
  if (name == "prefers_walk_in") return Flag(r.prefers_walk_in());
  if (name == "prefers_nearby") return Flag(r.prefers_nearby());
  if (name == "prefers_small_group") return Flag(r.prefers_small_group());
  if (name == "escalated") return Flag(escalated_);
  return Unknown();
}

Fact Facts::OfOffering(const std::string& name) const {
  const v1::Offering& o = *offering_;
  const auto enrols = [&](v1::Offering::Enrolment way) { return Flag(Contains(o.enrolment(), way)); };
  if (name == "kind") return Symbol(v1::Offering::Kind_Name(o.kind()));
  if (name == "form") return Symbol(v1::Form_Name(o.form()));
  if (name == "domains") return Symbols(NamesOf(DomainName, o.domains()));
  if (name == "subtopics") return Symbols(SetOf(o.subtopics()));
  if (name == "expertise") return Symbols(SetOf(o.expertise()));
  if (name == "target_groups") return Symbols(SetOf(o.target_groups()));
  if (name == "generalist") return Flag(o.generalist());
  if (name == "needs_decision") return enrols(v1::Offering::WITH_DECISION);
  if (name == "via_gp") return enrols(v1::Offering::VIA_GP);
  if (name == "walk_in") return enrols(v1::Offering::WALK_IN);
  if (name == "pick_up") return Flag(o.pick_up());
  if (name == "takes_urgent") return FlagIfSet(o.has_takes_urgent(), o.takes_urgent());
  if (name == "min_age") return NumberIfSet(o.has_min_age(), o.min_age());
  if (name == "max_age") return NumberIfSet(o.has_max_age(), o.max_age());
  if (name == "group_size") return NumberIfSet(o.group_size() != 0, o.group_size());
  if (name == "cost_cents") return NumberIfSet(o.has_cost_cents(), o.cost_cents());
  return Unknown();
}

Fact Facts::OfCapacity(const std::string& name) const {
  const v1::Capacity capacity = book_.CapacityOf(*offering_);
  if (name == "capacity_state") {
    return capacity.state() == v1::Capacity::UNKNOWN ? Unknown() : Symbol(v1::Capacity::State_Name(capacity.state()));
  }
  if (name == "load_percent") {
    if (!capacity.has_reported_free() || capacity.total() == 0) return Unknown();
    return Number((capacity.total() - capacity.reported_free()) * 100 / capacity.total());
  }
  Fact age = Unknown();
  if (capacity.has_confirm_time()) {
    age = Number(
        static_cast<int>((absl::ToUnixSeconds(book_.question.time) - capacity.confirm_time().seconds()) / 86400));
  }
  if (capacity.state() == v1::Capacity::OPEN) age = Number(0);
  if (name == "capacity_age_days") return age;
  return FlagIfSet(age.known, age.number > book_.RulesFor(*offering_).capacity_shelf_life_days());
}

bool Facts::SaidNo() const {
  return std::any_of(referral().declines().begin(), referral().declines().end(), [&](const v1::Decline& decline) {
    const auto until = DayOf(decline.until_date());
    return decline.offering() == offering_->name() && !(until && *until < Today());
  });
}

Fact Facts::OfPair(const std::string& name) const {
  const v1::Referral& r = referral();
  const v1::Offering& o = *offering_;
  const v1::Provider& provider = book_.ProviderOf(o);
  const bool comes_to_resident = o.form() == v1::AT_HOME || o.form() == v1::ONLINE;
  if (name == "in_service_area") return Flag(book_.ServesResident(o));
  if (name == "contract_valid") {
    return Flag(DayOf(o.contract_start_date()).value_or(Today()) <= Today() &&
                Today() <= DayOf(o.contract_end_date()).value_or(Today()));
  }
  if (name == "expertise") return Expertise();
  if (name == "answers_more") {
    return Flag(std::any_of(book_.needs.begin(), book_.needs.end(),
                            [&](const Need& need) { return FitOf(book_, need, o).grade >= kPartial; }));
  }
  if (name == "age_fits") return AgeFits();
  if (name == "gender_fits") return GenderFits();
  if (name == "same_gender_group") {
    if (o.gender_policy() != v1::Offering::GENDER_POLICY_UNSPECIFIED) return GenderFits();
    return o.form() == v1::GROUP ? Flag(false) : Unknown();
  }
  if (name == "language_shared") {
    return FlagIfSet(!o.languages().empty() && !r.languages().empty(), Share(r.languages(), o.languages()));
  }
  if (name == "wheelchair_fits") {
    if (!Contains(r.access_needs(), v1::WHEELCHAIR)) return Flag(true);
    const v1::Location* location = book_.LocationOf(o);
    if (o.has_wheelchair_accessible()) return Flag(o.wheelchair_accessible());
    if (location != nullptr && location->has_wheelchair_accessible()) return Flag(location->wheelchair_accessible());
    return comes_to_resident ? Flag(true) : Unknown();
  }
  if (name == "time_fits") {
    if (r.availability().empty()) return Flag(true);
    return FlagIfSet(!o.schedule().hours().empty(), ShareTime(o.schedule().hours(), r.availability()));
  }
  if (name == "category_fits") {
    const std::string& asked = r.decision().product_category();
    return FlagIfSet(HasDecision() && !asked.empty() && !o.product_categories().empty(),
                     Contains(o.product_categories(), asked));
  }
  if (name == "declined") return Flag(SaidNo());
  if (name == "provider_refused") return Flag(Contains(r.refused_providers(), provider.name()));
  if (name == "within_distance") {
    if (r.max_distance_meters() == 0 || comes_to_resident) return Flag(true);
    return FlagIfSet(Distance().has_value(), Distance().value_or(0) <= r.max_distance_meters());
  }
  if (name == "answers_in_time") return AnswersInTime();
  if (name == "haalzorg_offered") return Flag(HaalzorgOffered());
  return OfWish(name);
}

Fact Facts::OfWish(const std::string& name) const {
  const v1::Referral& r = referral();
  const v1::Offering& o = *offering_;
  if (name == "preferred_time") {
    if (r.preferred_hours().empty()) return Flag(false);
    return FlagIfSet(!o.schedule().hours().empty(), ShareTime(o.schedule().hours(), r.preferred_hours()));
  }
  if (name == "preferred_form") return Flag(Contains(r.preferred_forms(), o.form()));
  if (name == "provider_involved") return Flag(Contains(r.involved_providers(), book_.ProviderOf(o).name()));
  if (name == "target_group_shared") return Flag(Share(r.target_groups(), o.target_groups()));
  if (name == "distance_meters") return NumberIfSet(Distance().has_value(), Distance().value_or(0));
  if (name == "same_buurt") {
    const v1::Location* location = book_.LocationOf(o);
    return Flag(location != nullptr && location->area() == r.area());
  }
  if (name == "start_days") return StartDays();
  return Unknown();
}

Fact Facts::Expertise() const {
  Fact best = Unknown();
  const std::vector<std::string> order = {"NONE", "SOME", "ALL"};
  int highest = -1;
  for (const Need& need : book_.needs) {
    if (need.expertise.empty()) continue;
    const auto held = std::count_if(need.expertise.begin(), need.expertise.end(),
                                    [&](const std::string& code) { return Contains(offering_->expertise(), code); });
    const int match = held == 0 ? 0 : held < static_cast<long>(need.expertise.size()) ? 1 : 2;
    highest = std::max(highest, match);
  }
  if (highest >= 0) best = Symbol(order[highest]);
  return best;
}

Fact Facts::AgeFits() const {
  const v1::Offering& o = *offering_;
  if (!o.has_min_age() && !o.has_max_age()) return Flag(true);
  const bool young_enough = !o.has_max_age() || referral().age() <= o.max_age();
  const bool old_enough = !o.has_min_age() || referral().age() >= o.min_age();
  return FlagIfSet(referral().has_age(), young_enough && old_enough);
}

Fact Facts::GenderFits() const {
  const v1::Gender gender = referral().gender();
  if (offering_->gender_policy() == v1::Offering::GENDER_POLICY_UNSPECIFIED) return Flag(true);
  if (gender != v1::FEMALE && gender != v1::MALE) return Unknown();
  return Flag((offering_->gender_policy() == v1::Offering::WOMEN_ONLY) == (gender == v1::FEMALE));
}

Fact Facts::AnswersInTime() const {
  const v1::Urgency urgency = UrgencyOf(referral());
  const auto limit = DaysFor(urgency, book_.RulesFor(*offering_).agreements());
  if (limit.value_or(0) == 0) return Flag(true);
  const v1::Team* team = book_.TeamOf(*offering_);
  auto agreed = team == nullptr ? std::nullopt : DaysFor(urgency, team->response_terms());
  if (!agreed) agreed = DaysFor(urgency, book_.ProviderOf(*offering_).response_terms());
  return FlagIfSet(agreed.has_value(), agreed.value_or(0) <= *limit);
}

std::optional<int> Facts::Distance() const {
  const v1::Location* location = book_.LocationOf(*offering_);
  const auto area = book_.areas.find(referral().area());
  if (location == nullptr || !location->has_point() || area == book_.areas.end() || !area->second.has_point()) {
    return std::nullopt;
  }
  return DistanceBetween(area->second.point(), location->point());
}

Fact Facts::StartDays() const {
  const v1::Offering& o = *offering_;
  absl::CivilDay from = std::max(Today(), DayOf(o.contract_start_date()).value_or(Today()));
  if (o.has_start_weeks()) from += 7 * o.start_weeks();
  std::optional<absl::CivilDay> start;
  if (!o.schedule().hours().empty()) {
    start = NextStart(o.schedule(), from, book_.rules);
  } else if (o.has_start_weeks()) {
    start = from;
  }
  return start ? Number(static_cast<int>(*start - Today())) : Unknown();
}

bool Facts::HaalzorgOffered() const {
  for (const auto& [name, other] : book_.offerings) {
    const bool same_provider = ProviderNameOf(name) == ProviderNameOf(offering_->name());
    if (same_provider && other.form() == v1::HAALZORG && book_.IsInMunicipality(other)) return true;
  }
  return false;
}

namespace {

std::optional<bool> TestHolds(const v1::Test& test, const Facts& facts) {
  const Fact fact = facts.Get(test.field());
  if (test.comparison_case() == v1::Test::kKnown) return fact.known == test.known();
  if (!fact.known) return std::nullopt;
  switch (test.comparison_case()) {
    case v1::Test::kIs:
      return fact.symbols.count(test.is()) > 0;
    case v1::Test::kIn:
      return Share(test.in().of(), fact.symbols);
    case v1::Test::kAtLeast:
      return fact.number >= test.at_least();
    case v1::Test::kAtMost:
      return fact.number <= test.at_most();
    default:
      return fact.number != 0;
  }
}

// Yes or no as soon as one part is `decisive`; unknown when nothing decides and a part is unknown.
std::optional<bool> ListHolds(const v1::Predicate::List& list, bool decisive, const Facts& facts) {
  bool unknown = false;
  for (const v1::Predicate& part : list.of()) {
    const std::optional<bool> value = Holds(part, facts);
    if (value == decisive) return decisive;
    unknown = unknown || !value;
  }
  return unknown ? std::nullopt : std::optional<bool>(!decisive);
}

}  // namespace

std::optional<bool> Holds(const v1::Predicate& predicate, const Facts& facts) {
  if (predicate.has_test()) return TestHolds(predicate.test(), facts);
  if (predicate.has_all_of()) return ListHolds(predicate.all_of(), false, facts);
  if (predicate.has_any_of()) return ListHolds(predicate.any_of(), true, facts);
  if (!predicate.has_not_()) return true;
  const std::optional<bool> value = Holds(predicate.not_(), facts);
  return value ? std::optional<bool>(!*value) : std::nullopt;
}

}  // namespace koppel::oracle
