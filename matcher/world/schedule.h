// When something takes place: hours in a week, courses, closures, school holidays.
//
// Thread safety: values.

#ifndef KOPPEL_MATCHER_WORLD_SCHEDULE_H_
#define KOPPEL_MATCHER_WORLD_SCHEDULE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/types/span.h"
#include "google/protobuf/repeated_field.h"
#include "koppel/v1/common.pb.h"

namespace koppel::matcher {

// From the first day to the last, included.
struct DaySpan {
  absl::CivilDay first;
  absl::CivilDay last;

  bool Holds(absl::CivilDay day) const { return first <= day && day <= last; }
};

struct SchoolHoliday {
  DaySpan days;
  uint32_t regions;  // A bit for each v1::SchoolRegion.
};

// Hours on some days of the week.
struct Hours {
  uint32_t weekdays;  // Bit 1 is Monday, bit 7 is Sunday.
  int open;           // Minutes since midnight.
  int close;

  bool Overlaps(const Hours& other) const {
    return (weekdays & other.weekdays) != 0 && open < other.close && other.open < close;
  }
};

Hours CompileHours(const v1::WeekHours& hours);
std::vector<Hours> CompileAllHours(const google::protobuf::RepeatedPtrField<v1::WeekHours>& hours);

class Schedule {
 public:
  // By appointment.
  Schedule() = default;
  explicit Schedule(const v1::Schedule& source);

  bool by_appointment() const { return hours_.empty(); }
  const std::vector<Hours>& hours() const { return hours_; }

  // Whether some of its hours fall within some of these.
  bool Overlaps(absl::Span<const Hours> others) const;

  // The first day, from `from` on, on which somebody new can come. Nothing when there is none within a year, or when it
  // is by appointment.
  std::optional<absl::CivilDay> NextStart(absl::CivilDay from, absl::Span<const SchoolHoliday> holidays) const;

 private:
  struct Exception {
    DaySpan days;
    bool open;
  };

  bool TakesPlace(absl::CivilDay day, absl::Span<const SchoolHoliday> holidays) const;
  bool InRhythm(absl::CivilDay day) const;
  bool InWeekOfMonth(absl::CivilDay day) const;
  std::optional<absl::CivilDay> FirstOfCourse(absl::Span<const SchoolHoliday> holidays) const;
  bool CourseEnded(absl::CivilDay day, absl::Span<const SchoolHoliday> holidays) const;

  std::vector<Hours> hours_;
  uint32_t weekdays_ = 0;
  int week_interval_ = 1;
  uint32_t weeks_of_month_ = 0;  // Bit 1 to 4, and 5 for the last; none means every week.
  std::optional<absl::CivilDay> start_;
  std::optional<absl::CivilDay> end_;
  int session_count_ = 0;
  bool join_any_time_ = false;
  uint32_t closed_regions_ = 0;  // Bits of v1::SchoolRegion whose holidays close it.
  std::vector<Exception> exceptions_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_WORLD_SCHEDULE_H_
