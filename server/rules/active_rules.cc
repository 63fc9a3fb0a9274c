#include "server/rules/active_rules.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/status_macros.h"
#include "server/environment.h"
#include "server/rules/revisions.h"

namespace koppel::server {
namespace {

absl::Status CannotCount(const std::vector<matcher::Issue>& issues) {
  const std::string lines = absl::StrJoin(issues, "\n", [](std::string* out, const matcher::Issue& issue) {
    absl::StrAppend(out, issue.set, ": ", issue.path, ": ", issue.message.en());
  });
  return absl::FailedPreconditionError(absl::StrCat("the active rule sets cannot be used\n", lines));
}

}  // namespace

absl::StatusOr<RulesOfDay> ReadRulesOfDay(const storage::RuleSets& rule_sets,
                                          std::shared_ptr<const matcher::Vocabulary> vocabulary, absl::CivilDay day,
                                          const RulesOfDay* before) {
  ASSIGN_OR_RETURN(const storage::RuleIndex index, rule_sets.ReadIndex());
  if (before != nullptr && before->head == index.head && before->day == day) return *before;
  RevisionReader reader(rule_sets);
  ASSIGN_OR_RETURN(std::vector<v1::RuleSet> sets, reader.ActiveOn(index, day));
  std::vector<matcher::Issue> issues;
  RulesOfDay rules{.layers = nullptr, .lexicons = nullptr, .head = index.head, .day = day};
  const bool same_words = before != nullptr && before->lexicons->revisions() == LexiconRevisions(sets);
  rules.lexicons = same_words ? before->lexicons : Lexicons::Create(sets, vocabulary);
  rules.layers = matcher::RuleLayers::Create(std::move(sets), std::move(vocabulary), day, issues);
  if (rules.layers == nullptr) return CannotCount(issues);
  return rules;
}

absl::StatusOr<RulesInStore> ReadRulesInStore(const Call& call) {
  RulesInStore rules;
  rules.today = call.environment.clock.Today();
  ASSIGN_OR_RETURN(rules.index, call.environment.rule_sets.ReadIndex());
  RevisionReader reader(call.environment.rule_sets);
  ASSIGN_OR_RETURN(rules.active, reader.ActiveOn(rules.index, rules.today));
  return rules;
}

}  // namespace koppel::server
