// Counts how well texts were read, against their labels.

#ifndef KOPPEL_CLIENTS_CLI_READING_SCORE_H_
#define KOPPEL_CLIENTS_CLI_READING_SCORE_H_

#include <map>
#include <optional>
#include <vector>

#include "clients/cli/reading/gold.h"
#include "koppel/v1/classification.pb.h"

namespace koppel::cli {

// How often something was read and labelled, over all texts.
struct Hits {
  int right = 0;   // Read and labelled.
  int extra = 0;   // Read, not labelled.
  int missed = 0;  // Labelled, not read.
};

// So many of so many.
struct Share {
  int part = 0;
  int whole = 0;
};

// Nothing where there is nothing to divide by.
std::optional<double> ValueOf(const Share& share);
Share PrecisionOf(const Hits& hits);
Share RecallOf(const Hits& hits);
// The harmonic mean of both.
Share F1Of(const Hits& hits);

struct Score {
  int texts = 0;
  std::map<koppel::v1::Domain, Hits> domains;
  Hits all_domains;  // Those of the four together, so that F1 of it is the micro-average.
  Share primary;     // Of the texts with a first domain, those of which it was read.
  Hits urgent;       // ACUTE_DANGER.
  Share blank;       // Of the texts without a domain, those in which none was read.
};

// The labels that a reading amounts to.
Labels LabelsOf(const koppel::v1::Classification& reading);

// Whether a text was read otherwise than it is labelled.
bool IsMiss(const Labels& expected, const Labels& read);

// `readings` in the order of `texts`.
Score ScoreReadings(const std::vector<GoldText>& texts, const std::vector<koppel::v1::Classification>& readings);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_SCORE_H_
