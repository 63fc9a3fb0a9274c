// The commands that every resource has: list, get, apply and delete. A noun says what differs by specialising Noun.

#ifndef KOPPEL_CLIENTS_CLI_COMMANDS_RESOURCE_H_
#define KOPPEL_CLIENTS_CLI_COMMANDS_RESOURCE_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/cli/errors.h"
#include "clients/cli/files.h"
#include "clients/cli/printer.h"
#include "clients/cli/session.h"
#include "google/protobuf/reflection.h"

namespace koppel::cli {

// For each resource: `using List` (the response of its list method), `static constexpr char kCollection[]` and
// `static Columns<Resource> TableColumns()`.
template <class Resource>
struct Noun;

// Options of every command that changes something.
inline std::vector<Argument> ChangeArguments() {
  return {{"--validate-only", "", Shape::kFlag, false, "", "Check everything and store nothing"},
          {"--request-id", "", Shape::kText, false, "UUID", "Repeating the command with it changes nothing more"}};
}

inline std::vector<Argument> WithChangeArguments(std::vector<Argument> arguments) {
  for (Argument& argument : ChangeArguments()) arguments.push_back(std::move(argument));
  return arguments;
}

// Says on standard error that a list is empty, to people only.
inline void TellWhenEmpty(Session& session, bool empty) {
  if (empty && session.printer().for_people()) session.err() << Say(Text::kNothingFound, session.language()) << "\n";
}

// The name as the server knows it: an id alone gets its collection before it.
template <class Resource>
std::string FullName(const std::string& name) {
  return name.find('/') == std::string::npos ? absl::StrCat(Noun<Resource>::kCollection, "/", name) : name;
}

template <class Resource>
absl::Status RunList(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  const std::string parent = session.given().Text("--provider");
  ASSIGN_OR_RETURN(std::vector<Resource> records, koppel->List<Resource>(parent.empty() ? "providers/-" : parent));
  session.printer().List(records, Noun<Resource>::TableColumns());
  TellWhenEmpty(session, records.empty());
  return absl::OkStatus();
}

template <class Resource>
absl::Status RunGet(Session& session) {
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(Resource record, koppel->Get<Resource>(FullName<Resource>(session.given().Text("NAME"))));
  session.printer().One(record, Noun<Resource>::TableColumns());
  return absl::OkStatus();
}

// The server makes and changes a record at one moment, so a new one has the same time twice.
template <class Resource>
bool IsNew(const Resource& record) {
  return record.create_time().seconds() == record.update_time().seconds() &&
         record.create_time().nanos() == record.update_time().nanos();
}

template <class Resource>
absl::Status RunApply(Session& session) {
  ASSIGN_OR_RETURN(FileText file, ReadFile(session.given().Text("--file"), session.in(), kLargestRecordFile));
  typename Noun<Resource>::List list;
  RETURN_IF_ERROR(ParseRecords(file, list));
  const client::ChangeOptions change = session.Change();
  const auto records =
      list.GetReflection()->template GetRepeatedFieldRef<Resource>(list, list.GetDescriptor()->field(0));
  if (!change.request_id.empty() && records.size() > 1) {
    return UsageError(Text::kRequestIdForOne, {{"count", absl::StrCat(records.size())}});
  }
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  for (const Resource& record : records) {
    ASSIGN_OR_RETURN(Resource stored, koppel->Apply(record, change));
    const char* done = change.validate_only ? "validated" : IsNew(stored) ? "created" : "updated";
    session.printer().Done(record.name(), done, stored);
  }
  return absl::OkStatus();
}

template <class Resource>
absl::Status RunDelete(Session& session) {
  const std::string name = FullName<Resource>(session.given().Text("NAME"));
  const client::ChangeOptions change = session.Change();
  if (!change.validate_only && !session.given().Has("--yes")) return UsageError(Text::kNeedsYes, {{"name", name}});
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  RETURN_IF_ERROR(koppel->Delete<Resource>(name, change));
  Resource deleted;
  deleted.set_name(name);
  session.printer().Done(name, change.validate_only ? "validated" : "deleted", deleted);
  return absl::OkStatus();
}

// The four rows of a noun; `article` and `plural` are for the summaries, `example` is a name.
template <class Resource>
std::vector<Command> ResourceCommands(const std::string& noun, const std::string& article, const std::string& plural,
                                      const std::string& example) {
  const Argument name{"NAME", "", Shape::kText, true, "", absl::StrCat("Name of the ", noun, ", such as ", example)};
  const Argument file{"--file", "-f",   Shape::kFile,
                      true,     "FILE", "JSON or textproto, one or more; - is standard input"};
  const Argument yes{"--yes", "", Shape::kFlag, false, "", "Delete without asking"};
  const std::string command = "koppel " + noun;
  return {
      {noun, "list", "List " + plural, command + " list --output wide", {}, RunList<Resource>},
      {noun,
       "get",
       absl::StrCat("Show ", article, " ", noun),
       absl::StrCat(command, " get ", example, " --output json"),
       {name},
       RunGet<Resource>},
      {noun, "apply", absl::StrCat("Create or replace ", plural, " from a file"),
       absl::StrCat(command, " apply --file ", noun, ".json --validate-only"), WithChangeArguments({file}),
       RunApply<Resource>},
      {noun, "delete", absl::StrCat("Delete ", article, " ", noun),
       absl::StrCat(command, " delete ", example, " --yes"), WithChangeArguments({name, yes}), RunDelete<Resource>},
  };
}

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMMANDS_RESOURCE_H_
