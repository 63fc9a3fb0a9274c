// Entries for the Algoritmeregister.

#include "clients/cli/register_entry.h"

#include <map>
#include <regex>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/utf8.h"
#include "clients/cli/field_names.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/cli/run.h"

namespace koppel::cli {
namespace {

using testing::ReadWholeFile;

// As the publication standard, version 1.0, bounds them.
const std::map<std::string, size_t>& Longest() {
  static const std::map<std::string, size_t> longest = {{"name", 100},
                                                        {"description_short", 350},
                                                        {"organization", 100},
                                                        {"begin_date", 7},
                                                        {"contact_email", 500},
                                                        {"goal", 2500},
                                                        {"proportionality", 2500},
                                                        {"human_intervention", 2500},
                                                        {"risks", 2500},
                                                        {"lawful_basis", 2500},
                                                        {"source_data", 2500},
                                                        {"methods_and_models", 5000},
                                                        {"source_id", 100},
                                                        {"tags", 2500},
                                                        {"status", 100},
                                                        {"publication_category", 100},
                                                        {"lang", 3},
                                                        {"standard_version", 3},
                                                        {"category", 100}};
  return longest;
}

RegisterSource ManyRules(int count) {
  RegisterSource source;
  source.organization = "Gemeente Zeist";
  source.contact = "koppel@zeist.nl";
  source.rules.set_name("ruleSets/nl");
  for (int i = 0; i < count; ++i) {
    auto& condition = *source.rules.add_conditions();
    condition.set_id(absl::StrCat("condition-", i));
    condition.set_rationale("Omdat één inwoner recht heeft op uitleg die te begrijpen is, nummer " + absl::StrCat(i));
    condition.set_source(absl::StrCat("Bron ", i));
    condition.set_justification("Omdat het verschil nodig is voor de groep zelf.");
    condition.mutable_must()->mutable_not_()->mutable_test()->set_field("pair.gender_fits");
    condition.mutable_applies()->mutable_all_of()->add_of()->mutable_test()->set_field("request.age");
  }
  return source;
}

TEST(RegisterEntry, NoFieldIsLongerThanTheStandardTakes) {
  for (const int rules : {0, 1, 200}) {
    for (const RegisterField& field : MakeRegisterEntry(ManyRules(rules))) {
      ASSERT_EQ(Longest().count(field.name), 1u) << field.name;
      for (const std::string& value : field.values) {
        EXPECT_LE(CountCharacters(value), Longest().at(field.name)) << field.name;
      }
    }
  }
}

TEST(RegisterEntry, NothingIsMissingWhenTheOrganisationSaidWhoItIs) {
  EXPECT_TRUE(MissingFields(MakeRegisterEntry(ManyRules(1))).empty());
  EXPECT_EQ(MissingFields(MakeRegisterEntry({})), (std::vector<std::string>{"organization", "contact_email"}));
}

TEST(RegisterEntry, JsonHoldsEveryFieldThatIsFilled) {
  RegisterSource source = ManyRules(2);
  source.organization = "Gemeente \"Zeist\" \\ é";
  google::protobuf::Struct json;
  ASSERT_TRUE(google::protobuf::util::JsonStringToMessage(RegisterJson(MakeRegisterEntry(source)), &json).ok());
  EXPECT_EQ(json.fields().at("organization").string_value(), source.organization);
  EXPECT_EQ(json.fields().at("status").string_value(), "In gebruik");
  EXPECT_EQ(json.fields().at("category").list_value().values(0).string_value(), "Zorg en gezondheid");
  EXPECT_EQ(json.fields().count("begin_date"), 0u);
}

TEST(RegisterEntry, TheDataAreTheFieldsOfTheRules) {
  for (const RegisterField& field : MakeRegisterEntry(ManyRules(1))) {
    if (field.name != "source_data") continue;
    EXPECT_EQ(field.values.front().rfind("Over de vraag van de inwoner: leeftijd.\nOver het aanbod: geen.\n"
                                         "Uit de twee samen: of het geslacht past.\n",
                                         0),
              0u)
        << field.values.front();
  }
}

// docs/rules.md lists all fields; each has a Dutch name here.
TEST(RegisterEntry, EveryFieldOfTheRulesHasADutchName) {
  const std::string page = ReadWholeFile(KOPPEL_SOURCE_DIR "/docs/rules.md");
  const std::regex row("\\| `((request|offering|pair)\\.[a-z_]+)` \\|");
  int fields = 0;
  for (std::sregex_iterator at(page.begin(), page.end(), row), end; at != end; ++at, ++fields) {
    EXPECT_NE(DutchNameOfField((*at)[1]), (*at)[1]);
  }
  EXPECT_GT(fields, 50);
}

TEST(FieldNames, ValuesAreToldInDutchAndCodesStay) {
  EXPECT_EQ(DutchValue("not FULL, not STOPPED"), "niet vol, niet aanmeldstop");
  EXPECT_EQ(DutchValue("GROUP or ONLINE"), "groep of online");
  EXPECT_EQ(DutchValue("at least 18"), "minstens 18");
  EXPECT_EQ(DutchValue("?"), "onbekend");
  EXPECT_EQ(DutchValue("eenzaamheid"), "eenzaamheid");
}

}  // namespace
}  // namespace koppel::cli
