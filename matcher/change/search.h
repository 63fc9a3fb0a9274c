// Searches sets of changes for one candidate.

#ifndef KOPPEL_MATCHER_CHANGE_SEARCH_H_
#define KOPPEL_MATCHER_CHANGE_SEARCH_H_

#include <compare>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "matcher/change/draft.h"
#include "matcher/change/levers.h"

namespace koppel::matcher {

// A lever, by its place in the table, and a value, with its place among those worth trying.
struct Edit {
  size_t lever;
  size_t place;
  int value;

  auto operator<=>(const Edit&) const = default;
};

// In the order of the table; each lever once.
using Edits = std::vector<Edit>;

// Remembers what it judged.
class Search {
 public:
  explicit Search(const Situation& situation);

  enum class End {
    kFound,       // `edits` is the smallest set.
    kNone,        // No set does.
    kTooLarge,    // None of up to kMaxSteps does; a larger one might.
    kTooMuchWork  // kMaxTrials were not enough.
  };

  struct Result {
    End end;
    Edits edits;
    int cost = 0;
  };

  // The smallest set after which nothing obstructs, or only the others than `condition`, by its place in the rules.
  Result Find(std::optional<size_t> condition = std::nullopt);

  // What keeps the candidate from leading after these edits.
  std::vector<size_t> ObstaclesAfter(const Edits& edits) { return NodeOf(edits).conditions; }

 private:
  // What a set of edits leads to.
  struct Node {
    std::vector<size_t> conditions;          // What obstructs.
    std::vector<std::vector<Edit>> options;  // For each of those: one more edit that may move it.
  };

  bool Moves(const Lever& lever, const std::vector<Field>& fields) const;
  const Node& NodeOf(const Edits& edits);
  Node Judge(const Edits& edits) const;
  void Look(const Edits& edits, size_t size, std::optional<size_t> condition);
  void Consider(const Edits& edits);

  const Situation& situation_;
  const Draft start_;
  std::vector<Field> route_fields_;
  std::vector<bool> moves_routes_;              // For each lever.
  std::vector<std::vector<size_t>> levers_of_;  // For each condition: the levers that may move it.
  std::map<Edits, Node> nodes_;
  std::set<Edits> seen_;  // In this round.
  bool open_ = false;     // Something larger might do.
  std::optional<Result> best_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_CHANGE_SEARCH_H_
