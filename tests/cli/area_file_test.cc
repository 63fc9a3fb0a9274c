#include "clients/cli/area_file.h"

#include <string>

#include "clients/cli/texts.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace koppel::cli {
namespace {

using ::testing::HasSubstr;

constexpr char kHeader[] = "level,code,name,parent_code,lat,lon,vintage\n";

AreaFile Parse(const std::string& rows) { return ParseAreaFile(kHeader + rows, "Bron: CBS"); }

void ExpectOneProblem(const AreaFile& file, int line, const std::string& field, const std::string& said) {
  ASSERT_EQ(file.problems.size(), 1u);
  EXPECT_EQ(file.problems[0].line, line);
  EXPECT_EQ(file.problems[0].field, field);
  EXPECT_THAT(file.problems[0].message.en(), HasSubstr(said));
  EXPECT_NE(file.problems[0].message.nl(), "");
}

TEST(AreaFile, MakesATableOfMunicipalitiesAndOneForEach) {
  const AreaFile file = Parse(
      "buurt,BU00340101,Centrum,WK003401,52.33248,5.21436,2014\n"
      "gemeente,GM0820,\"Nuenen, Gerwen en Nederwetten\",,51.47577,5.5561,2025\n"
      "wijk,WK003401,Almere-Haven,GM0034,,,2014\n"
      "gemeente,GM0034,Almere,,52.37955,5.25085,2025\n");
  ASSERT_TRUE(file.problems.empty()) << file.problems[0].message.en();
  ASSERT_EQ(file.tables.size(), 2u);
  EXPECT_EQ(file.tables[0].name(), "areaTables/gm0034");
  EXPECT_EQ(file.tables[0].vintage(), 2014);
  EXPECT_EQ(file.tables[0].source(), "Bron: CBS");
  ASSERT_EQ(file.tables[0].areas_size(), 2);
  EXPECT_EQ(file.tables[0].areas(0).code(), "BU00340101");
  EXPECT_EQ(file.tables[0].areas(0).parent(), "WK003401");
  EXPECT_DOUBLE_EQ(file.tables[0].areas(0).point().latitude(), 52.33248);
  EXPECT_FALSE(file.tables[0].areas(1).has_point());
  EXPECT_EQ(file.tables[1].name(), "areaTables/nl");
  EXPECT_EQ(file.tables[1].vintage(), 2025);
  EXPECT_EQ(file.tables[1].areas(0).code(), "GM0034");
  EXPECT_EQ(file.tables[1].areas(1).title(), "Nuenen, Gerwen en Nederwetten");
}

TEST(AreaFile, ColumnsMayStandInAnyOrderBesideOthers) {
  const AreaFile file =
      ParseAreaFile("note,vintage,lon,lat,parent_code,name,code,level\nx,2025,5.2,52.3,,A,GM0001,gemeente\n", "s");
  ASSERT_TRUE(file.problems.empty());
  EXPECT_EQ(file.tables[0].areas(0).title(), "A");
}

TEST(AreaFile, NamesTheColumnsThatAreMissing) {
  ExpectOneProblem(ParseAreaFile("level,code,name,parent_code,vintage\ngemeente,GM0001,A,,2025\n", "s"), 1, "",
                   "lat, lon");
  ExpectOneProblem(ParseAreaFile("", "s"), 1, "", "level, code");
}

TEST(AreaFile, RefusesACodeThatIsNotOfItsLevel) {
  ExpectOneProblem(Parse("gemeente,WK0001,A,,,,2025\n"), 2, "code", "'WK0001' is not the code of a gemeente");
  ExpectOneProblem(Parse("gemeente,GM001,A,,,,2025\n"), 2, "code", "GM and has 4 digits");
  ExpectOneProblem(Parse("gemeente,GM00x1,A,,,,2025\n"), 2, "code", "GM00x1");
}

TEST(AreaFile, RefusesAWrongNumber) {
  ExpectOneProblem(Parse("gemeente,GM0001,A,,north,5.2,2025\n"), 2, "lat", "'north'");
  ExpectOneProblem(Parse("gemeente,GM0001,A,,52.1,5.2,soon\n"), 2, "vintage", "'soon'");
  ExpectOneProblem(Parse("gemeente,GM0001,A,,5.2,52.1,2025\n"), 2, "lat", "not in the Netherlands");
  ExpectOneProblem(Parse("gemeente,GM0001,A,,nan,5.2,2025\n"), 2, "lat", "not in the Netherlands");
  ExpectOneProblem(Parse("gemeente,GM0001,A,,52.1,,2025\n"), 2, "lon", "both lat and lon");
}

TEST(AreaFile, RefusesAnUnknownLevelAndAMissingName) {
  ExpectOneProblem(Parse("stad,GM0001,A,,,,2025\n"), 2, "level", "'stad'");
  ExpectOneProblem(Parse("gemeente,GM0001,,,,,2025\n"), 2, "name", "missing");
}

TEST(AreaFile, RefusesAParentInWhichTheAreaCannotLie) {
  ExpectOneProblem(Parse("wijk,WK003401,A,GM0035,,,2014\n"), 2, "parent_code", "GM0035");
  ExpectOneProblem(Parse("gemeente,GM0034,A,GM0034,,,2014\n"), 2, "parent_code", "GM0034");
  ExpectOneProblem(Parse("buurt,BU00340101,A,WK003401,,,2014\n"), 2, "parent_code", "WK003401 is not in the file");
}

TEST(AreaFile, RefusesACodeThatOccursTwice) {
  ExpectOneProblem(Parse("gemeente,GM0034,A,,,,2025\ngemeente,GM0034,B,,,,2025\n"), 3, "code", "on line 2");
}

TEST(AreaFile, RefusesTwoVintagesInOneTable) {
  ExpectOneProblem(Parse("gemeente,GM0001,A,,,,2025\ngemeente,GM0002,B,,,,2026\n"), 3, "vintage", "2026");
}

TEST(AreaFile, RefusesRowsOfAnotherLengthAndOpenQuotes) {
  ExpectOneProblem(Parse("gemeente,GM0001,A\n"), 2, "", "3 columns instead of 7");
  const AreaFile open = Parse("gemeente,GM0001,\"A,,,,2025\n");
  ASSERT_FALSE(open.problems.empty());
  EXPECT_THAT(open.problems[0].message.en(), HasSubstr("quotation mark"));
}

TEST(AreaFile, ReportsEveryProblemInTheOrderOfTheLines) {
  const AreaFile file = Parse(
      "wijk,WK003401,A,GM0035,,,2014\n"
      "stad,X,A,,,,2025\n"
      "gemeente,GM1,A,,x,y,z\n");
  ASSERT_EQ(file.problems.size(), 6u);
  EXPECT_EQ(file.problems.front().line, 2);
  EXPECT_EQ(file.problems.back().line, 4);
}

}  // namespace
}  // namespace koppel::cli
