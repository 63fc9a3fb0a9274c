// What is shown of a tally is attacked with all that can be known: every table there could be is made, and those that
// are shown alike are laid side by side. A count that is the same in all of them could be told.

#include "matcher/trial/small_counts.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/compare.h"

namespace koppel::matcher {
namespace {

using Row = std::array<int, kCounts>;
using Table = std::vector<Row>;  // The groups of one dimension.
using Hider = std::function<void(Tally&)>;

constexpr auto kDimension = v1::CompareRuleSetsResponse::WIJK;

Tally TallyOf(const Table& table) {
  Tally tally;
  for (const Row& row : table) {
    TallyRow& group = tally.groups.emplace_back();
    group.dimension = kDimension;
    group.value = absl::StrCat("WK00000", tally.groups.size());
    group.counts = row;
    for (int count = 0; count < kCounts; ++count) tally.total.counts[count] += row[count];
  }
  return tally;
}

Tally Hidden(const Table& table, const Hider& hide = &HideSmallCounts) {
  Tally tally = TallyOf(table);
  hide(tally);
  return tally;
}

// The twin: leaves out the small ones and no more.
void HideSmallOnesAlone(Tally& tally) {
  const auto hide = [](TallyRow& row) {
    for (int count = 0; count < kCounts; ++count) {
      row.hidden[count] = row.counts[count] > 0 && row.counts[count] < kSmallCount;
    }
    if (row.hidden[kRequests]) row.hidden.fill(true);
  };
  hide(tally.total);
  for (TallyRow& row : tally.groups) hide(row);
}

std::string ShownOf(const TallyRow& row) {
  std::string shown;
  for (int count = 0; count < kCounts; ++count) {
    absl::StrAppend(&shown, row.hidden[count] ? "-" : absl::StrCat(row.counts[count]), " ");
  }
  return shown;
}

// All that is shown; of a dimension of which nothing is shown not even the groups.
std::string ShownOf(const Tally& tally) {
  std::string shown = ShownOf(tally.total);
  if (!ShowsDimension(tally, kDimension)) return shown;
  for (const TallyRow& row : tally.groups) absl::StrAppend(&shown, "| ", ShownOf(row));
  return shown;
}

// What each count of a row is in some of the tables.
using Values = std::array<std::set<int>, kCounts>;

// Tables that are shown alike.
struct Alike {
  Tally hidden;                // As it is shown.
  std::vector<Values> values;  // Of each group.
  Values total;
};

void Note(const Table& table, const Tally& tally, std::map<std::string, Alike>& shown) {
  Alike& alike = shown[ShownOf(tally)];
  if (alike.values.empty()) {
    alike.hidden = tally;
    alike.values.resize(table.size());
  }
  for (int count = 0; count < kCounts; ++count) {
    alike.total[count].insert(tally.total.counts[count]);
    for (size_t group = 0; group < table.size(); ++group) alike.values[group][count].insert(table[group][count]);
  }
}

// Every table of so many groups, each of them one of `rows`.
void ForEachTable(size_t groups, const std::vector<Row>& rows, const std::function<void(const Table&)>& visit) {
  Table table;
  const std::function<void()> grow = [&] {
    if (table.size() == groups) return visit(table);
    for (const Row& row : rows) {
      table.push_back(row);
      grow();
      table.pop_back();
    }
  };
  grow();
}

struct Attack {
  int hidden = 0;                 // How many counts were hidden.
  std::vector<std::string> told;  // Those that could be told all the same.
};

// Notes the hidden counts of a row that are the same in all tables that are shown alike.
void TryRow(const TallyRow& row, const Values& values, const std::string& shown, Attack& attack) {
  for (int count = 0; count < kCounts; ++count) {
    if (!row.hidden[count] || row.counts[count] == 0) continue;
    ++attack.hidden;
    if (values[count].size() > 1) continue;
    attack.told.push_back(absl::StrCat("'", row.value, "' count ", count, " is ", row.counts[count], ": ", shown));
  }
}

// Looks for what can be told of all tables that can be made. Where there may be more requests than are among `rows`,
// more tables would be alike than those that were made; those are passed over.
Attack Try(size_t groups, const std::vector<Row>& rows, const Hider& hide = &HideSmallCounts) {
  int largest = 0;
  for (const Row& row : rows) largest = std::max(largest, row[kRequests]);
  std::map<std::string, Alike> all;
  ForEachTable(groups, rows, [&](const Table& table) { Note(table, Hidden(table, hide), all); });
  Attack attack;
  for (const auto& [shown, alike] : all) {
    const TallyRow& total = alike.hidden.total;
    if (!total.hidden[kRequests] && total.counts[kRequests] <= largest) TryRow(total, alike.total, shown, attack);
    if (!ShowsDimension(alike.hidden, kDimension)) continue;
    for (size_t group = 0; group < groups; ++group) {
      const TallyRow& row = alike.hidden.groups[group];
      if (row.hidden[kRequests] && alike.values[group][kRequests].contains(largest)) continue;
      TryRow(row, alike.values[group], shown, attack);
    }
  }
  return attack;
}

std::vector<Row> RequestsAlone(int most) {
  std::vector<Row> rows;
  for (int requests = 1; requests <= most; ++requests) rows.push_back({requests, 0, 0, 0});
  return rows;
}

std::vector<Row> OneOutcome(int most) {
  std::vector<Row> rows;
  for (int requests = 1; requests <= most; ++requests) {
    for (int lost = 0; lost <= requests; ++lost) rows.push_back({requests, 0, 0, lost});
  }
  return rows;
}

std::vector<Row> AllOutcomes(int most) {
  std::vector<Row> rows;
  for (int requests = 1; requests <= most; ++requests) {
    for (int other = 0; other <= requests; ++other) {
      for (int gained = 0; other + gained <= requests; ++gained) {
        for (int lost = 0; other + gained + lost <= requests; ++lost) rows.push_back({requests, other, gained, lost});
      }
    }
  }
  return rows;
}

void ExpectNothingTold(const Attack& attack) {
  EXPECT_GT(attack.hidden, 0);
  EXPECT_TRUE(attack.told.empty()) << attack.told.size() << " of " << attack.hidden << ", such as "
                                   << attack.told.front();
}

TEST(SmallCounts, TheRequestsOfNoSmallGroupCanBeTold) {
  ExpectNothingTold(Try(3, RequestsAlone(16)));
  ExpectNothingTold(Try(4, RequestsAlone(10)));
  ExpectNothingTold(Try(5, RequestsAlone(7)));
}

TEST(SmallCounts, NoSmallOutcomeCanBeTold) {
  ExpectNothingTold(Try(2, OneOutcome(14)));
  ExpectNothingTold(Try(3, OneOutcome(9)));
}

TEST(SmallCounts, NoOutcomeCanBeToldFromTheOthersOfItsGroup) { ExpectNothingTold(Try(2, AllOutcomes(9))); }

TEST(SmallCounts, TheAttackFindsWhatIsToldWhenSmallCountsAloneAreLeftOut) {
  EXPECT_FALSE(Try(2, RequestsAlone(25), &HideSmallOnesAlone).told.empty());
  EXPECT_FALSE(Try(2, OneOutcome(14), &HideSmallOnesAlone).told.empty());
}

TEST(SmallCounts, WhatIsLargeEnoughIsShown) {
  EXPECT_EQ(ShownOf(Hidden({{20, 5, 6, 7}, {30, 9, 8, 10}})), "50 14 14 17 | 20 5 6 7 | 30 9 8 10 ");
}

TEST(SmallCounts, AZeroIsShown) {
  EXPECT_EQ(ShownOf(Hidden({{20, 0, 0, 12}, {30, 0, 0, 0}})), "50 0 0 12 | 20 0 0 12 | 30 0 0 0 ");
}

TEST(SmallCounts, ASmallGroupShowsNothingAndTakesTheNextSmallestAlong) {
  EXPECT_EQ(ShownOf(Hidden({{4, 0, 0, 0}, {30, 0, 0, 0}, {20, 0, 0, 0}})), "54 0 0 0 | - - - - | 30 0 0 0 | - - - - ");
}

TEST(SmallCounts, ASmallOutcomeTakesTheNextSmallestAlong) {
  EXPECT_EQ(ShownOf(Hidden({{40, 0, 0, 2}, {40, 0, 0, 30}, {40, 0, 0, 9}})),
            "120 0 0 41 | 40 0 0 - | 40 0 0 30 | 40 0 0 - ");
}

TEST(SmallCounts, ThoseThatAreEquallySmallGoTogether) {
  EXPECT_EQ(ShownOf(Hidden({{40, 0, 0, 2}, {40, 0, 0, 9}, {40, 0, 0, 30}, {40, 0, 0, 9}})),
            "160 0 0 50 | 40 0 0 - | 40 0 0 - | 40 0 0 30 | 40 0 0 - ");
}

TEST(SmallCounts, ASmallTotalHidesItsColumn) {
  EXPECT_EQ(ShownOf(Hidden({{40, 0, 0, 3}, {40, 0, 0, 0}})), "80 0 0 - | 40 0 0 - | 40 0 0 - ");
}

TEST(SmallCounts, FewRequestsShowNothing) { EXPECT_EQ(ShownOf(Hidden({{2, 0, 0, 0}, {2, 1, 0, 0}})), "- - - - "); }

TEST(SmallCounts, WhereEveryRequestChangesTheColumnsWouldTellAboutEachOther) {
  EXPECT_EQ(ShownOf(Hidden({{10, 0, 4, 6}, {12, 5, 4, 3}})), "22 5 8 9 ");
}

TEST(SmallCounts, ADimensionOfSmallGroupsIsLeftOut) {
  EXPECT_EQ(ShownOf(Hidden({{1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}, {1, 0, 0, 0}})), "5 0 0 0 ");
}

}  // namespace
}  // namespace koppel::matcher
