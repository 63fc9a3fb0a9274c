#include "base/trial_sentences.h"

#include <iterator>
#include <string_view>

namespace koppel {
namespace {

struct TrialRow {
  TrialSentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enumerators.
constexpr TrialRow kTrialRows[] = {
    {TrialSentence::kNotKnown, "niet bekend", "not known"},
    {TrialSentence::kAgesBetween, "{first} tot en met {last} jaar", "{first} to {last} years"},
    {TrialSentence::kAgesFrom, "{first} jaar en ouder", "{first} years and older"},
    {TrialSentence::kFemale, "vrouw", "female"},
    {TrialSentence::kMale, "man", "male"},
    {TrialSentence::kOtherGender, "anders", "other"},
    {TrialSentence::kSpeaksDutch, "spreekt Nederlands", "speaks Dutch"},
    {TrialSentence::kSpeaksNoDutch, "spreekt geen Nederlands", "does not speak Dutch"},
    {TrialSentence::kSubtopic, "onderwerp \"{group}\"", "topic \"{group}\""},
    {TrialSentence::kWijk, "wijk \"{group}\"", "the wijk \"{group}\""},
    {TrialSentence::kAgeGroup, "leeftijd \"{group}\"", "age \"{group}\""},
    {TrialSentence::kGender, "geslacht \"{group}\"", "gender \"{group}\""},
    {TrialSentence::kLanguage, "taal \"{group}\"", "language \"{group}\""},

    {TrialSentence::kTooFewRequests,
     "Er zijn te weinig aanvragen om iets over te zeggen. Neem er minstens {min}, liefst een paar honderd.",
     "There are too few requests to say anything about. Take at least {min}, preferably a few hundred."},
    {TrialSentence::kHowManyChange,
     "Er zijn {requests} aanvragen geprobeerd. Aanvragen die een ander eerste voorstel of een andere eerste route "
     "krijgen: {other_first}.",
     "{requests} requests were tried. Requests that get another first proposal or another first route: {other_first}."},
    {TrialSentence::kHowManyGainAndLose,
     "Aanvragen die geen voorstel hadden en er nu wel een krijgen: {gained}. Aanvragen die een voorstel hadden en nu "
     "niets meer krijgen: {lost}.",
     "Requests that had no proposal and now get one: {gained}. Requests that had a proposal and now get nothing: "
     "{lost}."},
    {TrialSentence::kNotShown, "niet getoond", "not shown"},
    {TrialSentence::kGroupChangesMore,
     "In de groep {group} komt vaker iets anders bovenaan: bij {share} procent, en bij de andere aanvragen bij {rest} "
     "procent.",
     "In the group {group} something else comes first more often: for {share} percent, and for the other requests for "
     "{rest} percent."},
    {TrialSentence::kGroupGainsMore,
     "De groep {group} krijgt vaker een voorstel dat er eerst niet was: {share} procent, en de andere aanvragen {rest} "
     "procent.",
     "The group {group} more often gets a proposal where there was none: {share} percent, and the other requests "
     "{rest} percent."},
    {TrialSentence::kGroupLosesMore,
     "De groep {group} verliest vaker alle voorstellen: {share} procent, en de andere aanvragen {rest} procent.",
     "The group {group} loses all proposals more often: {share} percent, and the other requests {rest} percent."},
    {TrialSentence::kMoreGroups, "Nog {count} verschillen zijn minder groot; kijk daarvoor in de tabel.",
     "{count} more differences are smaller; see the table for those."},
    {TrialSentence::kNoGroupStandsOut, "Geen groep die we laten zien, springt eruit.",
     "No group that is shown stands out."},
    {TrialSentence::kWhenAGroupStandsOut,
     "Een groep springt eruit als er minstens {min} aanvragen in zitten, en het aandeel minstens anderhalf keer zo "
     "groot is als bij de andere aanvragen, en minstens {points} procentpunten groter.",
     "A group stands out when it holds at least {min} requests, and its share is at least one and a half times that of "
     "the other requests, and at least {points} percentage points larger."},
    {TrialSentence::kLookAtGroups,
     "Bekijk voor u activeert welke regels deze groepen raken. Is er voor het verschil geen goede reden, activeer dan "
     "niet.",
     "Look at the rules that touch these groups before you activate. If there is no good reason for the difference, do "
     "not activate."},
    {TrialSentence::kLookAtLosses, "Bekijk voor u activeert wie niets meer krijgt, en of dat de bedoeling is.",
     "Look at who gets nothing any more before you activate, and whether that is intended."},
    {TrialSentence::kSmallCountsLeftOut,
     "Aantallen van 1 tot en met {max} laten we niet zien, en ook niet de aantallen waaruit die af te leiden zijn. "
     "Over "
     "kleine groepen zegt dit dus niets.",
     "Counts from 1 to {max} are not shown, and neither are counts from which those could be told. So this says "
     "nothing "
     "about small groups."},
    {TrialSentence::kNoProof,
     "Dit laat zien wat er verandert. Of de regels eerlijk zijn, blijkt er niet uit: dat moet u zelf beoordelen.",
     "This shows what changes. It does not show whether the rules are fair: you have to judge that yourself."},

    {TrialSentence::kUnknownShape,
     "{value} kent dit programma niet; speel het verslag af met de versie van Koppel die het maakte, of met een "
     "nieuwere",
     "{value} is not known to this program; replay the record with the version of Koppel that made it, or a later one"},
    {TrialSentence::kUnknownPartOfRecord,
     "bevat een onbekend veld; stuur het verslag zoals Koppel het gaf, of gebruik een nieuwere Koppel",
     "holds an unknown field; send the record as Koppel gave it, or use a later Koppel"},
    {TrialSentence::kWordsInRecord,
     "bevat tekst die niet in een verslag van Koppel staat; stuur het verslag zoals Koppel het gaf",
     "holds text that is in no record of Koppel; send the record as Koppel gave it"},
    {TrialSentence::kNotOfRecord, "hoort niet in een verslag van Koppel; stuur het verslag zoals Koppel het gaf",
     "is in no record of Koppel; send the record as Koppel gave it"},
    {TrialSentence::kRecordTooLarge, "is groter dan {max} bytes; stuur het verslag zoals Koppel het gaf",
     "is larger than {max} bytes; send the record as Koppel gave it"},
    {TrialSentence::kNeverThere, "is er in deze Koppel nooit geweest; speel het verslag af waar het gemaakt is",
     "was never there in this Koppel; replay the record where it was made"},
    {TrialSentence::kNotARevisionOfRules, "is geen revisie van een regelset; schrijf het als ruleSets/nl/revisions/1",
     "is no revision of a rule set; write it like ruleSets/nl/revisions/1"},
    {TrialSentence::kSetTwice, "noemt {name} nog een keer; stuur het verslag zoals Koppel het gaf",
     "names {name} again; send the record as Koppel gave it"},
    {TrialSentence::kRulesDoNotGoTogether,
     "zijn samen geen regels waarmee Koppel kan werken ({problem}); stuur het verslag zoals Koppel het gaf",
     "are together no rules that Koppel can work by ({problem}); send the record as Koppel gave it"},
};

constexpr bool TrialRowsInOrder() {
  for (size_t i = 0; i < std::size(kTrialRows); ++i) {
    if (static_cast<size_t>(kTrialRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(TrialSentence::kRulesDoNotGoTogether) + 1 == std::size(kTrialRows);
}
static_assert(TrialRowsInOrder());

}  // namespace

std::vector<TrialSentence> AllTrialSentences() {
  std::vector<TrialSentence> all;
  for (const TrialRow& row : kTrialRows) all.push_back(row.sentence);
  return all;
}

koppel::v1::LocalizedText Say(TrialSentence sentence, const Arguments& arguments) {
  const TrialRow& row = kTrialRows[static_cast<size_t>(sentence)];
  koppel::v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, arguments));
  text.set_en(FillIn(row.en, arguments));
  return text;
}

}  // namespace koppel
