// How commands are read, helped and completed, and how the server is found.

#include <string>

#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

void ExpectUsageError(const std::vector<std::string>& words, const std::string& said) {
  const Ran ran = RunKoppel(words, {{{"KOPPEL_LANGUAGE", "en"}}});
  EXPECT_EQ(ran.exit_code, 2) << ran.err;
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(LineCount(ran.err), 1) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr(said));
}

TEST(Usage, WrongUseIsOneLineThatSaysWhatToDo) {
  ExpectUsageError({}, "'koppel help' lists them all");
  ExpectUsageError({"provder"}, "there is no command 'provder'");
  ExpectUsageError({"provider"}, "list, get, apply, delete");
  ExpectUsageError({"provider", "lst"}, "there is no 'provider lst'; choose from: list, get, apply, delete");
  ExpectUsageError({"provider", "get"}, "NAME is missing; see 'koppel provider get --help'");
  ExpectUsageError({"provider", "get", "a", "b"}, "'b' does not belong here");
  ExpectUsageError({"provider", "list", "--nme", "a"}, "'--nme a' does not belong here");
  ExpectUsageError({"provider", "list", "--output", "yaml"}, "choose from: table, wide, json, jsonl, name");
  ExpectUsageError({"provider", "list", "--output"}, "see 'koppel provider list --help'");
  ExpectUsageError({"capacity", "set", "a", "--state", "free", "--free", "four"}, "--free must be a whole number");
  ExpectUsageError({"provider", "list", "--timeout", "soon"}, "--timeout must be a duration");
  ExpectUsageError({"provider", "list"}, "--server, in KOPPEL_SERVER");
  ExpectUsageError({"completion", "tcsh"}, "choose from: bash, zsh, fish");
}

TEST(Usage, WordsThatAreNamesOfCommandsAreWordsAfterTheVerb) {
  FakeServer server;
  EXPECT_EQ(RunKoppel({"offering", "search", "match", "status", "--server", server.address()}).exit_code, 0);
  EXPECT_EQ(server.state().search.query(), "match status");
}

TEST(Usage, OptionsOfAllCommandsMayStandAnywhere) {
  FakeServer server;
  const std::string address = server.address();
  EXPECT_EQ(RunKoppel({"-o", "json", "provider", "--server", address, "list"}).out, "[\n]\n");
  EXPECT_EQ(RunKoppel({"provider", "list", "--output=json", "--server=" + address}).out, "[\n]\n");
}

TEST(Usage, ANounMayBeACommandAndHaveVerbsBesides) {
  EXPECT_THAT(RunKoppel({"match", "replay", "--help"}).out, HasSubstr("Usage: koppel match replay FILE"));
  EXPECT_THAT(RunKoppel({"match", "--help"}).out, HasSubstr("Usage: koppel match [--file FILE] [--text TEXT]"));
  ExpectUsageError({"match", "rplay"}, "'rplay' does not belong here");
}

TEST(Usage, WhoYouAreGoesWithEveryCall) {
  FakeServer server;
  EXPECT_EQ(RunKoppel({"provider", "list", "--server", server.address(), "--as", "anna"}).exit_code, 0);
  EXPECT_EQ(server.state().subject, "anna");
  EXPECT_EQ(
      RunKoppel({"directory", "export"}, {{{"KOPPEL_SERVER", server.address()}, {"KOPPEL_AS", "bram"}}}).exit_code, 0);
  EXPECT_EQ(server.state().subject, "bram");
  EXPECT_EQ(RunKoppel({"provider", "list", "--server", server.address()}).exit_code, 0);
  EXPECT_EQ(server.state().subject, "");
  ExpectUsageError({"provider", "list", "--as", "anna bakker"}, "--as must be a name");
}

TEST(Usage, AServerThatIsNotThereEndsWithSix) {
  const Ran ran = RunKoppel({"provider", "list", "--server", "unix:/nowhere/koppel.sock"});
  EXPECT_EQ(ran.exit_code, 6);
  EXPECT_EQ(
      ran.err,
      "koppel: de server op unix:/nowhere/koppel.sock is niet bereikbaar; start koppeld of geef een ander adres met "
      "--server\n");
}

TEST(Usage, TheFlagGoesBeforeTheEnvironmentAndThatBeforeTheFile) {
  FakeServer server;
  const std::string good = WriteFile("good.toml", "server = \"" + server.address() + "\"\noutput = \"json\"\n");
  const std::string bad = WriteFile("bad.toml", "server = \"unix:/nowhere/a.sock\"\n");
  EXPECT_EQ(RunKoppel({"provider", "list", "--config", good}).out, "[\n]\n");
  EXPECT_EQ(RunKoppel({"provider", "list", "--config", bad}).exit_code, 6);
  const World world{{{"KOPPEL_SERVER", server.address()}}};
  EXPECT_EQ(RunKoppel({"provider", "list", "--config", bad}, world).exit_code, 0);
  const World wrong{{{"KOPPEL_SERVER", "unix:/nowhere/b.sock"}}};
  EXPECT_EQ(RunKoppel({"provider", "list", "--config", good}, wrong).exit_code, 6);
  EXPECT_EQ(RunKoppel({"provider", "list", "--server", server.address()}, wrong).exit_code, 0);
}

TEST(Usage, HelpHasAnExampleForEveryCommand) {
  const Ran all = RunKoppel({"help"});
  EXPECT_EQ(all.exit_code, 0);
  EXPECT_THAT(all.out, HasLineWith(Parts{"capacity stale", "Show figures past their shelf life"}));
  EXPECT_THAT(all.out, HasLineWith(Parts{"6", "The server cannot be reached"}));
  EXPECT_EQ(RunKoppel({"--help"}).out, all.out);
  const Ran one = RunKoppel({"capacity", "set", "--help"});
  EXPECT_EQ(one.exit_code, 0);
  EXPECT_THAT(one.out, HasLineWith(Parts{"Usage: koppel capacity set OFFERING --state STATE [--free N]"}));
  EXPECT_THAT(one.out, HasLineWith(Parts{"Example: koppel capacity set"}));
  EXPECT_EQ(RunKoppel({"help", "capacity", "set"}).out, one.out);
  EXPECT_THAT(RunKoppel({"capacity", "-h"}).out, HasLineWith(Parts{"capacity stale"}));
  EXPECT_EQ(RunKoppel({"help", "nothing"}).exit_code, 2);
}

TEST(Usage, CompletionOffersWhatMayComeNext) {
  EXPECT_THAT(RunKoppel({"__complete", ""}).out, HasSubstr("provider\noffering\n"));
  EXPECT_EQ(RunKoppel({"__complete", "pro"}).out, "provider\n");
  EXPECT_EQ(RunKoppel({"__complete", "provider", ""}).out, "list\nget\napply\ndelete\n");
  EXPECT_EQ(RunKoppel({"__complete", "capacity", "set", "x", "--state", "F"}).out, "FREE\nFULL\n");
  EXPECT_EQ(RunKoppel({"__complete", "capacity", "set", "--to"}).out, "--total\n");
  EXPECT_EQ(RunKoppel({"__complete", "-o", "j"}).out, "json\njsonl\n");
  EXPECT_EQ(RunKoppel({"__complete", "completion", ""}).out, "bash\nzsh\nfish\n");
  EXPECT_EQ(RunKoppel({"__complete", "match", "--file", ""}).out, "");
  EXPECT_EQ(RunKoppel({"__complete", "match", ""}).out, "replay\n");
  EXPECT_EQ(RunKoppel({"__complete", "rules", "re"}).out, "revisions\nregister\n");
  EXPECT_EQ(RunKoppel({"__complete", "rules", "activate", "--f"}).out, "--from\n");
  EXPECT_EQ(RunKoppel({"__complete", "nothing", ""}).out, "");
}

TEST(Usage, CompletionScriptsAskTheProgram) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    EXPECT_THAT(RunKoppel({"completion", shell}).out, HasSubstr("koppel __complete")) << shell;
  }
}

TEST(Usage, VersionNeedsNoServer) {
  const Ran ran = RunKoppel({"version"});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.out.rfind("koppel ", 0), 0u);
  EXPECT_THAT(RunKoppel({"version", "-o", "json"}).out, HasSubstr("\"version\""));
}

}  // namespace
}  // namespace koppel::testing
