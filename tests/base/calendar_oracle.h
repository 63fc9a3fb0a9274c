// A second calendar for the tests: slow, plain, from lists, and with no code of the first. Years 2024 to 2035, with the
// first months of 2036 for terms that run over.

#ifndef KOPPEL_TESTS_BASE_CALENDAR_ORACLE_H_
#define KOPPEL_TESTS_BASE_CALENDAR_ORACLE_H_

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace koppel::oracle {

// A day of the list, counted from 0: Monday 1 January 2024.
struct ListedDay {
  std::string date;      // "2026-11-22".
  int weekday;           // 1 is Monday.
  bool holiday = false;  // As printed on calendars of the Netherlands, without Good Friday and 5 May.
  bool law = false;      // Good Friday and 5 May.
  int64_t start;         // In seconds since 1970, in UTC.
};

class ListedDays {
 public:
  // The days by decree and the free days by agreement, as dates.
  ListedDays(const std::set<std::string>& by_decree, std::set<std::string> agreed);

  const std::vector<ListedDay>& days() const { return days_; }
  int PlaceOf(const std::string& date) const;

  bool IsWorking(int day) const;
  bool MovesOn(int day) const;

  // The last day of a term of so many working days after a day.
  int LastOfWorkingDays(int from, int count) const;
  // The working day so many before a day; the day itself with 0.
  int WorkingDaysBack(int from, int count) const;
  // The last day of a term by law.
  int LastByLaw(int from, int count) const;

 private:
  std::vector<ListedDay> days_;
  std::set<std::string> agreed_;
};

// Easter Sunday as "MM-DD", by the rule of Gauss.
std::string EasterOfGauss(int year);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_BASE_CALENDAR_ORACLE_H_
