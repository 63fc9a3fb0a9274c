// How well an offering answers a need.

#ifndef KOPPEL_MATCHER_MATCHING_COVERAGE_H_
#define KOPPEL_MATCHER_MATCHING_COVERAGE_H_

#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/matching/request.h"
#include "matcher/world/bitmap.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

// From not at all to exactly. What is kDomain or more answers the need; less than that only comes near. Only a plain
// need is answered by kDomain.
enum class Fit { kNone, kGeneralist, kDomain, kPartial, kRelated, kNarrower, kExact };

struct Coverage {
  Fit fit = Fit::kNone;
  int points = 0;         // By the weights of the rules, before the place of the need counts.
  TermId term = kNoTerm;  // The term of the offering that answers, where one does.
};

// Care and crisis help answer a need by expertise alone; care also a plain need in body or mind.
Coverage CoverageOf(const CompiledNeed& need, const OfferingRow& offering, const World& world);

// How much of the expertise that is asked the offering has: the best over the needs.
v1::ExpertiseMatch ExpertiseOf(const CompiledRequest& request, const OfferingRow& offering);

// The rows of the partition that can answer at least one need: a handful of ORs. Holds every row for which CoverageOf
// is more than kNone, and few others.
Bitmap RowsThatAnswer(const CompiledRequest& request, const Partition& partition, const World& world);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_COVERAGE_H_
