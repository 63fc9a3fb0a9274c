#include "base/rule_sentences.h"

#include <iterator>
#include <string_view>

namespace koppel {
namespace {

struct RuleRow {
  RuleSentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enumerators.
constexpr RuleRow kRuleRows[] = {
    {RuleSentence::kMissing, "ontbreekt; vul dit in", "is missing; fill this in"},
    {RuleSentence::kTooMany, "heeft er te veel; hooguit {max} mag, haal er een paar weg",
     "holds too many; at most {max} are allowed, take some out"},
    {RuleSentence::kAtLeastOne, "moet 1 of meer zijn", "must be 1 or more"},
    {RuleSentence::kNoDate, "is geen datum; schrijf JJJJ-MM-DD", "is no date; write YYYY-MM-DD"},
    {RuleSentence::kBadRuleSetName,
     "is geen naam van een regelset; schrijf ruleSets/ en daarna kleine letters, cijfers en streepjes",
     "is no name of a rule set; write ruleSets/ and then lower-case letters, digits and hyphens"},
    {RuleSentence::kBadRuleId, "is geen goed id; gebruik 1 tot 63 kleine letters, cijfers en streepjes",
     "is no good id; use 1 to 63 lower-case letters, digits and hyphens"},
    {RuleSentence::kIdTwice, "is twee keer gebruikt: \"{id}\"; kies voor een van de twee een ander id",
     "is used twice: \"{id}\"; choose another id for one of the two"},
    {RuleSentence::kBothLanguages, "moet zowel nl als en hebben; schrijf de zin in beide talen",
     "needs both nl and en; write the sentence in both languages"},
    {RuleSentence::kSourceMissing, "ontbreekt; noem het wetsartikel of de afspraak",
     "is missing; name the article or the agreement"},
    {RuleSentence::kRationaleMissing, "ontbreekt; schrijf waarom de regel er is",
     "is missing; say why the rule is there"},

    {RuleSentence::kObstacleMissing, "ontbreekt; schrijf wat in de weg staat",
     "is missing; say what stands in the way"},
    {RuleSentence::kQuestionMissing, "ontbreekt; schrijf wat gevraagd moet worden",
     "is missing; say what must be asked"},
    {RuleSentence::kJustificationMissing,
     "ontbreekt: de voorwaarde kijkt naar {fields}; schrijf waarom dat onderscheid mag",
     "is missing: the condition looks at {fields}; say why that distinction is justified"},
    {RuleSentence::kPointsCountNothing,
     "telt niets: 0 punten zet alleen een voorkeur van een regelset hierboven uit; kies een ander getal",
     "counts nothing: 0 points only switches off a preference of a set above it; choose another number"},
    {RuleSentence::kNoNumberField, "is geen veld met een getal: \"{field}\"; kies een getalveld uit docs/rules.md",
     "is no field with a number: \"{field}\"; choose a number field of docs/rules.md"},
    {RuleSentence::kFindOrPhone, "heeft find of phone nodig; vul een van de twee in",
     "needs find or phone; fill in one of the two"},
    {RuleSentence::kOnlyOfRequest, "mag alleen over de vraag gaan; gebruik velden die met request. beginnen",
     "may only speak of the request; use fields that begin with request."},
    {RuleSentence::kUrgencyTwice, "heeft al een afspraak in deze regelset; houd er een over",
     "has an agreement in this set already; keep one for each urgency"},
    {RuleSentence::kNoWords, "is leeg; schrijf een of meer woorden", "is empty; write one or more words"},
    {RuleSentence::kTooManyWords, "heeft te veel woorden bij elkaar; hooguit {max}, maak het korter",
     "has too many words together; at most {max}, make it shorter"},
    {RuleSentence::kWordTwice, "staat al bij een andere regel: \"{words}\"; haal er een weg",
     "stands at another rule already: \"{words}\"; remove one"},
    {RuleSentence::kHolidayDates, "heeft een start_date nodig en een end_date die daar niet voor ligt",
     "needs a start_date, and an end_date that is not before it"},

    {RuleSentence::kTooDeep, "is te diep genest; hooguit {max} lagen mag, maak de uitspraak eenvoudiger",
     "is nested too deep; at most {max} layers are allowed, make the statement simpler"},
    {RuleSentence::kEmptyList, "is leeg; zet er een of meer uitspraken in",
     "is empty; put one or more statements in it"},
    {RuleSentence::kSaysNothing, "zegt niets; geef test, all_of, any_of of not",
     "says nothing; give test, all_of, any_of or not"},
    {RuleSentence::kNoSuchField, "dit veld bestaat niet: \"{field}\"; kies een veld uit docs/rules.md",
     "there is no such field: \"{field}\"; choose a field of docs/rules.md"},
    {RuleSentence::kNotAFlag, "{field} is geen ja-of-neeveld; geef een vergelijking, zoals is of at_least",
     "{field} is not a flag; give a comparison, such as is or at_least"},
    {RuleSentence::kNotANumber, "{field} is geen getal; vergelijk met is of in",
     "{field} is not a number; use is or in"},
    {RuleSentence::kNotSymbols, "{field} heeft geen waarden om uit te kiezen; laat is en in weg",
     "{field} has no values to choose from; leave out is and in"},
    {RuleSentence::kNoSymbol, "noemt geen waarde; noem er een of meer", "names no symbol; name one or more"},
    {RuleSentence::kNoSuchSymbol, "deze waarde bestaat niet: \"{symbol}\"; kies uit {choices}",
     "there is no such symbol: \"{symbol}\"; choose from {choices}"},
    {RuleSentence::kNoSuchTerm,
     "dit woord staat niet in de woordenlijst: \"{code}\"; kies een code die er wel in staat",
     "there is no such term: \"{code}\"; choose a code of the vocabulary"},

    {RuleSentence::kNumberTwice, "is twee keer gebruikt: {number}; geef een van de twee een nieuw nummer",
     "is used twice: {number}; give one of the two a new number"},
    {RuleSentence::kCodeTwice, "is twee keer gebruikt; haal er een weg", "is used twice; remove one"},
    {RuleSentence::kTermCircle, "gaat in een kring rond; haal een van de stappen weg",
     "goes round in a circle; remove one of the steps"},

    {RuleSentence::kBadMoment, "is geen moment; schrijf JJJJ-MM-DDTUU:MM", "is no moment; write YYYY-MM-DDTHH:MM"},
    {RuleSentence::kExpectsNothing, "verwacht niets; vul in wat er uit moet komen",
     "expects nothing; fill in what must come out"},
    {RuleSentence::kDashAlone, "\"-\" betekent: geen; haal het weg of haal de rest weg",
     "\"-\" means none; remove it or remove the others"},
    {RuleSentence::kEntryWithoutName, "heeft geen goede naam; geef een naam zoals providers/x",
     "has no good name; give a name such as providers/x"},
    {RuleSentence::kNotInExampleDirectory,
     "{name} staat niet in example_directory; zet het erbij of kies aanbod dat er wel in staat",
     "{name} is not in example_directory; add it or choose an offering that is"},
    {RuleSentence::kNoSuchRoute, "deze route bestaat hier niet: \"{id}\"; kies een id uit routes",
     "there is no such route here: \"{id}\"; choose an id of routes"},
    {RuleSentence::kNoSuchCondition, "deze voorwaarde bestaat hier niet: \"{id}\"; kies een id uit conditions",
     "there is no such condition here: \"{id}\"; choose an id of conditions"},

    {RuleSentence::kAreaElsewhere,
     "{area} ligt niet waar deze regelset geldt; kies een gebied in de gemeente van de regelset",
     "{area} does not lie where this set counts; choose an area in the municipality of the set"},

    {RuleSentence::kSetTwice, "is van meer dan een regelset; geef elke regelset een eigen naam",
     "belongs to more than one set; give every set a name of its own"},
    {RuleSentence::kNationalAlready, "er is al een landelijke regelset: {set}; kies MUNICIPALITY of TEAM",
     "there is a national set already: {set}; choose MUNICIPALITY or TEAM"},
    {RuleSentence::kNoNational, "er is geen landelijke regelset; maak er een van level NATIONAL",
     "there is no national set; make one of level NATIONAL"},
    {RuleSentence::kNotInNational, "moet leeg zijn in een landelijke regelset; haal het weg",
     "must be empty in a national set; remove it"},
    {RuleSentence::kOneMunicipality, "moet precies een gemeente zijn", "must be exactly one municipality"},
    {RuleSentence::kNoPlaceForTeam, "ontbreekt; noem de gemeenten waar de regelset geldt",
     "is missing; name the municipalities where the set counts"},
    {RuleSentence::kTeamMissing, "is geen naam van een team; schrijf teams/ en daarna het id van het team",
     "is no name of a team; write teams/ and then the id of the team"},
    {RuleSentence::kOnlyForTeam, "hoort alleen bij een regelset van level TEAM; haal het weg",
     "is only for a set of level TEAM; remove it"},
    {RuleSentence::kNoMunicipality, "\"{code}\" is geen gemeente; schrijf een code zoals GM0034",
     "\"{code}\" is no municipality; give a code such as GM0034"},
    {RuleSentence::kPlaceTaken, "heeft al een regelset: {set}; verander die of haal deze weg",
     "has a set already: {set}; change that one or remove this"},
    {RuleSentence::kParentMissing, "ontbreekt; noem de regelset waar deze op bouwt, zoals ruleSets/nl",
     "is missing; name the set it builds on, such as ruleSets/nl"},
    {RuleSentence::kNoSuchParent, "{set} is geen actieve regelset; kijk of de naam klopt of maak die eerst actief",
     "{set} is no active set; check the name or activate it first"},
    {RuleSentence::kParentLevel,
     "{set} past hier niet boven; kies de landelijke regelset of een regelset van hetzelfde level",
     "{set} does not fit above this one; choose the national set or a set of the same level"},
    {RuleSentence::kParentCircle, "maakt een kring: {parent} bouwt zelf op {set}; kies een andere parent",
     "makes a circle: {parent} builds on {set} itself; choose another parent"},
    {RuleSentence::kIdOfOtherKind, "\"{id}\" is in {set} al gebruikt onder {kind}; kies een ander id",
     "\"{id}\" is used in {set} under {kind}; choose another id"},
    {RuleSentence::kNotOverridable,
     "\"{id}\" is van {set} en mag niet worden vervangen of versoepeld; kies een ander id om een regel toe te voegen",
     "\"{id}\" is of {set} and may not be replaced or relaxed; choose another id to add a rule"},
    {RuleSentence::kNoRouteAbove, "hierboven is geen route \"{id}\"; kies een id uit een regelset waar deze op bouwt",
     "there is no route \"{id}\" above; choose an id of a set this one builds on"},
    {RuleSentence::kUrgencyAgreed,
     "voor deze mate van spoed geldt al \"{id}\" van {set}; gebruik dat id om die afspraak te vervangen",
     "this urgency has the agreement \"{id}\" of {set} already; use that id to replace it"},
    {RuleSentence::kWordOfOther,
     "\"{words}\" staat al bij \"{id}\" van {set}; gebruik dat id om die regel te vervangen",
     "\"{words}\" stands at \"{id}\" of {set} already; use that id to replace that rule"},
    {RuleSentence::kOnlyNational, "hoort alleen in de landelijke regelset; haal het weg",
     "is only for the national set; remove it"},
    {RuleSentence::kNotInTeam, "hoort niet in de regelset van een team; zet het in die van de gemeente",
     "is not for the set of a team; put it in that of the municipality"},
    {RuleSentence::kBackdated, "ligt voor vandaag ({today}), en de regel is nieuw of veranderd; kies vandaag of later",
     "is before today ({today}), and the rule is new or changed; choose today or later"},

    {RuleSentence::kGap,
     "is {start}, na de dag waarop deze regels gaan gelden ({day}); daartussen zou de oude regel ook niet tellen: "
     "activeer "
     "vanaf {start}, of zet de ingangsdatum op {day}",
     "is {start}, after the day from which these rules count ({day}); in between the old rule would not count either: "
     "activate from {start}, or set the start date to {day}"},
    {RuleSentence::kUnknownPart,
     "heeft een veld dat dit programma niet kent; laat het weg, of gebruik een nieuwere Koppel",
     "has a field that this program does not know; leave it out, or use a later Koppel"},
    {RuleSentence::kExpectedRoutes, "Verwacht als routes: {expected}; gevonden: {found}.",
     "Expected as routes: {expected}; found: {found}."},
    {RuleSentence::kExpectedFirst, "Verwacht als eerste: {expected}; gevonden: {found}.",
     "Expected as first: {expected}; found: {found}."},
    {RuleSentence::kExpectedStanding, "Verwacht van {offering}: {expected}; gevonden: {found}.",
     "Expected of {offering}: {expected}; found: {found}."},
    {RuleSentence::kExpectedCondition,
     "Verwacht dat {condition} bij {offering} niet klopt of niet bekend is; de voorwaarde klopt of geldt hier niet.",
     "Expected that {condition} does not hold or is not known for {offering}; it holds or does not apply."},
    {RuleSentence::kStandsAt, "Nu komt {offering} op plaats {rank} met {points} punten; de eerste heeft er {first}.",
     "Now {offering} stands at place {rank} with {points} points; the first has {first}."},
    {RuleSentence::kStandsSo, "Nu geldt voor {offering}: {standing}.", "Now {offering} stands so: {standing}."},
    {RuleSentence::kStandsSoBecause, "Nu geldt voor {offering}: {standing}, door {conditions}.",
     "Now {offering} stands so: {standing}, because of {conditions}."},
    {RuleSentence::kNothing, "niets", "nothing"},
    {RuleSentence::kStandingMayLead, "kan starten", "may lead"},
    {RuleSentence::kStandingMayJoin, "kan alleen meedoen", "may only join"},
    {RuleSentence::kStandingExcluded, "valt af", "is excluded"},
    {RuleSentence::kStandingNoCandidate, "past niet bij de vraag", "does not answer the request"},
};

constexpr bool RuleRowsInOrder() {
  for (size_t i = 0; i < std::size(kRuleRows); ++i) {
    if (static_cast<size_t>(kRuleRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(RuleSentence::kStandingNoCandidate) + 1 == std::size(kRuleRows);
}
static_assert(RuleRowsInOrder());

}  // namespace

std::vector<RuleSentence> AllRuleSentences() {
  std::vector<RuleSentence> all;
  for (const RuleRow& row : kRuleRows) all.push_back(row.sentence);
  return all;
}

koppel::v1::LocalizedText Say(RuleSentence sentence, const Arguments& arguments) {
  const RuleRow& row = kRuleRows[static_cast<size_t>(sentence)];
  koppel::v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, arguments));
  text.set_en(FillIn(row.en, arguments));
  return text;
}

}  // namespace koppel
