// Why: the sentences that go with an offering in an answer. Made only for what is returned.

#ifndef KOPPEL_MATCHER_MATCHING_EXPLANATION_H_
#define KOPPEL_MATCHER_MATCHING_EXPLANATION_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/sentences.h"
#include "koppel/v1/matching_service.pb.h"
#include "matcher/matching/coverage.h"
#include "matcher/matching/facts.h"
#include "matcher/matching/judgement.h"
#include "matcher/matching/reason.h"
#include "matcher/matching/request.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

// What the domain is called.
v1::LocalizedText TitleOf(v1::Domain domain);

// Speaks about one request and one offering.
class Explainer {
 public:
  Explainer(const World& world, const CompiledRequest& request, const RequestFacts& request_facts, int offering);

  // A sentence of a rule, filled in.
  v1::LocalizedText Fill(const v1::Sentence& sentence) const;

  // What stands in the place of a placeholder, in Dutch; "?" when it is not known or there is no such placeholder.
  std::string ValueOf(std::string_view placeholder) const;

  // Why it answers a need.
  void ExplainNeed(size_t need, const Coverage& coverage, Reasons& reasons) const;

  // What speaks for it: conditions that hold and preferences that count for this role.
  void ExplainFor(bool leads, Reasons& reasons) const;

  // What has to be asked or settled first.
  void ExplainQuestions(Reasons& questions) const;

  // What stands in the way.
  void ExplainObstacles(Reasons& obstacles) const;

  // That what this finding says stands in the way.
  void ExplainObstacle(const Finding& finding, Reasons& obstacles) const;

  const PairFacts& facts() const { return facts_; }

 private:
  void Add(const std::string& code, const v1::Sentence& sentence, Reasons& reasons) const;
  Arguments ArgumentsIn(bool dutch) const;

  const World& world_;
  const CompiledRequest& request_;
  const OfferingRow& offering_;
  const CapacityCell& capacity_;
  PairFacts facts_;
  Arguments dutch_;
  Arguments english_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_EXPLANATION_H_
