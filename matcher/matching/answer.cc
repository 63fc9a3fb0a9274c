#include "matcher/matching/answer.h"

#include "base/civil.h"
#include "base/sentences.h"
#include "matcher/matching/explanation.h"
#include "matcher/matching/factors.h"
#include "matcher/matching/judgement.h"
#include "matcher/matching/reason.h"

namespace koppel::matcher {

v1::Escalation AnswerWriter::Write(const EscalationDraft& draft) const {
  const v1::Route& route = *draft.route->source;
  v1::Escalation escalation;
  escalation.set_route(route.id());
  escalation.set_phone(route.phone());
  Arguments arguments;
  if (draft.offering != kNone) {
    const OfferingRow& offering = world_.offerings[draft.offering];
    const ProviderRow& provider = world_.providers[offering.provider];
    escalation.set_provider(provider.name);
    escalation.set_provider_title(provider.title);
    escalation.set_offering(offering.name);
    escalation.set_phone(offering.phone.empty() ? provider.phone : offering.phone);
    arguments = {{"provider", provider.title}, {"offering", offering.title}, {"phone", escalation.phone()}};
  }
  escalation.mutable_instruction()->set_nl(FillIn(route.instruction().nl(), arguments));
  escalation.mutable_instruction()->set_en(FillIn(route.instruction().en(), arguments));
  return escalation;
}

v1::Part AnswerWriter::WritePart(v1::Part::Role role, int index) const {
  const OfferingRow& offering = world_.offerings[index];
  const CapacityCell& capacity = world_.capacities[index];
  const PairFacts facts(world_, request_, request_facts_, index);
  v1::Part part;
  part.set_role(role);
  part.set_offering(offering.name);
  part.set_offering_title(offering.title);
  part.set_provider(world_.providers[offering.provider].name);
  part.set_provider_title(world_.providers[offering.provider].title);
  part.set_kind(offering.kind);
  part.set_form(offering.form);
  if (offering.location != kNone) {
    part.set_location(world_.locations[offering.location].name);
    part.set_location_title(world_.locations[offering.location].title);
  }
  part.set_capacity_state(capacity.state);
  if (capacity.confirm_time != absl::InfinitePast()) {
    part.mutable_capacity_confirm_time()->set_seconds(absl::ToUnixSeconds(capacity.confirm_time));
  }
  if (const auto distance = facts.DistanceMeters()) part.set_distance_meters(*distance);
  if (const auto start = facts.EarliestStart()) part.set_earliest_start_date(FormatDate(*start));
  return part;
}

v1::Part AnswerWriter::WriteLead(const ProposalDraft& draft) const {
  v1::Part part = WritePart(v1::Part::LEAD, draft.lead->offering);
  const Explainer explainer(world_, request_, request_facts_, draft.lead->offering);
  for (int need : draft.lead_needs) {
    part.add_needs(need);
    explainer.ExplainNeed(need, draft.lead->coverage[need], *part.mutable_reasons());
  }
  explainer.ExplainFor(true, *part.mutable_reasons());
  explainer.ExplainQuestions(*part.mutable_questions());
  return part;
}

v1::Part AnswerWriter::WriteJoin(const JoinDraft& join) const {
  v1::Part part = WritePart(v1::Part::JOIN, join.candidate->offering);
  const Explainer explainer(world_, request_, request_facts_, join.candidate->offering);
  for (int need : join.needs) {
    part.add_needs(need);
    explainer.ExplainNeed(need, join.candidate->coverage[need], *part.mutable_reasons());
  }
  explainer.ExplainFor(false, *part.mutable_reasons());
  explainer.ExplainQuestions(*part.mutable_questions());
  return part;
}

v1::Part AnswerWriter::WriteCoach(int offering) const {
  v1::Part part = WritePart(v1::Part::COACH, offering);
  AddReason("coach", Sentence::kCoachAlong, {}, {}, *part.mutable_reasons());
  Explainer(world_, request_, request_facts_, offering).ExplainQuestions(*part.mutable_questions());
  return part;
}

v1::Proposal AnswerWriter::Write(const ProposalDraft& draft) const {
  v1::Proposal proposal;
  proposal.set_rank(draft.rank);
  proposal.set_points(draft.points);
  *proposal.add_parts() = WriteLead(draft);
  for (const JoinDraft& join : draft.joins) *proposal.add_parts() = WriteJoin(join);
  if (draft.coach != kNone) *proposal.add_parts() = WriteCoach(draft.coach);
  if (draft.team != kNone && world_.teams[draft.team].decides_who_starts) {
    const TeamRow& team = world_.teams[draft.team];
    proposal.set_team(team.name);
    proposal.set_team_title(team.title);
    const Arguments arguments = {{"team", team.title}};
    AddReason("team", Sentence::kTeamDecides, arguments, arguments, *proposal.mutable_parts(0)->mutable_reasons());
  }
  *proposal.mutable_factors() = FactorsOf(world_, request_, request_facts_, *draft.lead, draft.join_points);
  return proposal;
}

std::vector<v1::Part> AnswerWriter::Write(const BridgeDraft& draft) const {
  std::vector<v1::Part> parts;
  for (const JoinDraft& walk_in : draft.walk_ins) parts.push_back(WriteJoin(walk_in));
  if (draft.coach != kNone) parts.push_back(WriteCoach(draft.coach));
  return parts;
}

v1::NearMiss AnswerWriter::WriteNearMiss(const Candidate& candidate) const {
  const OfferingRow& offering = world_.offerings[candidate.offering];
  v1::NearMiss near_miss;
  near_miss.set_offering(offering.name);
  near_miss.set_offering_title(offering.title);
  near_miss.set_provider_title(world_.providers[offering.provider].title);
  for (size_t need = 0; need < candidate.coverage.size(); ++need) {
    if (candidate.Answers(need)) near_miss.add_needs(static_cast<int>(need));
  }
  Explainer(world_, request_, request_facts_, candidate.offering).ExplainObstacles(*near_miss.mutable_obstacles());
  return near_miss;
}

}  // namespace koppel::matcher
