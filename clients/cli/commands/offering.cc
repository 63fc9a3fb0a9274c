#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "base/capacity.h"
#include "clients/cli/case/times.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/case.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/commands/terms.h"
#include "clients/cli/enums.h"
#include "koppel/v1/offering.pb.h"

namespace koppel::cli {
namespace {

using koppel::v1::Offering;
using koppel::v1::SearchOfferingsRequest;
using Result = koppel::v1::SearchOfferingsResponse::Result;

std::string DomainsOf(const Offering& offering) {
  std::vector<std::string> names;
  for (const int domain : offering.domains()) names.push_back(NameOf(static_cast<koppel::v1::Domain>(domain)));
  return absl::StrJoin(names, ",");
}

Columns<Result> SearchColumns() {
  return {{"NAME", [](const Result& r) { return r.offering().name(); }},
          {"KIND", [](const Result& r) { return NameOf(r.offering().kind()); }},
          {"CAPACITY", [](const Result& r) { return NameOf(StateOf(r.capacity())); }, true},
          {"METERS", [](const Result& r) { return r.has_distance_meters() ? absl::StrCat(r.distance_meters()) : "-"; },
           true},
          {"DOMAINS", [](const Result& r) { return DomainsOf(r.offering()); }, true},
          {"TITLE", [](const Result& r) { return r.offering().title(); }}};
}

absl::Status ReadPoint(const std::string& text, koppel::v1::Point& point) {
  const std::vector<std::string> parts = absl::StrSplit(text, ',');
  double latitude = 0;
  double longitude = 0;
  if (parts.size() != 2 || !absl::SimpleAtod(parts[0], &latitude) || !absl::SimpleAtod(parts[1], &longitude)) {
    return UsageError(Text::kNotAPoint, {{"value", text}});
  }
  point.set_latitude(latitude);
  point.set_longitude(longitude);
  return absl::OkStatus();
}

absl::StatusOr<SearchOfferingsRequest> SearchRequest(const Given& given) {
  SearchOfferingsRequest request;
  request.set_query(absl::StrJoin(given.Words("WORDS"), " "));
  request.set_domain(EnumOf<koppel::v1::Domain>(given.Text("--domain")));
  request.set_subtopic(given.Text("--subtopic"));
  request.set_area(given.Text("--area"));
  request.set_kind(EnumOf<Offering::Kind>(given.Text("--kind")));
  request.set_max_distance_meters(given.Whole("--within").value_or(0));
  if (given.Has("--near")) RETURN_IF_ERROR(ReadPoint(given.Text("--near"), *request.mutable_near()));
  return request;
}

absl::Status RunSearch(Session& session) {
  ASSIGN_OR_RETURN(SearchOfferingsRequest request, SearchRequest(session.given()));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(auto response, koppel->SearchOfferings(std::move(request)));
  const std::vector<Result> results(response.results().begin(), response.results().end());
  session.printer().List(results, SearchColumns());
  TellWhenEmpty(session, results.empty());
  return absl::OkStatus();
}

Columns<koppel::v1::Offer> WaitingColumns(const Printer& printer) {
  using koppel::v1::Offer;
  return {{"NAME", [&printer](const Offer& o) { return printer.for_people() ? ShortName(o.name()) : o.name(); }},
          {"URGENCY", [](const Offer& o) { return NameOf(o.urgency()); }},
          {"SINCE", [](const Offer& o) { return o.has_send_time() ? LocalTime(o.send_time()) : std::string("-"); }},
          {"PARTY", [](const Offer& o) { return o.party(); }}};
}

absl::Status RunWaiting(Session& session) {
  koppel::v1::ListWaitingOffersRequest request;
  request.set_offering(session.given().Text("NAME"));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto response, koppel->Call(request));
  Columns<koppel::v1::Offer> columns = WaitingColumns(session.printer());
  if (!session.printer().for_people()) return ShowList(session, response.offers(), columns);
  ASSIGN_OR_RETURN(const Terms terms, Terms::Of(*koppel, response.offers()));
  const Language language = session.language();
  columns.push_back({Say(SheetSentence::kColumnByLaw, language),
                     [&](const koppel::v1::Offer& offer) { return terms.ByLawOf(offer.name(), language); }});
  return ShowList(session, response.offers(), columns);
}

Command WaitingCommand() {
  return {"offering",
          "waiting",
          "Show who waits for a place with an offering, who is next on top",
          "koppel offering waiting providers/org-deschoor/offerings/act-al-breien",
          {{"NAME", "", Shape::kText, true, "", "Name of the offering"}},
          RunWaiting};
}

Command SearchCommand() {
  return {"offering",
          "search",
          "Find offerings by words, domain, sub-topic, area, distance or kind",
          "koppel offering search samen breien --domain SOCIAL --near 52.37,5.22 --output wide",
          {{"WORDS", "", Shape::kWords, false, "", "Words that must all occur"},
           {"--domain", "", Shape::kChoice, false, "DOMAIN", "Only offerings in this domain",
            Choices<koppel::v1::Domain>()},
           {"--subtopic", "", Shape::kText, false, "CODE", "Only offerings that help with this sub-topic"},
           {"--area", "", Shape::kText, false, "CODE", "Only offerings that serve this area, such as BU00340101"},
           {"--near", "", Shape::kText, false, "LAT,LON", "Nearest first, seen from this point"},
           {"--within", "", Shape::kWhole, false, "METERS", "With --near: only places within this distance"},
           {"--kind", "", Shape::kChoice, false, "KIND", "Only offerings of this kind", Choices<Offering::Kind>()}},
          RunSearch};
}

}  // namespace

template <>
struct Noun<Offering> {
  using List = koppel::v1::ListOfferingsResponse;
  static constexpr char kCollection[] = "offerings";

  static Columns<Offering> TableColumns() {
    return {{"NAME", [](const Offering& o) { return o.name(); }},
            {"KIND", [](const Offering& o) { return NameOf(o.kind()); }},
            {"FORM", [](const Offering& o) { return NameOf(o.form()); }, true},
            {"DOMAINS", DomainsOf, true},
            {"AREAS", [](const Offering& o) { return absl::StrJoin(o.service_areas(), ","); }, true},
            {"LOCATION", [](const Offering& o) { return o.location(); }, true},
            {"TITLE", [](const Offering& o) { return o.title(); }}};
  }
};

std::vector<Command> OfferingCommands() {
  std::vector<Command> rows =
      ResourceCommands<Offering>("offering", "an", "offerings", "providers/org-deschoor/offerings/act-al-breien");
  rows.front().arguments = {{"--provider", "", Shape::kText, false, "NAME", "Only those of this provider"}};
  rows.push_back(SearchCommand());
  rows.push_back(WaitingCommand());
  return rows;
}

}  // namespace koppel::cli
