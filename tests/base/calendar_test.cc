#include "base/calendar.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/civil.h"
#include "tests/base/calendar_oracle.h"

namespace koppel {
namespace {

using absl::CivilDay;

absl::TimeZone Amsterdam() {
  absl::TimeZone zone;
  EXPECT_TRUE(absl::LoadTimeZone("Europe/Amsterdam", &zone));
  return zone;
}

CivilDay Day(const std::string& date) { return ParseDate(date).value(); }

std::set<CivilDay> Days(const std::set<std::string>& dates) {
  std::set<CivilDay> days;
  for (const std::string& date : dates) days.insert(Day(date));
  return days;
}

// The last day of what ends at this moment, which must be the midnight after it.
std::string LastDayBefore(const Calendar& calendar, absl::Time end) {
  EXPECT_EQ(calendar.StartOf(calendar.DayOf(end)), end);
  return FormatDate(calendar.DayOf(end) - 1);
}

// ------------------------------------------------------------------------------------------ against the other calendar

// With days by decree and by agreement on ordinary days, beside holidays, in a weekend, and two in a row.
const std::set<std::string>& ByDecree() {
  static const auto& dates =
      *new std::set<std::string>{"2024-05-10", "2024-12-27", "2025-05-30", "2026-01-02", "2026-05-15", "2027-05-07",
                                 "2028-04-28", "2028-05-26", "2030-08-15", "2030-08-16", "2033-07-02"};
  return dates;
}

const std::set<std::string>& Agreed() {
  static const auto& dates = *new std::set<std::string>{"2025-05-05", "2026-12-24", "2027-12-31", "2030-05-05",
                                                        "2030-05-31", "2031-07-01", "2031-07-02", "2032-02-29"};
  return dates;
}

class BothCalendars : public testing::Test {
 protected:
  // Every day from 2024-01-01 to 2035-12-31, by its place in the list.
  template <typename Check>
  void ForEveryDay(const Check& check) const {
    const int end = listed_.PlaceOf("2036-01-01");
    ASSERT_EQ(end, 12 * 365 + 3);
    for (int i = 0; i < end; ++i) check(i, Day(listed_.days()[i].date));
  }

  std::string DateAt(int place) const { return listed_.days()[place].date; }

  const Calendar calendar_{Amsterdam(), {.agreed = Days(Agreed()), .by_decree = Days(ByDecree())}};
  const oracle::ListedDays listed_{ByDecree(), Agreed()};
};

TEST_F(BothCalendars, KnowTheSameEaster) {
  for (int year = 1583; year <= 4099; ++year) {
    const CivilDay easter = EasterSunday(year);
    EXPECT_EQ(easter.year(), year);
    EXPECT_EQ(FormatDate(easter).substr(5), oracle::EasterOfGauss(year)) << year;
  }
}

TEST_F(BothCalendars, SayTheSameOfEveryDay) {
  ForEveryDay([&](int i, CivilDay day) {
    EXPECT_EQ(WeekdayNumber(day), listed_.days()[i].weekday) << DateAt(i);
    EXPECT_EQ(calendar_.IsPublicHoliday(day), listed_.days()[i].holiday) << DateAt(i);
    EXPECT_EQ(calendar_.IsWorkingDay(day), listed_.IsWorking(i)) << DateAt(i);
    EXPECT_EQ(calendar_.MovesTermOn(day), listed_.MovesOn(i)) << DateAt(i);
  });
}

TEST_F(BothCalendars, SeeEveryDayBeginAtTheSameMoment) {
  ForEveryDay([&](int i, CivilDay day) {
    const absl::Time start = absl::FromUnixSeconds(listed_.days()[i].start);
    EXPECT_EQ(calendar_.StartOf(day), start) << DateAt(i);
    EXPECT_EQ(calendar_.DayOf(start), day) << DateAt(i);
    EXPECT_EQ(calendar_.DayOf(start - absl::Nanoseconds(1)), day - 1) << DateAt(i);
  });
}

TEST_F(BothCalendars, CountTheSameWorkingDaysOn) {
  ForEveryDay([&](int i, CivilDay day) {
    for (int count : {0, 1, 2, 3, 5, 10, 20, 40}) {
      const std::string last = DateAt(listed_.LastOfWorkingDays(i, count));
      const absl::Time end = calendar_.AfterWorkingDays(calendar_.StartOf(day), count);
      ASSERT_EQ(LastDayBefore(calendar_, end), last) << DateAt(i) << " " << count;
      const absl::Time late = calendar_.StartOf(day + 1) - absl::Nanoseconds(1);
      ASSERT_EQ(calendar_.AfterWorkingDays(late, count), end) << DateAt(i) << " " << count;
    }
  });
}

TEST_F(BothCalendars, CountTheSameWorkingDaysBack) {
  ForEveryDay([&](int i, CivilDay day) {
    if (i < 60) return;  // The list begins in 2024.
    for (int count : {0, 1, 2, 3, 5, 10, 20}) {
      const std::string date = DateAt(listed_.WorkingDaysBack(i, count));
      const absl::Time due = calendar_.StartOf(day + 1);
      ASSERT_EQ(calendar_.WorkingDaysBefore(due, count), calendar_.StartOf(Day(date))) << DateAt(i) << " " << count;
    }
  });
}

TEST_F(BothCalendars, EndTheSameTermsByLaw) {
  ForEveryDay([&](int i, CivilDay day) {
    for (int count : {1, 2, 3, 4, 7, 14, 42}) {
      const std::string last = DateAt(listed_.LastByLaw(i, count));
      ASSERT_EQ(LastDayBefore(calendar_, calendar_.StatutoryEnd(day, count)), last) << DateAt(i) << " " << count;
    }
  });
}

// ------------------------------------------------------------------------------------------------------- by themselves

class DutchCalendar : public testing::Test {
 protected:
  std::string AfterLaw(const std::string& from, int days) const {
    return LastDayBefore(calendar_, calendar_.StatutoryEnd(Day(from), days));
  }
  // The last day of a term that would end on this day.
  std::string Ending(const std::string& date) const {
    const int term = 42;
    return AfterLaw(FormatDate(Day(date) - term), term);
  }

  const Calendar calendar_{Amsterdam(), {}};
};

// From the published examples of notaries, bailiffs and lawyers.
TEST_F(DutchCalendar, MovesATermThatEndsOnGoodFridayToTheTuesdayAfterEaster) {
  EXPECT_EQ(Ending("2018-03-30"), "2018-04-03");
  EXPECT_EQ(Ending("2026-04-03"), "2026-04-07");
}

TEST_F(DutchCalendar, GivesTheThreeDaysOfTheBuyerOfAHouse) {
  EXPECT_EQ(AfterLaw("2017-12-19", 3), "2017-12-22");
  EXPECT_EQ(AfterLaw("2017-12-20", 3), "2017-12-27");
}

TEST_F(DutchCalendar, GivesTwoOrdinaryDaysInATermOfThree) {
  // Thursday, Friday and Saturday; and the same with Good Friday and Easter Monday.
  EXPECT_EQ(AfterLaw("2026-11-18", 3), "2026-11-23");
  EXPECT_EQ(AfterLaw("2026-04-01", 3), "2026-04-07");
  // Good Friday to Tuesday has one ordinary day; a fifth makes two. Of a term of two days one is enough.
  EXPECT_EQ(AfterLaw("2026-04-02", 5), "2026-04-08");
  EXPECT_EQ(AfterLaw("2026-04-04", 2), "2026-04-07");
}

TEST_F(DutchCalendar, MovesFromTheSecondOfMayToTheEleventhWhereAscensionIsTheSeventh) {
  const std::set<CivilDay> by_decree = {CivilDay(2043, 5, 4), CivilDay(2043, 5, 6), CivilDay(2043, 5, 8)};
  const Calendar calendar(Amsterdam(), {.agreed = {}, .by_decree = by_decree});
  const absl::Time end = calendar.StatutoryEnd(CivilDay(2043, 3, 21), 42);
  EXPECT_EQ(LastDayBefore(calendar, end), "2043-05-11");
}

TEST_F(DutchCalendar, MovesOverWeekendsAndHolidaysOnly) {
  EXPECT_EQ(Ending("2026-12-24"), "2026-12-24");
  EXPECT_EQ(Ending("2026-12-25"), "2026-12-28");  // Christmas on Friday and Saturday.
  EXPECT_EQ(Ending("2026-11-21"), "2026-11-23");
  EXPECT_EQ(Ending("2026-11-22"), "2026-11-23");
  EXPECT_EQ(Ending("2026-05-05"), "2026-05-06");
  EXPECT_EQ(Ending("2026-04-27"), "2026-04-28");
  EXPECT_EQ(Ending("2027-05-06"), "2027-05-07");  // Ascension Day; no decree here.
  EXPECT_EQ(Ending("2026-12-31"), "2026-12-31");
  EXPECT_EQ(Ending("2027-01-01"), "2027-01-04");
}

TEST_F(DutchCalendar, LeavesATermOfMoreThanNinetyDays) {
  EXPECT_EQ(AfterLaw("2026-08-24", 90), "2026-11-23");
  EXPECT_EQ(AfterLaw("2026-08-23", 91), "2026-11-22");
}

TEST_F(DutchCalendar, HasKingsDayOnSaturdayWhereItsDayIsASunday) {
  EXPECT_TRUE(calendar_.IsPublicHoliday(CivilDay(2025, 4, 26)));
  EXPECT_FALSE(calendar_.IsPublicHoliday(CivilDay(2025, 4, 27)));
  EXPECT_TRUE(calendar_.IsPublicHoliday(CivilDay(2026, 4, 27)));
}

TEST_F(DutchCalendar, WorksOnGoodFridayAndLiberationDayUnlessAgreed) {
  const CivilDay good_friday(2026, 4, 3);
  const CivilDay liberation_day(2026, 5, 5);
  EXPECT_TRUE(calendar_.IsWorkingDay(good_friday));
  EXPECT_TRUE(calendar_.IsWorkingDay(liberation_day));
  const Calendar free(Amsterdam(), {.agreed = {good_friday}, .by_decree = {}});
  EXPECT_FALSE(free.IsWorkingDay(good_friday));
  EXPECT_FALSE(free.IsPublicHoliday(good_friday));
}

TEST_F(DutchCalendar, LetsTermsByLawRunOnOverDaysThatWereOnlyAgreed) {
  const Calendar free(Amsterdam(), {.agreed = {CivilDay(2026, 12, 24)}, .by_decree = {}});
  EXPECT_EQ(LastDayBefore(free, free.StatutoryEnd(CivilDay(2026, 12, 10), 14)), "2026-12-24");
}

TEST_F(DutchCalendar, TakesADayByDecreeForAHoliday) {
  const Calendar decreed(Amsterdam(), {.agreed = {}, .by_decree = {CivilDay(2027, 5, 7)}});
  EXPECT_EQ(LastDayBefore(decreed, decreed.StatutoryEnd(CivilDay(2027, 4, 29), 7)), "2027-05-10");
  EXPECT_FALSE(decreed.IsWorkingDay(CivilDay(2027, 5, 7)));
}

TEST_F(DutchCalendar, EndsTermsAtMidnightOnDaysOf23And25Hours) {
  const auto utc = [](const std::string& text) {
    absl::Time time;
    EXPECT_TRUE(absl::ParseTime(absl::RFC3339_full, text, &time, nullptr));
    return time;
  };
  // Saturday 28 March 2026 to Sunday: a term by agreement from Friday ends on Monday, the day after the short night.
  EXPECT_EQ(calendar_.AfterWorkingDays(utc("2026-03-27T09:00:00Z"), 1), utc("2026-03-30T22:00:00Z"));
  EXPECT_EQ(calendar_.AfterWorkingDays(utc("2026-10-23T09:00:00Z"), 1), utc("2026-10-26T23:00:00Z"));
  // What is asked in the night itself, before and after the clocks change, and in the hour that comes twice.
  for (const char* asked : {"2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z"}) {
    EXPECT_EQ(calendar_.AfterWorkingDays(utc(asked), 0), utc("2026-03-29T22:00:00Z")) << asked;
  }
  for (const char* asked : {"2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"}) {
    EXPECT_EQ(calendar_.AfterWorkingDays(utc(asked), 0), utc("2026-10-25T23:00:00Z")) << asked;
  }
  EXPECT_EQ(calendar_.StartOf(CivilDay(2026, 3, 30)) - calendar_.StartOf(CivilDay(2026, 3, 29)), absl::Hours(23));
  EXPECT_EQ(calendar_.StartOf(CivilDay(2026, 10, 26)) - calendar_.StartOf(CivilDay(2026, 10, 25)), absl::Hours(25));
}

TEST_F(DutchCalendar, CountsOverTheTurnOfTheYear) {
  // Thursday 31 December, after which come New Year's Day and a weekend.
  const absl::Time eve = calendar_.StartOf(CivilDay(2026, 12, 31)) + absl::Hours(17);
  EXPECT_EQ(LastDayBefore(calendar_, calendar_.AfterWorkingDays(eve, 0)), "2026-12-31");
  EXPECT_EQ(LastDayBefore(calendar_, calendar_.AfterWorkingDays(eve, 1)), "2027-01-04");
  EXPECT_EQ(calendar_.WorkingDaysBefore(calendar_.StartOf(CivilDay(2027, 1, 5)), 1),
            calendar_.StartOf(CivilDay(2026, 12, 31)));
}

TEST_F(DutchCalendar, WarnsByTheLastDayOfATermThatEndsWithinADay) {
  const absl::Time noon = calendar_.StartOf(CivilDay(2026, 11, 24)) + absl::Hours(12);
  EXPECT_EQ(calendar_.WorkingDaysBefore(noon, 0), calendar_.StartOf(CivilDay(2026, 11, 24)));
  EXPECT_EQ(calendar_.WorkingDaysBefore(noon, 2), calendar_.StartOf(CivilDay(2026, 11, 20)));
}

}  // namespace
}  // namespace koppel
