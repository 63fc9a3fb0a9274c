#include "clients/cli/texts.h"

#include <map>
#include <string>

namespace koppel::cli {
namespace {

struct Twin {
  const char* nl;
  const char* en;
};

const std::map<Text, Twin>& Texts() {
  static const auto& texts = *new std::map<Text, Twin>{
      {Text::kNoCommand,
       {"er is geen opdracht gegeven; 'koppel help' noemt ze alle", "no command given; 'koppel help' lists them all"}},
      {Text::kUnknownCommand,
       {"de opdracht '{word}' bestaat niet; 'koppel help' noemt alle opdrachten",
        "there is no command '{word}'; 'koppel help' lists them all"}},
      {Text::kWhichVerb, {"zeg wat u met '{noun}' wilt doen: {verbs}", "say what to do with '{noun}': {verbs}"}},
      {Text::kUnknownVerb,
       {"'{noun} {verb}' bestaat niet; kies uit: {verbs}", "there is no '{noun} {verb}'; choose from: {verbs}"}},
      {Text::kUnexpectedWord,
       {"'{word}' hoort hier niet; zie 'koppel {command} --help'",
        "'{word}' does not belong here; see 'koppel {command} --help'"}},
      {Text::kMissingArgument,
       {"{argument} ontbreekt; zie 'koppel {command} --help'", "{argument} is missing; see 'koppel {command} --help'"}},
      {Text::kMissingValue,
       {"onjuist gebruik ({detail}); zie 'koppel {command} --help'",
        "wrong use ({detail}); see 'koppel {command} --help'"}},
      {Text::kNotAChoice,
       {"{argument} kan niet '{value}' zijn; kies uit: {choices}",
        "{argument} cannot be '{value}'; choose from: {choices}"}},
      {Text::kNotAWhole,
       {"{argument} moet een geheel getal zijn, niet '{value}'", "{argument} must be a whole number, not '{value}'"}},
      {Text::kNotADuration,
       {"--timeout moet een tijdsduur zijn, zoals 30s, niet '{value}'",
        "--timeout must be a duration, such as 30s, not '{value}'"}},
      {Text::kNotAPoint,
       {"--near moet een punt zijn, zoals 52.37,5.22 (breedte,lengte), niet '{value}'",
        "--near must be a point, such as 52.37,5.22 (latitude,longitude), not '{value}'"}},
      {Text::kNeedsYes,
       {"{name} verwijderen kan niet ongedaan worden gemaakt; herhaal de opdracht met --yes",
        "deleting {name} cannot be undone; repeat the command with --yes"}},
      {Text::kNoServer,
       {"geef het adres van de server: met --server, in KOPPEL_SERVER of als 'server' in {config}",
        "give the address of the server: with --server, in KOPPEL_SERVER or as 'server' in {config}"}},
      {Text::kConfigNotUnderstood,
       {"de instellingen in {file} zijn niet goed: {detail}; bekend zijn: {known}",
        "the settings in {file} are not right: {detail}; known are: {known}"}},
      {Text::kRequestIdForOne,
       {"--request-id kan alleen met één record tegelijk; dit bestand heeft er {count}",
        "--request-id goes with one record at a time; this file has {count}"}},
      {Text::kServerNotReachable,
       {"de server op {server} is niet bereikbaar; start koppeld of geef een ander adres met --server",
        "the server at {server} cannot be reached; start koppeld or give another address with --server"}},
      {Text::kServerTooSlow,
       {"de server op {server} antwoordde niet binnen {timeout}; probeer het opnieuw of geef meer "
        "tijd met --timeout",
        "the server at {server} did not answer within {timeout}; try again or give more time with "
        "--timeout"}},
      {Text::kNotServing,
       {"de server op {server} kan nu geen vragen beantwoorden; probeer het later opnieuw",
        "the server at {server} cannot answer now; try again later"}},
      {Text::kFileNotReadable,
       {"{file} kan niet worden gelezen ({detail}); controleer de naam en de rechten",
        "{file} cannot be read ({detail}); check its name and permissions"}},
      {Text::kFileNotWritable,
       {"{file} kan niet worden geschreven ({detail}); controleer de map en de rechten",
        "{file} cannot be written ({detail}); check the folder and permissions"}},
      {Text::kFileTooLarge,
       {"{file} is groter dan {limit} MB; verdeel het over meer bestanden",
        "{file} is larger than {limit} MB; divide it over more files"}},
      {Text::kFileEmpty,
       {"{file} is leeg; verwacht werd een {type} als JSON of textproto",
        "{file} is empty; expected was a {type} as JSON or textproto"}},
      {Text::kFileNotUtf8,
       {"{file}, regel {line}: de tekst is geen UTF-8; sla het bestand op als UTF-8",
        "{file}, line {line}: the text is not UTF-8; save the file as UTF-8"}},
      {Text::kFileNotUnderstood, {"{place}: dit is geen {type}: {detail}", "{place}: this is no {type}: {detail}"}},
      {Text::kBadSyntax, {"de opmaak klopt niet ({detail})", "the syntax is wrong ({detail})"}},
      {Text::kUnknownField, {"het veld '{field}' bestaat niet", "there is no field '{field}'"}},
      {Text::kWrongValue, {"de waarde van '{field}' past niet bij {type}", "the value of '{field}' is not a {type}"}},
      {Text::kLine, {"regel {line}", "line {line}"}},
      {Text::kWarning, {"let op", "warning"}},
      {Text::kFileProblems,
       {"{file}: aantal problemen: {count}; er is niets opgeslagen: verbeter het bestand en "
        "probeer het opnieuw",
        "{count} problem(s) in {file}; nothing was stored: correct the file and try again"}},
      {Text::kColumnMissing,
       {"deze kolommen ontbreken in de eerste regel: {columns}",
        "these columns are missing in the first line: {columns}"}},
      {Text::kColumnTwice, {"de kolom '{column}' komt twee keer voor", "the column '{column}' occurs twice"}},
      {Text::kTooFewCells, {"{count} kolommen in plaats van {expected}", "{count} columns instead of {expected}"}},
      {Text::kQuoteNotClosed, {"een aanhalingsteken wordt niet gesloten", "a quotation mark is not closed"}},
      {Text::kUnknownLevel,
       {"'{value}' is geen niveau; kies uit: gemeente, wijk, buurt",
        "'{value}' is not a level; choose from: gemeente, wijk, buurt"}},
      {Text::kBadAreaCode,
       {"'{value}' is geen code van een {level}; die begint met {prefix} en heeft dan {digits} cijfers",
        "'{value}' is not the code of a {level}; that starts with {prefix} and has {digits} digits"}},
      {Text::kAreaTwice, {"{value} stond al op regel {line}", "{value} was on line {line} already"}},
      {Text::kAreaTitleMissing, {"de naam ontbreekt", "the name is missing"}},
      {Text::kAreaParentWrong,
       {"'{value}' is niet de code van de {level} waarin {code} ligt",
        "'{value}' is not the code of the {level} in which {code} lies"}},
      {Text::kAreaParentMissing, {"{value} staat niet in het bestand", "{value} is not in the file"}},
      {Text::kBadNumber, {"'{value}' is geen getal zoals {example}", "'{value}' is not a number such as {example}"}},
      {Text::kPointIncomplete, {"geef lat en lon allebei, of geen van beide", "give both lat and lon, or neither"}},
      {Text::kPointOutside,
       {"dit punt ligt niet in Nederland (lat 50 tot 54, lon 3 tot 8)",
        "this point is not in the Netherlands (lat 50 to 54, lon 3 to 8)"}},
      {Text::kVintagesMixed,
       {"jaar {value}, terwijl de andere gebieden van {table} van {expected} zijn",
        "year {value}, while the other areas of {table} are of {expected}"}},
      {Text::kImportDone,
       {"{unchanged} ongewijzigd; revisie {revision}", "{unchanged} unchanged; revision {revision}"}},
      {Text::kImportValidated,
       {"{unchanged} ongewijzigd; alleen nagekeken, er is niets opgeslagen",
        "{unchanged} unchanged; only validated, nothing was stored"}},
      {Text::kStaleFigures,
       {"{figures} cijfer(s) ouder dan {days} dagen, van {providers} aanbieder(s)",
        "{figures} figure(s) older than {days} days, of {providers} provider(s)"}},
      {Text::kNothingStale, {"geen cijfers ouder dan {days} dagen", "no figures older than {days} days"}},
      {Text::kNever, {"nooit", "never"}},
      {Text::kStaleCount, {"{count} verouderd", "{count} stale"}},
      {Text::kNothingFound, {"niets gevonden", "nothing found"}},
      {Text::kFirstDo, {"Eerst doen", "Do this first"}},
      {Text::kCall, {"Bel {phone}.", "Call {phone}."}},
      {Text::kProposals, {"Voorstellen", "Proposals"}},
      {Text::kNoProposal, {"Er is geen voorstel dat past.", "There is no proposal that fits."}},
      {Text::kStart, {"Start: {part}", "Starts: {part}"}},
      {Text::kLikelyStart, {"Start waarschijnlijk: {part}", "Likely to start: {part}"}},
      {Text::kJoins, {"Doet mee: {part}", "Joins: {part}"}},
      {Text::kCoach, {"Welzijnscoach: {part}", "Welfare coach: {part}"}},
      {Text::kQuestions, {"Let op:", "Mind:"}},
      {Text::kNearMiss, {"Past nu niet: {part}, omdat:", "Does not fit now: {part}, because:"}},
      {Text::kRemarks, {"Opmerkingen", "Remarks"}},
      {Text::kPersonDecides,
       {"U kiest samen met de inwoner; 'geen van deze' mag ook.",
        "You choose together with the resident; 'none of these' is possible too."}},
      {Text::kEqual, {"(even goed als het vorige)", "(as good as the one before)"}},
      {Text::kRoomOpen, {"altijd plek", "always room"}},
      {Text::kRoomFree, {"plek vrij", "room free"}},
      {Text::kRoomAssessment, {"eerst kennismaken", "first meeting needed"}},
      {Text::kEarliestStart, {"kan vanaf {date}", "from {date}"}},
      {Text::kConfirmed, {"doorgegeven op {date}", "reported on {date}"}},
      {Text::kDistance, {"{km} km van de inwoner", "{km} km from the resident"}},
  };
  return texts;
}

}  // namespace

koppel::v1::LocalizedText Say(Text text, const koppel::Arguments& arguments) {
  const Twin& twin = Texts().at(text);
  koppel::v1::LocalizedText filled;
  filled.set_nl(FillIn(twin.nl, arguments));
  filled.set_en(FillIn(twin.en, arguments));
  return filled;
}

std::string Say(Text text, Language language, const koppel::Arguments& arguments) {
  return In(language, Say(text, arguments));
}

const std::string& In(Language language, const koppel::v1::LocalizedText& text) {
  const bool dutch = language == Language::kDutch;
  if (dutch ? text.nl().empty() : text.en().empty()) return dutch ? text.en() : text.nl();
  return dutch ? text.nl() : text.en();
}

}  // namespace koppel::cli
