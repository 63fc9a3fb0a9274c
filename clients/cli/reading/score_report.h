// Tells how well texts were read, and shows every miss with its trace.

#ifndef KOPPEL_CLIENTS_CLI_READING_SCORE_REPORT_H_
#define KOPPEL_CLIENTS_CLI_READING_SCORE_REPORT_H_

#include <vector>

#include "clients/cli/reading/gold.h"
#include "clients/cli/session.h"
#include "koppel/v1/classification.pb.h"

namespace koppel::cli {

// Precision, recall and F1 for each domain and over all, the share of first domains, urgency and blank texts; "-" where
// there is nothing to divide by. Then, with `misses`, every text that was read otherwise than it is labelled: what was
// expected and read, each finding ("+" counts, "-" does not) and signal ("!") with its words and rules. For programs
// the same as JSON.
//
// `readings` in the order of `texts`.
void WriteScore(const std::vector<GoldText>& texts, const std::vector<koppel::v1::Classification>& readings,
                bool misses, Session& session);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_SCORE_REPORT_H_
