#include "tests/workflow/scene.h"

#include "base/civil.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Capacity;
using koppel::v1::DeclineReason;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Referral;
using koppel::v1::Team;

absl::TimeZone Amsterdam() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return zone;
}

constexpr char kDraft[] = R"pb(
  schema_version: 1
  referral {
    name: "municipalities/GM0344/referrals/r1"
    resident: "q7"
    area: "BU03440111"
    state: DRAFT
    urgency: NORMAL
    needs { domain: MIND subtopic: "somberheid" }
    needs { domain: SOCIAL subtopic: "eenzaamheid" }
  }
)pb";

constexpr char kProposed[] = R"pb(
  proposed {
    parts { role: LEAD offering: "providers/kwintes/offerings/ambulant" needs: 0 }
    parts { role: JOIN offering: "providers/dock/offerings/koffie" needs: 1 }
  }
  proposed {
    parts { role: LEAD offering: "providers/lister/offerings/thuis" needs: 0 }
    team: "teams/vak"
  }
)pb";

constexpr char kReasons[][200] = {
    R"pb(id: "vol" cause: CAPACITY days: 28)pb",
    R"pb(id: "geen-contact" cause: TIME days: 14)pb",
    R"pb(id: "buiten-gebied" cause: OFFERING)pb",
    R"pb(id: "past-niet" cause: OFFERING belongs_elsewhere: true)pb",
    R"pb(id: "hoort-elders" cause: REFERRAL belongs_elsewhere: true)pb",
    R"pb(id: "geen-klik" cause: NOTHING after_intake: true)pb",
};

constexpr char kMembers[] = R"pb(
  decides_who_starts: true
  members { provider: "providers/kwintes" role: PARTNER offerings: "providers/kwintes/offerings/ambulant" }
  members { provider: "providers/lister" role: PARTNER }
  members { provider: "providers/dock" role: COACH offerings: "providers/dock/offerings/coach" }
  members { provider: "providers/u-centraal" role: ADVISER }
)pb";

Team TeamCalled(const std::string& name) {
  Team team = Parse<Team>(kMembers);
  team.set_name(name);
  return team;
}

void AddTeams(Setting& setting) {
  setting.teams[kTeam] = TeamCalled(kTeam);
  Team& with_access = setting.teams[kTeamWithAccess] = TeamCalled(kTeamWithAccess);
  Team::Member& access = *with_access.add_members();
  access.set_provider("providers/wijkteam");
  access.set_role(Team::ACCESS);
}

void AddPending(Case& record, const koppel::v1::Choice::ChosenPart& part, const std::string& party) {
  Offer& offer = AddOffer(record);
  offer.set_role(part.role());
  offer.set_offering(part.offering());
  offer.set_party(party);
  *offer.mutable_needs() = part.needs();
  offer.set_urgency(record.referral().urgency());
  offer.set_state(Offer::PENDING);
  *offer.mutable_send_time() = ToProto(Monday());
}

}  // namespace

absl::Time At(std::string_view local) {
  const auto minute = ParseLocalTime(local);
  EXPECT_TRUE(minute.has_value()) << local;
  return absl::FromCivil(minute.value_or(absl::CivilMinute()), Amsterdam());
}

absl::Time Monday() { return At("2026-11-23T09:00"); }

Setting SceneSetting() {
  Setting setting = {Calendar(Amsterdam(), FreeDays()), {}, {}, {}, {}, {}, {}, {}};
  setting.procedure = Parse<koppel::v1::Procedure>(
      "warn_working_days: 1 decision_warning_weeks: 8 hold_working_days: 3 question_pauses: YES sends_next: NO");
  for (const char* reason : kReasons) setting.decline_reasons.push_back(Parse<DeclineReason>(reason));
  setting.agreed[kKwintes] = {1, 3, 5, 10, "Werkafspraak Kwintes"};
  setting.agreed[kTeam] = setting.agreed[kTeamWithAccess] = {1, 5, 5, 20, "Werkafspraak VAK"};
  AddTeams(setting);
  setting.capacities[kLead] = Parse<Capacity>("state: FREE reported_free: 2");
  return setting;
}

Act ByAdviser(absl::Time time) { return {"adviseur-1", time, {}}; }

Act ByPartner(const std::string& party, absl::Time time) { return {"partner-1", time, {party}}; }

Case DraftCase() {
  Case record = Parse<Case>(kDraft);
  *record.mutable_content_time() = ToProto(Monday() - absl::Hours(1));
  return record;
}

Case SubmittedCase() {
  Case record = DraftCase();
  record.mutable_referral()->set_state(Referral::SUBMITTED);
  return record;
}

Case AdvisedCase() {
  Case record = SubmittedCase();
  record.MergeFrom(Parse<Case>(kProposed));
  record.mutable_referral()->set_latest_advice(1);
  *record.mutable_advice_time() = ToProto(Monday());
  return record;
}

Case ChosenCase() {
  Case record = AdvisedCase();
  koppel::v1::Choice& choice = *record.mutable_referral()->mutable_choice();
  choice.set_advice(1);
  choice.set_proposal(1);
  *choice.mutable_parts() = record.proposed(0).parts();
  choice.set_chooser(koppel::v1::Choice::TOGETHER);
  choice.set_recorded_by("adviseur-1");
  *choice.mutable_record_time() = ToProto(Monday());
  return record;
}

Case TeamCase() {
  Case record = ChosenCase();
  record.mutable_referral()->mutable_choice()->set_team(kTeam);
  return record;
}

Case OfferedCase() {
  Case record = ChosenCase();
  AddPending(record, record.referral().choice().parts(0), kKwintes);
  AddPending(record, record.referral().choice().parts(1), kDock);
  record.mutable_referral()->set_state(Referral::OFFERED);
  return record;
}

Case StartedCase() {
  Case record = OfferedCase();
  Offer& lead = *record.mutable_offers(0);
  const Act act = ByPartner(kKwintes, At("2026-11-23T10:00"));
  lead.set_state(Offer::ACCEPTED);
  *lead.mutable_answer_time() = ToProto(act.time);
  AddPlacement(record, lead, act);
  record.mutable_referral()->set_state(Referral::STARTED);
  return record;
}

}  // namespace koppel::workflow
