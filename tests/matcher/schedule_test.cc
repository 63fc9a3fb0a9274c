#include "matcher/world/schedule.h"

#include "gtest/gtest.h"
#include "tests/matcher/files.h"

namespace koppel::matcher {
namespace {

using absl::CivilDay;

// 2 November 2026 is a Monday.
const CivilDay kMonday(2026, 11, 2);
const CivilDay kTuesday = kMonday + 1;

constexpr char kTuesdays[] = R"(hours { days: TUESDAY open_time: "10:00" close_time: "12:00" } )";

Schedule Read(const std::string& text) { return Schedule(FromText<v1::Schedule>(text)); }

std::optional<CivilDay> NextStart(const std::string& text, CivilDay from, std::vector<SchoolHoliday> holidays = {}) {
  return Read(text).NextStart(from, holidays);
}

Hours ReadHours(const std::string& text) { return CompileHours(FromText<v1::WeekHours>(text)); }

TEST(Schedule, WithoutHoursIsByAppointmentAndHasNoDay) {
  EXPECT_TRUE(Read("").by_appointment());
  EXPECT_EQ(NextStart("start_date: '2026-11-02'", kMonday), std::nullopt);
  EXPECT_FALSE(Read(kTuesdays).by_appointment());
}

TEST(Schedule, StartsOnTheNextDayOfTheWeekItself) {
  EXPECT_EQ(NextStart(kTuesdays, kMonday), kTuesday);
  EXPECT_EQ(NextStart(kTuesdays, kTuesday), kTuesday);
  EXPECT_EQ(NextStart(kTuesdays, kTuesday + 1), kTuesday + 7);
}

TEST(Schedule, FortnightlyCountsInWeeksFromItsFirstDay) {
  const std::string schedule = std::string(kTuesdays) + "week_interval: 2 start_date: '2026-11-05'";
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 11, 5)), CivilDay(2026, 11, 17));
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 11, 18)), CivilDay(2026, 12, 1));
}

TEST(Schedule, FirstWeekOfTheMonthIsTheFirstSuchDay) {
  const std::string schedule = std::string(kTuesdays) + "weeks_of_month: 1";
  EXPECT_EQ(NextStart(schedule, kMonday), CivilDay(2026, 11, 3));
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 11, 4)), CivilDay(2026, 12, 1));
}

TEST(Schedule, FifthWeekOfTheMonthIsTheLastSuchDayAlsoWhenThereAreFour) {
  const std::string schedule = std::string(kTuesdays) + "weeks_of_month: 5";
  EXPECT_EQ(NextStart(schedule, kMonday), CivilDay(2026, 11, 24));
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 11, 25)), CivilDay(2026, 12, 29));
}

TEST(Schedule, CourseThatNobodyCanJoinLaterStartsOnItsFirstDayAlone) {
  const std::string schedule = std::string(kTuesdays) + "session_count: 6 start_date: '2026-11-03'";
  EXPECT_EQ(NextStart(schedule, kTuesday), kTuesday);
  EXPECT_EQ(NextStart(schedule, kTuesday + 1), std::nullopt);
}

TEST(Schedule, CourseThatCanBeJoinedLaterEndsAfterItsMeetings) {
  const std::string schedule = std::string(kTuesdays) + "session_count: 6 join_any_time: true start_date: '2026-11-03'";
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 12, 7)), CivilDay(2026, 12, 8));  // The sixth.
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 12, 9)), std::nullopt);
}

TEST(Schedule, AMeetingThatIsClosedIsNoMeetingOfTheCourse) {
  const std::string schedule = std::string(kTuesdays) +
                               "session_count: 6 join_any_time: true start_date: '2026-11-03'"
                               "exceptions { start_date: '2026-11-17' }";
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 12, 9)), CivilDay(2026, 12, 15));
  EXPECT_EQ(NextStart(schedule, CivilDay(2026, 12, 16)), std::nullopt);
}

TEST(Schedule, CourseWithoutAFirstDayIsGivenAgainAndAgain) {
  EXPECT_EQ(NextStart(std::string(kTuesdays) + "session_count: 6", kMonday), kTuesday);
}

TEST(Schedule, ClosuresAndExtraDaysGoBeforeTheWeek) {
  const std::string closed = std::string(kTuesdays) + "exceptions { start_date: '2026-11-03' end_date: '2026-11-12' }";
  EXPECT_EQ(NextStart(closed, kMonday), CivilDay(2026, 11, 17));
  const std::string extra = std::string(kTuesdays) + "exceptions { start_date: '2026-11-02' open: true }";
  EXPECT_EQ(NextStart(extra, kMonday), kMonday);
}

TEST(Schedule, SchoolHolidaysCloseOnlyWhatStopsInThoseOfItsRegion) {
  const std::vector<SchoolHoliday> holidays = {{{kMonday, kMonday + 8}, 1u << v1::MIDDLE}};
  const std::string stops = std::string(kTuesdays) + "closed_in_school_holidays: true ";
  EXPECT_EQ(NextStart(stops + "school_region: MIDDLE", kMonday, holidays), CivilDay(2026, 11, 17));
  EXPECT_EQ(NextStart(stops + "school_region: NORTH", kMonday, holidays), kTuesday);
  EXPECT_EQ(NextStart(stops, kMonday, holidays), kTuesday);
  EXPECT_EQ(NextStart(std::string(kTuesdays) + "school_region: MIDDLE", kMonday, holidays), kTuesday);
}

TEST(Schedule, TakesPlaceWithinItsFirstAndLastDay) {
  EXPECT_EQ(NextStart(std::string(kTuesdays) + "start_date: '2026-11-04'", kMonday), CivilDay(2026, 11, 10));
  EXPECT_EQ(NextStart(std::string(kTuesdays) + "end_date: '2026-11-03'", kMonday), kTuesday);
  EXPECT_EQ(NextStart(std::string(kTuesdays) + "end_date: '2026-11-03'", kTuesday + 1), std::nullopt);
}

TEST(Hours, OverlapWhenSomeMinuteOfSomeDayIsInBoth) {
  const Hours morning = ReadHours("days: MONDAY open_time: '09:00' close_time: '12:00'");
  EXPECT_TRUE(morning.Overlaps(ReadHours("days: MONDAY open_time: '11:59' close_time: '13:00'")));
  EXPECT_FALSE(morning.Overlaps(ReadHours("days: MONDAY open_time: '12:00' close_time: '13:00'")));
  EXPECT_FALSE(morning.Overlaps(ReadHours("days: TUESDAY open_time: '09:00' close_time: '12:00'")));
  EXPECT_TRUE(morning.Overlaps(ReadHours("")));
}

}  // namespace
}  // namespace koppel::matcher
