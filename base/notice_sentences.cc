#include "base/notice_sentences.h"

#include <iterator>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "base/civil.h"

namespace koppel {
namespace {

struct NoticeRow {
  NoticeSentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enumerators.
constexpr NoticeRow kNoticeRows[] = {
    {NoticeSentence::kBadParty,
     "is geen partij; schrijf municipalities/GM0034 voor adviseurs, providers/{provider} of teams/{team}",
     "is no party; write municipalities/GM0034 for advisers, providers/{provider} or teams/{team}"},
    {NoticeSentence::kBadResumeToken,
     "is geen resume_token van Koppel voor deze partij; neem dat van het laatste bericht, of laat het leeg",
     "is no resume_token of Koppel for this party; take that of the last message, or leave it empty"},
    {NoticeSentence::kNoticeSubject, "Koppel: er staat iets voor u klaar", "Koppel: something is waiting for you"},
    {NoticeSentence::kSomethingWaits, "Er wacht iets op u. Kijk in Koppel.",
     "Something is waiting for you. Look in Koppel."},
    {NoticeSentence::kNoticeDue, "Doe dit uiterlijk op {date}.", "Do this no later than {date}."},
};

constexpr bool NoticeRowsInOrder() {
  for (size_t i = 0; i < std::size(kNoticeRows); ++i) {
    if (static_cast<size_t>(kNoticeRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(NoticeSentence::kNoticeDue) + 1 == std::size(kNoticeRows);
}
static_assert(NoticeRowsInOrder());

// From Monday on.
constexpr std::string_view kDutchDays[] = {"maandag", "dinsdag",  "woensdag", "donderdag",
                                           "vrijdag", "zaterdag", "zondag"};
constexpr std::string_view kEnglishDays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                             "Friday", "Saturday", "Sunday"};
constexpr std::string_view kDutchMonths[] = {"januari", "februari", "maart",     "april",   "mei",      "juni",
                                             "juli",    "augustus", "september", "oktober", "november", "december"};
constexpr std::string_view kEnglishMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                               "July",    "August",   "September", "October", "November", "December"};

std::string DayInWords(absl::CivilDay day, const std::string_view* days, const std::string_view* months) {
  return std::string(days[WeekdayNumber(day) - 1])
      .append(absl::StrCat(" ", day.day(), " "))
      .append(months[day.month() - 1])
      .append(absl::StrCat(" ", day.year()));
}

}  // namespace

std::vector<NoticeSentence> AllNoticeSentences() {
  std::vector<NoticeSentence> all;
  for (const NoticeRow& row : kNoticeRows) all.push_back(row.sentence);
  return all;
}

koppel::v1::LocalizedText Say(NoticeSentence sentence, const Arguments& arguments) {
  const NoticeRow& row = kNoticeRows[static_cast<size_t>(sentence)];
  koppel::v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, arguments));
  text.set_en(FillIn(row.en, arguments));
  return text;
}

koppel::v1::LocalizedText SayDay(absl::CivilDay day) {
  koppel::v1::LocalizedText text;
  text.set_nl(DayInWords(day, kDutchDays, kDutchMonths));
  text.set_en(DayInWords(day, kEnglishDays, kEnglishMonths));
  return text;
}

}  // namespace koppel
