#include "server/rules/installation.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/status_macros.h"
#include "server/call.h"
#include "server/limits.h"
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
      ASSIGN_OR_RETURN(const int wanted, WantedRevision(set, FindEntry(index, set.name())));
      if (wanted > 0) Activate(set.name(), wanted);
    }
    changes_.expected_head = index.head;
    ASSIGN_OR_RETURN(const RuleProblems problems, ProblemsAfter(index));
    RETURN_IF_ERROR(GiveUp(problems, index));
    return changes_;
  }

 private:
  // The revision that has to be activated, which is added where it is not there yet; 0 when nothing has to be done. A
  // draft that nobody activated changes nothing; one of Koppel is what an installation that broke off has left.
  absl::StatusOr<int> WantedRevision(const RuleSet& set, const RuleSetEntry* entry) {
    if (entry == nullptr) return Add(set, 1);
    ASSIGN_OR_RETURN(const std::optional<RuleRevision> stored, LastOfProgram(*entry));
    const bool is_stored = stored.has_value() && SameRules(stored->rule_set, set);
    const auto& activations = entry->activations;
    const bool was_activated = is_stored && std::any_of(activations.begin(), activations.end(), [&](const auto& each) {
                                 return each.revision == stored->rule_set.revision();
                               });
    if (was_activated) return 0;
    const bool untouched = stored.has_value() && (activations.empty() || activations.back().activated_by == kProgram);
    if (!untouched) {
      spdlog::warn("{} was changed here; the version that came with the program is not used", set.name());
      return 0;
    }
    return is_stored ? stored->rule_set.revision() : Add(set, entry->latest + 1);
  }

  absl::StatusOr<std::optional<RuleRevision>> LastOfProgram(const RuleSetEntry& entry) {
    for (int revision = entry.latest; revision > 0; --revision) {
      ASSIGN_OR_RETURN(RuleRevision stored, reader_.Read(entry.name, revision));
      if (stored.author == kProgram) return stored;
    }
    return std::nullopt;
  }

  int Add(const RuleSet& set, int number) {
    RuleRevision revision{.rule_set = set, .author = kProgram, .note = "", .create_time = {}};
    revision.rule_set.set_revision(number);
    reader_.Add(revision);
    changes_.add.push_back(revision);
    return number;
  }

  void Activate(const std::string& name, int number) {
    changes_.activate.push_back({.name = name,
                                 .revision = number,
                                 .start_date = FormatDate(clock_.Today()),
                                 .activated_by = kProgram,
                                 .rollback = false,
                                 .activate_time = {}});
  }

  // The files were checked together. It is what others stored that may not go with them.
  absl::StatusOr<RuleProblems> ProblemsAfter(const RuleIndex& index) {
    if (changes_.activate.empty() || index.sets.empty()) return RuleProblems{};
    const RuleGround ground{.vocabulary = book_.vocabulary, .zone = clock_.zone()};
    return ProblemsFrom(clock_.Today(), IndexAfter(index, changes_, clock_.Now()), index, reader_, ground);
  }

  const RuleSet* InBook(const std::string& name) const {
    const auto found =
        std::find_if(book_.sets.begin(), book_.sets.end(), [&](const RuleSet& set) { return set.name() == name; });
    return found == book_.sets.end() ? nullptr : &*found;
  }

  absl::StatusOr<bool> IsLexicon(const std::string& name, const RuleIndex& index) {
    if (const RuleSet* set = InBook(name); set != nullptr) return set->level() == RuleSet::LEXICON;
    const RuleSetEntry* entry = FindEntry(index, name);
    if (entry == nullptr) return false;
    ASSIGN_OR_RETURN(const RuleRevision stored, reader_.Read(name, entry->latest));
    return stored.rule_set.level() == RuleSet::LEXICON;
  }

  // Lexicons and the other sets do not touch each other: what is wrong in the ones does not keep the others away.
  absl::Status GiveUp(const RuleProblems& problems, const RuleIndex& index) {
    RuleProblems of_lexicons;
    RuleProblems of_others;
    for (const v1::RuleProblem& problem : problems) {
      ASSIGN_OR_RETURN(const bool is_lexicon, IsLexicon(problem.rule_set(), index));
      (is_lexicon ? of_lexicons : of_others).push_back(problem);
    }
    Drop(of_lexicons, /*lexicons=*/true);
    Drop(of_others, /*lexicons=*/false);
    return absl::OkStatus();
  }

  // Drops what has to be stored of the lexicons, or of the other sets, when there are problems with them.
  void Drop(const RuleProblems& problems, bool lexicons) {
    if (problems.empty()) return;
    const std::string lines = absl::StrJoin(problems, "\n", [](std::string* out, const v1::RuleProblem& problem) {
      absl::StrAppend(out, problem.rule_set(), ": ", problem.path(), ": ", problem.message().en());
    });
    spdlog::error("the {} that came with the program do not go with those in the store and are not used:\n{}",
                  lexicons ? "lexicons" : "rule sets", lines);
    const auto concerns = [&](const std::string& name) {
      return (InBook(name)->level() == RuleSet::LEXICON) == lexicons;
    };
    std::erase_if(changes_.add, [&](const RuleRevision& each) { return concerns(each.rule_set.name()); });
    std::erase_if(changes_.activate, [&](const auto& each) { return concerns(each.name); });
  }

  const RuleBook& book_;
  const Clock& clock_;
  RevisionReader reader_;
  storage::RuleChanges changes_;
};

// The changes in parts that each fit in a commit. Nothing is activated before the last.
std::vector<storage::RuleChanges> InParts(storage::RuleChanges changes) {
  std::vector<storage::RuleChanges> parts(1);
  size_t bytes = 0;
  for (RuleRevision& revision : changes.add) {
    bytes += revision.rule_set.ByteSizeLong();
    const size_t count = parts.back().add.size();
    if (count > 0 && (count == kMaxInstalledSets || bytes > kMaxInstalledBytes)) {
      parts.emplace_back();
      bytes = revision.rule_set.ByteSizeLong();
    }
    parts.back().add.push_back(std::move(revision));
  }
  parts.back().activate = std::move(changes.activate);
  return parts;
}

}  // namespace

absl::Status InstallRules(storage::RuleSets& rule_sets, const RuleBook& book, const Clock& clock) {
  ASSIGN_OR_RETURN(const RuleIndex index, rule_sets.ReadIndex());
  ASSIGN_OR_RETURN(storage::RuleChanges changes, Installation(rule_sets, book, clock).Plan(index));
  if (changes.activate.empty()) return absl::OkStatus();
  const std::string names = absl::StrJoin(changes.activate, ",", [](std::string* out, const auto& activation) {
    absl::StrAppend(out, RuleSetRevisionName(activation.name, activation.revision));
  });
  Revision head = changes.expected_head;
  for (storage::RuleChanges& part : InParts(std::move(changes))) {
    part.expected_head = head;
    ASSIGN_OR_RETURN(const storage::Committed done, rule_sets.Apply(part));
    head = done.revision;
  }
  spdlog::info("stored and active from today: {}", names);
  return absl::OkStatus();
}

}  // namespace koppel::server
