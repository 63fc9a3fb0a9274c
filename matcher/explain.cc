#include "matcher/explain.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "base/change_sentences.h"
#include "matcher/change/smallest_change.h"
#include "matcher/matching/escalations.h"
#include "matcher/matching/explanation.h"
#include "matcher/matching/factors.h"
#include "matcher/matching/proposals.h"

namespace koppel::matcher {
namespace {

using v1::Explanation;

v1::Standing StandingOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kMayLead:
      return v1::MAY_LEAD;
    case Verdict::kMayJoin:
      return v1::MAY_JOIN;
    case Verdict::kExcluded:
      break;
  }
  return v1::EXCLUDED;
}

v1::Finding::Outcome OutcomeOf(const Finding& finding) {
  if (!finding.applies) return v1::Finding::NOT_APPLICABLE;
  switch (finding.value) {
    case Tri::kYes:
      return v1::Finding::PASS;
    case Tri::kNo:
      return v1::Finding::FAIL;
    case Tri::kUnknown:
      break;
  }
  return v1::Finding::ASK;
}

// The sentence that goes with the outcome.
const v1::Sentence& SentenceOf(const Finding& finding) {
  const v1::Condition& source = *finding.condition->source;
  if (finding.asks()) return source.ask();
  return finding.effect == v1::Condition::EXCLUDE ? source.no() : source.yes();
}

// Speaks about the offerings of one world for one request. What all of them share is worked out once.
class ExplanationWriter {
 public:
  ExplanationWriter(const v1::Referral& referral, const World& world, const Moment& now)
      : world_(world),
        request_(referral, world, now),
        escalated_(!FindEscalations(world, request_).empty()),
        request_facts_(request_, escalated_),
        candidates_(FindCandidates(world, request_, request_facts_)),
        proposals_(ComposeProposals(world, request_, candidates_, request_facts_, candidates_.size())) {}

  Explanation Write(int offering) const {
    const Candidate* candidate = FindCandidate(offering);
    const Candidate judged =
        candidate != nullptr ? *candidate : MakeCandidate(world_, request_, request_facts_, offering);
    const Explainer explainer(world_, request_, request_facts_, offering);
    Explanation explanation;
    WriteNames(offering, explanation);
    explanation.set_standing(candidate == nullptr ? v1::NO_CANDIDATE : StandingOf(candidate->verdict));
    for (const Finding& finding : FindingsOf(explainer.facts().rules(), explainer.facts())) {
      *explanation.add_findings() = FindingOf(finding, explainer);
    }
    WriteNeeds(judged, explainer, explanation);
    if (candidate != nullptr && judged.verdict != Verdict::kExcluded) WritePoints(judged, explanation);
    for (const std::string& set : explainer.facts().rules().sets) explanation.add_rule_sets(set);
    WriteRemedy(judged, explanation);
    return explanation;
  }

 private:
  const Candidate* FindCandidate(int offering) const {
    const auto found = std::lower_bound(candidates_.begin(), candidates_.end(), offering,
                                        [](const Candidate& each, int other) { return each.offering < other; });
    return found == candidates_.end() || found->offering != offering ? nullptr : &*found;
  }

  void WriteNames(int offering, Explanation& explanation) const {
    const OfferingRow& row = world_.offerings[offering];
    const ProviderRow& provider = world_.providers[row.provider];
    explanation.set_offering(row.name);
    explanation.set_offering_title(row.title);
    explanation.set_provider(provider.name);
    explanation.set_provider_title(provider.title);
  }

  v1::Finding FindingOf(const Finding& source, const Explainer& explainer) const {
    const CompiledCondition& condition = *source.condition;
    v1::Finding finding;
    finding.set_condition(condition.source->id());
    finding.set_rule_set(condition.origin);
    finding.set_outcome(OutcomeOf(source));
    finding.set_effect(source.effect);
    const v1::Sentence& sentence = SentenceOf(source);
    const bool speaks = source.applies && source.effect != v1::Condition::ALLOW && !sentence.nl().empty();
    if (speaks) *finding.mutable_text() = explainer.Fill(sentence);
    if (condition.source->has_title()) *finding.mutable_title() = explainer.Fill(condition.source->title());
    AddValues(source.applies ? condition.must : condition.applies, explainer, finding);
    finding.set_source(condition.source->source());
    return finding;
  }

  // Why a condition does not apply is told by what it applies to.
  void AddValues(const Predicate& predicate, const Explainer& explainer, v1::Finding& finding) const {
    for (const TestResult& result : predicate.Results(explainer.facts(), *world_.vocabulary)) {
      const FieldInfo& info = InfoOf(result.field);
      AddValue(std::string(info.name), result.value, result.wanted, finding);
      for (std::string_view part : info.made_of) AddValue(std::string(part), explainer.ValueOf(part), "", finding);
    }
  }

  static void AddValue(const std::string& field, const std::string& value, const std::string& wanted,
                       v1::Finding& finding) {
    const bool listed =
        std::any_of(finding.values().begin(), finding.values().end(),
                    [&](const v1::ComparedValue& other) { return other.field() == field && other.wanted() == wanted; });
    if (listed) return;
    v1::ComparedValue& compared = *finding.add_values();
    compared.set_field(field);
    compared.set_value(value);
    compared.set_wanted(wanted);
  }

  void WriteNeeds(const Candidate& candidate, const Explainer& explainer, Explanation& explanation) const {
    for (size_t need = 0; need < candidate.coverage.size(); ++need) {
      v1::NeedAnswer& answer = *explanation.add_needs();
      answer.set_need(static_cast<int>(need));
      answer.set_points(NeedPoints(explainer.facts().rules(), candidate.coverage[need], need));
      answer.set_answers(candidate.Answers(need));
      if (candidate.coverage[need].fit == Fit::kNone) continue;
      Reasons reasons;
      explainer.ExplainNeed(need, candidate.coverage[need], reasons);
      *answer.mutable_reason() = reasons.Get(0);
    }
  }

  // As the proposal it leads; as it would lead without anybody joining, where it leads none.
  void WritePoints(const Candidate& candidate, Explanation& explanation) const {
    const auto proposal = std::find_if(proposals_.begin(), proposals_.end(), [&](const ProposalDraft& draft) {
      return draft.lead->offering == candidate.offering;
    });
    const bool leads = proposal != proposals_.end();
    explanation.set_rank(leads ? proposal->rank : 0);
    explanation.set_points(leads ? proposal->points : candidate.lead_points);
    *explanation.mutable_factors() =
        FactorsOf(world_, request_, request_facts_, candidate, leads ? proposal->join_points : 0);
  }

  void WriteRemedy(const Candidate& candidate, Explanation& explanation) const {
    if (explanation.standing() == v1::MAY_LEAD) return;
    if (explanation.standing() == v1::NO_CANDIDATE) {
      WriteWhyNoCandidate(candidate, explanation);
      return;
    }
    const Remedy remedy = FindRemedy(world_, request_, escalated_, candidate.offering);
    if (remedy.change) *explanation.mutable_change() = *remedy.change;
    *explanation.mutable_unchangeable() = remedy.unchangeable;
  }

  void WriteWhyNoCandidate(const Candidate& candidate, Explanation& explanation) const {
    const Arguments names = {{"offering", explanation.offering_title()}, {"provider", explanation.provider_title()}};
    const auto add = [&](const char* code, ChangeSentence sentence) {
      const v1::LocalizedText text = Say(sentence);
      AddReason(code, text.nl(), text.en(), names, names, *explanation.mutable_unchangeable());
    };
    const bool comes_near = std::any_of(candidate.coverage.begin(), candidate.coverage.end(),
                                        [](const Coverage& coverage) { return coverage.fit != Fit::kNone; });
    if (!comes_near) add("answers-no-need", ChangeSentence::kAnswersNoNeed);
    if (!InMunicipality(candidate.offering)) add("not-in-municipality", ChangeSentence::kNotInMunicipality);
  }

  bool InMunicipality(int offering) const {
    if (request_.area == kNone) return false;
    const std::vector<int>& areas = world_.offerings[offering].areas;
    return std::any_of(areas.begin(), areas.end(), [&](int area) {
      return world_.areas[area].municipality == world_.areas[request_.area].municipality;
    });
  }

  const World& world_;
  const CompiledRequest request_;
  const bool escalated_;
  const RequestFacts request_facts_;
  const std::vector<Candidate> candidates_;
  const std::vector<ProposalDraft> proposals_;  // All of them.
};

}  // namespace

std::vector<Explanation> Explain(const v1::Referral& referral, const std::vector<std::string>& offerings,
                                 const World& world, const Moment& now) {
  std::vector<Explanation> explanations;
  if (referral.needs().empty()) return explanations;
  const ExplanationWriter writer(referral, world, now);
  for (const std::string& name : offerings) {
    const int offering = world.FindOffering(name);
    if (offering != kNone) explanations.push_back(writer.Write(offering));
  }
  return explanations;
}

std::vector<std::string> OfferingsNear(const World& world, std::string_view area, std::string_view after,
                                       size_t limit) {
  std::vector<std::string> names;
  const int index = world.FindArea(area);
  if (index == kNone) return names;
  const auto partition = world.partitions.find(world.areas[index].municipality);
  if (partition == world.partitions.end()) return names;
  for (int offering : partition->second.offerings) {
    if (names.size() == limit) break;
    if (world.offerings[offering].name > after) names.push_back(world.offerings[offering].name);
  }
  return names;
}

}  // namespace koppel::matcher
