// Sends the cases of a scoring file to a server, through its public API, and counts what is right.

#ifndef KOPPEL_TESTS_SCORING_SCORER_H_
#define KOPPEL_TESTS_SCORING_SCORER_H_

#include <memory>
#include <ostream>
#include <vector>

#include "absl/status/statusor.h"
#include "grpcpp/channel.h"
#include "tests/scoring/scoring_case.h"

namespace koppel::scoring {

struct Score {
  int cases = 0;
  int forbidden = 0;  // Cases with something forbidden in the answer.
  int first = 0;
  int within_three = 0;
  int lenient_first = 0;
};

struct ScorerOptions {
  bool verbose = false;   // Also the cases that are right, and the lenient reading.
  int max_proposals = 0;  // 0: what the server gives by default.
};

// Prints every miss with its reason. An error when the server cannot be asked.
absl::StatusOr<Score> ScoreCases(const std::vector<ScoringCase>& cases, const std::shared_ptr<grpc::Channel>& server,
                                 const ScorerOptions& options, std::ostream& out);

// "forbidden 0, first 57/60, within three 59/60".
void PrintSummary(const Score& score, std::ostream& out);

}  // namespace koppel::scoring

#endif  // KOPPEL_TESTS_SCORING_SCORER_H_
