#include "matcher/match.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/sentences.h"
#include "matcher/matching/answer.h"
#include "matcher/matching/bridges.h"
#include "matcher/matching/explanation.h"
#include "matcher/matching/near_misses.h"
#include "matcher/matching/reason.h"
#include "matcher/matching/teams.h"

namespace koppel::matcher {
namespace {

void AddRemark(const char* code, Sentence sentence, const CompiledRequest& request, size_t need,
               v1::MatchResponse& response) {
  const v1::LocalizedText domain = TitleOf(request.needs[need].domain);
  const std::string number = absl::StrCat(need + 1);
  AddReason(code, sentence, {{"need", number}, {"domain", domain.nl()}}, {{"need", number}, {"domain", domain.en()}},
            *response.mutable_remarks());
}

// Names the needs, from 1, that were read from a text and that nobody confirmed.
void AddUnconfirmed(const v1::Referral& referral, v1::MatchResponse& response) {
  std::vector<std::string> numbers;
  for (int i = 0; i < referral.needs_size(); ++i) {
    if (referral.needs(i).unconfirmed()) numbers.push_back(absl::StrCat(i + 1));
  }
  if (numbers.empty()) return;
  const Arguments needs = {{"needs", absl::StrJoin(numbers, ", ")}};
  AddReason("unconfirmed", Sentence::kUnconfirmedNeeds, needs, needs, *response.mutable_remarks());
}

// Whether some offering that may be proposed answers the need, not counting those who only look further. Without a lead
// nothing is proposed.
bool IsAnswered(const CompiledRequest& request, const std::vector<Candidate>& candidates, size_t need) {
  const bool led = std::any_of(candidates.begin(), candidates.end(),
                               [](const Candidate& candidate) { return candidate.verdict == Verdict::kMayLead; });
  return led && std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& candidate) {
           if (candidate.verdict == Verdict::kExcluded) return false;
           return candidate.Answers(need) ||
                  (request.needs[need].is_plain() && candidate.coverage[need].fit >= Fit::kGeneralist);
         });
}

void WriteRemarks(const CompiledRequest& request, const std::vector<Candidate>& candidates,
                  v1::MatchResponse& response) {
  if (!response.escalations().empty()) AddRemark("escalate-first", Sentence::kEscalateFirst, request, 0, response);
  AddUnconfirmed(request.source, response);
  if (request.source.urgency() == v1::URGENCY_UNSPECIFIED) {
    AddRemark("no-urgency-signal", Sentence::kNoUrgencySignal, request, 0, response);
  }
  if (response.proposals().empty() && response.escalations().empty()) {
    AddRemark("nothing-fits", Sentence::kNothingFits, request, 0, response);
  }
  for (size_t need = 0; need < request.needs.size(); ++need) {
    if (!IsAnswered(request, candidates, need)) {
      AddRemark("no-offer", Sentence::kNoOfferForNeed, request, need, response);
    }
  }
}

// Names the sets of these rules, each once.
void AddRuleSets(const CompiledRules& rules, v1::MatchResponse& response) {
  const auto& named = response.rule_sets();
  for (const std::string& set : rules.sets) {
    if (std::find(named.begin(), named.end(), set) == named.end()) response.add_rule_sets(set);
  }
}

}  // namespace

v1::MatchResponse Match(const v1::Referral& referral, const World& world, const Moment& now, int max_proposals) {
  v1::MatchResponse response;
  response.set_revision(world.revision.value);
  response.mutable_match_time()->set_seconds(absl::ToUnixSeconds(now.time));

  const CompiledRequest request(referral, world, now);
  AddRuleSets(request.rules, response);
  if (request.needs.empty()) return response;
  const std::vector<EscalationDraft> escalations = FindEscalations(world, request);
  const RequestFacts request_facts(request, !escalations.empty());
  const AnswerWriter writer(world, request, request_facts);
  for (const EscalationDraft& draft : escalations) *response.add_escalations() = writer.Write(draft);

  const std::vector<Candidate> candidates = FindCandidates(world, request, request_facts);
  for (const ProposalDraft& draft :
       ComposeProposals(world, request, candidates, request_facts, static_cast<size_t>(max_proposals))) {
    *response.add_proposals() = writer.Write(draft);
    AddRuleSets(RulesFor(world, request, draft.lead->offering), response);
  }
  for (v1::Part& bridge : writer.Write(FindBridges(world, request, candidates, request_facts))) {
    *response.add_bridges() = std::move(bridge);
  }
  if (!IsAnswered(request, candidates, 0)) {
    for (const Candidate& miss : FindNearMisses(world, request, request_facts, candidates)) {
      *response.add_near_misses() = writer.WriteNearMiss(miss);
    }
  }
  WriteRemarks(request, candidates, response);
  return response;
}

}  // namespace koppel::matcher
