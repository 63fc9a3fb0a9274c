#include "clients/cli/register_entry.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/utf8.h"
#include "clients/cli/field_names.h"
#include "clients/cli/json.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

// The longest texts that the standard takes, in characters.
constexpr size_t kLongText = 2500;
constexpr size_t kTechnicalText = 5000;

constexpr char kName[] = "Koppel: hulp zoeken die past";
constexpr char kShort[] =
    "Koppel zoekt welke aanbieder of activiteit past bij de hulpvragen van een inwoner. Een adviseur ziet de "
    "voorstellen met de redenen erbij en kiest samen met de inwoner. Koppel beslist niets.";
constexpr char kGoal[] =
    "Doel: inwoners met een vraag om ondersteuning sneller bij hulp brengen die past, dichtbij en niet zwaarder dan "
    "nodig. De eigen volgorde van hulpvragen van de inwoner bepaalt wat het zwaarst telt.\n"
    "Gevolg: de inwoner krijgt voorstellen met uitleg: waarom iets past, waarom iets niet past, en wat er moet "
    "veranderen om het wel te laten passen.";
constexpr char kWeighing[] =
    "Voordeel: alle aanbieders worden op dezelfde manier bekeken, ook kleine. Elke regel heeft een bron en een reden. "
    "Wat een regel doet als een gegeven ontbreekt, staat in die regel: navragen, doorlaten of uitsluiten.\n"
    "Nadeel: een regel kan voor een groep inwoners slechter uitpakken. Een nieuwe regel kan daarom eerst worden "
    "proefgedraaid op een bestand met vragen, met tellingen per groep.\n"
    "Een alternatief is dat iedere adviseur zelf zoekt; dan hangt het resultaat af van wie men treft.";
constexpr char kHuman[] =
    "Koppel stelt voor, mensen beslissen. De adviseur en de inwoner kiezen samen uit de voorstellen; 'geen van deze' "
    "kan altijd. Waar een team beslist wie begint, is het voorstel een advies aan dat team.\n"
    "Een regel gaat pas gelden als een tweede persoon dat goedkeurt. Voorbeelden in de regels worden dan nagerekend; "
    "klopt er een niet, dan verandert er niets.";
constexpr char kObjection[] =
    "Een voorstel is geen besluit. De inwoner kan om uitleg vragen, een ander voorstel kiezen of alles afwijzen. "
    "Tegen een besluit van de gemeente over ondersteuning staat bezwaar open (Algemene wet bestuursrecht). Een advies "
    "kan worden bewaard en later worden nagerekend met de regels van dat moment. Vragen en klachten kunnen naar het "
    "contactpunt van de organisatie.";
constexpr char kRisks[] =
    "Ongelijke uitkomsten: regels over leeftijd, geslacht en taal hebben een objectieve rechtvaardiging, en "
    "proefdraaien laat zien welke groepen winnen of verliezen. Te kleine aantallen worden niet getoond.\n"
    "Verouderde gegevens: de leeftijd van opgaven over vrije plekken telt mee en is zichtbaar.\n"
    "Privacy: namen, adressen, geboortedata en BSN worden niet gevraagd en niet bewaard; eigen woorden van de inwoner "
    "worden alleen gelezen om wensen te herkennen.";
constexpr char kDataOf[] =
    "Bronnen: de vraag zoals de adviseur die met de inwoner invult, opgaven van de aanbieders, en de gebiedsindeling "
    "van het CBS.";
constexpr char kMethod[] =
    "Niet zelflerend: alle uitkomsten volgen uit regels die mensen hebben geschreven. Voorwaarden kunnen kloppen, "
    "niet kloppen of onbekend zijn. Wie overblijft krijgt punten voor hoe goed het aanbod bij elke hulpvraag past en "
    "voor de voorkeuren; de meeste punten staan bovenaan, gelijke punten krijgen dezelfde plaats. Dezelfde vraag met "
    "dezelfde gegevens geeft altijd hetzelfde antwoord.";

constexpr char kReader[] =
    "Een adviseur kan de tekst van een vraag laten lezen. Koppel zoekt daarin woorden uit woordenboeken en stelt "
    "hulpvragen voor, met de woorden waar dat op rust en of er een teken van gevaar is. De adviseur bevestigt of "
    "schrapt elke hulpvraag. De tekst wordt gelezen en niet bewaard.";

// ---- Which fields the rules speak of.

using FieldNames = std::set<std::string>;

void CollectFields(const v1::Predicate& predicate, FieldNames& fields) {
  if (predicate.has_test()) fields.insert(predicate.test().field());
  for (const v1::Predicate& part : predicate.all_of().of()) CollectFields(part, fields);
  for (const v1::Predicate& part : predicate.any_of().of()) CollectFields(part, fields);
  if (predicate.has_not_()) CollectFields(predicate.not_(), fields);
}

FieldNames FieldsOf(const v1::RuleSet& rules) {
  FieldNames fields;
  for (const v1::Condition& condition : rules.conditions()) {
    CollectFields(condition.applies(), fields);
    CollectFields(condition.must(), fields);
  }
  for (const v1::Preference& preference : rules.preferences()) {
    CollectFields(preference.when(), fields);
    if (preference.has_scale()) fields.insert(preference.scale().field());
  }
  for (const v1::Route& route : rules.routes()) {
    CollectFields(route.when(), fields);
    CollectFields(route.find(), fields);
  }
  return fields;
}

// "leeftijd, geslacht": the fields that begin so, by their Dutch names.
std::string NamesOf(const FieldNames& fields, const std::string& prefix) {
  std::vector<std::string> names;
  for (const std::string& field : fields) {
    if (field.rfind(prefix, 0) == 0) names.push_back(DutchNameOfField(field));
  }
  return names.empty() ? "geen" : absl::StrJoin(names, ", ");
}

std::string DataText(const v1::RuleSet& rules) {
  const FieldNames fields = FieldsOf(rules);
  return absl::StrCat("Over de vraag van de inwoner: ", NamesOf(fields, "request."),
                      ".\nOver het aanbod: ", NamesOf(fields, "offering."),
                      ".\nUit de twee samen: ", NamesOf(fields, "pair."), ".\n", kDataOf);
}

// ---- The rules, each with its source.

// One rule as it is told.
struct Told {
  std::string id;
  std::string rationale;
  std::string source;
};

template <class Rule>
std::vector<Told> Tell(const google::protobuf::RepeatedPtrField<Rule>& rules) {
  std::vector<Told> told;
  for (const Rule& rule : rules) told.push_back({rule.id(), rule.rationale(), rule.source()});
  return told;
}

struct RulePart {
  std::string title;
  std::vector<Told> rules;
};

std::vector<RulePart> PartsOf(const v1::RuleSet& rules) {
  return {{"Voorwaarden", Tell(rules.conditions())},
          {"Voorkeuren", Tell(rules.preferences())},
          {"Routes bij spoed", Tell(rules.routes())},
          {"Afspraken over de termijn", Tell(rules.agreements())},
          {"Redenen van afwijzing", Tell(rules.decline_reasons())},
          {"Woorden", Tell(rules.terms())}};
}

std::string CountsText(const v1::RuleSet& rules) {
  std::vector<std::string> counts;
  for (const RulePart& part : PartsOf(rules)) counts.push_back(absl::StrCat(part.title, ": ", part.rules.size()));
  return absl::StrJoin(counts, "; ") + ".";
}

// Every source once, in order.
std::string SourcesText(const v1::RuleSet& rules) {
  std::set<std::string> sources;
  for (const RulePart& part : PartsOf(rules)) {
    for (const Told& rule : part.rules) {
      if (!rule.source.empty()) sources.insert(rule.source);
    }
  }
  return absl::StrCat(
      "Koppel wordt gebruikt voor taken uit de Wet maatschappelijke ondersteuning 2015. Bronnen van de "
      "regels:\n- ",
      absl::StrJoin(sources, "\n- "));
}

std::string ReaderText(const RegisterSource& source) {
  if (source.lexicons.empty()) return "";
  return absl::StrCat(kReader, "\nWoordenboeken: ", absl::StrJoin(source.lexicons, ", "), ".\n");
}

std::string MethodText(const RegisterSource& source) {
  std::string text = absl::StrCat(kMethod, "\n", ReaderText(source), "Versie: ", absl::StrJoin(source.revisions, ", "),
                                  ".\n", CountsText(source.rules));
  for (const v1::Condition& condition : source.rules.conditions()) {
    absl::StrAppend(&text, "\n- ", condition.rationale(), " (", condition.source(), ")");
  }
  return text;
}

std::string RisksText(const v1::RuleSet& rules) {
  std::string text = kRisks;
  for (const v1::Condition& condition : rules.conditions()) {
    if (condition.justification().empty()) continue;
    absl::StrAppend(&text, "\n- ", condition.id(), ": ", condition.justification());
  }
  return text;
}

std::string RuleLines(const v1::RuleSet& rules) {
  std::string text;
  for (const RulePart& part : PartsOf(rules)) {
    if (part.rules.empty()) continue;
    absl::StrAppend(&text, "\n", part.title, "\n");
    for (const Told& rule : part.rules) {
      absl::StrAppend(&text, "- ", rule.id, ": ", rule.rationale, "\n  Bron: ", rule.source, "\n");
    }
  }
  return text;
}

// ---- The entry.

std::string JsonValue(const RegisterField& field) {
  if (!field.is_list) return JsonString(field.values.front());
  std::vector<std::string> values;
  for (const std::string& value : field.values) values.push_back(JsonString(value));
  return JsonList(values);
}

RegisterField FieldOf(const char* name, const char* title, std::string value, size_t longest = kLongText) {
  // The dots of Shorten come on top of its count.
  if (CountCharacters(value) > longest) value = Shorten(value, longest - 3);
  std::vector<std::string> values;
  if (!value.empty()) values.push_back(std::move(value));
  return {name, title, std::move(values)};
}

}  // namespace

std::vector<RegisterField> MakeRegisterEntry(const RegisterSource& source) {
  const v1::RuleSet& rules = source.rules;
  return {FieldOf("name", "Naam", kName, 100),
          FieldOf("description_short", "Korte omschrijving", kShort, 350),
          FieldOf("organization", "Organisatie", source.organization, 100),
          {"category", "Thema", {"Zorg en gezondheid"}, true},
          FieldOf("status", "Status", "In gebruik"),
          FieldOf("begin_date", "Begindatum", source.begin_date.substr(0, 7)),
          FieldOf("contact_email", "Contactgegevens", source.contact, 500),
          FieldOf("publication_category", "Publicatiecategorie", "Impactvolle algoritmes"),
          FieldOf("goal", "Doel en impact", kGoal),
          FieldOf("proportionality", "Afwegingen", kWeighing),
          FieldOf("human_intervention", "Menselijke tussenkomst", absl::StrCat(kHuman, "\nBezwaar: ", kObjection)),
          FieldOf("risks", "Risicobeheer", RisksText(rules)),
          FieldOf("lawful_basis", "Wettelijke basis", SourcesText(rules)),
          FieldOf("source_data", "Gegevens", DataText(rules)),
          FieldOf("methods_and_models", "Technische werking", MethodText(source), kTechnicalText),
          FieldOf("lang", "Taal", "nld"),
          FieldOf("standard_version", "Versie publicatiestandaard", "1.0"),
          FieldOf("source_id", "Bron-ID", rules.name(), 100),
          FieldOf("tags", "Zoektermen", "Wmo, ondersteuning, welzijn, hulpvraag, doorverwijzen")};
}

std::vector<std::string> MissingFields(const std::vector<RegisterField>& entry) {
  std::vector<std::string> missing;
  for (const RegisterField& field : entry) {
    const bool may_be_empty = field.name == "begin_date" || field.name == "source_id";
    if (!may_be_empty && field.values.empty()) missing.push_back(field.name);
  }
  return missing;
}

std::string RegisterJson(const std::vector<RegisterField>& entry) {
  std::vector<std::string> lines;
  for (const RegisterField& field : entry) {
    if (!field.values.empty()) lines.push_back(absl::StrCat("  ", JsonString(field.name), ": ", JsonValue(field)));
  }
  return absl::StrCat("{\n", absl::StrJoin(lines, ",\n"), "\n}\n");
}

std::string RegisterText(const std::vector<RegisterField>& entry, const RegisterSource& source) {
  std::string text;
  for (const RegisterField& field : entry) {
    const std::string value = field.values.empty() ? "(nog invullen)" : absl::StrJoin(field.values, ", ");
    absl::StrAppend(&text, field.title, "\n", value, "\n\n");
  }
  return absl::StrCat(text, "Alle regels met hun bron\n", RuleLines(source.rules));
}

}  // namespace koppel::cli
