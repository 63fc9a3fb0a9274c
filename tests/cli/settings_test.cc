#include "clients/cli/settings.h"

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "tests/cli/run.h"

namespace koppel::cli {
namespace {

using testing::WriteFile;

absl::StatusOr<Settings> Read(const std::map<std::string, std::string>& flags,
                              std::map<std::string, std::string> environment = {}) {
  Given given;
  for (const auto& [name, value] : flags) given.Add(name, value);
  return ReadSettings(given, [environment](const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? "" : found->second;
  });
}

TEST(Settings, DefaultsAreATableInDutch) {
  const auto settings = Read({});
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->server, "");
  EXPECT_EQ(settings->output, Output::kTable);
  EXPECT_EQ(settings->language, Language::kDutch);
  EXPECT_FALSE(settings->timeout.has_value());
}

TEST(Settings, TheFileStandsInTheFolderForSettings) {
  EXPECT_EQ(Read({}, {{"HOME", "/home/a"}})->config_file, "/home/a/.config/koppel/config.toml");
  EXPECT_EQ(Read({}, {{"HOME", "/home/a"}, {"XDG_CONFIG_HOME", "/c"}})->config_file, "/c/koppel/config.toml");
}

TEST(Settings, EachComesFromTheFirstThatHasIt) {
  const std::string file = WriteFile(
      "config.toml", "# the desk\nserver = \"file\"\noutput = \"json\"\nlanguage = \"en\"\ntimeout = \"3s\"\n");
  const auto settings =
      Read({{"--config", file}, {"--server", "flag"}}, {{"KOPPEL_SERVER", "variable"}, {"KOPPEL_OUTPUT", "wide"}});
  ASSERT_TRUE(settings.ok()) << settings.status();
  EXPECT_EQ(settings->server, "flag");
  EXPECT_EQ(settings->output, Output::kWide);
  EXPECT_EQ(settings->language, Language::kEnglish);
  EXPECT_EQ(settings->timeout, absl::Seconds(3));
}

TEST(Settings, WhoYouAreComesFromTheFlagTheEnvironmentOrTheFile) {
  const std::string file = WriteFile("config.toml", "as = \"anna\"\n");
  EXPECT_EQ(Read({{"--config", file}})->subject, "anna");
  EXPECT_EQ(Read({{"--config", file}}, {{"KOPPEL_AS", "bram"}})->subject, "bram");
  EXPECT_EQ(Read({{"--config", file}, {"--as", "carla@almere.nl"}}, {{"KOPPEL_AS", "bram"}})->subject,
            "carla@almere.nl");
  EXPECT_EQ(Read({})->subject, "");
}

TEST(Settings, WhatCannotTravelAsANameIsRefused) {
  EXPECT_FALSE(Read({{"--as", "anna bakker"}}).ok());
  EXPECT_FALSE(Read({{"--as", "ann\xC3\xA9"}}).ok());
  EXPECT_FALSE(Read({{"--as", "anna\n"}}).ok());
  EXPECT_FALSE(Read({{"--as", "Anna"}}).ok());
  EXPECT_FALSE(Read({{"--as", std::string(61, 'a')}}).ok());
  EXPECT_TRUE(Read({{"--as", std::string(60, 'a')}}).ok());
}

TEST(Settings, WhatMakesNoSenseIsRefused) {
  EXPECT_FALSE(Read({{"--config", "/nowhere/config.toml"}}).ok());
  EXPECT_FALSE(Read({{"--config", WriteFile("a.toml", "sever = \"x\"\n")}}).ok());
  EXPECT_FALSE(Read({{"--config", WriteFile("b.toml", "[part]\nserver = \"x\"\n")}}).ok());
  EXPECT_FALSE(Read({}, {{"KOPPEL_OUTPUT", "yaml"}}).ok());
  EXPECT_FALSE(Read({}, {{"KOPPEL_LANGUAGE", "fr"}}).ok());
  EXPECT_FALSE(Read({{"--timeout", "-1s"}}).ok());
}

}  // namespace
}  // namespace koppel::cli
