#include "matcher/matching/coverage.h"

#include <algorithm>

namespace koppel::matcher {
namespace {

bool Holds(const std::vector<TermId>& terms, TermId term) {
  return std::find(terms.begin(), terms.end(), term) != terms.end();
}

int CountHeld(const std::vector<TermId>& asked, const std::vector<TermId>& offered) {
  return static_cast<int>(std::count_if(asked.begin(), asked.end(), [&](TermId term) { return Holds(offered, term); }));
}

Coverage ByExpertise(const CompiledNeed& need, const OfferingRow& offering, const v1::Weights& weights) {
  const int held = CountHeld(need.expertise, offering.expertise);
  if (held == 0) return {};
  const TermId term = *std::find_if(need.expertise.begin(), need.expertise.end(),
                                    [&](TermId asked) { return Holds(offering.expertise, asked); });
  const int asked = static_cast<int>(need.expertise.size());
  if (held == asked) return {Fit::kExact, weights.exact(), term};
  return {Fit::kPartial, weights.partial() * held / asked, term};
}

Coverage ByKinship(Kinship kinship, TermId term, const v1::Weights& weights) {
  switch (kinship) {
    case Kinship::kSame:
      return {Fit::kExact, weights.exact(), term};
    case Kinship::kNarrower:
      return {Fit::kNarrower, weights.narrower(), term};
    case Kinship::kRelated:
      return {Fit::kRelated, weights.related(), term};
    case Kinship::kNone:
      break;
  }
  return {};
}

Coverage ByWish(const CompiledNeed& need, const OfferingRow& offering, const Vocabulary& vocabulary,
                const v1::Weights& weights) {
  Coverage best;
  for (TermId asked : need.wishes) {
    for (TermId offered : offering.wishes) {
      const Coverage coverage = ByKinship(vocabulary.KinshipOf(asked, offered), offered, weights);
      if (coverage.points > best.points) best = coverage;
    }
  }
  return best;
}

// A sub-topic says what it is about; with a wish or expertise beside it, it is only a hint.
Coverage BySubtopic(const CompiledNeed& need, const OfferingRow& offering, const v1::Weights& weights) {
  if (need.subtopic == kNoTerm || !Holds(offering.subtopics, need.subtopic)) return {};
  if (need.expertise.empty() && need.wishes.empty()) return {Fit::kExact, weights.exact(), need.subtopic};
  return {Fit::kRelated, weights.related(), need.subtopic};
}

bool AnswersWithoutWords(const OfferingRow& offering, v1::Domain domain) {
  switch (offering.kind) {
    case v1::Offering::ACTIVITY:
    case v1::Offering::ACCESS:
      return true;
    case v1::Offering::CARE:
      return offering.needs_decision && (domain == v1::BODY || domain == v1::MIND);
    default:
      return false;
  }
}

Coverage ByDomain(const CompiledNeed& need, const OfferingRow& offering, const v1::Weights& weights) {
  if ((offering.domains & (1u << need.domain)) == 0) return {};
  Coverage coverage;
  if (offering.generalist) coverage = {Fit::kGeneralist, weights.generalist(), kNoTerm};
  if (need.is_plain() && !offering.generalist && AnswersWithoutWords(offering, need.domain)) {
    coverage = {Fit::kDomain, weights.domain(), kNoTerm};
  }
  return coverage;
}

bool Better(const Coverage& a, const Coverage& b) { return a.points != b.points ? a.points > b.points : a.fit > b.fit; }

}  // namespace

Coverage CoverageOf(const CompiledNeed& need, const OfferingRow& offering, const World& world) {
  const v1::Weights& weights = world.weights();
  const bool by_words = offering.kind == v1::Offering::ACTIVITY || offering.kind == v1::Offering::ACCESS;
  Coverage best = ByExpertise(need, offering, weights);
  if (by_words) {
    for (const Coverage& other :
         {ByWish(need, offering, *world.vocabulary, weights), BySubtopic(need, offering, weights)}) {
      if (Better(other, best)) best = other;
    }
  }
  const Coverage by_domain = ByDomain(need, offering, weights);
  return Better(by_domain, best) ? by_domain : best;
}

v1::ExpertiseMatch ExpertiseOf(const CompiledRequest& request, const OfferingRow& offering) {
  v1::ExpertiseMatch best = v1::EXPERTISE_MATCH_UNSPECIFIED;
  for (const CompiledNeed& need : request.needs) {
    if (need.expertise.empty()) continue;
    const int held = CountHeld(need.expertise, offering.expertise);
    const auto match = held == static_cast<int>(need.expertise.size()) ? v1::ALL : held > 0 ? v1::SOME : v1::NONE;
    best = std::max(best, match);
  }
  return best;
}

Bitmap RowsThatAnswer(const CompiledRequest& request, const Partition& partition, const World& world) {
  Bitmap rows(partition.offerings.size());
  const auto add_term = [&](TermId term) {
    const auto found = partition.by_term.find(term);
    if (found != partition.by_term.end()) rows.Add(found->second);
  };
  for (const CompiledNeed& need : request.needs) {
    rows.Add(need.is_plain() ? partition.by_domain[need.domain] : partition.generalists[need.domain]);
    for (TermId term : need.expertise) add_term(term);
    if (need.subtopic != kNoTerm) add_term(need.subtopic);
    for (TermId wish : need.wishes) {
      for (TermId kin : world.vocabulary->KinOf(wish)) add_term(kin);
    }
  }
  return rows;
}

}  // namespace koppel::matcher
