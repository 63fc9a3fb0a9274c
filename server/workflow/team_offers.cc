#include <algorithm>

#include "base/civil.h"
#include "base/resource_name.h"
#include "koppel/v1/team.pb.h"
#include "server/workflow/clocks.h"
#include "server/workflow/offer_parts.h"
#include "server/workflow/offers.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Team;

// The team an offer was sent to; an empty one where it is not known, so that nobody is a member.
const Team& TeamOf(const Setting& setting, const Offer& offer) {
  const auto team = setting.teams.find(offer.party());
  return team == setting.teams.end() ? Team::default_instance() : team->second;
}

const Team::Member* FindMember(const Team& team, const std::string& provider) {
  const auto member = std::find_if(team.members().begin(), team.members().end(),
                                   [&](const Team::Member& one) { return one.provider() == provider; });
  return member == team.members().end() ? nullptr : &*member;
}

bool MayStart(Team::Role role) {
  return role == Team::ROLE_UNSPECIFIED || role == Team::PARTNER || role == Team::COACH;
}

// Who gives access decides, where there is such a member; else those who may start decide together.
bool MayDecide(const Team& team, const Team::Member& member) {
  const bool has_access = std::any_of(team.members().begin(), team.members().end(),
                                      [](const Team::Member& one) { return one.role() == Team::ACCESS; });
  return has_access ? member.role() == Team::ACCESS : MayStart(member.role());
}

bool IsOfTheTeam(const std::string& member, const Offer& offer, const Act& act) {
  return MayActFor(member, "", act) || MayActFor(offer.party(), "", act);
}

// A partner speaks for itself and its team; an adviser, who is no partner, records what was said in the meeting.
bool MayRecordFor(const std::string& member, const Offer& offer, const Act& act) {
  const auto is_partner = [](const std::string& party) {
    return IsNameIn("providers", party) || IsNameIn("teams", party);
  };
  return IsOfTheTeam(member, offer, act) || std::none_of(act.parties.begin(), act.parties.end(), is_partner);
}

// What every step of a member of the team has to meet.
Outcome CheckMember(const Case& record, const Offer& offer, const std::string& provider, const Setting& setting,
                    const Act& act) {
  if (!IsTeamOffer(offer)) return Refusal{ReferralSentence::kNotATeamOffer, {{"name", offer.name()}}, ""};
  if (FindMember(TeamOf(setting, offer), provider) == nullptr) {
    return Refusal{ReferralSentence::kNotAMember, {{"provider", provider}, {"team", offer.party()}}, ""};
  }
  if (!MayRecordFor(provider, offer, act)) return NotYours(offer.name(), provider, "", act);
  return CannotAnswer(record, offer, OfferVerb::kAccept);
}

Outcome CheckResponse(const Offer::MemberResponse& response) {
  if (response.verdict() == Offer::MemberResponse::VERDICT_UNSPECIFIED) return FieldMissing("response.verdict");
  const bool names_nobody = response.better_provider().empty();
  if (response.verdict() == Offer::MemberResponse::BETTER_FOR && names_nobody) {
    return FieldMissing("response.better_provider");
  }
  return std::nullopt;
}

// The latest of each member.
Offer::MemberResponse& ResponseOf(Offer& offer, const std::string& provider) {
  for (Offer::MemberResponse& response : *offer.mutable_member_responses()) {
    if (response.provider() == provider) return response;
  }
  return *offer.add_member_responses();
}

bool IsOfferedBy(const Team::Member& member, const std::string& offering) {
  return ParentOf(offering) == member.provider() ||
         std::find(member.offerings().begin(), member.offerings().end(), offering) != member.offerings().end();
}

bool IsOfferedByMember(const Team& team, const std::string& offering) {
  return std::any_of(team.members().begin(), team.members().end(),
                     [&](const Team::Member& member) { return IsOfferedBy(member, offering); });
}

Outcome CheckDecision(const Offer& offer, const Offer::TeamDecision& decision, const Setting& setting, const Act& act) {
  const Team& team = TeamOf(setting, offer);
  if (!MayDecide(team, *FindMember(team, decision.decided_by()))) {
    return Refusal{ReferralSentence::kMayNotDecide, {{"provider", decision.decided_by()}, {"team", offer.party()}}, ""};
  }
  if (!IsOfferedByMember(team, decision.starter())) {
    return Refusal{
        ReferralSentence::kNotOfferedByMember, {{"offering", decision.starter()}, {"team", offer.party()}}, ""};
  }
  if (decision.first_contact_date().empty()) return std::nullopt;
  return CheckFromToday(decision.first_contact_date(), "decision.first_contact_date", setting, act);
}

// Whoever is out or runs in this role is not asked twice.
void AskToJoin(Case& record, Part::Role role, const std::string& offering, const Setting& setting, const Act& act) {
  if (IsTaken(record, role, offering)) return;
  const Offer& offer = AddSent(record, role, offering, ParentOf(offering), act);
  StartOfferClocks(record, offer, setting);
  Note(record, act, "RecordTeamDecision", offer.name());
}

void AskCoach(Case& record, const Team& team, const Setting& setting, const Act& act) {
  for (const Team::Member& member : team.members()) {
    if (member.role() != Team::COACH || member.offerings().empty()) continue;
    return AskToJoin(record, Part::COACH, member.offerings(0), setting, act);
  }
}

void AskOthers(Case& record, const Offer& offer, const Setting& setting, const Act& act) {
  const Offer::TeamDecision decision = offer.team_decision();
  for (const std::string& joining : decision.joining()) AskToJoin(record, Part::JOIN, joining, setting, act);
  if (decision.coach_at_intake()) AskCoach(record, TeamOf(setting, offer), setting, act);
}

void PlaceStarter(Case& record, Offer& offer, const Setting& setting, const Act& act) {
  const Placement& placement = Accept(record, offer, offer.team_decision().starter(), setting, act);
  const auto contact = ParseDate(offer.team_decision().first_contact_date());
  if (contact.has_value()) StartDecidedContactClock(record, placement, *contact, setting, act.time);
}

}  // namespace

Outcome RecordResponse(Case& record, const v1::RecordMemberResponseRequest& request, const Setting& setting,
                       const Act& act) {
  Offer* offer = FindOffer(record, request.name());
  if (offer == nullptr) return NoSuchOffer(request.name());
  const std::string& provider = request.response().provider();
  if (Outcome refusal = CheckMember(record, *offer, provider, setting, act)) return refusal;
  if (Outcome refusal = CheckResponse(request.response())) return refusal;
  Offer::MemberResponse& response = ResponseOf(*offer, provider);
  response = request.response();
  *response.mutable_respond_time() = ToProto(act.time);
  response.set_recorded_by(act.by);
  Meet(record, v1::Clock::RECEIPT, offer->name(), act.time);
  v1::Event& event = Note(record, act, "RecordMemberResponse", offer->name());
  event.set_on_behalf_of(provider);
  event.set_reason(Offer::MemberResponse::Verdict_Name(response.verdict()));
  return std::nullopt;
}

Outcome Decide(Case& record, const v1::RecordTeamDecisionRequest& request, const Setting& setting, const Act& act) {
  Offer* offer = FindOffer(record, request.name());
  if (offer == nullptr) return NoSuchOffer(request.name());
  const std::string& member = request.decision().decided_by();
  if (Outcome refusal = CheckMember(record, *offer, member, setting, act)) return refusal;
  if (Outcome refusal = CheckDecision(*offer, request.decision(), setting, act)) return refusal;
  Note(record, act, "RecordTeamDecision", offer->name()).set_on_behalf_of(member);
  *offer->mutable_team_decision() = request.decision();
  *offer->mutable_team_decision()->mutable_decide_time() = ToProto(act.time);
  MarkAnswered(record, *offer, IsOfTheTeam(member, *offer, act) ? "" : member, act);
  PlaceStarter(record, *offer, setting, act);
  AskOthers(record, *offer, setting, act);
  return std::nullopt;
}

}  // namespace koppel::workflow
