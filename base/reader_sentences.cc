#include "base/reader_sentences.h"

#include <iterator>
#include <string_view>

namespace koppel {
namespace {

struct ReaderRow {
  ReaderSentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enumerators.
constexpr ReaderRow kReaderRows[] = {
    {ReaderSentence::kIsThereDanger, "Is er nu gevaar?", "Is there danger now?"},
    {ReaderSentence::kNoSignal, "Er is geen signaal van gevaar of spoed gevonden in de tekst.",
     "No signal of danger or haste was found in the text."},
    {ReaderSentence::kSignsOfDanger, "Verschillende woorden in de tekst wijzen samen op direct gevaar.",
     "Several words in the text together point to direct danger."},
    {ReaderSentence::kBrackets,
     "is niet te lezen: \"{pattern}\"; een haakje sluit niet of staat binnen een ander, of er zijn te veel keuzes",
     "cannot be read: \"{pattern}\"; a bracket does not close or stands within another, or there are too many choices"},
    {ReaderSentence::kEmptyPattern, "is niet te lezen: \"{pattern}\"; zet er een woord in",
     "cannot be read: \"{pattern}\"; put a word in it"},
    {ReaderSentence::kEmptyWord, "is niet te lezen: \"{pattern}\"; een van de keuzes is leeg",
     "cannot be read: \"{pattern}\"; one of the choices is empty"},
    {ReaderSentence::kNoSuchGroup, "is niet te lezen: \"{pattern}\"; de woordgroep \"{group}\" is er niet",
     "cannot be read: \"{pattern}\"; there is no group \"{group}\""},
    {ReaderSentence::kNotAWord, "is niet te lezen: \"{pattern}\"; dit is geen woord: \"{word}\"",
     "cannot be read: \"{pattern}\"; this is no word: \"{word}\""},
    {ReaderSentence::kNotAGap,
     "is niet te lezen: \"{pattern}\"; schrijf ~, of ~1 tot en met ~9, in plaats van \"{word}\"",
     "cannot be read: \"{pattern}\"; write ~, or ~1 up to ~9, instead of \"{word}\""},
    {ReaderSentence::kHyphen,
     "is niet te lezen: \"{pattern}\"; schrijf tussen haakjes een spatie in plaats van een streepje: \"{word}\"",
     "cannot be read: \"{pattern}\"; between brackets write a space instead of a hyphen: \"{word}\""},
    {ReaderSentence::kTooManyPlaces,
     "is niet te lezen: \"{pattern}\"; gebruik hooguit {max} woorden achter elkaar, of maak er twee van",
     "cannot be read: \"{pattern}\"; use at most {max} words after each other, or make two of it"},
    {ReaderSentence::kTooManyChoices,
     "is niet te lezen: \"{pattern}\"; alle keuzes samen hebben meer dan {max} woorden; maak er kortere patronen van",
     "cannot be read: \"{pattern}\"; all choices together have more than {max} words; make shorter patterns of it"},
    {ReaderSentence::kNotOneWord, "is niet één woord: \"{word}\"", "is not one word: \"{word}\""},
    {ReaderSentence::kIdInOtherLexicon, "staat ook in {set}: \"{id}\"; kies een ander id",
     "is also in {set}: \"{id}\"; choose another id"},
    {ReaderSentence::kDomainOrUrgency, "ontbreekt; vul een domein of een urgentieniveau in",
     "is missing; fill in a domain or an urgency"},
    {ReaderSentence::kReasonWithUrgency, "hoort bij urgency; vul allebei in of geen van beide",
     "goes with urgency; fill in both or neither"},
    {ReaderSentence::kKindMissing, "ontbreekt; zeg wat het signaalwoord doet", "is missing; say what the cue does"},
    {ReaderSentence::kNoSuchValue, "heeft een waarde die hier niet kan; kies een andere",
     "has a value that cannot stand here; choose another"},
    {ReaderSentence::kNoSuchSubtopic, "is geen deelonderwerp van de woordenlijst: \"{code}\"",
     "is no sub-topic of the vocabulary: \"{code}\""},
    {ReaderSentence::kTooManyPatterns, "geeft samen met de rest meer dan {max} patronen; houd het kleiner",
     "makes more than {max} patterns together with the rest; keep it smaller"},
    {ReaderSentence::kTooManyWords,
     "geeft samen met de rest meer dan {max} woorden, want een woordgroep telt bij elk gebruik mee; houd het kleiner",
     "makes more than {max} words together with the rest, as a group counts wherever it is used; keep it smaller"},
    {ReaderSentence::kGroupTooLarge, "heeft meer dan {max} woorden; maak er twee woordgroepen van",
     "has more than {max} words; make two groups of it"},
    {ReaderSentence::kNoSign,
     "is geen teken: \"{words}\"; schrijf een of twee woorden in kleine letters zonder accenten, van elk hoogstens de "
     "eerste vijf letters, met een spatie ertussen; # is een getal",
     "is no sign: \"{words}\"; write one or two words in small letters without accents, of each at most the first five "
     "letters, with a space between; # is a number"},
    {ReaderSentence::kMayNotWeigh,
     "mag niet meewegen: \"{words}\" zegt iets over afkomst, geloof, gerichtheid of geslacht; haal dit teken weg (de "
     "woorden staan in de groep {group})",
     "may not weigh: \"{words}\" tells of origin, belief, orientation or sex; take this sign out (the words are in the "
     "group {group})"},
    {ReaderSentence::kIdIsTaken, "mag niet {id} heten: zo heet wat tekens vinden; kies een andere naam",
     "may not be called {id}: that is the name of what signs find; choose another"},
    {ReaderSentence::kNoWordsInBase, "heeft geen woorden: het telt voor elke tekst; laat dit veld weg",
     "has no words: it counts for every text; leave this field out"},
    {ReaderSentence::kMarksCross, "moet hoger zijn dan {other}: anders wordt wat gevonden is meteen betwijfeld",
     "must be higher than {other}: else what is found is doubted at once"},
    {ReaderSentence::kOnlyInLexicon, "hoort alleen in een regelset met level LEXICON; haal het weg",
     "belongs in a set of level LEXICON only; remove it"},
    {ReaderSentence::kOnlyWords, "hoort niet in een woordenboek; zet het in een andere regelset",
     "does not belong in a lexicon; put it in another rule set"},
    {ReaderSentence::kAtMostOneMunicipality,
     "heeft meer dan een gemeente; maak voor elke gemeente een eigen woordenboek",
     "has more than one municipality; make a lexicon for each"},
    {ReaderSentence::kExpectedReading, "Verwacht als {field}: {expected}; gelezen: {found} ({trace}).",
     "Expected as {field}: {expected}; read: {found} ({trace})."},
    {ReaderSentence::kNoLexicon,
     "Er is geen woordenboek actief, dus een tekst kan niet worden gelezen. Bel bij gevaar 112. Laat de beheerder de "
     "woordenboeken activeren, en kijk zelf welke hulp er nodig is.",
     "No lexicon is active, so no text can be read. Call 112 in danger. Have the keeper of the rules activate the "
     "lexicons, and judge yourself which help is needed."},
};

constexpr bool ReaderRowsInOrder() {
  for (size_t i = 0; i < std::size(kReaderRows); ++i) {
    if (static_cast<size_t>(kReaderRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(ReaderSentence::kNoLexicon) + 1 == std::size(kReaderRows);
}
static_assert(ReaderRowsInOrder());

}  // namespace

std::vector<ReaderSentence> AllReaderSentences() {
  std::vector<ReaderSentence> all;
  for (const ReaderRow& row : kReaderRows) all.push_back(row.sentence);
  return all;
}

koppel::v1::LocalizedText Say(ReaderSentence sentence, const Arguments& arguments) {
  const ReaderRow& row = kReaderRows[static_cast<size_t>(sentence)];
  koppel::v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, arguments));
  text.set_en(FillIn(row.en, arguments));
  return text;
}

}  // namespace koppel
