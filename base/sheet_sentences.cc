#include "base/sheet_sentences.h"

#include <iterator>
#include <string>
#include <string_view>

#include "base/civil.h"

namespace koppel {
namespace {

struct SheetRow {
  SheetSentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enumerators.
constexpr SheetRow kSheetRows[] = {
    {SheetSentence::kTitle, "Waar kunt u uit kiezen?", "What can you choose from?"},
    {SheetSentence::kYouChoose, "Op dit blad staat wie u kan helpen. U kiest zelf.",
     "This page shows who can help you. You choose."},
    {SheetSentence::kTakeYourTime, "Neem het blad mee. Lees het rustig. Praat erover met mensen die u vertrouwt.",
     "Take this page with you. Read it when you are ready. Talk about it with people you trust."},
    {SheetSentence::kMadeOn, "Dit blad hoort bij advies {advice} van {date}. Daarna kan er iets veranderen.",
     "This page belongs to advice {advice} of {date}. Things may change after that."},
    {SheetSentence::kInDanger, "Is er direct gevaar? Bel 112.", "Is there immediate danger? Call 112."},
    {SheetSentence::kOptions, "Uw mogelijkheden", "Your options"},
    {SheetSentence::kOption, "Mogelijkheid {number}", "Option {number}"},
    {SheetSentence::kNoOptions, "Er is nu geen mogelijkheid gevonden. Uw adviseur zoekt met u verder.",
     "No option was found yet. Your adviser goes on looking with you."},
    {SheetSentence::kMoreOptions, "Er zijn nog meer mogelijkheden ({count}). Vraag ernaar als u die ook wilt zien.",
     "There are more options ({count}). Ask for them if you would like to see those too."},
    {SheetSentence::kUntilPlace, "Tot er plaats is", "Until there is a place"},
    {SheetSentence::kOnWaitingList,
     "U staat op een wachtlijst. Dit kunt u nu al doen. U houdt uw plek op de wachtlijst.",
     "You are on a waiting list. This is what you can do now. You keep your turn on the waiting list."},
    {SheetSentence::kTickMeanwhile, "Ik kies tot er plaats is: {title}.", "Until there is a place I choose: {title}."},
    {SheetSentence::kRowWhat, "Wat is het?", "What is it?"},
    {SheetSentence::kRowBy, "Van wie?", "Who gives it?"},
    {SheetSentence::kRowWhere, "Waar?", "Where?"},
    {SheetSentence::kRowWhen, "Wanneer?", "When?"},
    {SheetSentence::kRowHowSoon, "Hoe snel kan het?", "How soon can it start?"},
    {SheetSentence::kRowCost, "Wat kost het?", "What does it cost?"},
    {SheetSentence::kRowWith, "Wat hoort erbij?", "What comes with it?"},
    {SheetSentence::kRowWhoDecides, "Wie zegt ja?", "Who says yes?"},

    {SheetSentence::kAtHome, "Iemand komt bij u thuis.", "Somebody comes to your home."},
    {SheetSentence::kHaalzorg, "U gaat naar een plek in de buurt. Daar krijgt u hulp, op vaste tijden.",
     "You go to a place in the neighbourhood. You get help there, at fixed hours."},
    {SheetSentence::kInGroup, "U doet mee in een groep.", "You join a group."},
    {SheetSentence::kOnline, "Het gaat met de telefoon of via internet.", "It is by telephone or on the internet."},
    {SheetSentence::kOnSite, "U spreekt iemand, met zijn tweeën.", "You talk to somebody, just the two of you."},
    {SheetSentence::kWhereAtHome, "Bij u thuis", "At your home"},
    {SheetSentence::kWhereOnline, "Met de telefoon of via internet", "By telephone or on the internet"},
    {SheetSentence::kWherePlaceFar, "{place}, ongeveer {km} km van uw buurt",
     "{place}, about {km} km from your neighbourhood"},
    {SheetSentence::kCoachAlong, "Een welzijnscoach kan met u meegaan: {title}",
     "A welfare coach can come along: {title}"},
    {SheetSentence::kNothing, "Niets", "Nothing"},
    {SheetSentence::kNotKnown, "Dat weten we niet. Vraag het uw adviseur.", "We do not know. Ask your adviser."},

    {SheetSentence::kByAppointment, "Op afspraak", "By appointment"},
    {SheetSentence::kEveryDay, "elke dag", "every day"},
    {SheetSentence::kHours, "{days} van {from} tot {to} uur", "{days} from {from} to {to}"},
    {SheetSentence::kWholeDay, "{days}", "{days}"},
    {SheetSentence::kFortnightly, "om de week", "every other week"},
    {SheetSentence::kEveryWeeks, "eens in de {count} weken", "once every {count} weeks"},
    {SheetSentence::kWeeksOfMonth, "alleen in deze weken van de maand: {weeks}",
     "only in these weeks of the month: {weeks}"},
    {SheetSentence::kFirstWeek, "de eerste", "the first"},
    {SheetSentence::kSecondWeek, "de tweede", "the second"},
    {SheetSentence::kThirdWeek, "de derde", "the third"},
    {SheetSentence::kFourthWeek, "de vierde", "the fourth"},
    {SheetSentence::kLastWeek, "de laatste", "the last"},
    {SheetSentence::kFromDate, "vanaf {date}", "from {date}"},
    {SheetSentence::kUntilDate, "tot en met {date}", "until {date}"},
    {SheetSentence::kSessions, "{count} keer", "{count} times"},
    {SheetSentence::kNotInHolidays, "niet in de schoolvakanties", "not in the school holidays"},

    {SheetSentence::kWalkIn, "U kunt zo binnenlopen. Een afspraak is niet nodig.",
     "You can just walk in. You need no appointment."},
    {SheetSentence::kRoomNow, "Er is nu plek.", "There is room now."},
    {SheetSentence::kMeetFirst, "U maakt eerst kennis. Daarna hoort u of er plek is.",
     "You meet first. After that you hear whether there is room."},
    {SheetSentence::kNoRoomNow, "Er is nu geen plek.", "There is no room now."},
    {SheetSentence::kWaitingList, "Er is nu geen plek. Er is wel een wachtlijst.",
     "There is no room now. There is a waiting list."},
    {SheetSentence::kEarliest, "Het kan beginnen vanaf {date}.", "It can start from {date}."},
    {SheetSentence::kSoonNotKnown, "Dat weten we nog niet. Uw adviseur vraagt het.",
     "We do not know yet. Your adviser will ask."},

    {SheetSentence::kFree, "Het is gratis.", "It is free."},
    {SheetSentence::kEachTime, "{euros} euro per keer", "{euros} euros each time"},
    {SheetSentence::kOwnContribution, "Meestal betaalt u een eigen bijdrage. Vraag uw adviseur hoeveel dat voor u is.",
     "Mostly you pay a contribution. Ask your adviser how much that is for you."},
    {SheetSentence::kCostNotKnown, "Dat weten we niet. Vraag het voor u begint.",
     "We do not know. Ask before you start."},

    {SheetSentence::kPartnerDecides, "{provider} moet ook ja zeggen.", "{provider} has to say yes too."},
    {SheetSentence::kTeamDecides, "{team} bepaalt wie bij u begint.", "{team} decides who starts with you."},
    {SheetSentence::kDecisionNeeded, "De gemeente neemt eerst een besluit.",
     "The municipality takes a decision first."},

    {SheetSentence::kYourChoice, "Wat kiest u?", "What do you choose?"},
    {SheetSentence::kTickOption, "Ik kies mogelijkheid {number}.", "I choose option {number}."},
    {SheetSentence::kTickNone, "Ik kies geen van deze.", "I choose none of these."},
    {SheetSentence::kNoneOfThese, "Past er niets bij u?", "Does nothing suit you?"},
    {SheetSentence::kNoneHow,
     "Kies dan: geen van deze. Vertel uw adviseur wat u wel zou willen. Dan zoeken we samen verder.",
     "Then choose: none of these. Tell your adviser what you would like. Then we go on looking together."},
    {SheetSentence::kSayNo, "Nee zeggen mag", "You may say no"},
    {SheetSentence::kSayNoAlways, "U mag altijd nee zeggen. Ook later nog, als u eerst ja heeft gezegd.",
     "You may always say no. Also later, when you said yes first."},
    {SheetSentence::kSayNoHow,
     "Zeg het tegen uw adviseur, of laat iemand anders het zeggen. U hoeft niet te zeggen waarom.",
     "Tell your adviser, or let somebody else tell it. You do not have to say why."},
    {SheetSentence::kFreeSupport, "Gratis hulp bij uw keuze", "Free help with your choice"},
    {SheetSentence::kFreeSupportWhat,
     "U kunt gratis hulp krijgen van een onafhankelijke cliëntondersteuner. Die helpt u bij uw vragen en bij uw keuze. "
     "Die werkt voor u, en niet voor de gemeente of de aanbieder.",
     "You can get free help from an independent client supporter. This person helps you with your questions and with "
     "your choice, and works for you, not for the municipality or the provider."},
    {SheetSentence::kFreeSupportHow,
     "Vraag uw gemeente wie dit bij u in de buurt doet. U heeft er recht op (Wmo 2015, artikel 2.2.4).",
     "Ask your municipality who does this near you. You have a right to it (Wmo 2015, article 2.2.4)."},
    {SheetSentence::kWhoDecides, "Wie beslist?", "Who decides?"},
    {SheetSentence::kPeopleDecide,
     "U kiest. Uw adviseur vraagt daarna of de aanbieder u kan helpen. De computer heeft gezocht en beslist niets.",
     "You choose. Your adviser then asks whether the provider can help you. The computer searched and decides "
     "nothing."},
    {SheetSentence::kMunicipality,
     "Is er een besluit van de gemeente nodig? Dan krijgt u daarover een brief. Bent u het er niet mee eens, dan staat "
     "in de brief wat u kunt doen.",
     "Is a decision of the municipality needed? Then you get a letter about it. If you do not agree, the letter says "
     "what you can do."},

    {SheetSentence::kMonday, "maandag", "Monday"},
    {SheetSentence::kTuesday, "dinsdag", "Tuesday"},
    {SheetSentence::kWednesday, "woensdag", "Wednesday"},
    {SheetSentence::kThursday, "donderdag", "Thursday"},
    {SheetSentence::kFriday, "vrijdag", "Friday"},
    {SheetSentence::kSaturday, "zaterdag", "Saturday"},
    {SheetSentence::kSunday, "zondag", "Sunday"},
    {SheetSentence::kJanuary, "januari", "January"},
    {SheetSentence::kFebruary, "februari", "February"},
    {SheetSentence::kMarch, "maart", "March"},
    {SheetSentence::kApril, "april", "April"},
    {SheetSentence::kMay, "mei", "May"},
    {SheetSentence::kJune, "juni", "June"},
    {SheetSentence::kJuly, "juli", "July"},
    {SheetSentence::kAugust, "augustus", "August"},
    {SheetSentence::kSeptember, "september", "September"},
    {SheetSentence::kOctober, "oktober", "October"},
    {SheetSentence::kNovember, "november", "November"},
    {SheetSentence::kDecember, "december", "December"},

    {SheetSentence::kStepSubmit, "indienen", "submit"},
    {SheetSentence::kStepAdvise, "voorstel vragen", "ask for proposals"},
    {SheetSentence::kStepChoose, "kiezen", "choose"},
    {SheetSentence::kStepSend, "aanmelden", "send offers"},
    {SheetSentence::kStepRespond, "reageren als teamlid", "respond as member"},
    {SheetSentence::kStepDecide, "teambesluit", "team decision"},
    {SheetSentence::kStepAnswer, "antwoorden", "answer"},
    {SheetSentence::kStepReply, "vraag beantwoorden", "answer a question"},
    {SheetSentence::kStepConcludeIntake, "uitkomst intake", "outcome of intake"},
    {SheetSentence::kStepHandOver, "overdragen", "hand over"},
    {SheetSentence::kStepFirstContact, "eerste contact", "first contact"},
    {SheetSentence::kStepStart, "starten", "start"},
    {SheetSentence::kStepReview, "nakijken", "review"},
    {SheetSentence::kStepMeet, "samen overleggen", "meet together"},

    {SheetSentence::kTermReceipt, "ontvangst melden", "confirm receipt"},
    {SheetSentence::kTermAnswer, "antwoord", "answer"},
    {SheetSentence::kTermFirstContact, "eerste contact", "first contact"},
    {SheetSentence::kTermStart, "start", "start"},
    {SheetSentence::kTermPersonalPlan, "persoonlijk plan", "personal plan"},
    {SheetSentence::kTermInvestigation, "onderzoek", "investigation"},
    {SheetSentence::kTermDecision, "beschikking", "decision"},
    {SheetSentence::kTermDecisionEnd, "einde beschikking", "end of decision"},

    {SheetSentence::kTermRunning, "loopt", "runs"},
    {SheetSentence::kTermPaused, "staat stil", "stands still"},
    {SheetSentence::kTermMet, "gehaald", "met"},
    {SheetSentence::kTermMetLate, "te laat gehaald", "met late"},
    {SheetSentence::kTermPassed, "verlopen", "passed"},
    {SheetSentence::kTermDropped, "vervallen", "dropped"},

    {SheetSentence::kFitInTime, "kan op tijd beginnen", "can start in time"},
    {SheetSentence::kFitAfterAgreement, "begint later dan afgesproken", "starts later than agreed"},
    {SheetSentence::kFitAfterLaw, "begint later dan de wettelijke termijn", "starts after the term by law"},

    {SheetSentence::kColumnTerm, "TERMIJN", "TERM"},
    {SheetSentence::kColumnDue, "UITERLIJK", "BY"},
    {SheetSentence::kColumnStands, "STAND", "STANDS"},
    {SheetSentence::kColumnAbout, "OVER", "ABOUT"},
    {SheetSentence::kColumnWhy, "WAAROM", "WHY"},
    {SheetSentence::kColumnStep, "WAT", "WHAT"},
    {SheetSentence::kColumnByLaw, "WETTELIJK", "BY LAW"},
    {SheetSentence::kPlaceIsHeld, "Tot dan wordt de plek vrijgehouden.", "The place is held until then."},

    {SheetSentence::kWaitsFor, "wacht op {party}: {step}", "waits for {party}: {step}"},
    {SheetSentence::kWaitsForBy, "wacht op {party}: {step}, uiterlijk {due}", "waits for {party}: {step}, by {due}"},
    {SheetSentence::kMeanwhile,
     "staat op een wachtlijst: 'koppel referral propose {name}' laat zien wat kan tot er plaats is",
     "is on a waiting list: 'koppel referral propose {name}' shows what is possible until there is a place"},
    {SheetSentence::kSetAside,
     "Nu niet voorgesteld, want al gevraagd:", "Not proposed now, since they were asked before:"},
    {SheetSentence::kWarnings, "Let op:", "Note:"},
    {SheetSentence::kProposalFits, "Voorstel {number}: {fit}", "Proposal {number}: {fit}"},

    {SheetSentence::kActFirst, "Let op: eerst direct handelen. Dit staat niet op het blad.",
     "Note: act at once first. This is not on the page."},
    {SheetSentence::kCallThis, "Bel {phone}.", "Call {phone}."},
    {SheetSentence::kOutdatedAdvice,
     "Let op: na advies {advice} is er iets veranderd. Vraag eerst een nieuw voorstel: 'koppel referral propose'.",
     "Note: something changed after advice {advice}. Ask for new proposals first: 'koppel referral propose'."},
    {SheetSentence::kChosenOn,
     "Gekozen op advies {advice} van {date}. Heeft het blad een ander nummer? Geef dat dan met --number.",
     "Chosen on advice {advice} of {date}. Has the page another number? Then give that with --number."},
    {SheetSentence::kOnlyChecked, "alleen gecontroleerd, niets bewaard", "only checked, nothing kept"},
};

constexpr bool SheetRowsInOrder() {
  for (size_t i = 0; i < std::size(kSheetRows); ++i) {
    if (static_cast<size_t>(kSheetRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(SheetSentence::kOnlyChecked) + 1 == std::size(kSheetRows);
}
static_assert(SheetRowsInOrder());

// The word at `value` of words that stand in the order of an enum from 1; empty outside `first` to `last`.
koppel::v1::LocalizedText WordAt(SheetSentence first, SheetSentence last, int value) {
  const int place = static_cast<int>(first) + value - 1;
  if (value < 1 || place > static_cast<int>(last)) return {};
  return Say(static_cast<SheetSentence>(place));
}

}  // namespace

std::vector<SheetSentence> AllSheetSentences() {
  std::vector<SheetSentence> all;
  for (const SheetRow& row : kSheetRows) all.push_back(row.sentence);
  return all;
}

koppel::v1::LocalizedText Say(SheetSentence sentence, const Arguments& arguments) {
  const SheetRow& row = kSheetRows[static_cast<size_t>(sentence)];
  koppel::v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, arguments));
  text.set_en(FillIn(row.en, arguments));
  return text;
}

koppel::v1::LocalizedText WordFor(koppel::v1::Weekday day) {
  return WordAt(SheetSentence::kMonday, SheetSentence::kSunday, day);
}

koppel::v1::LocalizedText WordFor(koppel::v1::Waiting::Step step) {
  return WordAt(SheetSentence::kStepSubmit, SheetSentence::kStepMeet, step);
}

koppel::v1::LocalizedText WordFor(koppel::v1::Clock::Kind term) {
  return WordAt(SheetSentence::kTermReceipt, SheetSentence::kTermDecisionEnd, term);
}

koppel::v1::LocalizedText WordFor(koppel::v1::Clock::State state) {
  return WordAt(SheetSentence::kTermRunning, SheetSentence::kTermDropped, state);
}

koppel::v1::LocalizedText WordFor(koppel::v1::Fit fit) {
  return WordAt(SheetSentence::kFitInTime, SheetSentence::kFitAfterLaw, fit);
}

koppel::v1::LocalizedText WeekOfMonthInWords(int week) {
  return WordAt(SheetSentence::kFirstWeek, SheetSentence::kLastWeek, week);
}

koppel::v1::LocalizedText DateInWords(std::string_view date) {
  koppel::v1::LocalizedText text;
  text.set_nl(std::string(date));
  text.set_en(std::string(date));
  const auto day = ParseDate(date);
  if (!day.has_value()) return text;
  const auto month = WordAt(SheetSentence::kJanuary, SheetSentence::kDecember, day->month());
  const Arguments arguments = {{"day", std::to_string(day->day())}, {"year", std::to_string(day->year())}};
  text.set_nl(FillIn("{day} " + month.nl() + " {year}", arguments));
  text.set_en(FillIn("{day} " + month.en() + " {year}", arguments));
  return text;
}

}  // namespace koppel
