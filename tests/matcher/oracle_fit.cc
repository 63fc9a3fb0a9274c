#include "tests/matcher/oracle_fit.h"

#include <algorithm>

#include "tests/matcher/oracle_lists.h"

namespace koppel::oracle {
namespace {

Fit ByExpertise(const v1::Weights& weights, const Need& need, const v1::Offering& offering) {
  const int asked = static_cast<int>(need.expertise.size());
  const int held =
      static_cast<int>(std::count_if(need.expertise.begin(), need.expertise.end(),
                                     [&](const std::string& code) { return Contains(offering.expertise(), code); }));
  if (held == 0) return {};
  if (held == asked) return {weights.exact(), kExact};
  return {weights.partial() * held / asked, kPartial};
}

Fit ByWish(const Book& book, const Need& need, const v1::Offering& offering) {
  const v1::Weights& weights = book.rules.weights();
  Fit best;
  for (const std::string& asked : need.wishes) {
    for (const std::string& offered : offering.wishes()) {
      const Kin kin = book.words.KinOf(asked, offered);
      if (kin == Kin::kSame) best = std::max(best, Fit{weights.exact(), kExact});
      if (kin == Kin::kNarrower) best = std::max(best, Fit{weights.narrower(), kNarrower});
      if (kin == Kin::kRelated) best = std::max(best, Fit{weights.related(), kRelated});
    }
  }
  return best;
}

Fit BySubtopic(const v1::Weights& weights, const Need& need, const v1::Offering& offering) {
  if (need.subtopic.empty() || !Contains(offering.subtopics(), need.subtopic)) return {};
  const bool is_hint = !need.expertise.empty() || !need.wishes.empty();
  return is_hint ? Fit{weights.related(), kRelated} : Fit{weights.exact(), kExact};
}

Fit ByDomain(const v1::Weights& weights, const Need& need, const v1::Offering& offering) {
  if (!Contains(offering.domains(), need.domain)) return {};
  if (offering.generalist()) return {weights.generalist(), kGeneralist};
  if (!need.is_plain()) return {};
  const bool decided_care = offering.kind() == v1::Offering::CARE &&
                            Contains(offering.enrolment(), v1::Offering::WITH_DECISION) &&
                            (need.domain == v1::BODY || need.domain == v1::MIND);
  const bool free = offering.kind() == v1::Offering::ACTIVITY || offering.kind() == v1::Offering::ACCESS;
  return decided_care || free ? Fit{weights.domain(), kDomain} : Fit{};
}

}  // namespace

Fit FitOf(const Book& book, const Need& need, const v1::Offering& offering) {
  const v1::Weights& weights = book.rules.weights();
  Fit best = std::max(ByExpertise(weights, need, offering), ByDomain(weights, need, offering));
  if (offering.kind() != v1::Offering::ACTIVITY && offering.kind() != v1::Offering::ACCESS) return best;
  return std::max({best, ByWish(book, need, offering), BySubtopic(weights, need, offering)});
}

}  // namespace koppel::oracle
