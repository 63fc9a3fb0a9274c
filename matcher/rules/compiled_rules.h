// The compiled form of a rule set, as the rest of the matcher uses it.

#ifndef KOPPEL_MATCHER_RULES_COMPILED_RULES_H_
#define KOPPEL_MATCHER_RULES_COMPILED_RULES_H_

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "koppel/v1/common.pb.h"
#include "koppel/v1/rules.pb.h"
#include "matcher/rules/predicate.h"
#include "matcher/rules/vocabulary.h"
#include "matcher/world/schedule.h"

namespace koppel::matcher {

// `origin` is the set a rule comes from, such as "ruleSets/nl".
struct CompiledCondition {
  const v1::Condition* source;  // Id and sentences.
  std::string origin;
  Predicate applies;
  Predicate must;
  v1::Condition::Effect when_no;
  v1::Condition::Effect when_unknown;
};

struct CompiledPreference {
  const v1::Preference* source;
  std::string origin;
  Predicate when;
  bool scaled = false;
  Field scale_field = Field::kRequestAge;
};

struct CompiledRoute {
  const v1::Route* source;
  std::string origin;
  Predicate when;
  Predicate find;
};

// Immutable.
class CompiledRules {
 public:
  v1::RuleSet source;             // Of more sets: all of them merged.
  std::vector<std::string> sets;  // The revisions it was made from, the national one first.
  std::shared_ptr<const Vocabulary> vocabulary;
  std::vector<CompiledCondition> conditions;
  std::vector<CompiledPreference> preferences;
  std::vector<CompiledRoute> routes;
  std::vector<SchoolHoliday> school_holidays;
  WishWords wish_words;
  // Working days within which an answer is wanted, by Urgency; 0 means no limit.
  std::array<int, v1::Urgency_ARRAYSIZE> answer_limit{};

  // The weight of the need at this place in the resident's order, in percent.
  int NeedPercent(size_t place) const {
    const auto& percents = source.weights().need_percent();
    return percents[static_cast<int>(std::min<size_t>(place, percents.size() - 1))];
  }
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_COMPILED_RULES_H_
