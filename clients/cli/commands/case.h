// What the commands for requests, offers and placements share: the arguments of a step, and how it is made and told.

#ifndef KOPPEL_CLIENTS_CLI_COMMANDS_CASE_H_
#define KOPPEL_CLIENTS_CLI_COMMANDS_CASE_H_

#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "clients/cli/case/names.h"
#include "clients/cli/case/report.h"
#include "clients/cli/commands/resource.h"
#include "koppel/v1/referral_service.pb.h"

namespace koppel::cli {

inline Argument ReferralArgument() {
  return {"NAME", "", Shape::kText, true, "", "The request, such as GM0034/x or municipalities/GM0034/referrals/x"};
}

inline Argument OfferArgument() {
  return {"NAME", "", Shape::kText, true, "", "The offer, such as GM0034/x/1, or its name in full"};
}

inline Argument PlacementArgument() {
  return {"NAME", "", Shape::kText,
          true,   "", "The placement, such as GM0034/x/1 (the number of its offer), or in full"};
}

inline Argument OnBehalfArgument() {
  return {"--on-behalf-of", "",
          Shape::kText,     false,
          "PARTY",          "For whom you record it, such as after a telephone call; such as providers/x"};
}

// The arguments with those of every step of a request.
inline std::vector<Argument> StepArguments(std::vector<Argument> arguments) {
  arguments.push_back(
      {"--etag", "", Shape::kText, false, "ETAG", "Refuse when the request was changed since it had this etag"});
  return WithChangeArguments(std::move(arguments));
}

// What the arguments say about every step: etag, on behalf of whom, and how the change is made.
template <class Request>
void FillStep(const Session& session, Request& request) {
  const Given& given = session.given();
  if constexpr (requires { request.set_etag(""); }) request.set_etag(given.Text("--etag"));
  if constexpr (requires { request.set_on_behalf_of(""); }) {
    request.set_on_behalf_of(FullPartyName(given.Text("--on-behalf-of")));
  }
  request.set_request_id(session.Change().request_id);
  request.set_validate_only(session.Change().validate_only);
}

// Makes a step, tells what was done, and to people also whom the request waits for now.
template <class Request>
absl::Status RunStep(Session& session, Request request, const std::string& done) {
  FillStep(session, request);
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto response, koppel->Call(request));
  Printer& printer = session.printer();
  printer.Done(request.name(), session.Change().validate_only ? "validated" : done, response);
  if (printer.for_people()) WriteWaiting(response.referral(), session.language(), printer);
  return absl::OkStatus();
}

// Asks for one record or one list and gives it to the printer.
template <class Request, class Record>
absl::Status RunShow(Session& session, const Request& request, const Columns<Record>& columns) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto record, koppel->Call(request));
  session.printer().One(record, columns);
  return absl::OkStatus();
}

template <class Record>
absl::Status ShowList(Session& session, const google::protobuf::RepeatedPtrField<Record>& records,
                      const Columns<Record>& columns) {
  session.printer().List(std::vector<Record>(records.begin(), records.end()), columns);
  TellWhenEmpty(session, records.empty());
  return absl::OkStatus();
}

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMMANDS_CASE_H_
