// Why: the sentences that go with an offering in an answer. Made only for what is returned.

#ifndef KOPPEL_MATCHER_EXPLANATION_H_
#define KOPPEL_MATCHER_EXPLANATION_H_

#include <vector>

#include "base/sentences.h"
#include "google/protobuf/repeated_field.h"
#include "koppel/v1/matching_service.pb.h"
#include "matcher/coverage.h"
#include "matcher/facts.h"
#include "matcher/request.h"
#include "matcher/world_data.h"

namespace koppel::matcher {

using Reasons = google::protobuf::RepeatedPtrField<v1::Reason>;

// What the domain is called.
v1::LocalizedText TitleOf(v1::Domain domain);

// Speaks about one request and one offering.
class Explainer {
 public:
  Explainer(const World& world, const CompiledRequest& request, const RequestFacts& request_facts, int offering);

  // Why it answers a need.
  void ExplainNeed(size_t need, const Coverage& coverage, Reasons& reasons) const;

  // What speaks for it: conditions that hold and preferences that count for this role.
  void ExplainFor(bool leads, Reasons& reasons) const;

  // What has to be asked or settled first.
  void ExplainQuestions(Reasons& questions) const;

  // What stands in the way.
  void ExplainObstacles(Reasons& obstacles) const;

  const PairFacts& facts() const { return facts_; }

 private:
  void Add(const std::string& code, const v1::Sentence& sentence, Reasons& reasons) const;
  Arguments ArgumentsIn(bool dutch) const;

  const World& world_;
  const CompiledRequest& request_;
  const OfferingRow& offering_;
  const CapacityCell& capacity_;
  PairFacts facts_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_EXPLANATION_H_
