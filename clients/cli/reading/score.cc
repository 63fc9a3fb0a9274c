#include "clients/cli/reading/score.h"

#include <algorithm>
#include <vector>

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

bool Has(const Labels& labels, v1::Domain domain) {
  return std::find(labels.domains.begin(), labels.domains.end(), domain) != labels.domains.end();
}

void Count(bool expected, bool read, Hits& hits) {
  if (expected && read) ++hits.right;
  if (!expected && read) ++hits.extra;
  if (expected && !read) ++hits.missed;
}

void Count(bool right, Share& share) {
  ++share.whole;
  if (right) ++share.part;
}

void CountText(const Labels& expected, const Labels& read, Score& score) {
  ++score.texts;
  for (const v1::Domain domain : {v1::BODY, v1::MIND, v1::SOCIAL, v1::SOCIETY}) {
    Count(Has(expected, domain), Has(read, domain), score.domains[domain]);
    Count(Has(expected, domain), Has(read, domain), score.all_domains);
  }
  if (expected.primary != v1::DOMAIN_UNSPECIFIED) Count(read.primary == expected.primary, score.primary);
  Count(expected.urgent, read.urgent, score.urgent);
  if (expected.domains.empty()) Count(read.domains.empty(), score.blank);
}

}  // namespace

std::optional<double> ValueOf(const Share& share) {
  return share.whole == 0 ? std::nullopt : std::optional<double>(static_cast<double>(share.part) / share.whole);
}

Share PrecisionOf(const Hits& hits) { return {hits.right, hits.right + hits.extra}; }

Share RecallOf(const Hits& hits) { return {hits.right, hits.right + hits.missed}; }

Share F1Of(const Hits& hits) { return {2 * hits.right, 2 * hits.right + hits.extra + hits.missed}; }

Labels LabelsOf(const v1::Classification& reading) {
  return {reading.domains(), reading.primary(), reading.urgency() == v1::ACUTE_DANGER};
}

bool IsMiss(const Labels& expected, const Labels& read) {
  return expected.urgent != read.urgent || expected.primary != read.primary ||
         !std::equal(expected.domains.begin(), expected.domains.end(), read.domains.begin(), read.domains.end());
}

Score ScoreReadings(const std::vector<GoldText>& texts, const std::vector<v1::Classification>& readings) {
  Score score;
  for (size_t i = 0; i < texts.size() && i < readings.size(); ++i) {
    CountText(texts[i].labels, LabelsOf(readings[i]), score);
  }
  return score;
}

}  // namespace koppel::cli
