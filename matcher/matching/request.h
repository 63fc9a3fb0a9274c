// A referral in the terms of one World: codes looked up once, so that judging an offering compares numbers only.

#ifndef KOPPEL_MATCHER_MATCHING_REQUEST_H_
#define KOPPEL_MATCHER_MATCHING_REQUEST_H_

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"
#include "koppel/v1/referral.pb.h"
#include "matcher/match.h"
#include "matcher/matching/edited_rows.h"
#include "matcher/world/schedule.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

struct CompiledNeed {
  v1::Domain domain;
  TermId subtopic = kNoTerm;
  std::vector<TermId> expertise;
  std::vector<TermId> wishes;  // As codes and as read from the words.

  // Says no more than its domain.
  bool is_plain() const { return subtopic == kNoTerm && expertise.empty() && wishes.empty(); }
};

// Whether a partner's no still counts. A last day that cannot be read is no end.
bool StillCounts(const v1::Decline& decline, absl::CivilDay today);

// Whether the referral has a decision that has not ended; one that starts later counts.
bool HasDecision(const v1::Referral& referral, absl::CivilDay today);

struct CompiledRequest {
  // Keeps a reference to the referral. With `edited` as things would be with those rows.
  CompiledRequest(const v1::Referral& referral, const World& world, const Moment& now,
                  const EditedRows* edited = nullptr);

  // Not stated counts as NORMAL.
  v1::Urgency urgency() const { return source.urgency() == v1::URGENCY_UNSPECIFIED ? v1::NORMAL : source.urgency(); }

  const v1::Referral& source;
  Moment now;
  const CompiledRules& rules;  // Of the resident's municipality.
  // Of the teams that have rules of their own there, by the team.
  std::vector<std::pair<int, const CompiledRules*>> team_rules;
  int area;                 // kNone when the tables do not hold it.
  std::vector<int> around;  // The areas the resident lives in.
  std::vector<CompiledNeed> needs;
  uint32_t domains = 0;       // Bits of v1::Domain.
  uint32_t access_needs = 0;  // Bits of v1::AccessNeed.
  uint32_t preferred_forms = 0;
  std::vector<TermId> expertise;  // Of all needs.
  std::vector<TermId> subtopics;
  std::vector<TermId> wishes;
  std::vector<TermId> target_groups;
  std::vector<TermId> languages;
  std::vector<Hours> availability;
  std::vector<Hours> preferred_hours;
  std::vector<int> refused_providers;
  std::vector<int> declined;    // Offerings whose no still counts.
  std::vector<int> waiting_at;  // Offerings on whose waiting list it is.
  std::vector<int> involved_providers;
  std::optional<TermId> decision_category;
  bool has_decision = false;
  bool awaits_decision = false;  // Expertise is asked that can only be had with a decision, and there is none.
  bool care_awarded = false;     // Care that needs a decision is asked and there is one.
  bool speaks_dutch = true;      // Also when no language is known.
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_REQUEST_H_
