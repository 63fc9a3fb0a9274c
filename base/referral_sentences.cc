#include "base/referral_sentences.h"

#include <cstddef>
#include <iterator>
#include <string_view>

namespace koppel {
namespace {

struct ReferralRow {
  ReferralSentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enum.
constexpr ReferralRow kReferralRows[] = {
    {ReferralSentence::kWrongState, "Dit kan nu niet: {verb}. {name} staat op: {state}.",
     "This is not possible now: {verb}. {name} is: {state}."},
    {ReferralSentence::kPlacementRuns, "Er loopt nog hulp: {name}. Leg eerst vast dat die is gestopt.",
     "Help is still given: {name}. Record first that it has ended."},
    {ReferralSentence::kUnconfirmedNeeds,
     "Nog niet bevestigd: hulpvraag {needs}. Bespreek dit met de inwoner en bevestig het. Vraag daarna een nieuw "
     "voorstel.",
     "Not confirmed yet: need {needs}. Talk about it with the resident and confirm it. Then ask for new proposals."},
    {ReferralSentence::kAdviceOutdated,
     "Advies {advice} is niet meer actueel: er is een nieuwer advies, of de vraag is veranderd. Vraag een nieuw "
     "voorstel, of kies uit het nieuwste advies.",
     "Advice {advice} is outdated: there is a later one, or the request was changed. Ask for new proposals, or choose "
     "from the latest advice."},
    {ReferralSentence::kNoSuchProposal,
     "Deze keuze hoort niet bij voorstel {proposal} van het advies. Kies een voorstel uit de lijst, of kies losse "
     "onderdelen.",
     "This choice is not proposal {proposal} of the advice. Choose one of the list, or choose separate parts."},
    {ReferralSentence::kReasonMissing, "Geef aan waarom niet voor het eerste voorstel is gekozen.",
     "Say why the first proposal was not chosen."},
    {ReferralSentence::kNoChoice, "Voor {name} is nog niets gekozen. Kies eerst samen met de inwoner.",
     "Nothing was chosen yet for {name}. Choose first, together with the resident."},
    {ReferralSentence::kNoLead, "Geef precies één onderdeel aan dat start (LEAD).",
     "Name exactly one part that starts (LEAD)."},
    {ReferralSentence::kUnknownNeed,
     "Deze vraag heeft geen hulpvraag met nummer {need}. Kies een hulpvraag uit de lijst.",
     "This request has no need with number {need}. Choose a need of the list."},
    {ReferralSentence::kNothingToSend, "Voor {name} is niets meer aan te melden: alles is al aangemeld of beantwoord.",
     "There is nothing left to send for {name}: all is out or answered."},
    {ReferralSentence::kNoSuchPart, "{offering} hoort niet bij de keuze. Kies een onderdeel van de keuze.",
     "{offering} is not part of the choice. Name a part of the choice."},
    {ReferralSentence::kOfferAnswered, "{name} is al beantwoord: {state}. Een tweede antwoord kan niet.",
     "{name} was answered before: {state}. There is no second answer."},
    {ReferralSentence::kOfferReplaced,
     "Het antwoord op {name} komt te laat: een ander is al gevraagd. Overleg met de gemeente.",
     "The answer to {name} comes too late: another was asked already. Talk with the municipality."},
    {ReferralSentence::kOfferClosed, "{name} staat niet meer open: {state}.", "{name} is no longer open: {state}."},
    {ReferralSentence::kNotYourOffer, "Alleen {party} mag hierover beslissen: {name}.",
     "Only {party} may decide about this: {name}."},
    {ReferralSentence::kTeamNotDecided,
     "Een team besluit samen wie er start. Leg voor {name} het besluit van het team vast.",
     "A team decides together who starts. Record the decision of the team for {name}."},
    {ReferralSentence::kNoQuestion, "Bij {name} staat geen vraag open.", "No question is open for {name}."},
    {ReferralSentence::kNotATeamOffer, "{name} is niet aan een team gestuurd. De partner antwoordt zelf.",
     "{name} was not sent to a team. The partner answers itself."},
    {ReferralSentence::kNotAMember, "{provider} zit niet in {team}.", "{provider} is not a member of {team}."},
    {ReferralSentence::kMayNotDecide, "{provider} mag in {team} niet besluiten wie er start.",
     "{provider} may not decide in {team} who starts."},
    {ReferralSentence::kNotOfferedByMember, "{offering} is geen aanbod van iemand uit {team}.",
     "{offering} is not offered by a member of {team}."},
    {ReferralSentence::kNoIntake, "Voor {name} loopt geen intake.", "There is no intake for {name}."},
    {ReferralSentence::kUnknownDeclineReason,
     "Deze reden staat niet in de regels, of past hier niet: {reason}. Kies een reden uit de lijst.",
     "This reason is not in the rules, or does not suit here: {reason}. Choose one of the list."},
    {ReferralSentence::kFieldMissing, "Dit ontbreekt. Vul het in.", "This is missing. Fill it in."},
    {ReferralSentence::kInFuture, "Dit ligt in de toekomst. Vul in wanneer het is gebeurd.",
     "This is in the future. Fill in when it happened."},
    {ReferralSentence::kTooEarly, "Dit is te vroeg. Het kan niet voor {earliest} zijn.",
     "This is too early. It cannot be before {earliest}."},

    {ReferralSentence::kTermAgreed, "Afgesproken: {days} ({source}).", "Agreed: {days} ({source})."},
    {ReferralSentence::kTermPersonalPlan,
     "Tot 7 dagen na de melding van {date} kan de inwoner een persoonlijk plan geven (Wmo 2015, art. 2.3.2).",
     "Until 7 days after the report of {date} the resident can hand in a personal plan (Wmo 2015 art. 2.3.2)."},
    {ReferralSentence::kTermInvestigation,
     "Het onderzoek is klaar binnen 6 weken na de melding van {date} (Wmo 2015, art. 2.3.2).",
     "The investigation is done within 6 weeks after the report of {date} (Wmo 2015 art. 2.3.2)."},
    {ReferralSentence::kTermDecision,
     "De gemeente besluit binnen 2 weken na de aanvraag van {date} (Wmo 2015, art. 2.3.5).",
     "The municipality decides within 2 weeks after the application of {date} (Wmo 2015 art. 2.3.5)."},
    {ReferralSentence::kTermDecisionEnd, "De beschikking loopt tot en met {date}.",
     "The decision runs until the end of {date}."},
    {ReferralSentence::kTermDecided, "Het team sprak af: eerste contact uiterlijk op {date}.",
     "The team agreed: first contact on {date} at the latest."},
    // Stands behind one of the terms above.
    {ReferralSentence::kTermMovedOn,
     "De termijn zou eindigen op {date}. Door vrije dagen eindigt hij later (Algemene termijnenwet).",
     "The term would have ended on {date}. Because of days off it ends later (Algemene termijnenwet)."},

    {ReferralSentence::kDeclinedBefore,
     "{provider} is eerder gevraagd en nam de vraag niet aan: {reason}. Dit telt tot en met {until}.",
     "{provider} was asked before and did not take it up: {reason}. This counts until the end of {until}."},
    {ReferralSentence::kDeclinedBeforeOpen,
     "{provider} is eerder gevraagd en nam de vraag niet aan: {reason}. Dit telt zolang er niets verandert.",
     "{provider} was asked before and did not take it up: {reason}. This counts as long as nothing changes."},
    {ReferralSentence::kPingPong,
     "Partners sturen deze vraag naar elkaar door. Nodig hen samen uit voor een gesprek met de inwoner.",
     "Partners send this request to each other. Invite them together for a talk with the resident."},
    {ReferralSentence::kNoneInTime, "Geen van de voorstellen kan op tijd starten.",
     "None of the proposals can start in time."},
    {ReferralSentence::kStartsAfterAgreed, "Kan starten op {date}. Dat is later dan afgesproken.",
     "Can start on {date}. That is later than agreed."},
    {ReferralSentence::kStartsAfterLaw, "Kan starten op {date}. Dat is later dan de termijn van de wet.",
     "Can start on {date}. That is later than the term by law."},
};

constexpr bool ReferralRowsInOrder() {
  for (size_t i = 0; i < std::size(kReferralRows); ++i) {
    if (static_cast<size_t>(kReferralRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(ReferralSentence::kStartsAfterLaw) + 1 == std::size(kReferralRows);
}
static_assert(ReferralRowsInOrder());

struct WordRow {
  std::string_view code;
  std::string_view nl;
  std::string_view en;
};

// Words for what reaches a sentence as a code: states, verbs, and silence, for which the rules have no reason.
constexpr WordRow kWordRows[] = {
    {"DRAFT", "concept", "a draft"},
    {"SUBMITTED", "ingediend", "submitted"},
    {"OFFERED", "aangemeld bij partners", "out with partners"},
    {"STARTED", "gestart", "started"},
    {"ENDED", "afgerond", "ended"},
    {"WITHDRAWN", "ingetrokken", "withdrawn"},
    {"PENDING", "wacht op antwoord", "waiting for an answer"},
    {"QUESTIONED", "vraag van de partner", "question of the partner"},
    {"INTAKE", "eerst een intake", "intake first"},
    {"ACCEPTED", "geaccepteerd", "accepted"},
    {"DECLINED", "afgewezen", "declined"},
    {"FAILED", "gestopt na intake", "stopped after the intake"},
    {"EXPIRED", "geen antwoord gekomen", "no answer came"},
    {"RECALLED", "teruggetrokken", "recalled"},
    {"ON_WAITING_LIST", "op de wachtlijst", "on the waiting list"},
    {"PLANNED", "geaccepteerd, nog niet overgedragen", "accepted, not handed over yet"},
    {"HANDED_OVER", "overgedragen", "handed over"},
    {"CONTACTED", "eerste contact geweest", "first contact made"},
    {"ACTIVE", "hulp loopt", "help is given"},
    {"UpdateReferral", "wijzigen", "change"},
    {"SubmitReferral", "indienen", "submit"},
    {"WithdrawReferral", "intrekken", "withdraw"},
    {"ReopenReferral", "heropenen", "reopen"},
    {"ProposeMatches", "voorstel vragen", "ask for proposals"},
    {"ChooseParts", "kiezen", "choose"},
    {"SendOffers", "aanmelden", "send offers"},
    {"RecallOffer", "terugtrekken", "recall"},
    {"ConfirmReceipt", "ontvangst melden", "confirm receipt"},
    {"AnswerOffer", "antwoorden", "answer"},
    {"ReplyToQuestion", "vraag beantwoorden", "reply to the question"},
    {"RecordMemberResponse", "reageren als teamlid", "respond as a member"},
    {"RecordTeamDecision", "teambesluit vastleggen", "record the decision of the team"},
    {"ConcludeIntake", "uitkomst van de intake melden", "conclude the intake"},
    {"RecordHandover", "overdragen", "hand over"},
    {"RecordFirstContact", "eerste contact melden", "record the first contact"},
    {"StartPlacement", "starten", "start"},
    {"EndPlacement", "beëindigen", "end"},
    {"no-answer", "geen antwoord gekomen", "no answer came"},
    {"workday", "werkdag", "working day"},
    {"workdays", "werkdagen", "working days"},
};

std::string WordFor(const std::string& code, std::string_view WordRow::*language) {
  for (const WordRow& row : kWordRows) {
    if (row.code == code) return std::string(row.*language);
  }
  return code;
}

Arguments InWords(Arguments arguments, std::string_view WordRow::*language) {
  for (auto& [name, value] : arguments) {
    if (name == "state" || name == "verb" || name == "reason") value = WordFor(value, language);
    if (name == "days") value += " " + WordFor(value == "1" ? "workday" : "workdays", language);
  }
  return arguments;
}

}  // namespace

std::vector<ReferralSentence> AllReferralSentences() {
  std::vector<ReferralSentence> all;
  for (const ReferralRow& row : kReferralRows) all.push_back(row.sentence);
  return all;
}

koppel::v1::LocalizedText Say(ReferralSentence sentence, const Arguments& arguments) {
  const ReferralRow& row = kReferralRows[static_cast<size_t>(sentence)];
  koppel::v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, InWords(arguments, &WordRow::nl)));
  text.set_en(FillIn(row.en, InWords(arguments, &WordRow::en)));
  return text;
}

}  // namespace koppel
