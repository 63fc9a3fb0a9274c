// The record of an advice: made, and compared with the same advice worked out again. Pure.
//
//   v1::MatchResponse answer = Match(referral, *world, now, 5);
//   v1::AdviceRecord record = RecordAdvice(referral, 5, answer, *world, digest);
//   ... later, with the world of then ...
//   v1::MatchResponse again = Match(record.referral(), *world_of_then, then, record.max_proposals());
//   v1::AdviceRecord replayed = RecordAdvice(record.referral(), record.max_proposals(), again, *world_of_then, digest);
//   bool same = BytesOf(record) == BytesOf(replayed);
//
// Thread safety: may be called from any thread.

#ifndef KOPPEL_MATCHER_ADVICE_H_
#define KOPPEL_MATCHER_ADVICE_H_

#include <string>
#include <vector>

#include "koppel/v1/advice.pb.h"
#include "koppel/v1/matching_service.pb.h"
#include "matcher/match.h"
#include "matcher/world/world.h"

namespace koppel::matcher {

// Raised with every change that can give another answer to the same question.
inline constexpr char kMatcherVersion[] = "2";

// The version of the shape of a record.
inline constexpr int kAdviceSchema = 1;

// What matching looks at in a request, in codes: without words of the resident, and without whose it is and how far it
// is on its road.
koppel::v1::Referral StructuredRequest(const koppel::v1::Referral& referral);

// The record of an answer that Match gave to this question in this world. The resident's words are read for wishes, by
// the vocabulary and the rules of the world, and dropped; Match gives the same answer to the referral in the record.
// Sentences are dropped too; titles stay. `vocabulary_digest` is that of the world's vocabulary: SHA-256 in hexadecimal
// digits.
koppel::v1::AdviceRecord RecordAdvice(const koppel::v1::Referral& referral, int max_proposals,
                                      const koppel::v1::MatchResponse& answer, const World& world,
                                      const std::string& vocabulary_digest);

// The bytes of a record: the same for the same record.
std::string BytesOf(const koppel::v1::AdviceRecord& record);

// What differs between two records, in the order of their fields; empty when they are the same to the byte. Long values
// are shortened. A part of a list that only one of the two has is one difference.
std::vector<koppel::v1::ReplayAdviceResponse::Difference> CompareAdvice(const koppel::v1::AdviceRecord& was,
                                                                        const koppel::v1::AdviceRecord& is);

// What this program would not have written into a message: fields it does not know, and for a record also words of a
// resident, sentences, and what matching does not look at in a request.
struct ForeignParts {
  std::vector<std::string> unknown_fields;  // Where they stand, such as "referral.needs[0]".
  std::vector<std::string> words;           // Such as "referral.needs[0].wish_text".
  std::vector<std::string> of_the_road;     // Such as "referral.state".
};
ForeignParts ForeignPartsOf(const google::protobuf::Message& message);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_ADVICE_H_
