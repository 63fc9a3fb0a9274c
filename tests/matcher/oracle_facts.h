// The oracle's own reading of the fields that docs/rules.md describes, by name and in strings.

#ifndef KOPPEL_TESTS_MATCHER_ORACLE_FACTS_H_
#define KOPPEL_TESTS_MATCHER_ORACLE_FACTS_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "koppel/v1/directory_entry.pb.h"
#include "koppel/v1/referral.pb.h"
#include "koppel/v1/rules.pb.h"
#include "tests/matcher/oracle_words.h"

namespace koppel::oracle {

// All that an answer depends on.
struct Question {
  v1::Vocabulary vocabulary;
  v1::RuleSet rules;                  // The national set.
  std::vector<v1::RuleSet> overlays;  // Of municipalities and teams; each builds on the national set.
  std::vector<v1::DirectoryEntry> directory;
  v1::Referral referral;
  absl::Time time;
  absl::CivilMinute local;
};

struct Need {
  v1::Domain domain;
  std::string subtopic;
  std::vector<std::string> expertise;
  std::vector<std::string> wishes;

  bool is_plain() const { return subtopic.empty() && expertise.empty() && wishes.empty(); }
};

// The records of a question by name, without those that refer to what is not there; and its needs.
struct Book {
  explicit Book(const Question& question);

  // The codes of the areas somebody lives in who lives in this one.
  std::set<std::string> AreasAround(const std::string& code) const;
  std::vector<std::string> ServiceAreasOf(const v1::Offering& offering) const;
  const v1::Provider& ProviderOf(const v1::Offering& offering) const;
  const v1::Location* LocationOf(const v1::Offering& offering) const;
  v1::Capacity CapacityOf(const v1::Offering& offering) const;

  // Whether it serves the resident's area.
  bool ServesResident(const v1::Offering& offering) const;

  // Whether it serves somebody in the resident's municipality.
  bool IsInMunicipality(const v1::Offering& offering) const;

  // The team in which the offering would be given for this request; null when there is none.
  const v1::Team* TeamOf(const v1::Offering& offering) const;

  // The rules for the resident and this offering.
  const v1::RuleSet& RulesFor(const v1::Offering& offering) const;

  const Question& question;
  Words words;
  v1::RuleSet rules;                              // For the resident.
  std::map<std::string, v1::RuleSet> team_rules;  // For what a team offers the resident, by team.
  std::vector<Need> needs;
  std::map<std::string, v1::Area> areas;
  std::map<std::string, v1::Provider> providers;
  std::map<std::string, v1::Location> locations;
  std::map<std::string, v1::Offering> offerings;
  std::map<std::string, v1::Capacity> capacities;
  std::map<std::string, v1::Team> teams;
};

// The value of a field. A flag is 0 or 1; sets of terms and symbols, and single symbols, are symbols.
struct Fact {
  bool known = false;
  int number = 0;
  std::set<std::string> symbols;
};

// The values of all fields for one offering; without offering those of the request alone.
class Facts {
 public:
  Facts(const Book& book, bool escalated, const v1::Offering* offering)
      : book_(book), escalated_(escalated), offering_(offering) {}

  Fact Get(const std::string& field) const;

  std::optional<int> Distance() const;

 private:
  Fact OfRequest(const std::string& name) const;
  Fact OfOffering(const std::string& name) const;
  Fact OfCapacity(const std::string& name) const;
  Fact OfPair(const std::string& name) const;
  Fact OfWish(const std::string& name) const;
  Fact Expertise() const;
  Fact AgeFits() const;
  Fact GenderFits() const;
  Fact AnswersInTime() const;
  Fact StartDays() const;
  bool HaalzorgOffered() const;
  bool SaidNo() const;
  bool NeedsDecisionByLaw(const Need& need) const;
  bool AwaitsDecision(const Need& need) const;
  bool HasDecision() const;
  absl::CivilDay Today() const;
  const v1::Referral& referral() const { return book_.question.referral; }

  const Book& book_;
  bool escalated_;
  const v1::Offering* offering_;
};

// Whether a statement holds; nothing when that is unknown.
std::optional<bool> Holds(const v1::Predicate& predicate, const Facts& facts);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_ORACLE_FACTS_H_
