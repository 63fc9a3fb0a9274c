#include "base/change_sentences.h"

#include <cstddef>
#include <iterator>
#include <string_view>

namespace koppel {
namespace {

struct ChangeRow {
  ChangeSentence sentence;
  std::string_view nl;
  std::string_view en;
};

// In the order of the enum.
constexpr ChangeRow kChangeRows[] = {
    {ChangeSentence::kContractBegins, "Nodig: wachten tot {date}. Dan begint het contract met {provider}.",
     "Needed: wait until {date}. Then the contract with {provider} begins."},
    {ChangeSentence::kNoEnds, "Nodig: wachten tot {date}. Dan mag {provider} opnieuw worden gevraagd.",
     "Needed: wait until {date}. Then {provider} may be asked again."},
    {ChangeSentence::kDecision, "Nodig: de gemeente geeft een beschikking. Vraag die eerst aan.",
     "Needed: the municipality gives a decision. Ask for it first."},
    {ChangeSentence::kCategory, "Nodig: een beschikking voor {category}. Daarover beslist de gemeente.",
     "Needed: a decision for {category}. The municipality decides about that."},
    {ChangeSentence::kAge, "Nodig: de inwoner is {ages}. Vraag het na.",
     "Needed: the resident is {ages}. Ask the resident."},
    {ChangeSentence::kGender, "Nodig: de inwoner is {gender}. Vraag het na.",
     "Needed: the resident is {gender}. Ask the resident."},
    {ChangeSentence::kWilling, "Nodig: de inwoner wil haalzorg. Nee zeggen mag ook.",
     "Needed: the resident wants haalzorg. Saying no is fine too."},
    {ChangeSentence::kReady, "Nodig: de inwoner is toe aan haalzorg. Later mag ook.",
     "Needed: the resident is ready for haalzorg. Later is fine too."},
    {ChangeSentence::kMoreHours, "Nodig: de inwoner kan ook op {hours}.",
     "Needed: the resident can also come on {hours}."},
    {ChangeSentence::kAnyHours, "Nodig: de inwoner kan op elke tijd die {provider} afspreekt.",
     "Needed: the resident can come at any time that {provider} agrees on."},
    {ChangeSentence::kFarther, "Nodig: de inwoner kan {distance_km} km ver gaan.",
     "Needed: the resident can go as far as {distance_km} km."},
    {ChangeSentence::kAnyDistance, "Nodig: de afstand maakt de inwoner niet uit.",
     "Needed: the distance does not matter to the resident."},
    {ChangeSentence::kMixedGroup, "Nodig: de inwoner vindt een groep met vrouwen en mannen goed.",
     "Needed: a group of women and men is fine with the resident."},
    {ChangeSentence::kProviderAfterAll, "Nodig: de inwoner wil toch hulp van {provider}.",
     "Needed: the resident wants help from {provider} after all."},
    {ChangeSentence::kPlaceFree, "Nodig: {provider} meldt dat er plek vrij is bij {offering}.",
     "Needed: {provider} reports a free place at {offering}."},
    {ChangeSentence::kFigureConfirmed, "Nodig: {provider} geeft opnieuw door hoeveel plek er is bij {offering}.",
     "Needed: {provider} reports again how much room there is at {offering}."},
    {ChangeSentence::kMinAge, "Nodig: {provider} neemt ook mensen van {age} jaar aan.",
     "Needed: {provider} also takes people who are {age} years old."},
    {ChangeSentence::kMaxAge, "Nodig: {provider} neemt mensen tot en met {age} jaar aan.",
     "Needed: {provider} takes people up to {age} years old."},
    {ChangeSentence::kLanguage, "Nodig: bij {provider} is iemand die dit spreekt: {language}.",
     "Needed: {provider} has somebody who speaks this: {language}."},
    {ChangeSentence::kPickUp, "Nodig: {provider} haalt mensen op.", "Needed: {provider} fetches people."},
    {ChangeSentence::kWheelchair, "Nodig: {provider} zorgt dat iemand met een rolstoel mee kan doen.",
     "Needed: {provider} sees to it that somebody in a wheelchair can take part."},
    {ChangeSentence::kTakesUrgent, "Nodig: {provider} neemt ook spoed aan.",
     "Needed: {provider} takes urgent cases too."},
    {ChangeSentence::kServiceArea, "Nodig: {provider} gaat ook werken in {area}.",
     "Needed: {provider} starts to work in {area} too."},
    {ChangeSentence::kContract, "Nodig: het contract met {provider} voor {offering} wordt verlengd.",
     "Needed: the contract with {provider} for {offering} is extended."},
    {ChangeSentence::kAnswerTerm, "Nodig: {provider} spreekt af om binnen {days} te antwoorden.",
     "Needed: {provider} agrees to answer within {days}."},
    {ChangeSentence::kAcceptsAfterAll, "Nodig: {provider} laat weten dat het nu wel kan.",
     "Needed: {provider} lets it be known that it is possible now."},

    {ChangeSentence::kAgesAtLeast, "{low} jaar of ouder", "{low} years or older"},
    {ChangeSentence::kAgesAtMost, "{high} jaar of jonger", "{high} years or younger"},
    {ChangeSentence::kAgesFromTo, "van {low} tot en met {high} jaar", "from {low} up to {high} years"},
    {ChangeSentence::kAgeExactly, "{low} jaar", "{low} years old"},
    {ChangeSentence::kAnyAge, "van welke leeftijd ook, als die maar bekend is",
     "of any age, as long as that age is known"},
    {ChangeSentence::kFemale, "een vrouw", "a woman"},
    {ChangeSentence::kMale, "een man", "a man"},
    {ChangeSentence::kOtherGender, "geen vrouw en geen man", "neither a woman nor a man"},
    {ChangeSentence::kEveryDay, "elke dag", "every day"},
    {ChangeSentence::kMonday, "maandag", "Monday"},
    {ChangeSentence::kTuesday, "dinsdag", "Tuesday"},
    {ChangeSentence::kWednesday, "woensdag", "Wednesday"},
    {ChangeSentence::kThursday, "donderdag", "Thursday"},
    {ChangeSentence::kFriday, "vrijdag", "Friday"},
    {ChangeSentence::kSaturday, "zaterdag", "Saturday"},
    {ChangeSentence::kSunday, "zondag", "Sunday"},

    {ChangeSentence::kAnswersNoNeed, "{offering} past bij geen van de hulpvragen.",
     "{offering} answers none of the needs."},
    {ChangeSentence::kNotInMunicipality, "{provider} werkt hiermee niet in de gemeente van de inwoner.",
     "{provider} does not offer this in the municipality of the resident."},
    {ChangeSentence::kMoreChanges, "Hiervoor moeten meer dan {limit} dingen tegelijk veranderen.",
     "This needs more than {limit} things to change at once."},
    {ChangeSentence::kTooMuchWork,
     "Er zijn te veel mogelijkheden om uit te zoeken wat er moet veranderen. Kijk naar de voorwaarden.",
     "There are too many possibilities to work out what must change. Look at the conditions."},
};

constexpr bool ChangeRowsInOrder() {
  for (size_t i = 0; i < std::size(kChangeRows); ++i) {
    if (static_cast<size_t>(kChangeRows[i].sentence) != i) return false;
  }
  return static_cast<size_t>(ChangeSentence::kTooMuchWork) + 1 == std::size(kChangeRows);
}
static_assert(ChangeRowsInOrder());

// With the number of working days in words: one day, more days.
Arguments WithWorkingDays(Arguments arguments, std::string_view one, std::string_view more) {
  for (auto& [name, value] : arguments) {
    if (name != "days") continue;
    const std::string_view word = value == "1" ? one : more;
    value.append(" ").append(word);
  }
  return arguments;
}

}  // namespace

std::vector<ChangeSentence> AllChangeSentences() {
  std::vector<ChangeSentence> all;
  for (const ChangeRow& row : kChangeRows) all.push_back(row.sentence);
  return all;
}

v1::LocalizedText Say(ChangeSentence sentence, const Arguments& arguments) {
  const ChangeRow& row = kChangeRows[static_cast<size_t>(sentence)];
  v1::LocalizedText text;
  text.set_nl(FillIn(row.nl, WithWorkingDays(arguments, "werkdag", "werkdagen")));
  text.set_en(FillIn(row.en, WithWorkingDays(arguments, "working day", "working days")));
  return text;
}

}  // namespace koppel
