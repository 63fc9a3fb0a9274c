#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "base/status_macros.h"
#include "base/trial_sentences.h"
#include "matcher/advice.h"
#include "matcher/match.h"
#include "matcher/rules/layers.h"
#include "matcher/world/world.h"
#include "server/advice_checks.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/handlers/matching.h"
#include "server/limits.h"
#include "server/rules/revisions.h"

namespace koppel::server {
namespace {

using matcher::RuleLayers;

absl::Status CheckCaller(const Call& call) {
  return call.cancelled() ? absl::CancelledError("the caller went away") : absl::OkStatus();
}

// The rule sets the record names. INVALID_ARGUMENT with all that were never there.
absl::StatusOr<std::vector<v1::RuleSet>> ReadRuleSets(const Call& call, const v1::AdviceRecord& advice) {
  std::vector<v1::RuleSet> sets;
  std::vector<Violation> violations;
  for (int i = 0; i < advice.rule_sets_size(); ++i) {
    RETURN_IF_ERROR(CheckCaller(call));
    const auto id = ParseRuleSetName(advice.rule_sets(i));
    absl::StatusOr<storage::RuleRevision> stored = call.environment.rule_sets.Get(id->rule_set, id->revision);
    if (absl::IsNotFound(stored.status())) {
      violations.push_back({absl::StrCat("advice.rule_sets[", i, "]"), Say(TrialSentence::kNeverThere)});
      continue;
    }
    RETURN_IF_ERROR(stored.status());
    sets.push_back(std::move(stored->rule_set));
  }
  if (!violations.empty()) return InvalidFields(violations);
  return sets;
}

absl::Status CannotCountTogether(const v1::AdviceRecord& advice, const std::string& digest,
                                 const matcher::Issue& issue) {
  // Rules that counted once may be no rules to a later program: then it is not the record that is at fault.
  const bool of_this_program =
      advice.matcher_version() == matcher::kMatcherVersion && advice.vocabulary_digest() == digest;
  if (!of_this_program) return NoLongerKept(issue.set);
  const auto where = [&](const std::string& message) {
    return absl::StrCat(issue.set, ": ", issue.path, " ", message);
  };
  v1::LocalizedText text;
  text.set_nl(Say(TrialSentence::kRulesDoNotGoTogether, {{"problem", where(issue.message.nl())}}).nl());
  text.set_en(Say(TrialSentence::kRulesDoNotGoTogether, {{"problem", where(issue.message.en())}}).en());
  return InvalidFields({{"advice.rule_sets", text}});
}

absl::StatusOr<std::shared_ptr<const RuleLayers>> LayersOfThen(const Call& call, const v1::AdviceRecord& advice,
                                                               const std::string& digest, absl::CivilDay day) {
  ASSIGN_OR_RETURN(std::vector<v1::RuleSet> sets, ReadRuleSets(call, advice));
  std::vector<matcher::Issue> issues;
  auto layers = RuleLayers::Create(std::move(sets), call.environment.book.vocabulary, day, issues);
  if (layers == nullptr) return CannotCountTogether(advice, digest, issues.front());
  return layers;
}

absl::StatusOr<std::shared_ptr<const matcher::World>> WorldOfThen(const Call& call, const v1::AdviceRecord& advice,
                                                                  std::shared_ptr<const RuleLayers> layers) {
  const Revision revision{advice.revision()};
  const absl::StatusOr<storage::Page> page = call.environment.directory.ReadAllAt(revision);
  if (absl::IsOutOfRange(page.status())) return NoLongerKept(absl::StrCat("revision ", revision.value));
  RETURN_IF_ERROR(page.status());
  matcher::WorldBuilder builder(std::move(layers), call.environment.book.vocabulary);
  bool has_areas = false;
  for (const storage::Stored& stored : page->records) {
    builder.Add(stored.entry);
    has_areas |= stored.entry.has_area_table();
  }
  auto world = builder.Build(revision);
  const std::string& area = advice.referral().area();
  if (has_areas && !matcher::KnowsArea(*world, area)) {
    return InvalidFields({{"advice.referral.area", Say(Sentence::kUnknownArea, {{"code", area}})}});
  }
  return world;
}

v1::ReplayAdviceResponse Compared(const v1::AdviceRecord& advice, v1::AdviceRecord replayed) {
  v1::ReplayAdviceResponse response;
  response.set_same(matcher::BytesOf(advice) == matcher::BytesOf(replayed));
  for (auto& difference : matcher::CompareAdvice(advice, replayed)) {
    if (response.differences_size() == kMaxDifferences) break;
    *response.add_differences() = std::move(difference);
  }
  *response.mutable_replayed() = std::move(replayed);
  return response;
}

}  // namespace

absl::StatusOr<v1::ReplayAdviceResponse> ReplayAdvice(Call& call, const v1::ReplayAdviceRequest& request) {
  const v1::AdviceRecord& advice = request.advice();
  const std::vector<Violation> violations = CheckAdvice(call, advice);
  if (!violations.empty()) return InvalidFields(violations);
  const Environment& environment = call.environment;
  const matcher::Moment then = environment.clock.MomentAt(absl::FromUnixSeconds(advice.match_time().seconds()));
  const std::string digest = DigestOf(*environment.book.vocabulary);
  ASSIGN_OR_RETURN(auto layers, LayersOfThen(call, advice, digest, absl::CivilDay(then.local)));
  RETURN_IF_ERROR(CheckCaller(call));
  ASSIGN_OR_RETURN(const auto world, WorldOfThen(call, advice, std::move(layers)));
  RETURN_IF_ERROR(CheckCaller(call));
  const v1::MatchResponse answer = matcher::Match(advice.referral(), *world, then, advice.max_proposals());
  call.revision = matcher::RevisionOf(*world);
  return Compared(advice, matcher::RecordAdvice(advice.referral(), advice.max_proposals(), answer, *world, digest));
}

}  // namespace koppel::server
