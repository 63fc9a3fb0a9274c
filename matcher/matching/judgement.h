// Conditions and preferences applied to one request and one offering.

#ifndef KOPPEL_MATCHER_MATCHING_JUDGEMENT_H_
#define KOPPEL_MATCHER_MATCHING_JUDGEMENT_H_

#include <vector>

#include "matcher/rules/compiled_rules.h"
#include "matcher/rules/predicate.h"

namespace koppel::matcher {

// What a condition found. `effect` is what follows; EFFECT_UNSPECIFIED when it holds or does not apply.
struct Finding {
  const CompiledCondition* condition;
  bool applies;
  Tri value;
  v1::Condition::Effect effect;

  bool asks() const { return effect == v1::Condition::ASK || effect == v1::Condition::JOIN_ONLY; }
  // Keeps the offering from leading.
  bool obstructs() const { return effect == v1::Condition::EXCLUDE || effect == v1::Condition::JOIN_ONLY; }
};

// Whether an offering may be proposed, and in which role.
enum class Verdict { kExcluded, kMayJoin, kMayLead };

Finding Evaluate(const CompiledCondition& condition, const FieldReader& reader);

// Stops at the first condition that excludes.
Verdict Judge(const CompiledRules& rules, const FieldReader& reader);

// What every condition found, in the order of the rules.
std::vector<Finding> FindingsOf(const CompiledRules& rules, const FieldReader& reader);

// The points a preference gives; 0 when it does not count for this role.
int PointsOf(const CompiledPreference& preference, const FieldReader& reader, bool leads);

// The points of all preferences together.
int PreferencePoints(const CompiledRules& rules, const FieldReader& reader, bool leads);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_JUDGEMENT_H_
