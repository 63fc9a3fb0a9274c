#include "matcher/matching/judgement.h"

#include <algorithm>

namespace koppel::matcher {

using v1::Condition;

Finding Evaluate(const CompiledCondition& condition, const FieldReader& reader) {
  if (condition.applies.Holds(reader) == Tri::kNo) {
    return {&condition, false, Tri::kYes, Condition::EFFECT_UNSPECIFIED};
  }
  const Tri value = condition.must.Holds(reader);
  const auto effect = value == Tri::kYes  ? Condition::EFFECT_UNSPECIFIED
                      : value == Tri::kNo ? condition.when_no
                                          : condition.when_unknown;
  return {&condition, true, value, effect};
}

Verdict Judge(const CompiledRules& rules, const FieldReader& reader) {
  Verdict verdict = Verdict::kMayLead;
  for (const CompiledCondition& condition : rules.conditions) {
    const Finding finding = Evaluate(condition, reader);
    if (finding.effect == Condition::EXCLUDE) return Verdict::kExcluded;
    if (finding.effect == Condition::JOIN_ONLY) verdict = Verdict::kMayJoin;
  }
  return verdict;
}

std::vector<Finding> FindingsOf(const CompiledRules& rules, const FieldReader& reader) {
  std::vector<Finding> findings;
  findings.reserve(rules.conditions.size());
  for (const CompiledCondition& condition : rules.conditions) findings.push_back(Evaluate(condition, reader));
  return findings;
}

int PointsOf(const CompiledPreference& preference, const FieldReader& reader, bool leads) {
  const v1::Preference& source = *preference.source;
  if ((source.lead_only() && !leads) || (source.join_only() && leads)) return 0;
  if (preference.when.Holds(reader) != Tri::kYes) return 0;
  if (!preference.scaled) return source.points();
  const Value value = reader.Read(preference.scale_field);
  if (!value.known || value.number <= 0) return 0;
  return source.points() * std::min(source.scale().max_steps(), value.number / source.scale().step());
}

int PreferencePoints(const CompiledRules& rules, const FieldReader& reader, bool leads) {
  int points = 0;
  for (const CompiledPreference& preference : rules.preferences) points += PointsOf(preference, reader, leads);
  return points;
}

}  // namespace koppel::matcher
