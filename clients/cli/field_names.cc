#include "clients/cli/field_names.h"

#include <map>
#include <string>

#include "absl/strings/str_replace.h"

namespace koppel::cli {

std::string DutchNameOfField(const std::string& field) {
  static const auto& names = *new std::map<std::string, std::string>{
      {"request.urgency", "hoe snel hulp nodig is"},
      {"request.domains", "leefgebieden van de hulpvragen"},
      {"request.first_domain", "leefgebied van de eerste hulpvraag"},
      {"request.first_need_plain", "of de eerste hulpvraag alleen een leefgebied noemt"},
      {"request.expertise", "gevraagde deskundigheid"},
      {"request.subtopics", "deelonderwerpen van de hulpvragen"},
      {"request.wishes", "wensen"},
      {"request.target_groups", "doelgroepen waar de inwoner bij hoort"},
      {"request.access_needs", "wat nodig is om mee te kunnen doen"},
      {"request.preferred_forms", "gewenste vorm van hulp"},
      {"request.age", "leeftijd"},
      {"request.gender", "geslacht"},
      {"request.haalzorg_willing", "of de inwoner haalzorg wil"},
      {"request.haalzorg_ready", "of de inwoner aan haalzorg toe is"},
      {"request.has_decision", "of er een beschikking is"},
      {"request.asks_expertise", "of om deskundigheid is gevraagd"},
      {"request.awaits_decision", "of eerst een beschikking nodig is"},
      {"request.care_awarded", "of zorg is toegekend"},
      {"request.speaks_dutch", "of de inwoner Nederlands spreekt"},
      {"request.same_gender_only", "of de inwoner alleen met vrouwen of alleen met mannen wil"},
      {"request.prefers_walk_in", "of de inwoner liever inloopt"},
      {"request.prefers_nearby", "of de inwoner het liever in de buurt heeft"},
      {"request.prefers_small_group", "of de inwoner liever een kleine groep heeft"},
      {"request.escalated", "of eerst direct handelen nodig is"},
      {"offering.kind", "soort aanbod"},
      {"offering.form", "vorm van het aanbod"},
      {"offering.domains", "leefgebieden van het aanbod"},
      {"offering.subtopics", "deelonderwerpen van het aanbod"},
      {"offering.expertise", "deskundigheid van het aanbod"},
      {"offering.target_groups", "doelgroepen van het aanbod"},
      {"offering.generalist", "of het aanbod elke vraag aanneemt"},
      {"offering.needs_decision", "of een beschikking nodig is"},
      {"offering.via_gp", "of het via de huisarts gaat"},
      {"offering.walk_in", "of inlopen kan"},
      {"offering.pick_up", "of mensen worden opgehaald"},
      {"offering.takes_urgent", "of spoed wordt aangenomen"},
      {"offering.min_age", "laagste leeftijd"},
      {"offering.max_age", "hoogste leeftijd"},
      {"offering.group_size", "grootte van de groep"},
      {"offering.cost_cents", "kosten per keer"},
      {"offering.capacity_state", "of er plek is"},
      {"offering.capacity_age_days", "hoe oud de opgave van de plekken is"},
      {"offering.capacity_stale", "of de opgave van de plekken verouderd is"},
      {"offering.load_percent", "hoe vol het is"},
      {"pair.in_service_area", "of de aanbieder werkt waar de inwoner woont"},
      {"pair.contract_valid", "of het contract geldt"},
      {"pair.expertise", "of de deskundigheid past"},
      {"pair.answers_more", "of het meer dan het leefgebied raakt"},
      {"pair.age_fits", "of de leeftijd past"},
      {"pair.gender_fits", "of het geslacht past"},
      {"pair.same_gender_group", "of de groep alleen vrouwen of alleen mannen heeft"},
      {"pair.language_shared", "of een taal van de inwoner wordt gesproken"},
      {"pair.wheelchair_fits", "of een rolstoel naar binnen kan"},
      {"pair.time_fits", "of de tijden passen"},
      {"pair.preferred_time", "of het op een gewenste tijd is"},
      {"pair.preferred_form", "of het de gewenste vorm is"},
      {"pair.category_fits", "of het bij de beschikking past"},
      {"pair.provider_refused", "of de inwoner de aanbieder niet wil"},
      {"pair.declined", "of een nee of stilte van de aanbieder nog telt"},
      {"pair.provider_involved", "of de aanbieder al helpt"},
      {"pair.target_group_shared", "of een doelgroep past"},
      {"pair.distance_meters", "afstand tot de buurt van de inwoner"},
      {"pair.within_distance", "of het niet te ver is"},
      {"pair.same_buurt", "of het in de eigen buurt is"},
      {"pair.answers_in_time", "of op tijd wordt geantwoord"},
      {"pair.start_days", "wanneer iemand kan beginnen"},
      {"pair.haalzorg_offered", "of de aanbieder haalzorg heeft"},
      {"offering.contract_end_date", "laatste dag van het contract"},
      {"offering.languages", "talen van het aanbod"},
      {"offering.service_areas", "waar het aanbod werkt"},
      {"offering.wheelchair_accessible", "of een rolstoel bij het aanbod naar binnen kan"},
      {"age", "leeftijd van de inwoner"},
      {"age_bounds", "leeftijden van het aanbod"},
      {"answer_days", "antwoord binnen dit aantal werkdagen"},
      {"answer_limit", "afgesproken aantal werkdagen"},
      {"area", "waar de inwoner woont"},
      {"asked_expertise", "gevraagde deskundigheid"},
      {"asked_languages", "talen van de inwoner"},
      {"capacity_age_days", "dagen sinds de opgave van de plekken"},
      {"categories", "productcategorieën"},
      {"distance_km", "afstand in kilometers"},
      {"expertise", "deskundigheid van het aanbod"},
      {"free", "vrije plekken"},
      {"languages", "talen van het aanbod"},
      {"location", "plaats"},
      {"max_distance_km", "hoe ver de inwoner kan, in kilometers"},
      {"provider", "aanbieder"},
      {"start_date", "eerste dag"},
      {"target_groups", "doelgroepen"},
  };
  const auto found = names.find(field);
  return found == names.end() ? field : found->second;
}

namespace {

// "vol" for "FULL"; the symbol itself when it is not known.
std::string DutchSymbol(const std::string& symbol) {
  static const auto& names = *new std::map<std::string, std::string>{{"FULL", "vol"},
                                                                     {"FREE", "plek vrij"},
                                                                     {"OPEN", "vrije inloop"},
                                                                     {"WAITING_LIST", "wachtlijst"},
                                                                     {"STOPPED", "aanmeldstop"},
                                                                     {"ASSESSMENT_FIRST", "eerst kennismaken"},
                                                                     {"CARE", "zorg"},
                                                                     {"ACTIVITY", "activiteit"},
                                                                     {"ACCESS", "toegang"},
                                                                     {"CRISIS", "hulp bij crisis"},
                                                                     {"AT_HOME", "aan huis"},
                                                                     {"HAALZORG", "haalzorg"},
                                                                     {"GROUP", "groep"},
                                                                     {"ON_SITE", "op locatie"},
                                                                     {"ONLINE", "online"},
                                                                     {"BODY", "lichaam"},
                                                                     {"MIND", "geest"},
                                                                     {"SOCIAL", "sociaal"},
                                                                     {"SOCIETY", "maatschappelijk"},
                                                                     {"NORMAL", "normaal"},
                                                                     {"PRIORITY", "voorrang"},
                                                                     {"URGENT", "spoed"},
                                                                     {"ACUTE_DANGER", "direct gevaar"},
                                                                     {"YES", "ja"},
                                                                     {"NO", "nee"},
                                                                     {"NONE", "geen"},
                                                                     {"SOME", "een deel"},
                                                                     {"ALL", "alles"},
                                                                     {"FEMALE", "vrouw"},
                                                                     {"MALE", "man"},
                                                                     {"OTHER", "anders"},
                                                                     {"WHEELCHAIR", "rolstoel"},
                                                                     {"WALKS_POORLY", "loopt slecht"},
                                                                     {"PICK_UP", "ophalen"}};
  const auto found = names.find(symbol);
  return found == names.end() ? symbol : found->second;
}

// Every word of capitals in the text as it is called in Dutch.
std::string WithDutchSymbols(const std::string& text) {
  std::string out;
  std::string symbol;
  for (const char c : text + " ") {
    if ((c >= 'A' && c <= 'Z') || c == '_') {
      symbol += c;
      continue;
    }
    out += DutchSymbol(symbol) + c;
    symbol.clear();
  }
  out.pop_back();
  return out;
}

}  // namespace

std::string DutchValue(const std::string& value) {
  static const auto& whole = *new std::map<std::string, std::string>{
      {"?", "onbekend"}, {"", "onbekend"}, {"yes", "ja"}, {"no", "nee"}, {"known", "bekend"}, {"unknown", "onbekend"}};
  if (const auto found = whole.find(value); found != whole.end()) return found->second;
  return WithDutchSymbols(absl::StrReplaceAll(value, {{"at least ", "minstens "},
                                                      {"at most ", "hooguit "},
                                                      {"less than ", "minder dan "},
                                                      {"more than ", "meer dan "},
                                                      {"not ", "niet "},
                                                      {" or ", " of "}}));
}

}  // namespace koppel::cli
