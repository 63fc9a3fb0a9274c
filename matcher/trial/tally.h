// What another set of rules does for one request, counted for all requests and for groups of them.

#ifndef KOPPEL_MATCHER_TRIAL_TALLY_H_
#define KOPPEL_MATCHER_TRIAL_TALLY_H_

#include <array>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "koppel/v1/referral.pb.h"
#include "koppel/v1/rule_service.pb.h"
#include "matcher/world/world.h"

namespace koppel::matcher {

// What is counted. Of the last three a request counts in one at most.
enum Count { kRequests, kOtherFirst, kGained, kLost };
inline constexpr int kCounts = 4;

// The requests of one group, or all of them.
struct TallyRow {
  v1::CompareRuleSetsResponse::Dimension dimension = v1::CompareRuleSetsResponse::DIMENSION_UNSPECIFIED;
  std::string value;  // Empty: not known.
  v1::LocalizedText title;
  std::array<int, kCounts> counts{};
  std::array<bool, kCounts> hidden{};  // Left out of what is shown.
};

struct Tally {
  TallyRow total;
  std::vector<TallyRow> groups;  // By dimension, then by value. Those of one dimension hold every request once.
};

// Belongs to one thread.
class Tallier {
 public:
  // Names sub-topics and wijken as this world does.
  explicit Tallier(const World& world) : world_(world) {}

  // `outcome` is one of the last three counts, or kRequests: nothing changes.
  void Add(const v1::Referral& referral, Count outcome);

  // Nothing is hidden yet.
  Tally Take();

 private:
  using Dimension = v1::CompareRuleSetsResponse::Dimension;

  void AddTo(Dimension dimension, const std::string& value, Count outcome);
  v1::LocalizedText TitleOfGroup(Dimension dimension, const std::string& value) const;

  const World& world_;
  TallyRow total_;
  std::map<std::pair<Dimension, std::string>, TallyRow> groups_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_TRIAL_TALLY_H_
