// A few small rule sets, for tests about how rule sets are kept: what real ones say would only stand in the way.

#ifndef KOPPEL_TESTS_SERVER_RULE_TESTING_H_
#define KOPPEL_TESTS_SERVER_RULE_TESTING_H_

#include <string>

#include "koppel/v1/rules.pb.h"
#include "tests/server/testing.h"

namespace koppel::server {

// The set of everybody: one condition that may be replaced, one that may not, and an example.
inline constexpr char kNational[] = R"(
  name: "ruleSets/nl" title: "Landelijk" level: NATIONAL capacity_shelf_life_days: 60
  weights { need_percent: 100 exact: 100 narrower: 90 related: 55 partial: 70 domain: 35 generalist: 12
            join_percent: 35 same_place: 15 }
  conditions { id: "in-service-area" must { test { field: "pair.in_service_area" } } when_unknown: EXCLUDE
               no { nl: "Niet hier." en: "Not here." } source: "Wmo" rationale: "Eigen gemeente."
               start_date: "2026-11-01" }
  conditions { id: "distance" must { test { field: "pair.within_distance" } } when_no: ASK when_unknown: ALLOW
               ask { nl: "Te ver?" en: "Too far?" } source: "Wmo" rationale: "Dichtbij." start_date: "2026-11-01"
               overridable: true }
  preferences { id: "walk-in" when { test { field: "offering.walk_in" } } points: 5
                source: "Wmo" rationale: "Laagdrempelig." start_date: "2026-11-01" }
  example_directory { area_table { name: "areaTables/example" vintage: 2025 source: "Bedacht"
                                   areas { code: "GM9901" title: "A" } } }
  example_directory { provider { name: "providers/example" title: "X" kind: WELFARE service_areas: "GM9901" } }
  example_directory { offering { name: "providers/example/offerings/knit" title: "Breien" kind: ACTIVITY form: GROUP
                                 domains: SOCIAL wishes: "breien" } }
  examples { id: "knitting" title: "Wie wil breien, kan breien."
             referral { area: "GM9901" needs { domain: SOCIAL wishes: "breien" } } moment: "2026-11-21T13:00"
             first: "providers/example/offerings/knit" })";

// A set of Almere that keeps groups out, from the day the tests are on.
inline constexpr char kAlmere[] = R"(
  name: "ruleSets/almere" title: "Almere" level: MUNICIPALITY parent: "ruleSets/nl" municipalities: "GM0034"
  conditions { id: "no-groups" must { not { test { field: "offering.form" is: "GROUP" } } } when_unknown: EXCLUDE
               no { nl: "Geen groep." en: "No group." } source: "Afspraak" rationale: "Proef."
               start_date: "2026-11-23" })";

// A few words for everybody, with an example.
inline constexpr char kWords[] = R"(
  name: "ruleSets/lexicon-words" title: "Woorden" level: LEXICON
  lexicon {
    entries { id: "lonely" domains: SOCIAL words: "eenzaam" }
    entries { id: "debts" domains: SOCIETY words: "schuld*" }
    cues { id: "not" kind: NEGATION words: "niet" }
    examples { id: "alone" text: "Ik ben eenzaam." domains: SOCIAL primary: SOCIAL }
  })";

// A word that people in Almere use.
inline constexpr char kAlmereWords[] = R"(
  name: "ruleSets/lexicon-almere" title: "Woorden van Almere" level: LEXICON municipalities: "GM0034"
  lexicon { entries { id: "almere-lonely" domains: SOCIAL words: "polderstil" } })";

inline v1::RuleSet Words() { return Parse<v1::RuleSet>(kWords); }
inline v1::RuleSet AlmereWords() { return Parse<v1::RuleSet>(kAlmereWords); }
inline v1::RuleSet National() { return Parse<v1::RuleSet>(kNational); }
inline v1::RuleSet Almere() { return Parse<v1::RuleSet>(kAlmere); }

// Options of a store that tells the time by this clock.
inline storage::MemoryStore::Options StoreWith(const Clock& clock) {
  storage::MemoryStore::Options options;
  options.clock = [&clock] { return clock.Now(); };
  return options;
}

// The program comes with the set of everybody alone.
inline const RuleBook& SmallRules() {
  static const RuleBook& book = *new RuleBook{.vocabulary = Rules().vocabulary, .sets = {National()}};
  return book;
}

// The program comes with the set of everybody and a few words.
inline const RuleBook& RulesWithWords() {
  static const RuleBook& book = *new RuleBook{.vocabulary = Rules().vocabulary, .sets = {National(), Words()}};
  return book;
}

// Whether somebody in Almere who wants to knit is proposed the group of SmallDirectory.
inline constexpr char kKnitting[] = "referral { area: 'GM0034' needs { domain: SOCIAL wishes: 'breien' } }";

}  // namespace koppel::server

#endif  // KOPPEL_TESTS_SERVER_RULE_TESTING_H_
