#include "server/cases/setting.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "matcher/rules/compile.h"
#include "server/proto_time.h"
#include "server/records.h"

namespace koppel::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using workflow::Agreed;

// What a case speaks of.
struct NamesOfCase {
  std::set<std::string> offerings;
  std::set<std::string> providers;
  std::set<std::string> teams;
};

void AddName(const std::string& name, NamesOfCase& names) {
  const std::string_view collection = CollectionOf(name);
  if (collection == "offerings") {
    names.offerings.insert(name);
    names.providers.insert(ParentOf(name));
  } else if (collection == "providers") {
    names.providers.insert(name);
  } else if (collection == "teams") {
    names.teams.insert(name);
  }
}

void AddNamesIn(const Message& message, NamesOfCase& names) {
  const auto refers = [](const FieldDescriptor& field) { return !field.options().GetExtension(v1::resource).empty(); };
  for (const Text& text : TextsIn(message, refers)) AddName(text.value, names);
}

NamesOfCase NamesIn(const workflow::Case& record, const Message* request) {
  NamesOfCase names;
  AddNamesIn(record.referral().choice(), names);
  // Who is silent is set aside with all that it was proposed with; a choice by number takes over parts and team.
  for (const auto& proposed : record.proposed()) {
    AddNamesIn(proposed, names);
    AddName(proposed.team(), names);
  }
  for (const v1::Offer& offer : record.offers()) {
    AddNamesIn(offer, names);
    AddName(offer.party(), names);
  }
  for (const v1::Placement& placement : record.placements()) AddNamesIn(placement, names);
  if (request != nullptr) AddNamesIn(*request, names);
  return names;
}

absl::StatusOr<std::optional<storage::Stored>> FindInStore(const Environment& environment, const std::string& name) {
  absl::StatusOr<storage::Stored> stored = environment.directory.Get(name);
  if (absl::IsNotFound(stored.status())) return std::nullopt;
  RETURN_IF_ERROR(stored.status());
  return *std::move(stored);
}

// Takes over what was agreed for this urgency, step by step; `source` is said where anything was.
template <typename Term>
void LayAgreement(const Term& term, const std::string& source, Agreed& agreed) {
  const auto lay = [&](int days, int& into) {
    if (days > 0) into = days;
    return days > 0;
  };
  bool any = lay(term.answer_working_days(), agreed.answer);
  any |= lay(term.receipt_working_days(), agreed.receipt);
  any |= lay(term.first_contact_working_days(), agreed.first_contact);
  any |= lay(term.start_working_days(), agreed.start);
  if (any && !source.empty()) absl::StrAppend(&agreed.source, agreed.source.empty() ? "" : "; ", source);
}

template <typename Terms>
void LayTerms(const Terms& terms, v1::Urgency urgency, const std::string& source, Agreed& agreed) {
  for (const auto& term : terms) {
    if (term.urgency() == urgency) LayAgreement(term, source, agreed);
  }
}

// Not stated counts as normal.
v1::Urgency UrgencyToAgree(v1::Urgency urgency) { return urgency == v1::URGENCY_UNSPECIFIED ? v1::NORMAL : urgency; }

Agreed AgreedByRules(const v1::RuleSet& rules, v1::Urgency urgency) {
  Agreed agreed;
  for (const v1::Agreement& agreement : rules.agreements()) {
    if (agreement.urgency() == urgency) LayAgreement(agreement, agreement.source(), agreed);
  }
  return agreed;
}

std::string SourceOfAgreement(const std::string& title) { return absl::StrCat("werkafspraak met ", title); }

Calendar CalendarOf(const Environment& environment, const v1::RuleSet& rules) {
  FreeDays free_days;
  for (const v1::FreeDay& day : rules.free_days()) {
    const std::optional<absl::CivilDay> date = ParseDate(day.free_date());
    if (!date.has_value()) continue;
    (day.by_decree() ? free_days.by_decree : free_days.agreed).insert(*date);
  }
  return Calendar(environment.clock.zone(), std::move(free_days));
}

// Collects a setting, one record after another.
class Gatherer {
 public:
  Gatherer(const Environment& environment, const Snapshot& snapshot, const std::string& municipality,
           v1::Urgency urgency)
      : Gatherer(environment, RulesFor(snapshot, municipality), snapshot.rules.layers->TeamsIn(IdOf(municipality)),
                 urgency) {}

  Gatherer(const Environment& environment, const v1::RuleSet& rules, const matcher::RuleLayers::TeamRules& team_rules,
           v1::Urgency urgency)
      : environment_(environment),
        rules_(rules),
        team_rules_(team_rules),
        urgency_(UrgencyToAgree(urgency)),
        gathered_{.setting = {.calendar = CalendarOf(environment, rules),
                              .procedure = rules.procedure(),
                              .decline_reasons = {rules.decline_reasons().begin(), rules.decline_reasons().end()},
                              .agreed = {},
                              .teams = {},
                              .capacities = {},
                              .offering_change_times = {},
                              .capacity_report_times = {}},
                  .capacity_revisions = {},
                  .record_revisions = {}} {}

  absl::StatusOr<Gathered> Gather(NamesOfCase names) {
    for (const std::string& team : names.teams) RETURN_IF_ERROR(AddTeam(team));
    for (const auto& [name, team] : gathered_.setting.teams) {
      for (const v1::Team::Member& member : team.members()) AddNamesIn(member, names);
    }
    for (const std::string& provider : names.providers) RETURN_IF_ERROR(AddProvider(provider));
    for (const std::string& offering : names.offerings) RETURN_IF_ERROR(AddOffering(offering));
    return std::move(gathered_);
  }

 private:
  // The rules of the municipality, and where the team has rules of its own: those.
  const v1::RuleSet& RulesOf(const std::string& team) const {
    const auto own =
        std::find_if(team_rules_.begin(), team_rules_.end(), [&](const auto& named) { return named.first == team; });
    return own == team_rules_.end() ? rules_ : matcher::SourceOf(*own->second);
  }

  // The first team of the case with this member; null: none.
  const v1::Team* TeamWith(const std::string& provider) const {
    for (const auto& [name, team] : gathered_.setting.teams) {
      const bool member = std::any_of(team.members().begin(), team.members().end(),
                                      [&](const v1::Team::Member& each) { return each.provider() == provider; });
      if (member) return &team;
    }
    return nullptr;
  }

  absl::Status AddTeam(const std::string& name) {
    ASSIGN_OR_RETURN(const std::optional<storage::Stored> found, FindInStore(environment_, name));
    if (!found.has_value()) return absl::OkStatus();
    const v1::Team& team = found->entry.team();
    Agreed agreed = AgreedByRules(RulesOf(name), urgency_);
    LayTerms(team.response_terms(), urgency_, SourceOfAgreement(team.title()), agreed);
    gathered_.setting.agreed[name] = agreed;
    gathered_.setting.teams[name] = team;
    gathered_.record_revisions[name] = found->revision;
    return absl::OkStatus();
  }

  absl::Status AddProvider(const std::string& name) {
    ASSIGN_OR_RETURN(const std::optional<storage::Stored> found, FindInStore(environment_, name));
    const v1::Provider& provider = found.has_value() ? found->entry.provider() : v1::Provider::default_instance();
    const v1::Team* team = TeamWith(name);
    Agreed agreed = AgreedByRules(team == nullptr ? rules_ : RulesOf(team->name()), urgency_);
    LayTerms(provider.response_terms(), urgency_, SourceOfAgreement(provider.title()), agreed);
    if (team != nullptr) LayTerms(team->response_terms(), urgency_, SourceOfAgreement(team->title()), agreed);
    gathered_.setting.agreed[name] = agreed;
    return absl::OkStatus();
  }

  absl::Status AddOffering(const std::string& name) {
    ASSIGN_OR_RETURN(const std::optional<storage::Stored> offering, FindInStore(environment_, name));
    if (!offering.has_value()) return absl::OkStatus();
    gathered_.record_revisions[name] = offering->revision;
    gathered_.setting.offering_change_times[name] = FromProto(offering->entry.offering().update_time());
    ASSIGN_OR_RETURN(const std::optional<storage::Stored> capacity, FindInStore(environment_, CapacityName(name)));
    if (!capacity.has_value()) return absl::OkStatus();
    gathered_.setting.capacity_report_times[name] = FromProto(capacity->entry.capacity().confirm_time());
    gathered_.setting.capacities[name] = capacity->entry.capacity();
    gathered_.capacity_revisions[name] = capacity->revision;
    return absl::OkStatus();
  }

  const Environment& environment_;
  const v1::RuleSet& rules_;
  const matcher::RuleLayers::TeamRules& team_rules_;
  const v1::Urgency urgency_;
  Gathered gathered_;
};

}  // namespace

const v1::RuleSet& RulesFor(const Snapshot& snapshot, const std::string& municipality) {
  return matcher::SourceOf(snapshot.rules.layers->For(IdOf(municipality)));
}

absl::StatusOr<Gathered> GatherSetting(const Environment& environment, const Snapshot& snapshot,
                                       const workflow::Case& record, const Message* request) {
  const v1::Referral& referral = record.referral();
  return Gatherer(environment, snapshot, ParentOf(referral.name()), referral.urgency())
      .Gather(NamesIn(record, request));
}

absl::StatusOr<workflow::Agreed> AgreedFor(const Environment& environment, const Snapshot& snapshot,
                                           const std::string& municipality, v1::Urgency urgency,
                                           const std::string& party) {
  NamesOfCase names;
  AddName(party, names);
  ASSIGN_OR_RETURN(const Gathered gathered,
                   Gatherer(environment, snapshot, municipality, urgency).Gather(std::move(names)));
  const auto found = gathered.setting.agreed.find(party);
  return found == gathered.setting.agreed.end() ? workflow::Agreed() : found->second;
}

}  // namespace koppel::server
