#include "tests/scoring/referral_of_case.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace koppel::scoring {
namespace {

using koppel::v1::Need;
using koppel::v1::Referral;
using koppel::v1::Term;
using koppel::v1::WeekHours;

// The value that stands for a Dutch word, or the fallback.
template <class Value>
Value Translate(const std::map<std::string, Value>& table, const std::string& word, Value fallback) {
  const auto found = table.find(word);
  return found == table.end() ? fallback : found->second;
}

const std::map<std::string, v1::Domain> kDomains = {
    {"lichaam", v1::BODY}, {"geest", v1::MIND}, {"sociaal", v1::SOCIAL}, {"maatschappelijk", v1::SOCIETY}};
const std::map<std::string, v1::Gender> kGenders = {{"vrouw", v1::FEMALE}, {"man", v1::MALE}, {"anders", v1::OTHER}};
const std::map<std::string, v1::Urgency> kUrgencies = {
    {"normaal", v1::NORMAL}, {"voorrang", v1::PRIORITY}, {"spoed", v1::URGENT}, {"acuut", v1::ACUTE_DANGER}};
const std::map<std::string, v1::AccessNeed> kMobilities = {{"rolstoel", v1::WHEELCHAIR},
                                                           {"slecht-ter-been", v1::WALKS_POORLY}};
const std::map<std::string, std::vector<v1::Weekday>> kDays = {
    {"ma", {v1::MONDAY}},
    {"di", {v1::TUESDAY}},
    {"wo", {v1::WEDNESDAY}},
    {"do", {v1::THURSDAY}},
    {"vr", {v1::FRIDAY}},
    {"za", {v1::SATURDAY}},
    {"zo", {v1::SUNDAY}},
    {"weekend", {v1::SATURDAY, v1::SUNDAY}},
    {"doordeweeks", {v1::MONDAY, v1::TUESDAY, v1::WEDNESDAY, v1::THURSDAY, v1::FRIDAY}}};
const std::map<std::string, std::pair<std::string, std::string>> kPartsOfDay = {
    {"ochtend", {"06:00", "12:00"}}, {"middag", {"12:00", "18:00"}}, {"avond", {"17:00", "24:00"}}};

bool BelongsTo(const Term& term, v1::Domain domain) {
  return std::find(term.domains().begin(), term.domains().end(), domain) != term.domains().end();
}

// The needs of a case: one for each domain in the resident's order, and one more where expertise and wish would have to
// share a need.
class NeedsBuilder {
 public:
  NeedsBuilder(const Json& request, const Words& words, std::vector<std::string>& warnings)
      : words_(words), warnings_(warnings) {
    for (const std::string& domain : TextsAt(request, "domains")) Append(Translate(kDomains, domain, v1::SOCIAL));
    AddExpertise(TextsAt(request, "needed_expertise"));
    AddWish(TextAt(ObjectAt(request, "preferences"), "activity"));
    if (needs_.empty()) Append(v1::SOCIAL);
  }

  const std::vector<Need>& needs() const { return needs_; }

 private:
  using Place = std::vector<Need>::iterator;

  void Append(v1::Domain domain) { needs_.emplace_back().set_domain(domain); }

  // The first need that the term can be about and that asks for no expertise, else the first that asks for none.
  Place FreePlaceFor(const Term* term) {
    const auto is_free = [](const Need& need) { return need.expertise().empty(); };
    if (term != nullptr) {
      const auto own = std::find_if(needs_.begin(), needs_.end(),
                                    [&](const Need& need) { return is_free(need) && BelongsTo(*term, need.domain()); });
      if (own != needs_.end()) return own;
      // About a need that asks for expertise already: then it is a need of its own.
      if (std::any_of(needs_.begin(), needs_.end(),
                      [&](const Need& need) { return BelongsTo(*term, need.domain()); })) {
        return needs_.end();
      }
    }
    return std::find_if(needs_.begin(), needs_.end(), is_free);
  }

  void AddExpertise(const std::vector<std::string>& codes) {
    std::vector<const Term*> terms;
    for (const std::string& code : codes) {
      const Term* term = words_.Find(v1::EXPERTISE, code);
      if (term == nullptr) warnings_.push_back(absl::StrCat("unknown expertise left out: ", code));
      if (term != nullptr) terms.push_back(term);
    }
    if (terms.empty()) return;
    if (needs_.empty()) Append(terms.front()->domains(0));
    Place place = FreePlaceFor(terms.front());
    for (const Term* term : terms) place->add_expertise(term->code());
  }

  void AddWish(const std::string& code) {
    if (code.empty()) return;
    const Term* term = words_.Find(v1::WISH, code);
    if (term == nullptr) warnings_.push_back(absl::StrCat("unknown wish taken as words: ", code));
    Place place = FreePlaceFor(term);
    if (place == needs_.end()) place = NewPlaceFor(term);
    if (term != nullptr) {
      place->add_wishes(code);
    } else {
      place->set_wish_text(code);
    }
  }

  // A need right after the one that asks for expertise.
  Place NewPlaceFor(const Term* term) {
    const Place expertise =
        std::find_if(needs_.begin(), needs_.end(), [](const Need& need) { return !need.expertise().empty(); });
    Need need;
    if (expertise == needs_.end()) {
      need.set_domain(term == nullptr ? v1::SOCIAL : term->domains(0));
      return needs_.insert(needs_.end(), need);
    }
    const bool same = term == nullptr || BelongsTo(*term, expertise->domain());
    need.set_domain(same ? expertise->domain() : term->domains(0));
    return needs_.insert(expertise + 1, need);
  }

  const Words& words_;
  std::vector<std::string>& warnings_;
  std::vector<Need> needs_;
};

v1::HaalzorgTalk::Answer AnswerAt(const Json& request, const std::string& key) {
  const std::optional<bool> said = FlagAt(request, key);
  if (!said.has_value()) return v1::HaalzorgTalk::ANSWER_UNSPECIFIED;
  return *said ? v1::HaalzorgTalk::YES : v1::HaalzorgTalk::NO;
}

void MapPerson(const Json& request, Referral& referral) {
  if (const std::optional<int> age = NumberAt(request, "age")) referral.set_age(*age);
  referral.set_gender(Translate(kGenders, TextAt(request, "gender"), v1::GENDER_UNSPECIFIED));
  const std::string language = TextAt(request, "language");
  if (!language.empty()) referral.add_languages(language);
  const v1::AccessNeed access = Translate(kMobilities, TextAt(request, "mobility"), v1::ACCESS_NEED_UNSPECIFIED);
  if (access != v1::ACCESS_NEED_UNSPECIFIED) referral.add_access_needs(access);
  if (Says(request, "has_indication")) referral.mutable_decision();
  if (Says(request, "wants_haalzorg") || FlagAt(request, "wants_haalzorg").has_value()) {
    referral.mutable_haalzorg()->set_willing(AnswerAt(request, "wants_haalzorg"));
    referral.mutable_haalzorg()->set_ready(AnswerAt(request, "ready_for_haalzorg"));
  }
}

void MapTargetGroups(const Json& request, const Words& words, MappedReferral& mapped) {
  for (const std::string& code : TextsAt(request, "target_groups")) {
    if (words.Find(v1::TARGET_GROUP, code) == nullptr) {
      mapped.warnings.push_back(absl::StrCat("unknown target group left out: ", code));
    } else {
      mapped.referral.add_target_groups(code);
    }
  }
}

void MapHours(const Json& preferences, Referral& referral) {
  const std::string day = TextAt(preferences, "day");
  const std::vector<v1::Weekday> days =
      Translate(kDays, day.empty() ? TextAt(preferences, "part_of_week") : day, std::vector<v1::Weekday>());
  const auto part = kPartsOfDay.find(TextAt(preferences, "part_of_day"));
  if (days.empty() && part == kPartsOfDay.end()) return;
  WeekHours& hours = *referral.add_preferred_hours();
  for (const v1::Weekday each : days) hours.add_days(each);
  if (part == kPartsOfDay.end()) return;
  hours.set_open_time(part->second.first);
  hours.set_close_time(part->second.second);
}

void MapPreferences(const Json& preferences, Referral& referral) {
  MapHours(preferences, referral);
  if (Says(preferences, "at_home")) referral.add_preferred_forms(v1::AT_HOME);
  if (Says(preferences, "pickup")) referral.add_access_needs(v1::PICK_UP);
  referral.set_prefers_walk_in(Says(preferences, "walk_in"));
  referral.set_prefers_nearby(Says(preferences, "near"));
  referral.set_prefers_small_group(Says(preferences, "quiet_place"));
  referral.set_same_gender_only(Says(preferences, "women_only") || Says(preferences, "men_only"));
}

}  // namespace

Words::Words(const std::vector<Term>& terms) {
  for (const Term& term : terms) terms_[{term.kind(), term.code()}] = term;
}

const Term* Words::Find(v1::TermKind kind, const std::string& code) const {
  const auto found = terms_.find({kind, code});
  return found == terms_.end() ? nullptr : &found->second;
}

MappedReferral ReferralOfCase(const Json& request, const Words& words) {
  MappedReferral mapped;
  Referral& referral = mapped.referral;
  const std::string neighbourhood = TextAt(ObjectAt(request, "neighbourhood"), "code");
  referral.set_area(neighbourhood.empty() ? TextAt(ObjectAt(request, "municipality"), "code") : neighbourhood);
  referral.set_urgency(Translate(kUrgencies, TextAt(request, "urgency"), v1::URGENCY_UNSPECIFIED));
  const NeedsBuilder builder(request, words, mapped.warnings);
  for (const Need& need : builder.needs()) *referral.add_needs() = need;
  MapPerson(request, referral);
  MapTargetGroups(request, words, mapped);
  MapPreferences(ObjectAt(request, "preferences"), referral);
  return mapped;
}

}  // namespace koppel::scoring
