#include "clients/cli/case/sheet_facts.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/cli/case/report.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

// A resident reads a few lines, not all that the directory knows.
constexpr size_t kLongestDescription = 240;

// Nearer than this, a distance says nothing; nor does one that is not known.
constexpr int kNearMeters = 100;

// "2,50" in Dutch, "2.50" in English.
std::string WithMark(std::string number, Language language) {
  if (language == Language::kDutch) std::replace(number.begin(), number.end(), '.', ',');
  return number;
}

// The first sentences that fit; cut between words where the first is longer.
std::string FirstSentences(const std::string& text) {
  if (text.size() <= kLongestDescription) return text;
  const size_t sentence = text.rfind(". ", kLongestDescription);
  if (sentence != std::string::npos) return text.substr(0, sentence + 1);
  return text.substr(0, text.rfind(' ', kLongestDescription)) + " …";
}

std::string FormInWords(v1::Form form, Language language) {
  switch (form) {
    case v1::AT_HOME:
      return Say(SheetSentence::kAtHome, language);
    case v1::HAALZORG:
      return Say(SheetSentence::kHaalzorg, language);
    case v1::GROUP:
      return Say(SheetSentence::kInGroup, language);
    case v1::ONLINE:
      return Say(SheetSentence::kOnline, language);
    case v1::ON_SITE:
      return Say(SheetSentence::kOnSite, language);
    default:
      return "";
  }
}

std::string DaysInWords(const v1::WeekHours& hours, Language language) {
  if (hours.days().empty()) return Say(SheetSentence::kEveryDay, language);
  std::vector<std::string> days;
  for (const int day : hours.days()) days.push_back(WordIn(language, static_cast<v1::Weekday>(day)));
  return absl::StrJoin(days, ", ");
}

std::string HoursInWords(const v1::WeekHours& hours, Language language) {
  const std::string days = DaysInWords(hours, language);
  if (hours.open_time().empty() && hours.close_time().empty()) {
    return Say(SheetSentence::kWholeDay, language, {{"days", days}});
  }
  const std::string from = hours.open_time().empty() ? "00:00" : hours.open_time();
  const std::string to = hours.close_time().empty() ? "24:00" : hours.close_time();
  return Say(SheetSentence::kHours, language, {{"days", days}, {"from", from}, {"to", to}});
}

std::string DateIn(Language language, const std::string& date) { return In(language, DateInWords(date)); }

std::string WeeksInWords(const v1::Schedule& schedule, Language language) {
  std::vector<std::string> weeks;
  for (const int week : schedule.weeks_of_month()) weeks.push_back(In(language, WeekOfMonthInWords(week)));
  return absl::StrJoin(weeks, ", ");
}

// What makes the weeks differ: every other week, not in the holidays.
std::vector<std::string> LimitsInWords(const v1::Schedule& schedule, Language language) {
  std::vector<std::string> limits;
  const auto add = [&](bool holds, SheetSentence sentence, const koppel::Arguments& arguments) {
    if (holds) limits.push_back(Say(sentence, language, arguments));
  };
  add(schedule.week_interval() == 2, SheetSentence::kFortnightly, {});
  add(schedule.week_interval() > 2, SheetSentence::kEveryWeeks, {{"count", absl::StrCat(schedule.week_interval())}});
  add(!schedule.weeks_of_month().empty(), SheetSentence::kWeeksOfMonth, {{"weeks", WeeksInWords(schedule, language)}});
  add(!schedule.start_date().empty(), SheetSentence::kFromDate, {{"date", DateIn(language, schedule.start_date())}});
  add(!schedule.end_date().empty(), SheetSentence::kUntilDate, {{"date", DateIn(language, schedule.end_date())}});
  add(schedule.session_count() > 0, SheetSentence::kSessions, {{"count", absl::StrCat(schedule.session_count())}});
  add(schedule.closed_in_school_holidays(), SheetSentence::kNotInHolidays, {});
  return limits;
}

std::string RoomInWords(v1::Capacity::State state, Language language) {
  switch (state) {
    case v1::Capacity::OPEN:
      return Say(SheetSentence::kWalkIn, language);
    case v1::Capacity::FREE:
      return Say(SheetSentence::kRoomNow, language);
    case v1::Capacity::ASSESSMENT_FIRST:
      return Say(SheetSentence::kMeetFirst, language);
    case v1::Capacity::WAITING_LIST:
      return Say(SheetSentence::kWaitingList, language);
    case v1::Capacity::FULL:
    case v1::Capacity::STOPPED:
      return Say(SheetSentence::kNoRoomNow, language);
    default:
      return "";
  }
}

bool NeedsDecision(const v1::Offering& offering) {
  const auto& ways = offering.enrolment();
  return std::find(ways.begin(), ways.end(), v1::Offering::WITH_DECISION) != ways.end();
}

}  // namespace

std::string WhatItIs(const v1::Part& part, const v1::Offering* offering, Language language) {
  const std::string form = FormInWords(part.form(), language);
  const std::string description = offering == nullptr ? "" : FirstSentences(offering->description());
  return std::string(absl::StripAsciiWhitespace(absl::StrCat(description, " ", form)));
}

std::string WhereItIs(const v1::Part& part, Language language) {
  if (part.location_title().empty()) {
    if (part.form() == v1::AT_HOME) return Say(SheetSentence::kWhereAtHome, language);
    if (part.form() == v1::ONLINE) return Say(SheetSentence::kWhereOnline, language);
    return Say(SheetSentence::kNotKnown, language);
  }
  if (part.distance_meters() < kNearMeters) return part.location_title();
  const std::string km = WithMark(absl::StrFormat("%.1f", part.distance_meters() / 1000.0), language);
  return Say(SheetSentence::kWherePlaceFar, language, {{"place", part.location_title()}, {"km", km}});
}

std::string WhenItIs(const v1::Offering* offering, Language language) {
  if (offering == nullptr) return Say(SheetSentence::kNotKnown, language);
  const v1::Schedule& schedule = offering->schedule();
  std::vector<std::string> parts;
  for (const v1::WeekHours& hours : schedule.hours()) parts.push_back(HoursInWords(hours, language));
  if (parts.empty()) parts.push_back(Say(SheetSentence::kByAppointment, language));
  for (std::string& limit : LimitsInWords(schedule, language)) parts.push_back(std::move(limit));
  std::string text = absl::StrJoin(parts, "; ");
  text.front() = absl::ascii_toupper(text.front());
  return text;
}

std::string HowSoon(const v1::Part& part, Language language) {
  std::string text = RoomInWords(part.capacity_state(), language);
  if (!part.earliest_start_date().empty() && part.capacity_state() != v1::Capacity::OPEN) {
    absl::StrAppend(&text, text.empty() ? "" : " ",
                    Say(SheetSentence::kEarliest, language, {{"date", DateIn(language, part.earliest_start_date())}}));
  }
  return text.empty() ? Say(SheetSentence::kSoonNotKnown, language) : text;
}

std::string WhatItCosts(const v1::Offering* offering, Language language) {
  if (offering == nullptr) return Say(SheetSentence::kCostNotKnown, language);
  if (NeedsDecision(*offering)) return Say(SheetSentence::kOwnContribution, language);
  if (!offering->has_cost_cents()) return Say(SheetSentence::kCostNotKnown, language);
  if (offering->cost_cents() == 0) return Say(SheetSentence::kFree, language);
  const std::string euros = WithMark(absl::StrFormat("%.2f", offering->cost_cents() / 100.0), language);
  return Say(SheetSentence::kEachTime, language, {{"euros", euros}});
}

}  // namespace koppel::cli
