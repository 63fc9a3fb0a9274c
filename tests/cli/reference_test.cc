// docs/cli.md is what the table of commands says, and the table is well made.

#include <cctype>
#include <set>
#include <string>

#include "clients/cli/commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/parser.h"
#include "gtest/gtest.h"
#include "tests/cli/run.h"

namespace koppel::cli {
namespace {

using testing::ReadWholeFile;
using testing::RunKoppel;

TEST(Reference, TheDocumentIsUpToDate) {
  EXPECT_EQ(ReadWholeFile(KOPPEL_SOURCE_DIR "/docs/cli.md"), RunKoppel({"__reference"}).out)
      << "run: koppel __reference > docs/cli.md";
}

TEST(Reference, EveryCommandHasASummaryAndAnExampleThatCanBeRead) {
  for (const Command& command : AllCommands()) {
    EXPECT_TRUE(std::isupper(command.summary.front())) << command.name();
    EXPECT_NE(command.summary.back(), '.') << command.name();
    EXPECT_NE(command.run, nullptr) << command.name();
    std::vector<std::string> words;
    std::istringstream example(command.example);
    for (std::string word; example >> word && word != ">";) words.push_back(word);
    ASSERT_EQ(words.front(), "koppel") << command.name();
    const auto parsed = ParseCommandLine({words.begin() + 1, words.end()});
    ASSERT_TRUE(parsed.ok()) << command.example << ": " << parsed.status();
    EXPECT_EQ(parsed->command, &command);
  }
}

TEST(Reference, EveryChangeCanBeTriedFirst) {
  const std::set<std::string> changing = {"apply", "delete", "set", "import", "activate", "rollback"};
  for (const Command& command : AllCommands()) {
    if (changing.count(command.verb) == 0) continue;
    std::set<std::string> names;
    for (const Argument& argument : command.arguments) names.insert(argument.name);
    EXPECT_EQ(names.count("--validate-only"), 1u) << command.name();
    EXPECT_EQ(names.count("--request-id"), 1u) << command.name();
  }
}

TEST(Reference, ExitCodesNeverChange) {
  std::vector<int> codes;
  for (const ExitCodeRow& row : ExitCodes()) codes.push_back(row.code);
  EXPECT_EQ(codes, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(Reference, EveryTextHasBothLanguagesWithTheSamePlaceholders) {
  const auto placeholders = [](const std::string& text) {
    std::set<std::string> names;
    for (size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
      names.insert(text.substr(at, text.find('}', at) - at));
    }
    return names;
  };
  for (int id = 0; id <= static_cast<int>(kLastText); ++id) {
    const koppel::v1::LocalizedText text = Say(static_cast<Text>(id));
    EXPECT_NE(text.nl(), "") << id;
    EXPECT_EQ(placeholders(text.nl()), placeholders(text.en())) << text.nl();
  }
}

}  // namespace
}  // namespace koppel::cli
