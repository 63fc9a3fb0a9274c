#include "server/handlers/import.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/digest.h"
#include "server/errors.h"
#include "server/import/directory_file.h"
#include "server/import/outcome.h"
#include "server/limits.h"
#include "server/proto_time.h"
#include "server/serve.h"

namespace koppel::server {
namespace {

using koppel::v1::ImportDirectoryResponse;
using Change = ImportDirectoryResponse::Change;

absl::Status OptionsFirst(const std::string& field) {
  Violations violations;
  violations.Add(field, Sentence::kOptionsFirst);
  return violations.ToStatus();
}

// What placements took up is Koppel's to count, whatever a line says: it stays, until a newer report of the provider.
void CarryHeld(const storage::Page& before, std::vector<Line>& lines) {
  absl::flat_hash_map<std::string, const v1::Capacity*> by_name;
  for (const auto& stored : before.records) {
    if (stored.entry.has_capacity()) by_name[stored.name] = &stored.entry.capacity();
  }
  for (Line& line : lines) {
    if (!line.entry.has_capacity()) continue;
    v1::Capacity& capacity = *line.entry.mutable_capacity();
    capacity.clear_held();
    const auto stored = by_name.find(line.name);
    if (stored == by_name.end()) continue;
    const bool is_newer = FromProto(capacity.confirm_time()) > FromProto(stored->second->confirm_time());
    if (!is_newer) capacity.set_held(stored->second->held());
  }
}

// What requests name of what goes away; empty: nothing. Without its capacity an offering loses count of the places that
// are taken. `removed` is in order.
std::string NamedOf(const std::string& name, const std::vector<std::string>& removed) {
  if (IsNameIn("offerings", name) || IsNameIn("teams", name)) return name;
  if (!IsNameIn("capacities", name)) return "";
  const std::string offering = ParentOf(name);
  return std::binary_search(removed.begin(), removed.end(), offering) ? "" : offering;
}

// Adds a problem for what goes away while requests of residents are under way with it. Gives what holds as long as no
// request comes to name the rest, as far as one commit takes that.
absl::StatusOr<std::vector<storage::Precondition>> CheckNotInUse(const Environment& environment,
                                                                 std::vector<std::string> removed, Problems& problems) {
  std::sort(removed.begin(), removed.end());
  const size_t room = static_cast<size_t>(environment.store.limits().max_operations) / 2;
  std::vector<storage::Precondition> none_comes;
  for (const std::string& name : removed) {
    const std::string named = NamedOf(name, removed);
    if (named.empty()) continue;
    ASSIGN_OR_RETURN(storage::Naming naming, environment.cases.CountNaming(named));
    if (naming.cases > 0) {
      problems.Add(kWholeFile, name, "", StillInUseSentence(name),
                   {{"name", name}, {"count", std::to_string(naming.cases)}});
    } else if (none_comes.size() < room) {
      none_comes.push_back(std::move(naming.no_more));
    }
  }
  return none_comes;
}

// What the differences ask of the directory.
storage::Changes ChangesFor(const ImportDirectoryResponse& response, const std::vector<Line>& lines) {
  absl::flat_hash_map<std::string, const Line*> by_name;
  for (const Line& line : lines) by_name[line.name] = &line;
  storage::Changes changes;
  for (const Change& change : response.changes()) {
    if (change.kind() == Change::REMOVED) {
      changes.remove.push_back(change.name());
    } else {
      changes.put.push_back(by_name[change.name()]->entry);
    }
  }
  changes.expected_head = Revision{response.base_revision()};
  return changes;
}

std::string DigestOf(const ImportDirectoryResponse& response, const storage::Changes& changes) {
  std::vector<std::string> parts = {StableBytes(response)};
  for (const auto& entry : changes.put) parts.push_back(StableBytes(entry));
  return Digest({parts.begin(), parts.end()});
}

// Stores the differences and completes the response.
absl::Status Store(Call& call, const std::vector<Line>& lines, std::vector<storage::Precondition> preconditions,
                   ImportDirectoryResponse& response) {
  if (call.cancelled()) return absl::CancelledError("the caller went away");
  response.set_applied(true);
  storage::Changes changes = ChangesFor(response, lines);
  changes.along_preconditions = std::move(preconditions);
  changes.request_id = call.request_id;
  changes.request_digest = call.request_digest;
  changes.response = [&response](const auto&) { return response.SerializeAsString(); };
  const auto revision = call.environment.directory.Import(changes, DigestOf(response, changes));
  if (absl::IsAborted(revision.status())) return DirectoryChanged();
  RETURN_IF_ERROR(revision.status());
  response.set_revision(revision->value);
  call.revision = *revision;
  call.changed = {absl::StrCat("import of ", response.changes_size(), " records")};
  return absl::OkStatus();
}

}  // namespace

absl::Status ImportUpload::Add(const v1::ImportDirectoryRequest& message) {
  if (message.has_options() == begun_) return OptionsFirst("options");
  if (!begun_) {
    begun_ = true;
    options_ = message.options();
    return absl::OkStatus();
  }
  if (!message.has_chunk()) return OptionsFirst("chunk");
  if (file_.size() + message.chunk().size() > kMaxImportBytes) return FileTooLarge();
  file_.append(message.chunk());
  return absl::OkStatus();
}

absl::Status ImportUpload::Complete() const { return begun_ ? absl::OkStatus() : OptionsFirst("options"); }

absl::StatusOr<ImportDirectoryResponse> ImportDirectory(Call& call, const ImportUpload& upload) {
  const v1::ImportDirectoryRequest::Options& options = upload.options();
  storage::Directory& directory = call.environment.directory;
  // Read before all else: a change that comes later makes the import fail.
  ASSIGN_OR_RETURN(const Revision head, directory.Head());
  if (options.base_revision() != 0 && options.base_revision() != head.value) return DirectoryChanged();
  ASSIGN_OR_RETURN(const storage::Page before, directory.ReadAll());

  Problems problems;
  std::vector<Line> lines = ReadDirectoryFile(upload.file(), options.replace(), problems);
  CarryHeld(before, lines);
  const Outcome outcome(before, lines, options.replace());
  outcome.Check(*call.environment.book.vocabulary, call.environment.world.Current()->rules.layers->sets(), problems);
  ASSIGN_OR_RETURN(std::vector<storage::Precondition> none_comes,
                   CheckNotInUse(call.environment, outcome.Removed(), problems));

  ImportDirectoryResponse response;
  response.set_base_revision(head.value);
  response.set_revision(head.value);
  call.revision = head;
  const bool refused = problems.Refuse();
  *response.mutable_problems() = problems.Take();
  if (refused) return response;
  for (Change& change : outcome.Differences()) *response.add_changes() = std::move(change);
  int from_file = 0;
  for (const Change& change : response.changes()) from_file += change.kind() != Change::REMOVED;
  response.set_unchanged_count(static_cast<int>(lines.size()) - from_file);
  if (response.changes().empty() || options.validate_only()) return response;
  RETURN_IF_ERROR(Store(call, lines, std::move(none_comes), response));
  return response;
}

absl::StatusOr<ImportDirectoryResponse> ServeImport(Call& call, const ImportUpload& upload) {
  Recognise(call, upload.options(), upload.file());
  absl::Status admitted = upload.Complete();
  if (admitted.ok()) admitted = Admit(call, upload.options());
  absl::StatusOr<ImportDirectoryResponse> response =
      admitted.ok() ? HandleOnce<ImportDirectoryResponse>(call, [&] { return ImportDirectory(call, upload); })
                    : absl::StatusOr<ImportDirectoryResponse>(admitted);
  if (const absl::Status told = Finish(call, response.status()); !told.ok()) return told;
  // A remembered answer was written in the commit that gives it its revision, so it does not hold that.
  if (response->applied() && response->revision() == response->base_revision()) {
    response->set_revision(call.revision.value);
  }
  return response;
}

}  // namespace koppel::server
