// A request and a candidate as they would be after some changes, and what the rules then say.

#ifndef KOPPEL_MATCHER_CHANGE_DRAFT_H_
#define KOPPEL_MATCHER_CHANGE_DRAFT_H_

#include <optional>
#include <vector>

#include "koppel/v1/referral.pb.h"
#include "matcher/matching/edited_rows.h"
#include "matcher/matching/facts.h"
#include "matcher/matching/judgement.h"
#include "matcher/matching/request.h"

namespace koppel::matcher {

// One request and one candidate as they are. Keeps references to what it is made from.
struct Situation {
  Situation(const World& world, const CompiledRequest& request, bool escalated, int offering);

  const OfferingRow& row() const { return world.offerings[offering]; }

  const World& world;
  const CompiledRequest& request;
  const bool escalated;
  const int offering;
  const CompiledRules& rules;
  // Ages worth trying, lowest first: of any whole age from 0 to kOldest there is one here that no rule, no bound and no
  // other age among these can tell from it.
  std::vector<int> ages;
};

inline constexpr int kOldest = 120;

// What may change, as it would be.
struct Draft {
  explicit Draft(const Situation& situation);

  v1::Referral referral;
  Moment now;
  EditedRows rows;
};

// The field `request.escalated` follows from these: what the routes read.
std::vector<Field> FieldsOfRoutes(const CompiledRules& rules);

// Judges a draft. Neither copied nor moved.
class Trial {
 public:
  // `request_changed`: the draft differs in more than the candidate. `routes_changed`: in something the routes read.
  Trial(const Situation& situation, Draft draft, bool request_changed, bool routes_changed);
  Trial(const Trial&) = delete;
  Trial& operator=(const Trial&) = delete;

  const Draft& draft() const { return draft_; }

  // The conditions, by their place in the rules, that keep the candidate from leading.
  std::vector<size_t> Obstacles() const;

 private:
  const CompiledRequest& request() const { return own_request_ ? *own_request_ : situation_.request; }

  const Situation& situation_;
  const Draft draft_;
  std::optional<CompiledRequest> own_request_;
  const RequestFacts request_facts_;
  const PairFacts facts_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_CHANGE_DRAFT_H_
