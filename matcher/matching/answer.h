// Writes what was decided into the response.

#ifndef KOPPEL_MATCHER_MATCHING_ANSWER_H_
#define KOPPEL_MATCHER_MATCHING_ANSWER_H_

#include <vector>

#include "koppel/v1/matching_service.pb.h"
#include "matcher/matching/bridges.h"
#include "matcher/matching/escalations.h"
#include "matcher/matching/proposals.h"

namespace koppel::matcher {

class AnswerWriter {
 public:
  AnswerWriter(const World& world, const CompiledRequest& request, const RequestFacts& request_facts)
      : world_(world), request_(request), request_facts_(request_facts) {}

  v1::Escalation Write(const EscalationDraft& draft) const;
  v1::Proposal Write(const ProposalDraft& draft) const;
  std::vector<v1::Part> Write(const BridgeDraft& draft) const;
  v1::NearMiss WriteNearMiss(const Candidate& candidate) const;

 private:
  v1::Part WritePart(v1::Part::Role role, int offering) const;
  v1::Part WriteLead(const ProposalDraft& draft) const;
  v1::Part WriteJoin(const JoinDraft& join) const;
  v1::Part WriteCoach(int offering) const;

  const World& world_;
  const CompiledRequest& request_;
  const RequestFacts& request_facts_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_ANSWER_H_
