#include "tests/house/hygiene.h"

#include <sys/stat.h>

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/house/source_tree.h"

namespace koppel::house {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const std::vector<SourceFile>& Project() {
  static const auto& files = *new std::vector<SourceFile>(ReadTree(KOPPEL_SOURCE_DIR));
  return files;
}

const SourceFile* Find(const std::string& path) {
  for (const SourceFile& file : Project()) {
    if (file.path == path) return &file;
  }
  return nullptr;
}

TEST(Hygiene, NothingIsPutOffAndNoPathOfOneMachineIsNamed) { EXPECT_THAT(FindForbiddenWords(Project()), IsEmpty()); }

TEST(Hygiene, WordsOfWorkPutOffAreFound) {
  EXPECT_THAT(FindForbiddenWords({{"x.cc", std::string("a\n// TO") + "DO: later"}}), ElementsAre(HasSubstr("x.cc:2")));
  EXPECT_THAT(FindForbiddenWords({{"x.md", std::string("see /wo") + "rk/main"}}), SizeIs(1));
  EXPECT_THAT(FindForbiddenWords({{"x.md", std::string("see ../sha") + "red/x"}}), SizeIs(1));
  EXPECT_THAT(FindForbiddenWords({{"x.md", "https://example.org/work/ and network/work/y"}}), IsEmpty());
}

TEST(Hygiene, EveryLinkLeadsSomewhere) { EXPECT_THAT(FindBrokenLinks(Project()), IsEmpty()); }

TEST(Hygiene, LinksToNothingAreFound) {
  const SourceFile page = {"docs/a.md", "[b](b.md) [c](../c.md#x) [d](#d) [e](https://e.nl) [f](decisions/)\n"};
  EXPECT_THAT(FindBrokenLinks({page}),
              UnorderedElementsAre("docs/a.md:1 links to b.md", "docs/a.md:1 links to ../c.md#x",
                                   "docs/a.md:1 links to decisions/"));
  EXPECT_THAT(FindBrokenLinks({page, {"docs/b.md", ""}, {"c.md", ""}, {"docs/decisions/x.md", ""}}), IsEmpty());
  EXPECT_THAT(FindBrokenLinks({{"x.proto", "// see docs/none.md."}}), ElementsAre("x.proto:1 speaks of docs/none.md"));
}

TEST(Hygiene, EveryDecisionHasItsHeadingsAndIsListed) { EXPECT_THAT(FindDecisionProblems(Project()), IsEmpty()); }

TEST(Hygiene, DecisionsThatAreIncompleteAreFound) {
  const std::vector<std::string> problems = FindDecisionProblems(
      {{"docs/decisions/0001-a.md", "# A\n\n## Status\n\n## Context\n\n## Decision\n\n## Consequences\n"},
       {"docs/decisions/0001-b.md", "B\n## Status\n\n## Context\n\n## Consequences\n"},
       {"docs/decisions/README.md", "[A](0001-a.md)\n"}});
  EXPECT_THAT(problems, UnorderedElementsAre("docs/decisions/0001-b.md does not start with a title",
                                             "docs/decisions/0001-b.md has no heading 'Decision'",
                                             "docs/decisions/README.md does not list 0001-b.md",
                                             "docs/decisions/0001-b.md has a number that is taken"));
}

TEST(Hygiene, TheTopOfTheHouseIsAsDecided) { EXPECT_THAT(FindTopProblems(Project()), IsEmpty()); }

TEST(Hygiene, StrangersAtTheTopAreFound) {
  EXPECT_THAT(FindTopProblems({{"scripts/x.sh", ""}, {"base/x.h", ""}}),
              testing::AllOf(Contains("no decision speaks of a folder scripts"), Contains("there is no LICENSE")));
}

TEST(Hygiene, TheLicenceIsThere) {
  const SourceFile* licence = Find("LICENSE");
  ASSERT_NE(licence, nullptr);
  EXPECT_THAT(licence->text, testing::AllOf(testing::StartsWith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n"),
                                            HasSubstr("15.Applicable Law"), HasSubstr("Compatible Licences")));
}

TEST(Hygiene, TheCommandsCanBeRun) {
  for (const char* command : {"demo", "check", ".ci/run"}) {
    struct stat status = {};
    ASSERT_EQ(stat((std::string(KOPPEL_SOURCE_DIR "/") + command).c_str(), &status), 0) << command;
    EXPECT_TRUE(status.st_mode & S_IXUSR) << command;
  }
}

}  // namespace
}  // namespace koppel::house
