#include "base/capacity.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "clients/cli/case/times.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/enums.h"
#include "koppel/v1/offering.pb.h"

namespace koppel::cli {
namespace {

using koppel::v1::Capacity;
using koppel::v1::ListCapacitiesRequest;

// The day in the Netherlands, as "2026-11-02".
std::string Confirmed(const Capacity& capacity, Language language) {
  if (!capacity.has_confirm_time()) return Say(Text::kNever, language);
  return LocalDay(capacity.confirm_time());
}

std::string FreeOrDash(const Capacity& capacity) {
  const auto free = FreeOf(capacity);
  return free.has_value() ? absl::StrCat(*free) : "-";
}

std::string NumberOrDash(bool is_given, int number) { return is_given ? absl::StrCat(number) : "-"; }

Columns<Capacity> CapacityColumns(Language language) {
  return {{"NAME", [](const Capacity& c) { return c.name(); }},
          {"STATE", [](const Capacity& c) { return NameOf(StateOf(c)); }},
          {"FREE", FreeOrDash, true},
          // What placements took up since the provider said so.
          {"TAKEN", [](const Capacity& c) { return NumberOrDash(c.has_reported_free(), c.held()); }, true},
          {"TOTAL", [](const Capacity& c) { return NumberOrDash(c.has_total(), c.total()); }, true},
          {"UNIT", [](const Capacity& c) { return NameOf(c.unit()); }, true},
          {"WEEKS", [](const Capacity& c) { return NumberOrDash(c.has_waiting_weeks(), c.waiting_weeks()); }, true},
          {"CONFIRMED", [language](const Capacity& c) { return Confirmed(c, language); }}};
}

// Takes the name of the offering too.
std::string FullCapacityName(const std::string& name) {
  return absl::EndsWith(name, "/capacity") ? name : CapacityName(name);
}

std::vector<Capacity> RecordsOf(const koppel::v1::ListCapacitiesResponse& response) {
  return {response.capacities().begin(), response.capacities().end()};
}

absl::Status RunSetCapacity(Session& session) {
  const Given& given = session.given();
  Capacity capacity;
  capacity.set_name(FullCapacityName(given.Text("OFFERING")));
  capacity.set_state(EnumOf<Capacity::State>(given.Text("--state")));
  if (const auto free = given.Whole("--free")) capacity.set_reported_free(*free);
  if (const auto total = given.Whole("--total")) capacity.set_total(*total);
  if (const auto weeks = given.Whole("--weeks")) capacity.set_waiting_weeks(*weeks);
  const bool counted = given.Has("--free") || given.Has("--total");
  capacity.set_unit(given.Has("--unit") ? EnumOf<Capacity::Unit>(given.Text("--unit"))
                    : counted           ? Capacity::PLACE
                                        : Capacity::UNIT_UNSPECIFIED);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  const client::ChangeOptions change = session.Change();
  ASSIGN_OR_RETURN(Capacity stored, koppel->SetCapacity(capacity, change));
  session.printer().Done(capacity.name(), change.validate_only ? "validated" : "updated", stored);
  return absl::OkStatus();
}

absl::Status RunGetCapacity(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(Capacity capacity, koppel->GetCapacity(FullCapacityName(session.given().Text("OFFERING"))));
  session.printer().One(capacity, CapacityColumns(session.language()));
  return absl::OkStatus();
}

absl::Status RunListCapacities(Session& session) {
  ListCapacitiesRequest request;
  request.set_parent(session.given().Text("--provider"));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(auto response, koppel->ListCapacities(std::move(request)));
  session.printer().List(RecordsOf(response), CapacityColumns(session.language()));
  TellWhenEmpty(session, response.capacities().empty());
  return absl::OkStatus();
}

// The figures of one provider, oldest first.
struct Silence {
  std::string provider;
  std::vector<Capacity> figures;
};

// The figures come oldest first, so a provider's place follows from its oldest.
std::vector<Silence> ByProvider(const std::vector<Capacity>& figures) {
  std::vector<Silence> silences;
  std::map<std::string, size_t> places;
  for (const Capacity& figure : figures) {
    const std::string provider = ParentOf(ParentOf(figure.name()));
    const auto place = places.emplace(provider, silences.size()).first;
    if (place->second == silences.size()) silences.push_back({provider, {}});
    silences[place->second].figures.push_back(figure);
  }
  return silences;
}

// A row for each provider, with the age of its oldest figure, above the rows of its figures.
std::vector<Row> StaleRows(const std::vector<Silence>& silences, Language language) {
  std::vector<Row> rows;
  for (const Silence& silence : silences) {
    rows.push_back({silence.provider,
                    Say(Text::kStaleCount, language, {{"count", absl::StrCat(silence.figures.size())}}),
                    Confirmed(silence.figures.front(), language)});
    for (const Capacity& figure : silence.figures) {
      rows.push_back({"  " + ParentOf(figure.name()), NameOf(StateOf(figure)), Confirmed(figure, language)});
    }
  }
  return rows;
}

absl::Status RunStaleCapacities(Session& session) {
  ListCapacitiesRequest request;
  request.set_parent(session.given().Text("--provider"));
  request.set_stale_only(true);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(auto response, koppel->ListCapacities(std::move(request)));
  const Language language = session.language();
  if (!session.printer().for_people()) {
    session.printer().List(RecordsOf(response), CapacityColumns(language));
    return absl::OkStatus();
  }
  const std::vector<Silence> silences = ByProvider(RecordsOf(response));
  session.printer().Table({"NAME", "STATE", "CONFIRMED"}, StaleRows(silences, language));
  session.err() << Say(silences.empty() ? Text::kNothingStale : Text::kStaleFigures, language,
                       {{"days", absl::StrCat(response.shelf_life_days())},
                        {"figures", absl::StrCat(response.capacities_size())},
                        {"providers", absl::StrCat(silences.size())}})
                << "\n";
  return absl::OkStatus();
}

Command SetCommand() {
  return {
      "capacity",
      "set",
      "Say how much room an offering has now",
      "koppel capacity set providers/org-deschoor/offerings/act-al-breien --state FREE --free 4 --total 14",
      WithChangeArguments(
          {{"OFFERING", "", Shape::kText, true, "", "Name of the offering"},
           {"--state", "", Shape::kChoice, true, "STATE", "Whether somebody can start", Choices<Capacity::State>()},
           {"--free", "", Shape::kWhole, false, "N", "How much is free"},
           {"--total", "", Shape::kWhole, false, "N", "How much there is in all"},
           {"--unit", "", Shape::kChoice, false, "UNIT", "What is counted, default PLACE", Choices<Capacity::Unit>()},
           {"--weeks", "", Shape::kWhole, false, "N", "With WAITING_LIST: how long somebody waits, in weeks"}}),
      RunSetCapacity};
}

}  // namespace

std::vector<Command> CapacityCommands() {
  const Argument offering{"OFFERING", "", Shape::kText, true, "", "Name of the offering"};
  const Argument provider{"--provider", "", Shape::kText, false, "NAME", "Only those of this provider"};
  return {SetCommand(),
          {"capacity",
           "get",
           "Show how much room an offering has",
           "koppel capacity get providers/org-deschoor/offerings/act-al-breien",
           {offering},
           RunGetCapacity},
          {"capacity",
           "list",
           "List how much room offerings have, confirmed longest ago first",
           "koppel capacity list --output wide",
           {provider},
           RunListCapacities},
          {"capacity",
           "stale",
           "Show figures past their shelf life and which providers went silent, oldest first",
           "koppel capacity stale",
           {provider},
           RunStaleCapacities}};
}

}  // namespace koppel::cli
