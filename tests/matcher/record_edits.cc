#include "tests/matcher/record_edits.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <set>

#include "tests/matcher/oracle_calendar.h"
#include "tests/matcher/oracle_lists.h"

namespace koppel::oracle {
namespace {

using Values = std::vector<std::string>;

std::string LastOf(const std::string& list) {
  const size_t comma = list.rfind(", ");
  return comma == std::string::npos ? list : list.substr(comma + 2);
}

absl::CivilDay TodayIn(const Records& records) { return absl::CivilDay(records.question->local); }

v1::Urgency UrgencyIn(const Records& records) {
  const v1::Urgency urgency = records.question->referral.urgency();
  return urgency == v1::URGENCY_UNSPECIFIED ? v1::NORMAL : urgency;
}

bool DecisionStands(const Records& records) {
  const v1::Referral& referral = records.question->referral;
  if (!referral.has_decision()) return false;
  const auto start = DayOf(referral.decision().start_date());
  const auto end = DayOf(referral.decision().end_date());
  return !end || (*end >= TodayIn(records) && (!start || *start <= *end));
}

// Where all was taken and a place came free since.
bool CameFree(const v1::Capacity& capacity) {
  const bool was_full = capacity.state() == v1::Capacity::FULL || capacity.state() == v1::Capacity::WAITING_LIST;
  return was_full && capacity.held() < 0;
}

v1::Capacity::State StateOf(const v1::Capacity& capacity) {
  if (CameFree(capacity)) return v1::Capacity::FREE;
  if (capacity.state() == v1::Capacity::STATE_UNSPECIFIED) return v1::Capacity::UNKNOWN;
  const bool none_left = capacity.has_reported_free() && capacity.reported_free() <= capacity.held();
  return capacity.state() == v1::Capacity::FREE && none_left ? v1::Capacity::FULL : capacity.state();
}

// A provider reports what is free by then; what placements took up is counted from there.
void ConfirmNow(const Records& records) {
  v1::Capacity& capacity = *records.capacity;
  if (CameFree(capacity)) {
    capacity.set_state(v1::Capacity::FREE);
    capacity.set_reported_free(-capacity.held());
  } else if (capacity.has_reported_free()) {
    capacity.set_reported_free(std::max(0, capacity.reported_free() - capacity.held()));
  }
  capacity.clear_held();
  records.capacity->mutable_confirm_time()->set_seconds(absl::ToUnixSeconds(records.question->time));
}

// ------------------------------------------------------------------------------------------------------ the changes

void WaitUntil(const std::string& day, const Records& records) {
  const auto days = *DayOf(day) - TodayIn(records);
  records.question->time += days * absl::Hours(24);
  records.question->local += days * 24 * 60;
}

void ReportFree(const Records& records) {
  ConfirmNow(records);
  if (records.capacity->has_reported_free() && records.capacity->reported_free() == 0) {
    records.capacity->set_reported_free(1);
  }
  records.capacity->set_state(v1::Capacity::FREE);
}

void AddHours(const std::string& to, const Records& records) {
  auto& hours = *records.question->referral.mutable_availability();
  if (to == "-") hours.Clear();
  if (to != "-") hours.MergeFrom(records.offering->schedule().hours());
}

void AddArea(const std::string& area, const Records& records) {
  auto& areas = *records.offering->mutable_service_areas();
  if (areas.empty()) areas = records.provider->service_areas();
  *areas.Add() = area;
}

void StopRefusing(const Records& records) {
  auto& refused = *records.question->referral.mutable_refused_providers();
  refused.erase(std::remove(refused.begin(), refused.end(), records.provider->name()), refused.end());
}

void TakeBackNo(const Records& records) {
  v1::Referral& referral = records.question->referral;
  v1::Referral others;
  for (const v1::Decline& decline : referral.declines()) {
    if (decline.offering() != records.offering->name()) *others.add_declines() = decline;
  }
  *referral.mutable_declines() = others.declines();
}

template <typename Terms>
void Agree(int days, const Records& records, Terms& terms) {
  v1::ResponseTerm& term = *terms.Add();  // The last one for an urgency counts.
  term.set_urgency(UrgencyIn(records));
  term.set_answer_working_days(days);
}

using Change = std::function<void(const std::string& to, const Records&)>;

// In the order in which they are made.
const std::vector<std::pair<std::string, Change>>& Changes() {
  static const auto* changes = new std::vector<std::pair<std::string, Change>>{
      {"time", WaitUntil},
      {"referral.decision",
       [](const std::string&, const Records& r) {
         if (!DecisionStands(r)) *r.question->referral.mutable_decision() = v1::Decision();
       }},
      {"referral.decision.product_category",
       [](const std::string& to, const Records& r) {
         if (DecisionStands(r)) r.question->referral.mutable_decision()->set_product_category(to);
       }},
      {"referral.age",
       [](const std::string& to, const Records& r) { r.question->referral.set_age(std::atoi(to.c_str())); }},
      {"referral.gender",
       [](const std::string& to, const Records& r) {
         v1::Gender gender = v1::GENDER_UNSPECIFIED;
         v1::Gender_Parse(to, &gender);
         r.question->referral.set_gender(gender);
       }},
      {"referral.haalzorg.willing",
       [](const std::string&, const Records& r) {
         r.question->referral.mutable_haalzorg()->set_willing(v1::HaalzorgTalk::YES);
       }},
      {"referral.haalzorg.ready",
       [](const std::string&, const Records& r) {
         r.question->referral.mutable_haalzorg()->set_ready(v1::HaalzorgTalk::YES);
       }},
      {"referral.availability", AddHours},
      {"referral.max_distance_meters",
       [](const std::string& to, const Records& r) {
         r.question->referral.set_max_distance_meters(to == "-" ? 0 : std::atoi(to.c_str()));
       }},
      {"referral.same_gender_only",
       [](const std::string&, const Records& r) { r.question->referral.set_same_gender_only(false); }},
      {"referral.refused_providers", [](const std::string&, const Records& r) { StopRefusing(r); }},
      {"referral.declines", [](const std::string&, const Records& r) { TakeBackNo(r); }},
      {"capacity.state",
       [](const std::string& to, const Records& r) {
         if (to == "FREE") ReportFree(r);
       }},
      {"capacity.confirm_time", [](const std::string&, const Records& r) { ConfirmNow(r); }},
      {"offering.min_age",
       [](const std::string& to, const Records& r) { r.offering->set_min_age(std::atoi(to.c_str())); }},
      {"offering.max_age",
       [](const std::string& to, const Records& r) { r.offering->set_max_age(std::atoi(to.c_str())); }},
      {"offering.languages", [](const std::string& to, const Records& r) { r.offering->add_languages(LastOf(to)); }},
      {"offering.pick_up", [](const std::string&, const Records& r) { r.offering->set_pick_up(true); }},
      {"offering.wheelchair_accessible",
       [](const std::string&, const Records& r) { r.offering->set_wheelchair_accessible(true); }},
      {"offering.takes_urgent", [](const std::string&, const Records& r) { r.offering->set_takes_urgent(true); }},
      {"offering.service_areas", [](const std::string& to, const Records& r) { AddArea(LastOf(to), r); }},
      {"offering.contract_end_date",
       [](const std::string&, const Records& r) { r.offering->clear_contract_end_date(); }},
      {"provider.response_terms",
       [](const std::string& to, const Records& r) {
         Agree(std::atoi(to.c_str()), r, *r.provider->mutable_response_terms());
       }},
      {"team.response_terms",
       [](const std::string& to, const Records& r) {
         Agree(std::atoi(to.c_str()), r, *r.team->mutable_response_terms());
       }},
  };
  return *changes;
}

// ------------------------------------------------------------------------------------------------------- the values

Values If(bool possible, Values values) { return possible ? values : Values(); }

Values Ages(int from, int to, const Records& records, bool every_age) {
  std::set<int> beside;
  for (int age : {records.offering->min_age(), records.offering->max_age(), records.question->referral.age()}) {
    beside.insert({age - 1, age, age + 1});
  }
  Values ages;
  for (int age = std::max(0, from); age <= std::min(120, to); ++age) {
    if (every_age || age % 7 == 0 || beside.count(age) > 0) ages.push_back(std::to_string(age));
  }
  return ages;
}

template <typename Terms>
const v1::ResponseTerm* TermFor(const Records& records, const Terms& terms) {
  const v1::ResponseTerm* found = nullptr;
  for (const v1::ResponseTerm& term : terms) {
    if (term.urgency() == UrgencyIn(records)) found = &term;
  }
  return found;
}

// All terms within the limit, where what is agreed is not.
Values Terms(const Book& book, const Records& records, const v1::ResponseTerm* agreed) {
  const Fact in_time = Facts(book, false, records.offering).Get("pair.answers_in_time");
  int limit = 0;
  for (const auto& agreement : book.RulesFor(*records.offering).agreements()) {
    if (agreement.urgency() == UrgencyIn(records)) limit = agreement.answer_working_days();
  }
  Values days;
  if (in_time.known && in_time.number == 1) return days;
  if (agreed != nullptr && agreed->answer_working_days() <= limit) return days;
  for (int day = 1; day <= limit; ++day) days.push_back(std::to_string(day));
  return days;
}

Values Distances(const Book& book, const Records& records) {
  const int limit = book.question.referral.max_distance_meters();
  const auto distance = Facts(book, false, records.offering).Distance();
  if (limit == 0) return {};
  if (!distance) return {"-"};
  return If(*distance > limit, {std::to_string(*distance), std::to_string(*distance + 1), "-"});
}

// The first day of the contract, and the days after the last ones of a no.
Values DaysWorthWaitingFor(const Records& records) {
  std::set<absl::CivilDay> days;
  if (const auto start = DayOf(records.offering->contract_start_date())) days.insert(*start);
  for (const v1::Decline& decline : records.question->referral.declines()) {
    const auto last = DayOf(decline.until_date());
    if (last && decline.offering() == records.offering->name()) days.insert(*last + 1);
  }
  Values dates;
  for (absl::CivilDay day : days) {
    if (day > TodayIn(records)) dates.push_back(absl::FormatCivilTime(day));
  }
  return dates;
}

// Waiting is made first, so a no may have ended by then; to take it back all the same does no harm.
bool SaidNo(const Records& records) {
  const auto& declines = records.question->referral.declines();
  return std::any_of(declines.begin(), declines.end(),
                     [&](const v1::Decline& decline) { return decline.offering() == records.offering->name(); });
}

Values OfRequest(const std::string& field, const Book& book, const Records& records, bool every_age) {
  const v1::Referral& r = book.question.referral;
  const v1::Offering& o = *records.offering;
  const Values days = DaysWorthWaitingFor(records);
  if (field == "time") return days;
  if (field == "referral.decision") return If(!days.empty() || !DecisionStands(records), {"yes"});
  if (field == "referral.decision.product_category") {
    return {o.product_categories().begin(), o.product_categories().end()};
  }
  if (field == "referral.age") return r.has_age() ? Values() : Ages(0, 120, records, every_age);
  if (field == "referral.gender") return If(r.gender() == v1::GENDER_UNSPECIFIED, {"FEMALE", "MALE", "OTHER"});
  if (field == "referral.haalzorg.willing") return If(r.haalzorg().willing() != v1::HaalzorgTalk::YES, {"YES"});
  if (field == "referral.haalzorg.ready") return If(r.haalzorg().ready() != v1::HaalzorgTalk::YES, {"YES"});
  if (field == "referral.availability") {
    return If(!r.availability().empty(), {o.schedule().hours().empty() ? "-" : "hours"});
  }
  if (field == "referral.max_distance_meters") return Distances(book, records);
  if (field == "referral.same_gender_only") return If(r.same_gender_only(), {"no"});
  if (field == "referral.declines") return If(SaidNo(records), {"-"});
  return If(Contains(r.refused_providers(), records.provider->name()), {"-"});
}

Values OfProvider(const std::string& field, const Book& book, const Records& records, bool every_age) {
  const v1::Referral& r = book.question.referral;
  const v1::Offering& o = *records.offering;
  const v1::Capacity::State state = StateOf(*records.capacity);
  if (field == "capacity.state") return If(state != v1::Capacity::FREE && state != v1::Capacity::OPEN, {"FREE"});
  if (field == "capacity.confirm_time") {
    return If(state != v1::Capacity::UNKNOWN && state != v1::Capacity::OPEN, {"now"});
  }
  if (field == "offering.min_age") return o.has_min_age() ? Ages(0, o.min_age() - 1, records, every_age) : Values();
  if (field == "offering.max_age") return o.has_max_age() ? Ages(o.max_age() + 1, 120, records, every_age) : Values();
  if (field == "offering.languages") {
    return If(!Share(r.languages(), o.languages()), {r.languages().begin(), r.languages().end()});
  }
  if (field == "offering.pick_up") return If(!o.pick_up(), {"yes"});
  if (field == "offering.wheelchair_accessible") return If(Contains(r.access_needs(), v1::WHEELCHAIR), {"yes"});
  if (field == "offering.takes_urgent") return If(!o.takes_urgent(), {"yes"});
  if (field == "offering.service_areas") return If(!book.ServesResident(o), {r.area()});
  if (field == "offering.contract_end_date") return If(!o.contract_end_date().empty(), {"-"});
  const v1::ResponseTerm* by_team =
      records.team == nullptr ? nullptr : TermFor(records, records.team->response_terms());
  if (field == "team.response_terms") return by_team == nullptr ? Values() : Terms(book, records, by_team);
  return by_team != nullptr ? Values() : Terms(book, records, TermFor(records, records.provider->response_terms()));
}

}  // namespace

Records RecordsIn(Question& question, const std::string& offering, const std::string& team) {
  const std::string capacity = offering + "/capacity";
  const bool counted =
      std::any_of(question.directory.begin(), question.directory.end(),
                  [&](const v1::DirectoryEntry& entry) { return entry.capacity().name() == capacity; });
  if (!counted) question.directory.emplace_back().mutable_capacity()->set_name(capacity);
  Records records{&question, nullptr, nullptr, nullptr, nullptr};
  for (v1::DirectoryEntry& entry : question.directory) {
    if (entry.offering().name() == offering) records.offering = entry.mutable_offering();
    if (entry.capacity().name() == capacity) records.capacity = entry.mutable_capacity();
    if (entry.provider().name() == offering.substr(0, offering.find("/offerings/"))) {
      records.provider = entry.mutable_provider();
    }
    if (!team.empty() && entry.team().name() == team) records.team = entry.mutable_team();
  }
  return records;
}

Records RecordsIn(Question& question, Book& book, const std::string& offering, const std::string& team) {
  return {&question, &book.offerings.at(offering), &book.capacities[offering + "/capacity"],
          &book.providers.at(offering.substr(0, offering.find("/offerings/"))),
          team.empty() ? nullptr : &book.teams.at(team)};
}

void Apply(const RecordEdit& edit, const Records& records) {
  for (const auto& [field, change] : Changes()) {
    if (field == edit.field) return change(edit.to, records);
  }
  std::abort();
}

const std::vector<std::string>& FieldsThatChange() {
  static const auto* fields = [] {
    auto* names = new std::vector<std::string>;
    for (const auto& [field, change] : Changes()) names->push_back(field);
    return names;
  }();
  return *fields;
}

std::vector<std::string> ValuesOf(const std::string& field, const Book& book, const Records& records, bool every_age) {
  const bool of_request = field == "time" || field.rfind("referral.", 0) == 0;
  return of_request ? OfRequest(field, book, records, every_age) : OfProvider(field, book, records, every_age);
}

}  // namespace koppel::oracle
