#include "tests/matcher/generate.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/matcher/chance.h"
#include "tests/matcher/generate_rules.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedPtrField;
using Codes = std::vector<std::string>;

const absl::CivilDay kToday(2026, 11, 21);

// The words a question plays with: few, so that requests and offerings often meet.
struct Theme {
  Codes subtopics, expertise, wishes, groups, languages, categories;
};

void Put(const Codes& from, RepeatedPtrField<std::string>* to) { to->Add(from.begin(), from.end()); }

// Some wishes with those they are kin to.
Codes WishesWithKin(const v1::Vocabulary& vocabulary, Chance& chance) {
  Codes wishes;
  std::vector<v1::Term> all;
  for (const v1::Term& term : vocabulary.terms()) {
    if (term.kind() == v1::WISH) all.push_back(term);
  }
  while (wishes.size() < 10) {
    const v1::Term term = chance.OneOf(all);
    wishes.push_back(term.code());
    wishes.insert(wishes.end(), term.broader().begin(), term.broader().end());
    wishes.insert(wishes.end(), term.related().begin(), term.related().end());
  }
  std::sort(wishes.begin(), wishes.end());
  wishes.erase(std::unique(wishes.begin(), wishes.end()), wishes.end());
  return wishes;
}

std::map<v1::TermKind, Codes> CodesByKind(const v1::Vocabulary& vocabulary) {
  std::map<v1::TermKind, Codes> codes;
  for (const v1::Term& term : vocabulary.terms()) codes[term.kind()].push_back(term.code());
  return codes;
}

Theme AllWords(const v1::Vocabulary& vocabulary) {
  std::map<v1::TermKind, Codes> codes = CodesByKind(vocabulary);
  return {codes[v1::SUBTOPIC],     codes[v1::EXPERTISE], codes[v1::WISH],
          codes[v1::TARGET_GROUP], codes[v1::LANGUAGE],  codes[v1::PRODUCT_CATEGORY]};
}

Theme FewWords(const v1::Vocabulary& vocabulary, Chance& chance) {
  std::map<v1::TermKind, Codes> codes = CodesByKind(vocabulary);
  Theme theme;
  theme.subtopics = chance.Some(codes[v1::SUBTOPIC], 4);
  theme.expertise = chance.Some(codes[v1::EXPERTISE], 6);
  // Routes ask for some of these by name.
  const Codes urgent = {"suicidaliteit", "crisis-ggz", "dakloosheid", "verward-gedrag", "huiselijk-geweld"};
  if (chance.Percent(40)) theme.expertise.push_back(chance.OneOf(urgent));
  std::sort(theme.expertise.begin(), theme.expertise.end());
  theme.expertise.erase(std::unique(theme.expertise.begin(), theme.expertise.end()), theme.expertise.end());
  theme.wishes = WishesWithKin(vocabulary, chance);
  theme.groups = chance.Some(codes[v1::TARGET_GROUP], 3);
  theme.languages = chance.Some(codes[v1::LANGUAGE], 2);
  theme.languages.push_back("nl");
  std::sort(theme.languages.begin(), theme.languages.end());
  theme.languages.erase(std::unique(theme.languages.begin(), theme.languages.end()), theme.languages.end());
  theme.categories = chance.Some(codes[v1::PRODUCT_CATEGORY], 3);
  return theme;
}

// Builds one question, thing by thing.
class Maker {
 public:
  Maker(oracle::Question& question, bool few_words, std::mt19937_64& random)
      : question_(question),
        chance_(random),
        theme_(few_words ? FewWords(question.vocabulary, chance_) : AllWords(question.vocabulary)) {}

  void MakeWorld(int municipalities, int providers, int locations) {
    question_.local = absl::CivilMinute(kToday) + chance_.Below(24 * 60);
    question_.time = absl::FromCivil(question_.local, absl::UTCTimeZone());
    MakeAreas(municipalities);
    for (int i = 0; i < locations; ++i) MakeLocation();
    for (int i = 0; i < providers; ++i) MakeProvider(i);
    for (int i = 0; i < providers; ++i) {
      for (int j = chance_.Between(1, 5); j > 0; --j) MakeOffering(i, absl::StrCat("o", j));
    }
    for (int i = chance_.Between(1, 4); i > 0; --i) MakeTeam();
    chance_.Shuffle(question_.directory);
  }

  v1::Referral MakeReferral() {
    v1::Referral referral;
    referral.set_area(chance_.OneOf(areas_));
    for (int i = chance_.Between(1, 4); i > 0; --i) FillNeed(*referral.add_needs());
    if (chance_.Percent(40)) referral.set_urgency(static_cast<v1::Urgency>(chance_.Below(5)));
    if (chance_.Percent(75)) referral.set_age(chance_.Between(chance_.Percent(20) ? 5 : 18, 95));
    referral.set_gender(static_cast<v1::Gender>(chance_.Below(4)));
    if (chance_.Percent(60)) referral.add_languages("nl");
    if (chance_.Percent(20)) referral.add_languages(chance_.OneOf(theme_.languages));
    for (int need = 1; need <= 3; ++need) {
      if (chance_.Percent(20)) referral.add_access_needs(static_cast<v1::AccessNeed>(need));
    }
    Put(chance_.Some(theme_.groups, chance_.Below(3)), referral.mutable_target_groups());
    FillTalk(referral);
    FillDecision(referral);
    FillWishes(referral);
    for (const std::string& provider : chance_.Some(providers_, chance_.Percent(30) ? 1 : 0)) {
      referral.add_refused_providers(provider);
    }
    for (const std::string& provider : chance_.Some(providers_, chance_.Percent(30) ? 2 : 0)) {
      referral.add_involved_providers(provider);
    }
    FillDeclines(referral);
    FillWaiting(referral);
    return referral;
  }

  // The names of the teams.
  Codes teams() const {
    Codes names;
    for (int i = 1; i <= teams_; ++i) names.push_back(absl::StrCat("teams/t", i));
    return names;
  }

  // What was made before, for adding to it.
  void ReadNames() {
    for (const v1::DirectoryEntry& entry : question_.directory) {
      if (entry.has_provider()) providers_.push_back(entry.provider().name());
      if (entry.has_location()) locations_.push_back(entry.location().name());
      for (const v1::Area& area : entry.area_table().areas()) {
        areas_.push_back(area.code());
        if (area.parent().empty()) municipalities_.push_back(area.code());
      }
    }
    std::sort(providers_.begin(), providers_.end());
  }

  v1::DirectoryEntry MoreOffering(const std::string& id) {
    const size_t before = question_.directory.size();
    MakeOffering(chance_.Below(static_cast<int>(providers_.size())), id);
    const v1::DirectoryEntry made = question_.directory[before];
    question_.directory.resize(before);
    return made;
  }

 private:
  v1::DirectoryEntry& NewEntry() { return question_.directory.emplace_back(); }

  void MakeAreas(int municipalities) {
    v1::AreaTable table;
    table.set_name("areaTables/nl");
    for (int m = 1; m <= municipalities; ++m) {
      AddArea(absl::StrFormat("GM%04d", m), "", table);
      v1::AreaTable inner;
      inner.set_name(absl::StrFormat("areaTables/gm%04d", m));
      for (int w = 1; w <= 2; ++w) {
        const std::string wijk = absl::StrFormat("WK%04d%02d", m, w);
        AddArea(wijk, absl::StrFormat("GM%04d", m), inner);
        for (int b = 1; b <= 2; ++b) AddArea(absl::StrFormat("BU%04d%02d%02d", m, w, b), wijk, inner);
      }
      *NewEntry().mutable_area_table() = inner;
    }
    *NewEntry().mutable_area_table() = table;
  }

  void AddArea(const std::string& code, const std::string& parent, v1::AreaTable& table) {
    v1::Area& area = *table.add_areas();
    area.set_code(code);
    area.set_title(absl::StrCat("Gebied ", code));
    area.set_parent(parent);
    if (chance_.Percent(80)) FillPoint(*area.mutable_point());
    areas_.push_back(code);
    if (parent.empty()) municipalities_.push_back(code);
  }

  void FillPoint(v1::Point& point) {
    point.set_latitude(52.0 + chance_.Below(1000) / 10000.0);
    point.set_longitude(5.0 + chance_.Below(1000) / 10000.0);
  }

  void MakeLocation() {
    v1::Location& location = *NewEntry().mutable_location();
    location.set_name(absl::StrCat("locations/l", locations_.size() + 1));
    location.set_title("Een plek");
    location.set_area(chance_.OneOf(areas_));
    if (chance_.Percent(80)) FillPoint(*location.mutable_point());
    if (chance_.Percent(60)) location.set_wheelchair_accessible(chance_.Percent(50));
    locations_.push_back(location.name());
  }

  void MakeProvider(int index) {
    v1::Provider& provider = *NewEntry().mutable_provider();
    provider.set_name(absl::StrFormat("providers/p%05d", index));
    provider.set_title(absl::StrCat("Partner ", index));
    Put(SomeAreas(), provider.mutable_service_areas());
    if (chance_.Percent(30)) provider.mutable_contact()->set_phone(absl::StrCat("0800-", index));
    MakeTerms(*provider.mutable_response_terms());
    providers_.push_back(provider.name());
  }

  // Mostly a whole municipality.
  Codes SomeAreas() {
    if (chance_.Percent(80)) return chance_.Some(municipalities_, chance_.Between(1, 2));
    return chance_.Some(areas_, chance_.Between(1, 3));
  }

  void MakeTerms(RepeatedPtrField<v1::ResponseTerm>& terms) {
    for (int urgency = 1; urgency <= 4; ++urgency) {
      if (!chance_.Percent(30)) continue;
      v1::ResponseTerm& term = *terms.Add();
      term.set_urgency(static_cast<v1::Urgency>(urgency));
      term.set_answer_working_days(chance_.Between(1, 10));
    }
  }

  void MakeOffering(int provider, const std::string& id) {
    v1::Offering& offering = *NewEntry().mutable_offering();
    offering.set_name(absl::StrCat(providers_[provider], "/offerings/", id));
    offering.set_title(absl::StrCat("Aanbod ", id));
    const std::vector<int> kinds = {1, 1, 1, 2, 2, 2, 2, 3, 4};
    offering.set_kind(static_cast<v1::Offering::Kind>(chance_.OneOf(kinds)));
    offering.set_form(static_cast<v1::Form>(chance_.Between(1, 5)));
    if (chance_.Percent(60)) offering.set_location(chance_.OneOf(locations_));
    if (chance_.Percent(3)) offering.set_location("locations/gone");
    if (chance_.Percent(30)) Put(SomeAreas(), offering.mutable_service_areas());
    FillWords(offering);
    FillBounds(offering);
    FillEnrolment(offering);
    if (chance_.Percent(60)) FillSchedule(*offering.mutable_schedule());
    if (chance_.Percent(70)) MakeCapacity(std::string(offering.name()), offering.kind() == v1::Offering::ACTIVITY);
  }

  void FillWords(v1::Offering& offering) {
    for (int domain = 1; domain <= 4; ++domain) {
      if (chance_.Percent(45)) offering.add_domains(static_cast<v1::Domain>(domain));
    }
    if (chance_.Percent(50)) Put(chance_.Some(theme_.subtopics, 2), offering.mutable_subtopics());
    if (chance_.Percent(60)) Put(chance_.Some(theme_.expertise, chance_.Between(1, 4)), offering.mutable_expertise());
    if (chance_.Percent(60)) Put(chance_.Some(theme_.wishes, chance_.Between(1, 4)), offering.mutable_wishes());
    Put(chance_.Some(theme_.groups, chance_.Below(3)), offering.mutable_target_groups());
    if (chance_.Percent(60)) offering.add_languages("nl");
    if (chance_.Percent(30)) offering.add_languages(chance_.OneOf(theme_.languages));
    offering.set_generalist(chance_.Percent(20));
  }

  void FillBounds(v1::Offering& offering) {
    if (chance_.Percent(40)) offering.set_min_age(chance_.OneOf(std::vector<int>{0, 12, 18, 18, 18, 19, 55}));
    if (chance_.Percent(10)) offering.set_max_age(chance_.Between(56, 90));
    if (chance_.Percent(10)) offering.set_gender_policy(static_cast<v1::Offering::GenderPolicy>(chance_.Between(1, 2)));
    if (chance_.Percent(30)) offering.set_wheelchair_accessible(chance_.Percent(50));
    offering.set_pick_up(chance_.Percent(20));
    if (chance_.Percent(30)) offering.set_group_size(chance_.Between(2, 20));
    if (chance_.Percent(30)) offering.set_cost_cents(chance_.Between(0, 500));
    if (chance_.Percent(10)) offering.set_contract_start_date(chance_.Date(kToday, -20, 20));
    if (chance_.Percent(10)) offering.set_contract_end_date(chance_.Date(kToday, -5, 40));
    if (chance_.Percent(30)) offering.set_takes_urgent(chance_.Percent(50));
    if (chance_.Percent(30)) offering.set_start_weeks(chance_.Below(8));
    if (chance_.Percent(20)) offering.mutable_contact()->set_phone(absl::StrCat("0900-", chance_.Below(3)));
  }

  void FillEnrolment(v1::Offering& offering) {
    offering.add_enrolment(static_cast<v1::Offering::Enrolment>(chance_.Between(1, 5)));
    if (chance_.Percent(20)) offering.add_enrolment(v1::Offering::WALK_IN);
    if (chance_.Percent(60))
      Put(chance_.Some(theme_.categories, chance_.Between(1, 2)), offering.mutable_product_categories());
  }

  void FillHours(v1::WeekHours& hours) {
    for (int day = 1; day <= 7; ++day) {
      if (chance_.Percent(25)) hours.add_days(static_cast<v1::Weekday>(day));
    }
    const int open = chance_.Between(6, 20);
    if (chance_.Percent(85)) hours.set_open_time(absl::StrFormat("%02d:00", open));
    if (chance_.Percent(85)) hours.set_close_time(absl::StrFormat("%02d:30", open + chance_.Between(0, 3)));
  }

  void FillSchedule(v1::Schedule& schedule) {
    for (int i = chance_.Between(0, 2); i > 0; --i) FillHours(*schedule.add_hours());
    if (chance_.Percent(25)) schedule.set_week_interval(chance_.Between(2, 4));
    if (chance_.Percent(20)) schedule.add_weeks_of_month(chance_.Between(1, 5));
    if (chance_.Percent(50)) schedule.set_start_date(chance_.Date(kToday, -90, 60));
    if (chance_.Percent(20)) schedule.set_end_date(chance_.Date(kToday, -10, 120));
    if (chance_.Percent(30)) schedule.set_session_count(chance_.Between(1, 10));
    schedule.set_join_any_time(chance_.Percent(50));
    schedule.set_closed_in_school_holidays(chance_.Percent(40));
    schedule.set_school_region(static_cast<v1::SchoolRegion>(chance_.Below(4)));
    for (int i = chance_.Below(3); i > 0; --i) {
      v1::ScheduleException& exception = *schedule.add_exceptions();
      const int first = chance_.Between(-20, 60);
      exception.set_start_date(chance_.Date(kToday, first, first));
      if (chance_.Percent(60)) exception.set_end_date(chance_.Date(kToday, first, first + 30));
      exception.set_open(chance_.Percent(40));
    }
  }

  // Where people do something together they often walk in.
  void MakeCapacity(const std::string& offering, bool is_activity) {
    v1::Capacity& capacity = *NewEntry().mutable_capacity();
    capacity.set_name(offering + "/capacity");
    const std::vector<int> states = {0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 4, 5, 6, 7};
    capacity.set_state(static_cast<v1::Capacity::State>(chance_.OneOf(states)));
    if (is_activity && chance_.Percent(50)) capacity.set_state(v1::Capacity::OPEN);
    if (chance_.Percent(60)) capacity.set_reported_free(chance_.Below(9));
    if (chance_.Percent(25)) capacity.set_held(chance_.Between(-2, 9));
    if (chance_.Percent(60)) capacity.set_total(chance_.Between(0, 12));
    if (chance_.Percent(30)) capacity.set_waiting_weeks(chance_.Below(20));
    if (chance_.Percent(70)) {
      const absl::Time confirmed = question_.time - absl::Hours(chance_.Below(24 * 120));
      capacity.mutable_confirm_time()->set_seconds(absl::ToUnixSeconds(confirmed));
    }
  }

  void MakeTeam() {
    v1::Team team;
    team.set_name(absl::StrCat("teams/t", ++teams_));
    team.set_title(absl::StrCat("Team ", teams_));
    Put(SomeAreas(), team.mutable_service_areas());
    team.set_decides_who_starts(chance_.Percent(50));
    if (chance_.Percent(30)) team.add_forms(static_cast<v1::Form>(chance_.Between(1, 5)));
    if (chance_.Percent(20)) team.add_forms(v1::GROUP);
    MakeTerms(*team.mutable_response_terms());
    for (int i = chance_.Between(2, 6); i > 0; --i) FillMember(chance_.OneOf(providers_), team);
    if (chance_.Percent(60)) FillCoach(chance_.OneOf(providers_), team);
    if (chance_.Percent(10)) FillMember("providers/gone", team);
    *NewEntry().mutable_team() = team;
  }

  void FillCoach(const std::string& provider, v1::Team& team) {
    v1::Team::Member& member = *team.add_members();
    member.set_provider(provider);
    member.set_role(v1::Team::COACH);
    for (int i = 1; i <= 3; ++i) member.add_offerings(absl::StrCat(provider, "/offerings/o", i));
  }

  void FillMember(const std::string& provider, v1::Team& team) {
    v1::Team::Member& member = *team.add_members();
    member.set_provider(provider);
    member.set_role(
        chance_.OneOf(std::vector<v1::Team::Role>{v1::Team::PARTNER, v1::Team::PARTNER, v1::Team::COACH,
                                                  v1::Team::COACH, v1::Team::ROLE_UNSPECIFIED, v1::Team::ADVISER}));
    if (chance_.Percent(30) && member.role() != v1::Team::COACH) return;
    for (int i = 1; i <= 3; ++i) {
      if (chance_.Percent(60)) member.add_offerings(absl::StrCat(provider, "/offerings/o", i));
    }
  }

  void FillNeed(v1::Need& need) {
    need.set_domain(chance_.Percent(30) ? v1::SOCIAL : static_cast<v1::Domain>(chance_.Between(1, 4)));
    if (chance_.Percent(30)) need.set_subtopic(chance_.OneOf(theme_.subtopics));
    if (chance_.Percent(40)) Put(chance_.Some(theme_.expertise, chance_.Between(1, 3)), need.mutable_expertise());
    if (chance_.Percent(40)) Put(chance_.Some(theme_.wishes, chance_.Between(1, 2)), need.mutable_wishes());
    if (chance_.Percent(25)) need.set_wish_text(SomeWords());
  }

  // A known word for a wish, as somebody might write it.
  std::string SomeWords() {
    const std::string code = chance_.OneOf(theme_.wishes);
    const auto& terms = question_.vocabulary.terms();
    const auto term = std::find_if(terms.begin(), terms.end(), [&](const v1::Term& candidate) {
      return candidate.kind() == v1::WISH && candidate.code() == code;
    });
    std::string words = chance_.Percent(50) ? term->title().nl() : code;
    if (!term->synonyms().empty() && chance_.Percent(50)) words = chance_.OneOf(term->synonyms());
    if (chance_.Percent(50)) words = absl::AsciiStrToUpper(words);
    return absl::StrCat(chance_.Percent(50) ? "graag samen " : "", words, chance_.Percent(50) ? ", één keer!" : "");
  }

  // The providers that start in a team.
  Codes Partners() const {
    Codes partners;
    for (const v1::DirectoryEntry& entry : question_.directory) {
      for (const v1::Team::Member& member : entry.team().members()) {
        if (member.role() == v1::Team::PARTNER) partners.push_back(member.provider());
      }
    }
    return partners;
  }

  // Of what it waits for nobody may know any more.
  void FillWaiting(v1::Referral& referral) {
    const Codes partners = Partners();
    for (int i = chance_.Percent(70) ? chance_.Between(1, 3) : 0; i > 0; --i) {
      const bool of_team = chance_.Percent(70) && !partners.empty();
      const std::string provider = chance_.OneOf(of_team ? partners : providers_);
      referral.add_waiting_at(absl::StrCat(provider, "/offerings/o", chance_.Between(1, 4)));
    }
    if (chance_.Percent(5)) referral.add_waiting_at("providers/gone/offerings/o1");
  }

  void FillDeclines(v1::Referral& referral) {
    for (int i = chance_.Percent(40) ? chance_.Between(1, 4) : 0; i > 0; --i) {
      v1::Decline& decline = *referral.add_declines();
      decline.set_offering(absl::StrCat(chance_.OneOf(providers_), "/offerings/o", chance_.Between(1, 3)));
      decline.set_reason("vol");
      if (chance_.Percent(60)) decline.set_until_date(chance_.Date(kToday, -10, 40));
    }
  }

  void FillTalk(v1::Referral& referral) {
    referral.mutable_haalzorg()->set_willing(static_cast<v1::HaalzorgTalk::Answer>(chance_.Below(3)));
    referral.mutable_haalzorg()->set_ready(static_cast<v1::HaalzorgTalk::Answer>(chance_.Below(3)));
  }

  void FillDecision(v1::Referral& referral) {
    if (!chance_.Percent(60)) return;
    v1::Decision& decision = *referral.mutable_decision();
    if (chance_.Percent(70)) decision.set_product_category(chance_.OneOf(theme_.categories));
    if (chance_.Percent(20)) decision.set_start_date(chance_.Date(kToday, -40, 40));
    if (chance_.Percent(20)) decision.set_end_date(chance_.Date(kToday, -5, 60));
  }

  void FillWishes(v1::Referral& referral) {
    if (chance_.Percent(15)) FillHours(*referral.add_availability());
    if (chance_.Percent(15)) FillHours(*referral.add_availability());
    if (chance_.Percent(30)) FillHours(*referral.add_preferred_hours());
    if (chance_.Percent(30)) referral.add_preferred_forms(static_cast<v1::Form>(chance_.Between(1, 5)));
    referral.set_prefers_walk_in(chance_.Percent(30));
    referral.set_prefers_nearby(chance_.Percent(30));
    referral.set_prefers_small_group(chance_.Percent(30));
    referral.set_same_gender_only(chance_.Percent(15));
    if (chance_.Percent(20)) referral.set_max_distance_meters(chance_.Between(500, 8000));
  }

  oracle::Question& question_;
  Chance chance_;
  const Theme theme_;
  Codes areas_;
  Codes municipalities_;
  Codes locations_;
  Codes providers_;
  int teams_ = 0;
};

}  // namespace

oracle::Question MakeQuestion(const v1::Vocabulary& vocabulary, const v1::RuleSet& rules, std::mt19937_64& random) {
  oracle::Question question{vocabulary, rules, {}, {}, {}, {}, {}};
  Chance chance(random);
  Maker maker(question, true, random);
  maker.MakeWorld(chance.Between(2, 3), chance.Between(3, 9), chance.Between(2, 4));
  question.referral = maker.MakeReferral();
  // Examples hold for the rules as they are, not for variations of them.
  question.rules.clear_examples();
  question.rules.clear_example_directory();
  if (chance.Percent(70)) VaryRules(vocabulary, random, question.rules);
  if (chance.Percent(70)) {
    const std::string municipality = absl::StrCat("GM", question.referral.area().substr(2, 4));
    question.overlays = MakeOverlays(vocabulary, municipality, maker.teams(), random, question.rules);
  }
  return question;
}

std::vector<v1::RuleSet> SetsOf(const oracle::Question& question) {
  std::vector<v1::RuleSet> sets = question.overlays;
  sets.push_back(question.rules);
  return sets;
}

oracle::Question MakeLargeQuestion(const v1::Vocabulary& vocabulary, const v1::RuleSet& rules, int offerings,
                                   std::mt19937_64& random) {
  constexpr int kMunicipalities = 342;
  oracle::Question question{vocabulary, rules, {}, {}, {}, {}, {}};
  Maker maker(question, false, random);
  maker.MakeWorld(kMunicipalities, offerings / 3, offerings / 10);
  question.referral = maker.MakeReferral();
  return question;
}

std::vector<v1::Referral> MakeRequests(const oracle::Question& question, int count, std::mt19937_64& random) {
  oracle::Question copy = question;
  Maker maker(copy, false, random);
  maker.ReadNames();
  std::vector<v1::Referral> requests;
  for (int i = 0; i < count; ++i) requests.push_back(maker.MakeReferral());
  return requests;
}

v1::DirectoryEntry MakeOffering(const oracle::Question& question, const std::string& id, std::mt19937_64& random) {
  oracle::Question copy = question;
  Maker maker(copy, true, random);
  maker.ReadNames();
  return maker.MoreOffering(id);
}

}  // namespace koppel::matcher
