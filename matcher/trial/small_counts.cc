#include "matcher/trial/small_counts.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "matcher/compare.h"

namespace koppel::matcher {
namespace {

using Dimension = v1::CompareRuleSetsResponse::Dimension;

// A hidden count must have at least this much room to be larger than the least it can be.
constexpr int kRoom = kSmallCount - 1;

bool IsSmall(int count) { return count > 0 && count < kSmallCount; }

void Hide(int count, TallyRow& row) {
  row.hidden[count] = true;
  if (count == kRequests) row.hidden.fill(true);
}

int HowManyHidden(const Tally& tally) {
  int hidden = 0;
  for (const TallyRow& row : tally.groups) hidden += std::count(row.hidden.begin(), row.hidden.end(), true);
  return hidden + std::count(tally.total.hidden.begin(), tally.total.hidden.end(), true);
}

// One pass over a tally; each makes it safer, until nothing is left to do.
class Guard {
 public:
  explicit Guard(Tally& tally) : tally_(tally) {}

  void HideSmall() {
    for (int count = 0; count < kCounts; ++count) {
      if (IsSmall(tally_.total.counts[count])) HideEverywhere(count);
      for (TallyRow& row : tally_.groups) {
        if (IsSmall(row.counts[count])) Hide(count, row);
      }
    }
  }

  void HideWhatTells() {
    const std::array<bool, kCounts> before = tally_.total.hidden;
    GuardRow(tally_.total);
    for (int count = 0; count < kCounts; ++count) {
      if (tally_.total.hidden[count] && !before[count]) HideEverywhere(count);
    }
    for (TallyRow& row : tally_.groups) GuardRow(row);
    for (int dimension = 1; dimension < v1::CompareRuleSetsResponse::Dimension_ARRAYSIZE; ++dimension) {
      const std::vector<TallyRow*> rows = RowsOf(static_cast<Dimension>(dimension));
      for (int count = 0; count < kCounts; ++count) {
        if (!tally_.total.hidden[count]) GuardColumn(rows, count);
      }
      GuardColumnsTogether(rows);
    }
  }

 private:
  void HideEverywhere(int count) {
    Hide(count, tally_.total);
    for (TallyRow& row : tally_.groups) Hide(count, row);
  }

  // The least a hidden count can be.
  int Least(const TallyRow& row, int count) const {
    if (count == kRequests) return 1;
    const bool zero_would_show = !row.hidden[kRequests] && (&row == &tally_.total || !tally_.total.hidden[count]);
    return zero_would_show ? 1 : 0;
  }

  // How many of the requests of a row the hidden counts can share beyond the least they can be.
  int Slack(const TallyRow& row) const {
    int slack = row.counts[kRequests];
    for (int count = kOtherFirst; count < kCounts; ++count) {
      slack -= row.hidden[count] ? Least(row, count) : row.counts[count];
    }
    return slack;
  }

  // Hides all outcomes of the row where those that are shown leave the hidden ones no room.
  void GuardRow(TallyRow& row) const {
    const bool hides = std::count(row.hidden.begin(), row.hidden.end(), true) > 0;
    if (row.hidden[kRequests] || !hides || Slack(row) >= kRoom) return;
    for (int count = kOtherFirst; count < kCounts; ++count) row.hidden[count] |= row.counts[count] > 0;
  }

  std::vector<TallyRow*> RowsOf(Dimension dimension) const {
    std::vector<TallyRow*> rows;
    for (TallyRow& row : tally_.groups) {
      if (row.dimension == dimension) rows.push_back(&row);
    }
    return rows;
  }

  // Where nearly all requests change, the columns together leave their rows no room.
  void GuardColumnsTogether(const std::vector<TallyRow*>& rows) const {
    std::array<bool, kCounts> hides{};
    int room = 0;
    for (const TallyRow* row : rows) {
      if (std::count(row->hidden.begin(), row->hidden.end(), true) == 0) continue;
      room += row->counts[kRequests];
      for (int count = kOtherFirst; count < kCounts; ++count) {
        room -= tally_.total.hidden[count] ? 0 : row->counts[count];
        hides[count] |= row->hidden[count];
      }
    }
    const bool together = std::count(hides.begin(), hides.end(), true) > 1;
    if (!together || room >= 2 * kSmallCount) return;
    for (TallyRow* row : rows) Hide(kRequests, *row);
  }

  void GuardColumn(const std::vector<TallyRow*>& rows, int count) const {
    while (!IsSafe(rows, count)) {
      int smallest = std::numeric_limits<int>::max();
      for (const TallyRow* row : rows) {
        if (!row->hidden[count] && row->counts[count] > 0) smallest = std::min(smallest, row->counts[count]);
      }
      const bool nothing_left = smallest == std::numeric_limits<int>::max();
      if (nothing_left && HaveRoom(rows, count)) return;
      for (TallyRow* row : rows) {
        if (nothing_left) Hide(kRequests, *row);
        if (row->counts[count] == smallest) Hide(count, *row);
      }
      if (nothing_left) return;
    }
  }

  bool IsSafe(const std::vector<TallyRow*>& rows, int count) const {
    return HaveRoom(rows, count) && !AreAllAsLargeAsSmallCanBe(rows, count);
  }

  // Whether the hidden counts of a column can each have several values, given their sum, and be small.
  bool HaveRoom(const std::vector<TallyRow*>& rows, int count) const {
    int sum = 0;
    int least = 0;
    for (const TallyRow* row : rows) {
      sum += row->hidden[count] ? row->counts[count] : 0;
      least += row->hidden[count] ? Least(*row, count) : 0;
    }
    if (sum == 0) return true;
    return std::all_of(rows.begin(), rows.end(), [&](const TallyRow* row) {
      if (!row->hidden[count]) return true;
      const int own_least = Least(*row, count);
      const int own_most = Most(rows, *row, count);
      const int64_t low = std::max<int64_t>(own_least, sum - MostOfOthers(rows, *row, count));
      const int64_t high = std::min(own_most, sum - (least - own_least));
      return high - low >= std::min(kRoom, own_most - own_least) && low < kSmallCount - 1;
    });
  }

  // The most a hidden count can be, by its row and by how many requests are in rows that hide them.
  int Most(const std::vector<TallyRow*>& rows, const TallyRow& row, int count) const {
    if (count == kRequests) return std::numeric_limits<int>::max();
    if (!row.hidden[kRequests]) return Least(row, count) + Slack(row);
    const auto [requests, groups] = HiddenRequests(rows);
    return requests - (groups - 1);
  }

  // The most the other hidden counts of the column can be together.
  int64_t MostOfOthers(const std::vector<TallyRow*>& rows, const TallyRow& row, int count) const {
    int64_t most = 0;
    for (const TallyRow* other : rows) {
      if (other == &row || !other->hidden[count]) continue;
      if (count == kRequests || !other->hidden[kRequests]) most += Most(rows, *other, count);
    }
    if (count == kRequests) return most;
    const auto [requests, groups] = HiddenRequests(rows);
    if (!row.hidden[kRequests]) return most + requests;
    return most + (groups > 1 ? requests - 1 : 0);
  }

  // How many requests are in rows that hide how many they have, and how many such rows there are.
  static std::pair<int, int> HiddenRequests(const std::vector<TallyRow*>& rows) {
    std::pair<int, int> hidden = {0, 0};
    for (const TallyRow* row : rows) {
      if (!row->hidden[kRequests]) continue;
      hidden.first += row->counts[kRequests];
      ++hidden.second;
    }
    return hidden;
  }

  // Then their sum would tell each, as none can be larger and be hidden for being small.
  static bool AreAllAsLargeAsSmallCanBe(const std::vector<TallyRow*>& rows, int count) {
    bool any = false;
    for (const TallyRow* row : rows) {
      if (!row->hidden[count]) continue;
      if (row->counts[count] != kSmallCount - 1) return false;
      any = true;
    }
    return any;
  }

  Tally& tally_;
};

}  // namespace

void HideSmallCounts(Tally& tally) {
  Guard guard(tally);
  guard.HideSmall();
  for (int before = -1; before != HowManyHidden(tally);) {
    before = HowManyHidden(tally);
    guard.HideWhatTells();
  }
}

bool ShowsDimension(const Tally& tally, Dimension dimension) {
  return std::any_of(tally.groups.begin(), tally.groups.end(),
                     [&](const TallyRow& row) { return row.dimension == dimension && !row.hidden[kRequests]; });
}

}  // namespace koppel::matcher
