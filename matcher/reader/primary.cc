#include "matcher/reader/primary.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_set.h"

namespace koppel::matcher {
namespace {

using koppel::v1::Domain;

// What makes a domain come first: what is asked for goes far before what is only told.
constexpr int kFirstPoints = 12;
constexpr int kAskedPoints = 6;
constexpr int kDangerPoints = 6;
constexpr int kQuestionPoints = 6;
constexpr int kLastSentencePoints = -1;
constexpr int kBackgroundPoints = -2;
// What every entry and every sentence in a domain adds to its weightiest reading.
constexpr int kEntryPoints = 1;
constexpr int kSentencePoints = 1;
// So many points of signs weigh as one. Those in the sentences that ask weigh again.
constexpr int kSignPoints = 5;

// What the readings of one domain say together.
struct Weight {
  absl::flat_hash_set<int> entries;  // However often something is said, it weighs once.
  absl::flat_hash_set<int> sentences;
  int weightiest = 0;
  int named = 0;  // The place of the first.

  int points() const {
    return weightiest + kEntryPoints * static_cast<int>(entries.size()) +
           kSentencePoints * static_cast<int>(sentences.size());
  }
};

class PrimaryChooser {
 public:
  PrimaryChooser(const std::vector<Reading>& readings, const std::vector<Word>& words, const SignWeights& signs,
                 const SignWeights& asking, const google::protobuf::RepeatedField<int>& domains)
      : readings_(readings), words_(words), signs_(signs), asking_(asking), domains_(domains) {}

  Domain Choose() {
    for (const Reading& reading : readings_) {
      if (reading.counts) last_sentence_ = SentenceOf(reading);
    }
    int place = 0;
    for (const Reading& reading : readings_) {
      for (const Domain domain : reading.domains) {
        if (reading.counts) Add(reading, ++place, weights_[domain]);
      }
    }
    return Weightiest();
  }

 private:
  int SentenceOf(const Reading& reading) const { return words_[reading.match->first()].sentence; }

  int PointsOf(const Reading& reading) const {
    int points = reading.strength();
    if (reading.asked) points += kAskedPoints;
    if (reading.in_question) points += kQuestionPoints;
    if (reading.first) points += kFirstPoints;
    if (reading.background && !reading.asked && !reading.first) points += kBackgroundPoints;
    if (reading.urgency == koppel::v1::ACUTE_DANGER) points += kDangerPoints;
    if (last_sentence_ > 0 && SentenceOf(reading) == last_sentence_) points += kLastSentencePoints;
    return points;
  }

  void Add(const Reading& reading, int place, Weight& weight) const {
    if (weight.named == 0) weight.named = place;
    weight.weightiest = std::max(weight.weightiest, PointsOf(reading));
    weight.entries.insert(reading.match->pattern->rule);
    weight.sentences.insert(SentenceOf(reading));
  }

  // Of what only signs tell nothing was named.
  static int NamedAt(const Weight& weight) {
    return weight.named == 0 ? std::numeric_limits<int>::max() : weight.named;
  }

  std::pair<int, int> KeyOf(Domain domain) const {
    const Weight& weight = weights_[domain];
    const int by_signs = signs_.points(domain) / kSignPoints + asking_.points(domain) / kSignPoints;
    return {weight.points() + by_signs, -NamedAt(weight)};
  }

  Domain Weightiest() const {
    Domain best = koppel::v1::DOMAIN_UNSPECIFIED;
    for (const int i : domains_) {
      const auto domain = static_cast<Domain>(i);
      if (best == koppel::v1::DOMAIN_UNSPECIFIED || KeyOf(domain) > KeyOf(best)) best = domain;
    }
    return best;
  }

  const std::vector<Reading>& readings_;
  const std::vector<Word>& words_;
  const SignWeights& signs_;
  const SignWeights& asking_;
  const google::protobuf::RepeatedField<int>& domains_;
  int last_sentence_ = 0;
  std::array<Weight, koppel::v1::Domain_ARRAYSIZE> weights_;
};

}  // namespace

Domain PrimaryDomain(const std::vector<Reading>& readings, const std::vector<Word>& words, const SignWeights& signs,
                     const SignWeights& asking, const google::protobuf::RepeatedField<int>& domains) {
  return PrimaryChooser(readings, words, signs, asking, domains).Choose();
}

}  // namespace koppel::matcher
