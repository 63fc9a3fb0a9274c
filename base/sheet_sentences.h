// The words of the choice sheet, which a resident takes home, and of lists of what is to be done by when; in plain
// Dutch (B1) with their English twins. See sentences.h.

#ifndef KOPPEL_BASE_SHEET_SENTENCES_H_
#define KOPPEL_BASE_SHEET_SENTENCES_H_

#include <vector>

#include "base/sentences.h"
#include "koppel/v1/clock.pb.h"
#include "koppel/v1/common.pb.h"
#include "koppel/v1/referral.pb.h"
#include "koppel/v1/referral_service.pb.h"

namespace koppel {

// The sentences themselves stand in sheet_sentences.cc; behind each are its placeholders.
enum class SheetSentence {
  // The choice sheet: its frame.
  kTitle,          //
  kYouChoose,      //
  kTakeYourTime,   //
  kMadeOn,         // {advice} {date}
  kInDanger,       //
  kOptions,        //
  kOption,         // {number}
  kNoOptions,      //
  kMoreOptions,    // {count}
  kUntilPlace,     //
  kOnWaitingList,  //
  kTickMeanwhile,  // {title}
  kRowWhat,        //
  kRowBy,          //
  kRowWhere,       //
  kRowWhen,        //
  kRowHowSoon,     //
  kRowCost,        //
  kRowWith,        //
  kRowWhoDecides,  //
  // What an option is.
  kAtHome,         //
  kHaalzorg,       //
  kInGroup,        //
  kOnline,         //
  kOnSite,         //
  kWhereAtHome,    //
  kWhereOnline,    //
  kWherePlaceFar,  // {place} {km}
  kCoachAlong,     // {title}
  kNothing,        //
  kNotKnown,       //
  // When it takes place.
  kByAppointment,  //
  kEveryDay,       //
  kHours,          // {days} {from} {to}
  kWholeDay,       // {days}
  kFortnightly,    //
  kEveryWeeks,     // {count}
  kWeeksOfMonth,   // {weeks}
  kFirstWeek,      // Schedule.weeks_of_month in its order; 5 is the last.
  kSecondWeek,     //
  kThirdWeek,      //
  kFourthWeek,     //
  kLastWeek,       //
  kFromDate,       // {date}
  kUntilDate,      // {date}
  kSessions,       // {count}
  kNotInHolidays,  //
  // How soon.
  kWalkIn,        //
  kRoomNow,       //
  kMeetFirst,     //
  kNoRoomNow,     //
  kWaitingList,   //
  kEarliest,      // {date}
  kSoonNotKnown,  //
  // What it costs.
  kFree,             //
  kEachTime,         // {euros}
  kOwnContribution,  //
  kCostNotKnown,     //
  // Who decides.
  kPartnerDecides,  // {provider}
  kTeamDecides,     // {team}
  kDecisionNeeded,  //
  // What the resident can do.
  kYourChoice,       //
  kTickOption,       // {number}
  kTickNone,         //
  kNoneOfThese,      //
  kNoneHow,          //
  kSayNo,            //
  kSayNoAlways,      //
  kSayNoHow,         //
  kFreeSupport,      //
  kFreeSupportWhat,  //
  kFreeSupportHow,   //
  kWhoDecides,       //
  kPeopleDecide,     //
  kMunicipality,     //
  // Days and months, in their order.
  kMonday,
  kTuesday,
  kWednesday,
  kThursday,
  kFriday,
  kSaturday,
  kSunday,
  kJanuary,
  kFebruary,
  kMarch,
  kApril,
  kMay,
  kJune,
  kJuly,
  kAugust,
  kSeptember,
  kOctober,
  kNovember,
  kDecember,
  // What a request waits for: Waiting.Step in its order.
  kStepSubmit,
  kStepAdvise,
  kStepChoose,
  kStepSend,
  kStepRespond,
  kStepDecide,
  kStepAnswer,
  kStepReply,
  kStepConcludeIntake,
  kStepHandOver,
  kStepFirstContact,
  kStepStart,
  kStepReview,
  kStepMeet,
  // Terms: Clock.Kind in its order.
  kTermReceipt,
  kTermAnswer,
  kTermFirstContact,
  kTermStart,
  kTermPersonalPlan,
  kTermInvestigation,
  kTermDecision,
  kTermDecisionEnd,
  // How a term stands: Clock.State in its order.
  kTermRunning,
  kTermPaused,
  kTermMet,
  kTermMetLate,
  kTermPassed,
  kTermDropped,
  // Whether a proposal starts in time: Fit in its order.
  kFitInTime,
  kFitAfterAgreement,
  kFitAfterLaw,
  // Titles of columns.
  kColumnTerm,
  kColumnDue,
  kColumnStands,
  kColumnAbout,
  kColumnWhy,
  kColumnStep,
  kColumnByLaw,
  kPlaceIsHeld,
  // Around lists.
  kWaitsFor,      // {party} {step}
  kWaitsForBy,    // {party} {step} {due}
  kMeanwhile,     // {name}
  kSetAside,      //
  kWarnings,      //
  kProposalFits,  // {number} {fit}
  // For the adviser alone, beside a sheet or a choice.
  kActFirst,        //
  kCallThis,        // {phone}
  kOutdatedAdvice,  // {advice}
  kChosenOn,        // {advice} {date}
  kOnlyChecked,     //
};

// All of them, in the order above.
std::vector<SheetSentence> AllSheetSentences();

koppel::v1::LocalizedText Say(SheetSentence sentence, const Arguments& arguments = {});

// The words for a code; empty for the zero value and for values that are not known.
koppel::v1::LocalizedText WordFor(koppel::v1::Weekday day);
koppel::v1::LocalizedText WordFor(koppel::v1::Waiting::Step step);
koppel::v1::LocalizedText WordFor(koppel::v1::Clock::Kind term);
koppel::v1::LocalizedText WordFor(koppel::v1::Clock::State state);
koppel::v1::LocalizedText WordFor(koppel::v1::Fit fit);

// "eerste" for 1 to "laatste" for 5, as in Schedule.weeks_of_month; empty for other numbers.
koppel::v1::LocalizedText WeekOfMonthInWords(int week);

// "2 december 2026". The text as it is when it is no "YYYY-MM-DD".
koppel::v1::LocalizedText DateInWords(std::string_view date);

}  // namespace koppel

#endif  // KOPPEL_BASE_SHEET_SENTENCES_H_
