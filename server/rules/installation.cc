#include "server/rules/installation.h"

#include <spdlog/spdlog.h>

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/call.h"
#include "server/rules/activity.h"
#include "server/rules/checks.h"
#include "server/rules/revisions.h"

namespace koppel::server {
namespace {

using koppel::v1::RuleSet;
using storage::RuleIndex;
using storage::RuleRevision;
using storage::RuleSetEntry;

class Installation {
 public:
  Installation(const storage::RuleSets& store, const RuleBook& book, const Clock& clock)
      : book_(book), clock_(clock), reader_(store) {}

  // What has to be stored; nothing of it when it cannot count together with the rest.
  absl::StatusOr<storage::RuleChanges> Plan(const RuleIndex& index) {
    for (const RuleSet& set : book_.sets) {
      const RuleSetEntry* entry = FindEntry(index, set.name());
      bool wanted = entry == nullptr;
      if (!wanted) {
        ASSIGN_OR_RETURN(wanted, IsUpgrade(set, *entry));
      }
      if (wanted) Add(set, entry == nullptr ? 1 : entry->latest + 1);
    }
    changes_.expected_head = index.head;
    ASSIGN_OR_RETURN(const RuleProblems problems, ProblemsAfter(index));
    if (!problems.empty()) GiveUp(problems);
    return changes_;
  }

 private:
  // Whether the set is a new version of what Koppel stored, and nobody changed that.
  absl::StatusOr<bool> IsUpgrade(const RuleSet& set, const RuleSetEntry& entry) {
    ASSIGN_OR_RETURN(const std::optional<RuleRevision> stored, LastOfProgram(entry));
    if (stored.has_value() && SameRules(stored->rule_set, set)) return false;
    // A draft that nobody activated changes nothing.
    const bool untouched = stored.has_value() && (entry.activations.empty() ||
                                                  (entry.activations.back().activated_by == kProgram &&
                                                   entry.activations.back().revision == stored->rule_set.revision()));
    if (!untouched) {
      spdlog::warn("{} was changed here; the version that came with the program is not used", set.name());
    }
    return untouched;
  }

  absl::StatusOr<std::optional<RuleRevision>> LastOfProgram(const RuleSetEntry& entry) {
    for (int revision = entry.latest; revision > 0; --revision) {
      ASSIGN_OR_RETURN(RuleRevision stored, reader_.Read(entry.name, revision));
      if (stored.author == kProgram) return stored;
    }
    return std::nullopt;
  }

  void Add(const RuleSet& set, int number) {
    RuleRevision revision{.rule_set = set, .author = kProgram, .note = "", .create_time = {}};
    revision.rule_set.set_revision(number);
    reader_.Add(revision);
    changes_.add.push_back(revision);
    changes_.activate.push_back({.name = set.name(),
                                 .revision = number,
                                 .start_date = FormatDate(clock_.Today()),
                                 .activated_by = kProgram,
                                 .rollback = false,
                                 .activate_time = {}});
  }

  // The files were checked together. It is what others stored that may not go with them.
  absl::StatusOr<RuleProblems> ProblemsAfter(const RuleIndex& index) {
    if (changes_.add.empty() || index.sets.empty()) return RuleProblems{};
    const RuleGround ground{.vocabulary = book_.vocabulary, .zone = clock_.zone()};
    return ProblemsFrom(clock_.Today(), IndexAfter(index, changes_, clock_.Now()), reader_, ground);
  }

  void GiveUp(const RuleProblems& problems) {
    const std::string lines = absl::StrJoin(problems, "\n", [](std::string* out, const v1::RuleProblem& problem) {
      absl::StrAppend(out, problem.rule_set(), ": ", problem.path(), ": ", problem.message().en());
    });
    spdlog::error("the rule sets that came with the program do not go with those in the store and are not used:\n{}",
                  lines);
    changes_.add.clear();
    changes_.activate.clear();
  }

  const RuleBook& book_;
  const Clock& clock_;
  RevisionReader reader_;
  storage::RuleChanges changes_;
};

}  // namespace

absl::Status InstallRules(storage::RuleSets& rule_sets, const RuleBook& book, const Clock& clock) {
  ASSIGN_OR_RETURN(const RuleIndex index, rule_sets.ReadIndex());
  ASSIGN_OR_RETURN(const storage::RuleChanges changes, Installation(rule_sets, book, clock).Plan(index));
  if (changes.add.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(rule_sets.Apply(changes).status());
  spdlog::info("stored and active from today: {}",
               absl::StrJoin(changes.add, ",", [](std::string* out, const RuleRevision& revision) {
                 absl::StrAppend(out, RuleSetRevisionName(revision.rule_set.name(), revision.rule_set.revision()));
               }));
  return absl::OkStatus();
}

}  // namespace koppel::server
