#include "base/sentences.h"

#include <iterator>

namespace koppel {
namespace {

struct Row {
  Sentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enumerators.
constexpr Row kRows[] = {
    {Sentence::kNotFound, "{name} bestaat niet. Kijk of de naam klopt.", "{name} does not exist. Check the name."},
    {Sentence::kAlreadyExists, "{name} bestaat al. Kies een andere naam of wijzig dit.",
     "{name} already exists. Choose another name or update it."},
    {Sentence::kStillReferredTo, "{name} kan niet weg: {referrers} verwijst ernaar. Verander dat eerst.",
     "{name} cannot be deleted: {referrers} refers to it. Change that first."},
    {Sentence::kStillInUse,
     "{name} kan nog niet weg. Aantal ondersteuningsvragen dat er nog mee loopt: {count}. Rond die eerst af.",
     "{name} cannot be deleted yet. Requests of residents still under way with it: {count}. End those first."},
    {Sentence::kOfferingStillInUse,
     "{name} kan nog niet weg. Aantal ondersteuningsvragen dat er nog mee loopt: {count}. Rond die eerst af. Moet er "
     "niets nieuws bij komen? Zet de capaciteit van het aanbod dan op STOPPED.",
     "{name} cannot be deleted yet. Requests of residents still under way with it: {count}. End those first. Should "
     "nothing new be added? Then set the capacity of the offering to STOPPED."},
    {Sentence::kEtagMismatch,
     "De etag van {name} klopt niet meer: iemand anders heeft het gewijzigd. Haal het opnieuw op en probeer het nog "
     "eens.",
     "The etag of {name} is out of date: somebody else changed it. Read it again and retry."},
    {Sentence::kDirectoryChanged,
     "Iemand anders heeft de sociale kaart of de regels intussen gewijzigd. Probeer het nog eens.",
     "Somebody else changed the directory or the rules meanwhile. Try again."},
    {Sentence::kRequestIdReused, "Dit request_id is al gebruikt voor een ander verzoek. Neem een nieuw id.",
     "This request_id was used for another request. Take a new id."},
    {Sentence::kPageTokenMismatch,
     "Dit page_token hoort bij een andere vraag. Laat de andere velden gelijk of begin opnieuw.",
     "This page_token belongs to another question. Keep the other fields as they were or start again."},
    {Sentence::kRevisionNotReached, "De gevraagde versie {revision} is hier nog niet bekend. Probeer het zo nog eens.",
     "Revision {revision} is not known here yet. Try again shortly."},
    {Sentence::kTryAgain, "Koppel kan dit nu niet verwerken. Probeer het zo nog eens.",
     "Koppel cannot do this right now. Try again shortly."},
    {Sentence::kNotAMessage, "Dit is geen geldig bericht voor {method}.", "This is not a valid message for {method}."},
    {Sentence::kMessageTooLarge,
     "Het bericht is te groot: {size} bytes; hooguit {limit} bytes mag. Stuur minder tegelijk.",
     "The message is too large: {size} bytes, and {limit} is allowed. Send less at a time."},
    {Sentence::kFileTooLarge,
     "Het bestand is te groot: hooguit {limit} bytes mag. Splits het bestand (niet met --replace).",
     "The file is too large: at most {limit} bytes is allowed. Split the file (not with --replace)."},
    {Sentence::kInvalidFields, "Niet goed ingevuld: {fields}", "Not filled in right: {fields}"},
    {Sentence::kMoreFields, "en nog {count} andere velden", "and {count} more fields"},
    {Sentence::kUnknownCaller, "Koppel weet niet wie u bent. Maak verbinding via de socket of vanaf deze computer.",
     "Koppel does not know who you are. Connect over the socket or from this computer."},
    {Sentence::kNotAllowed, "U mag {method} niet gebruiken: daarvoor is de rol {role} nodig.",
     "You may not use {method}: that needs the role {role}."},
    {Sentence::kDeadlinePassed, "Er was niet genoeg tijd om te antwoorden. Geef meer tijd en probeer het nog eens.",
     "There was not enough time to answer. Allow more time and try again."},
    {Sentence::kInternal, "Er ging iets mis in Koppel. Meld dit bij de functioneel beheerder.",
     "Something went wrong inside Koppel. Tell the administrator."},
    {Sentence::kRulesRefused, "De regels kunnen zo niet. Er is niets veranderd. {fields}",
     "The rules cannot be like this. Nothing was changed. {fields}"},
    {Sentence::kSamePerson,
     "U schreef {name} zelf. Iemand anders moet de regels activeren; vraag een collega om dat te doen.",
     "You wrote {name} yourself. Somebody else must activate the rules; ask a colleague to do so."},
    {Sentence::kNothingBefore,
     "Voor {name} is er geen eerdere versie die gold. Pas de regelset aan en laat die activeren.",
     "Of {name} no earlier revision ever counted. Change the rule set and have that activated."},
    {Sentence::kNoLongerKept, "Koppel bewaart {name} niet meer zoals het toen was.",
     "Koppel no longer keeps {name} as it was then."},
    {Sentence::kBadSubject,
     "De naam van de gebruiker kan zo niet. Gebruik hooguit {max} kleine letters, cijfers, streepjes, punten en @; "
     "'koppel' is niet vrij.",
     "The name of the user cannot be like this. Use at most {max} lower-case letters, digits, hyphens, dots and @; "
     "'koppel' is taken."},

    {Sentence::kRequired, "is verplicht; vul dit veld in", "is required; fill in this field"},
    {Sentence::kNotUtf8, "is geen UTF-8; sla de tekst op als UTF-8", "is not UTF-8; save the text as UTF-8"},
    {Sentence::kNotUtf8At, "is geen UTF-8 vanaf byte {byte}; sla de tekst op als UTF-8",
     "is not UTF-8 from byte {byte} on; save the text as UTF-8"},
    {Sentence::kBlank, "er staan geen leesbare tekens in; schrijf de vraag op",
     "holds no characters to read; write down the question"},
    {Sentence::kTooLong, "is te lang; hooguit {max} tekens", "is too long; at most {max} characters"},
    {Sentence::kTooManyBytes, "is te lang: {size} bytes en er mogen {max}; maak de tekst korter",
     "is too long: {size} bytes, and {max} is allowed; make the text shorter"},
    {Sentence::kTooMany, "heeft te veel waarden; hooguit {max}", "has too many values; at most {max}"},
    {Sentence::kUnknownEnum, "onbekende waarde {value}; kies een waarde uit de lijst",
     "unknown value {value}; choose a value of the list"},
    {Sentence::kUnknownSubtopic, "onbekend deelonderwerp '{code}'; zie ListVocabulary",
     "unknown sub-topic '{code}'; see ListVocabulary"},
    {Sentence::kUnknownExpertise, "onbekende expertise '{code}'; zie ListVocabulary",
     "unknown expertise '{code}'; see ListVocabulary"},
    {Sentence::kUnknownTargetGroup, "onbekende doelgroep '{code}'; zie ListVocabulary",
     "unknown target group '{code}'; see ListVocabulary"},
    {Sentence::kUnknownWish, "onbekende wens '{code}'; zie ListVocabulary",
     "unknown wish '{code}'; see ListVocabulary"},
    {Sentence::kUnknownLanguage, "onbekende taal '{code}'; zie ListVocabulary",
     "unknown language '{code}'; see ListVocabulary"},
    {Sentence::kUnknownProductCategory, "onbekende productcategorie '{code}'; zie ListVocabulary",
     "unknown product category '{code}'; see ListVocabulary"},
    {Sentence::kBadAreaCode, "'{code}' is geen CBS-code; schrijf GM met 4, WK met 6 of BU met 8 cijfers",
     "'{code}' is no CBS code; write GM with 4, WK with 6 or BU with 8 digits"},
    {Sentence::kUnknownArea, "gebied '{code}' staat in geen gebiedstabel; kijk of de code klopt en welk jaar hij heeft",
     "area '{code}' is in no area table; check the code and its year"},
    {Sentence::kBadDate, "is geen datum; schrijf JJJJ-MM-DD", "is no date; write YYYY-MM-DD"},
    {Sentence::kBadTimeOfDay, "is geen tijd; schrijf UU:MM, van 00:00 tot en met 24:00",
     "is no time of day; write HH:MM, from 00:00 to 24:00"},
    {Sentence::kBadTimestamp, "is geen moment; schrijf het zoals 2026-01-31T12:00:00Z",
     "is no moment; write it like 2026-01-31T12:00:00Z"},
    {Sentence::kBadName, "is geen geldige naam; schrijf {pattern} met kleine letters, cijfers en streepjes",
     "is no valid name; write {pattern} with lower-case letters, digits and hyphens"},
    {Sentence::kBadId,
     "is geen geldig id; gebruik 1 tot 63 kleine letters, cijfers en streepjes, met een letter of cijfer vooraan",
     "is no valid id; use 1 to 63 lower-case letters, digits and hyphens, starting with a letter or digit"},
    {Sentence::kBadUuid, "is geen UUID; maak een nieuw UUID, zoals 1b4e28ba-2fa1-4d2e-883f-0016d3cca427",
     "is no UUID; make a new UUID, such as 1b4e28ba-2fa1-4d2e-883f-0016d3cca427"},
    {Sentence::kBadUrl, "is geen webadres; begin met https:// of http://",
     "is no web address; start with https:// or http://"},
    {Sentence::kBadEmail, "is geen e-mailadres; schrijf het als naam@organisatie.nl",
     "is no e-mail address; write it like name@organisation.nl"},
    {Sentence::kBadPhone, "is geen telefoonnummer; gebruik cijfers, spaties, streepjes en eventueel +",
     "is no telephone number; use digits, spaces, hyphens and perhaps a +"},
    {Sentence::kBadPageToken, "is geen page_token van Koppel; neem het next_page_token van de vorige bladzijde",
     "is no page_token of Koppel; take the next_page_token of the page before"},
    {Sentence::kHoldsBsn,
     "bevat een BSN (teken {from} tot en met {to}); haal het weg, Koppel werkt zonder persoonsgegevens",
     "holds a BSN (characters {from} to {to}); remove it, Koppel works without personal data"},
    {Sentence::kHoldsEmail,
     "bevat een e-mailadres (teken {from} tot en met {to}); haal het weg, Koppel werkt zonder persoonsgegevens",
     "holds an e-mail address (characters {from} to {to}); remove it, Koppel works without personal data"},
    {Sentence::kHoldsPhone,
     "bevat een telefoonnummer (teken {from} tot en met {to}); haal het weg, Koppel werkt zonder persoonsgegevens",
     "holds a telephone number (characters {from} to {to}); remove it, Koppel works without personal data"},
    {Sentence::kHoldsMore, "bevat nog {count} andere persoonsgegevens; haal ook die weg",
     "holds {count} more personal data; remove those too"},
    {Sentence::kNotThisManyDigits, "moet uit {count} cijfers bestaan", "must be {count} digits"},
    {Sentence::kOutOfRange, "{value} kan niet; kies een getal van {min} tot en met {max}",
     "{value} is not possible; choose a number from {min} to {max}"},
    {Sentence::kOutsideNetherlands, "ligt buiten Nederland; kijk of breedte en lengte niet verwisseld zijn",
     "lies outside the Netherlands; check that latitude and longitude are not swapped"},
    {Sentence::kEndNotAfterStart, "ligt niet na het begin; kies een later einde",
     "is not after the start; choose a later end"},
    {Sentence::kEndBeforeStart, "ligt voor het begin; kies een latere dag", "is before the start; choose a later day"},
    {Sentence::kMinAboveMax, "is hoger dan de hoogste leeftijd; draai ze om of haal er een weg",
     "is above the highest age; swap them or remove one"},
    {Sentence::kUnknownPath, "onbekend veld '{path}'; kijk hoe het veld heet",
     "unknown field '{path}'; check its name"},
    {Sentence::kNoSuchRecord, "{name} bestaat niet; maak het eerst aan of kijk of de naam klopt",
     "{name} does not exist; create it first or check the name"},
    {Sentence::kParentDiffers, "hoort niet bij {parent}; kies een aanbod van die partner",
     "does not belong to {parent}; choose an offering of that provider"},
    {Sentence::kDoubleValue, "staat er dubbel; haal er een weg", "occurs twice; remove one"},
    {Sentence::kDoubleArea, "gebied '{code}' staat er dubbel; haal er een weg",
     "area '{code}' occurs twice; remove one"},
    {Sentence::kAreaParentMissing, "gebied '{code}' ontbreekt; zet het in deze tabel of in areaTables/nl",
     "area '{code}' is missing; put it in this table or in areaTables/nl"},
    {Sentence::kAreaParentLevel,
     "'{parent}' past niet boven '{code}'; een buurt ligt in een wijk, een wijk in een gemeente",
     "'{parent}' does not fit above '{code}'; a buurt lies in a wijk, a wijk in a municipality"},
    {Sentence::kFreeOnlyWithFree, "hoort alleen bij FREE; haal het weg of zet de toestand op FREE",
     "only goes with FREE; remove it or set the state to FREE"},
    {Sentence::kFreeNeedsRoom, "is 0 en de toestand is FREE; zet de toestand op FULL of WAITING_LIST",
     "is 0 while the state is FREE; set the state to FULL or WAITING_LIST"},
    {Sentence::kFreeAboveTotal, "is meer dan het totaal; kijk beide getallen na",
     "is more than the total; check both numbers"},
    {Sentence::kWaitingOnlyWithList, "hoort alleen bij WAITING_LIST; haal het weg of zet de toestand op WAITING_LIST",
     "only goes with WAITING_LIST; remove it or set the state to WAITING_LIST"},
    {Sentence::kOptionsFirst, "stuur eerst de opties, een keer, en daarna alleen stukken van het bestand",
     "send the options first, once, and after that only pieces of the file"},
    {Sentence::kBeforeToday, "ligt voor vandaag ({today}); kies vandaag of een latere dag",
     "is before today ({today}); choose today or a later day"},
    {Sentence::kRuleSetTooLarge,
     "de regelset is te groot: {size} bytes en er mogen {max}; haal voorbeelden weg of maak een eigen regelset van een "
     "deel",
     "the rule set is too large: {size} bytes, and {max} is allowed; remove examples or make a rule set of its own of "
     "a "
     "part"},
    {Sentence::kExampleFails, "voorbeeld '{title}' klopt niet: {differences} Verbeter de regel of het voorbeeld.",
     "the example '{title}' does not hold: {differences} Correct the rule or the example."},
    {Sentence::kNotALexicon, "is geen woordenboek; kies een regelset van level LEXICON",
     "is no lexicon; choose a rule set of level LEXICON"},

    {Sentence::kLineCutOff, "het bestand is hier afgebroken; stuur het hele bestand",
     "the file is cut off here; send the whole file"},
    {Sentence::kEndMissing,
     "de laatste regel 'end' ontbreekt, dus het bestand kan afgebroken zijn; stuur het hele bestand",
     "the last line 'end' is missing, so the file may be cut off; send the whole file"},
    {Sentence::kEndMissingWarning,
     "de laatste regel 'end' ontbreekt; daardoor is niet te zien of het bestand compleet is",
     "the last line 'end' is missing; so it cannot be seen whether the file is complete"},
    {Sentence::kEndCount,
     "'end' telt {count} regels en er zijn er {found}; stuur het hele bestand of verbeter het getal",
     "'end' counts {count} lines and there are {found}; send the whole file or correct the number"},
    {Sentence::kAfterEnd, "staat na 'end'; zet 'end' op de laatste regel",
     "stands after 'end'; make 'end' the last line"},
    {Sentence::kBadJson, "is geen geldige regel: {detail}", "is not a valid line: {detail}"},
    {Sentence::kBadValue, "waarde {value} past niet in dit veld; kijk wat er mag staan",
     "value {value} does not fit this field; check what it may hold"},
    {Sentence::kEmptyEntry, "bevat geen gegevens; vul provider, offering of een andere soort in",
     "holds no record; fill in provider, offering or another sort"},
    {Sentence::kDoubleRecord, "{name} staat al op regel {line}; haal er een weg",
     "{name} is already on line {line}; remove one"},
    {Sentence::kLeftWithoutArea, "gebied '{code}' staat na deze import in geen gebiedstabel; verander de code",
     "area '{code}' is in no area table after this import; change the code"},
    {Sentence::kMoreProblems, "er zijn nog {count} andere problemen; los eerst deze op",
     "there are {count} more problems; solve these first"},
    {Sentence::kFitExact, "Past bij hulpvraag {need}: {term}.", "Answers need {need}: {term}."},
    {Sentence::kFitPartial, "Past voor een deel bij hulpvraag {need}: {term}.", "Answers part of need {need}: {term}."},
    {Sentence::kFitRelated, "Komt in de buurt van hulpvraag {need}: {term}.", "Comes close to need {need}: {term}."},
    {Sentence::kFitDomain, "Helpt bij hulpvraag {need} ({domain}).", "Helps with need {need} ({domain})."},
    {Sentence::kFitGeneralist, "Zoekt samen met de inwoner verder bij hulpvraag {need} ({domain}).",
     "Looks further together with the resident for need {need} ({domain})."},
    {Sentence::kCoachAlong, "Een welzijnscoach kan meegaan en activiteiten helpen zoeken.",
     "A welfare coach can come along and help to find activities."},
    {Sentence::kTeamDecides, "Het team {team} beslist wie start. Dit is een advies aan het team.",
     "The team {team} decides who starts. This is advice to the team."},
    {Sentence::kNoUrgencySignal, "Er is geen signaal van spoed gevonden in de aanvraag. Vraag zelf: is er nu gevaar?",
     "No signal of urgency was found in the request. Ask for yourself: is there danger now?"},
    {Sentence::kNothingFits,
     "In de sociale kaart staat nu niets dat past. Als er iets in de buurt komt, staat erbij wat in de weg staat.",
     "The directory holds nothing that fits now. Where something comes near, it says what stands in the way."},
    {Sentence::kNoOfferForNeed, "Voor hulpvraag {need} ({domain}) is geen passend aanbod gevonden.",
     "For need {need} ({domain}) no fitting offering was found."},
    {Sentence::kEscalateFirst, "Handel eerst direct. Plan de andere hulp daarna.",
     "Act at once first. Plan the other help after that."},
    {Sentence::kUnconfirmedNeeds,
     "Uit een tekst gelezen en door niemand bevestigd: hulpvraag {needs}. Loop dat na met de inwoner.",
     "Read from a text and confirmed by nobody: need {needs}. Go through that with the resident."},
    {Sentence::kAgesFrom, "vanaf {min_age} jaar", "from {min_age} years"},
    {Sentence::kAgesUpTo, "tot en met {max_age} jaar", "up to {max_age} years"},
    {Sentence::kAgesBetween, "van {min_age} tot en met {max_age} jaar", "from {min_age} up to {max_age} years"},
};

constexpr bool InOrder() {
  for (size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<size_t>(kRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(Sentence::kAgesBetween) + 1 == std::size(kRows);
}
static_assert(InOrder());

}  // namespace

std::string FillIn(std::string_view text, const Arguments& arguments) {
  std::string filled;
  while (!text.empty()) {
    const size_t open = text.find('{');
    const size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return filled.append(text);
    filled.append(text.substr(0, open));
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const std::string* value = nullptr;
    for (const auto& [placeholder, argument] : arguments) {
      if (placeholder == name) value = &argument;
    }
    filled.append(value != nullptr ? std::string_view(*value) : text.substr(open, close - open + 1));
    text.remove_prefix(close + 1);
  }
  return filled;
}

std::vector<Sentence> AllSentences() {
  std::vector<Sentence> all;
  for (const Row& row : kRows) all.push_back(row.sentence);
  return all;
}

koppel::v1::LocalizedText Say(Sentence sentence, const Arguments& arguments) {
  const Row& row = kRows[static_cast<size_t>(sentence)];
  koppel::v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, arguments));
  text.set_en(FillIn(row.en, arguments));
  return text;
}

}  // namespace koppel
