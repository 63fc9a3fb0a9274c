#include "server/advice_checks.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "base/trial_sentences.h"
#include "matcher/advice.h"
#include "server/digest.h"
#include "server/environment.h"
#include "server/limits.h"
#include "server/records.h"
#include "server/rules/revisions.h"

namespace koppel::server {
namespace {

using Faults = std::vector<Violation>;

constexpr char kAdvice[] = "advice";

void AddFault(const std::string& field, const v1::LocalizedText& message, Faults& faults) {
  faults.push_back({JoinPath(kAdvice, field), message});
}

void CheckShape(const v1::AdviceRecord& advice, Faults& faults) {
  if (advice.schema_version() != matcher::kAdviceSchema) {
    AddFault("schema_version", Say(TrialSentence::kUnknownShape, {{"value", absl::StrCat(advice.schema_version())}}),
             faults);
  }
  const matcher::ForeignParts foreign = matcher::ForeignPartsOf(advice);
  for (const std::string& path : foreign.unknown_fields) {
    AddFault(path, Say(TrialSentence::kUnknownPartOfRecord), faults);
  }
  for (const std::string& path : foreign.words) AddFault(path, Say(TrialSentence::kWordsInRecord), faults);
  for (const std::string& path : foreign.of_the_road) AddFault(path, Say(TrialSentence::kNotOfRecord), faults);
}

void CheckNumbers(const Call& call, const v1::AdviceRecord& advice, Faults& faults) {
  const Environment& environment = call.environment;
  const int count = advice.max_proposals();
  if (count < 1 || count > kMaxProposals) {
    AddFault("max_proposals",
             Say(Sentence::kOutOfRange,
                 {{"value", absl::StrCat(count)}, {"min", "1"}, {"max", absl::StrCat(kMaxProposals)}}),
             faults);
  }
  if (!advice.has_match_time()) {
    AddFault("match_time", Say(Sentence::kRequired), faults);
  } else if (advice.match_time().seconds() > absl::ToUnixSeconds(environment.clock.Now())) {
    AddFault("match_time", Say(TrialSentence::kNeverThere), faults);
  }
  // The store may say so a moment later than the world knows.
  const Revision latest = std::max(environment.store.Latest(), environment.world.Current()->revision);
  if (advice.revision() < 0 || Revision{advice.revision()} > latest) {
    AddFault("revision", Say(TrialSentence::kNeverThere), faults);
  }
}

void CheckRuleSets(const v1::AdviceRecord& advice, Faults& faults) {
  if (advice.rule_sets().empty()) AddFault("rule_sets", Say(Sentence::kRequired), faults);
  std::set<std::string> seen;
  for (int i = 0; i < advice.rule_sets_size(); ++i) {
    const std::string field = absl::StrCat("rule_sets[", i, "]");
    const auto id = ParseRuleSetName(advice.rule_sets(i));
    if (!id.has_value() || id->revision == 0) {
      AddFault(field, Say(TrialSentence::kNotARevisionOfRules), faults);
    } else if (!seen.insert(id->rule_set).second) {
      AddFault(field, Say(TrialSentence::kSetTwice, {{"name", id->rule_set}}), faults);
    }
  }
}

}  // namespace

std::string DigestOf(const matcher::Vocabulary& vocabulary) {
  std::vector<std::string> terms;
  for (const v1::Term& term : vocabulary.terms()) terms.push_back(StableBytes(term));
  const std::string digest = Digest({terms.begin(), terms.end()});
  return absl::BytesToHexString({digest.data(), digest.size()});
}

Faults CheckAdvice(const Call& call, const v1::AdviceRecord& advice) {
  Faults faults;
  if (advice.ByteSizeLong() > kMaxAdviceBytes) {
    AddFault("", Say(TrialSentence::kRecordTooLarge, {{"max", absl::StrCat(kMaxAdviceBytes)}}), faults);
    return faults;
  }
  CheckShape(advice, faults);
  CheckNumbers(call, advice, faults);
  CheckRuleSets(advice, faults);
  return faults;
}

}  // namespace koppel::server
