// Where the points of an offering that leads come from.

#ifndef KOPPEL_MATCHER_MATCHING_FACTORS_H_
#define KOPPEL_MATCHER_MATCHING_FACTORS_H_

#include "google/protobuf/repeated_field.h"
#include "koppel/v1/proposal.pb.h"
#include "matcher/matching/candidates.h"

namespace koppel::matcher {

using Factors = google::protobuf::RepeatedPtrField<v1::Points>;

// What it answers ("lead"), those who join ("join"), and each preference; without what counts nothing. They add up to
// the points of the candidate as a lead plus `join_points`.
Factors FactorsOf(const World& world, const CompiledRequest& request, const RequestFacts& request_facts,
                  const Candidate& lead, int join_points);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_FACTORS_H_
