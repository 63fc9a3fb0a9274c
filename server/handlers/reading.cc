#include "server/handlers/reading.h"

#include <algorithm>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "matcher/classify.h"
#include "matcher/reader/lexicon.h"
#include "matcher/reader/lexicons.h"
#include "matcher/rules/example_checks.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/limits.h"
#include "server/rules/active_rules.h"
#include "server/rules/checks.h"
#include "server/rules/drafts.h"
#include "server/rules/revisions.h"
#include "server/rules/rule_sources.h"
#include "server/serve.h"
#include "server/violations.h"

namespace koppel::server {
namespace {

using koppel::v1::RuleSet;
using Lexicon = std::shared_ptr<const matcher::CompiledLexicon>;

// The rules of today. Just after midnight those of the new day are waited for.
std::shared_ptr<const Snapshot> SnapshotOfToday(const Call& call) {
  const Clock& clock = call.environment.clock;
  return call.environment.world.CurrentOn(clock.Today(), std::min(call.deadline, clock.Now() + kNewDayWait));
}

// FAILED_PRECONDITION when there are no words for everybody: that no signal of danger is seen would then say nothing.
absl::StatusOr<Lexicon> ActiveLexicon(const Snapshot& snapshot, const std::string& municipality) {
  if (snapshot.rules.lexicons->RevisionsFor("").empty()) return NoLexicon();
  Lexicon lexicon = snapshot.rules.lexicons->For(municipality);
  if (lexicon == nullptr) return absl::InternalError("the active lexicons cannot be used");
  return lexicon;
}

// The lexicons a call wants to try. INVALID_ARGUMENT with every source that is no lexicon or is there twice.
absl::StatusOr<std::vector<RuleSet>> FindLexicons(const Call& call, const v1::TryReadingRequest& request) {
  std::vector<RuleSet> found;
  std::set<std::string> names;
  Violations violations;
  for (int i = 0; i < request.rule_sets_size(); ++i) {
    const std::string field = absl::StrCat("rule_sets[", i, "]");
    ASSIGN_OR_RETURN(RuleSet set, FindRuleSet(call, request.rule_sets(i), field));
    if (set.level() != RuleSet::LEXICON) violations.Add(field, Sentence::kNotALexicon);
    if (!names.insert(set.name()).second) violations.Add(field, Sentence::kDoubleValue);
    found.push_back(std::move(set));
  }
  RETURN_IF_ERROR(violations.ToStatus());
  return found;
}

// The lexicon of this municipality with these sets in the place of the active ones of their names. INVALID_ARGUMENT
// RULES_REFUSED with every problem; examples are not run.
absl::StatusOr<Lexicon> LexiconWith(const Call& call, const std::vector<RuleSet>& tried,
                                    const std::string& municipality) {
  ASSIGN_OR_RETURN(const RulesInStore rules, ReadRulesInStore(call));
  const RuleGround ground = GroundOf(call);
  std::vector<RuleSet> sets = rules.active;
  RuleProblems problems;
  for (const RuleSet& set : tried) {
    AddProblems(ProblemsInSet(set, KnownIn(call, /*references=*/true)), problems);
    sets = WithSet(std::move(sets), set);
  }
  // What is too large is not looked at any further.
  if (problems.empty()) AddProblems(ProblemsTogether(sets, ground, rules.today), problems);
  Lexicon lexicon;
  if (problems.empty()) {
    std::vector<matcher::Issue> issues;
    lexicon = matcher::CompileLexicon(matcher::LexiconsFor(sets, municipality), *ground.vocabulary, issues);
    for (const matcher::Issue& issue : issues) problems.push_back(MakeProblem(issue.set, issue.path, issue.message));
  }
  if (!problems.empty()) return RulesRefused(problems, tried.size() == 1 ? tried.front().name() : "");
  return lexicon;
}

absl::StatusOr<Lexicon> LexiconFor(Call& call, const v1::TryReadingRequest& request) {
  const std::string municipality = matcher::MunicipalityCodeOf(request.area());
  ASSIGN_OR_RETURN(const std::vector<RuleSet> tried, FindLexicons(call, request));
  const std::shared_ptr<const Snapshot> snapshot = SnapshotOfToday(call);
  call.revision = snapshot->revision;
  return tried.empty() ? ActiveLexicon(*snapshot, municipality) : LexiconWith(call, tried, municipality);
}

}  // namespace

absl::StatusOr<v1::ClassifyResponse> Classify(Call& call, const v1::ClassifyRequest& request) {
  const std::string municipality = matcher::MunicipalityCodeOf(request.area());
  const std::shared_ptr<const Snapshot> snapshot = SnapshotOfToday(call);
  call.revision = snapshot->revision;
  ASSIGN_OR_RETURN(const Lexicon lexicon, ActiveLexicon(*snapshot, municipality));
  v1::ClassifyResponse response;
  *response.mutable_classification() = matcher::Classify(request.text(), *lexicon);
  for (std::string& revision : snapshot->rules.lexicons->RevisionsFor(municipality)) {
    response.add_rule_sets(std::move(revision));
  }
  return response;
}

absl::StatusOr<v1::TryReadingResponse> TryReading(Call& call, const v1::TryReadingRequest& request) {
  ASSIGN_OR_RETURN(const Lexicon lexicon, LexiconFor(call, request));
  v1::TryReadingResponse response;
  size_t bytes = 0;
  for (const std::string& text : request.texts()) {
    if (call.cancelled()) return absl::CancelledError("the caller went away");
    v1::Classification& read = *response.add_classifications();
    read = matcher::Classify(text, *lexicon);
    bytes += read.ByteSizeLong();
    if (bytes > kMaxMessageBytes) return MessageTooLarge(bytes);
  }
  if (response.ByteSizeLong() > kMaxMessageBytes) return MessageTooLarge(response.ByteSizeLong());
  return response;
}

}  // namespace koppel::server
