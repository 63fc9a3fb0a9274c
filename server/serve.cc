#include "server/serve.h"

#include <algorithm>
#include <memory>

#include "absl/container/flat_hash_set.h"
#include "server/digest.h"
#include "server/errors.h"
#include "server/records.h"

namespace koppel::server {
namespace {

using google::protobuf::Message;

constexpr size_t kUuidLength = 36;

// The areas of the snapshot, and those of the store for codes that came after it. Used by one thread.
class AreaBook {
 public:
  explicit AreaBook(const Environment& environment)
      : directory_(environment.directory), snapshot_(environment.world.Current()) {}

  bool Knows(const std::string& code) {
    if (matcher::KnowsArea(*snapshot_->world, code)) return true;
    if (!read_) Read();
    return codes_.empty() || codes_.contains(code);
  }

 private:
  void Read() {
    read_ = true;
    const auto tables = directory_.List(storage::Collection::kAreaTables, "", "", 0);
    if (!tables.ok()) return;
    for (const storage::Stored& table : tables->records) {
      for (const v1::Area& area : table.entry.area_table().areas()) codes_.insert(area.code());
    }
  }

  storage::Directory& directory_;
  std::shared_ptr<const Snapshot> snapshot_;
  bool read_ = false;
  absl::flat_hash_set<std::string> codes_;
};

// Looks now and then whether the caller is still there, so that nobody who left, and no server that stops, waits on.
absl::Status WaitForRevision(const Call& call, const Message& request) {
  const Revision wanted{NumberIn(request, "min_revision")};
  if (wanted.value <= 0) return absl::OkStatus();
  absl::Time until = call.environment.clock.Now();
  do {
    until = std::min(call.deadline, until + kCancelCheckInterval);
    if (call.environment.world.WaitFor(wanted, until)) return absl::OkStatus();
  } while (until < call.deadline && !call.cancelled());
  return RevisionNotReached(wanted);
}

// Whether what the request names must be in the directory.
bool NamesRecords(const std::string& method) {
  constexpr std::string_view kOnTheRoad[] = {"ChooseParts", "AnswerOffer", "RecordMemberResponse",
                                             "RecordTeamDecision"};
  return method.starts_with("Create") || std::ranges::count(kOnTheRoad, method) > 0;
}

}  // namespace

Known KnownIn(const Call& call, bool references) {
  auto areas = std::make_shared<AreaBook>(call.environment);
  Known known{.vocabulary = *call.environment.book.vocabulary,
              .knows_area = [areas](const std::string& code) { return areas->Knows(code); },
              .exists = nullptr};
  if (references) {
    known.exists = [&directory = call.environment.directory](const std::string& name) {
      return !absl::IsNotFound(directory.Get(name).status());
    };
  }
  return known;
}

absl::Status Admit(Call& call, const Message& request) {
  RETURN_IF_ERROR(Authorise(call));
  RETURN_IF_ERROR(WaitForRevision(call, request));
  if (call.method.starts_with("Update")) return absl::OkStatus();
  Known known = KnownIn(call, NamesRecords(call.method));
  // A recorded advice speaks of the areas of its time; its handler looks for them there.
  if (call.method == "ReplayAdvice") known.knows_area = nullptr;
  Violations violations;
  Validate(request, known, violations);
  return violations.ToStatus();
}

void Recognise(Call& call, const Message& request, std::string_view content) {
  if (FlagIn(request, "validate_only")) return;
  call.request_id = StringIn(request, "request_id");
  if (call.request_id.size() != kUuidLength) call.request_id.clear();
  if (!call.request_id.empty()) call.request_digest = Digest({call.method, StableBytes(request), content});
}

absl::StatusOr<std::optional<std::string>> RecallResponse(Call& call) {
  if (call.request_id.empty()) return std::nullopt;
  storage::Directory& directory = call.environment.directory;
  ASSIGN_OR_RETURN(std::optional<storage::Remembered> remembered, directory.Recall(call.request_id));
  if (!remembered.has_value()) return std::nullopt;
  if (remembered->digest != call.request_digest) return RequestIdReused();
  ASSIGN_OR_RETURN(const Revision directory_head, directory.Head());
  ASSIGN_OR_RETURN(const storage::RuleIndex rules, call.environment.rule_sets.ReadIndex());
  call.revision = std::max(directory_head, rules.head);
  return std::move(remembered->response);
}

bool LostRace(const absl::Status& status) { return absl::IsAborted(status) && !IsCatalogued(status); }

absl::Status Finish(const Call& call, const absl::Status& cause) {
  absl::Status told = Catalogued(cause);
  call.environment.observer.Finished(call, told, cause);
  return told;
}

}  // namespace koppel::server
