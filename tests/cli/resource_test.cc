// list, get, apply and delete, by the example of providers; search and vocabulary.

#include <string>

#include "absl/status/status.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

class Resources : public ::testing::Test {
 protected:
  Resources() {
    for (const char* id : {"org-kwintes", "org-deschoor"}) {
      v1::Provider& provider = state_.providers[std::string("providers/") + id];
      provider.set_name(std::string("providers/") + id);
      provider.set_kind(v1::Provider::CARE);
      provider.set_title(std::string("Stichting ") + id);
      provider.add_service_areas("GM0034");
    }
  }

  Ran Koppel(std::vector<std::string> words, const std::string& in = "") {
    words.insert(words.begin(), {"--server", server_.address()});
    return RunKoppel(words, {{}, in});
  }

  void Refuse(absl::StatusCode code, const std::string& reason, const std::string& message) {
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    state_.error.set_code(static_cast<int>(code));
    state_.error.set_message(message);
    state_.error.add_details()->PackFrom(info);
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(Resources, ListShowsNameFirstAndTitleLast) {
  const Ran ran = Koppel({"provider", "list"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out.substr(0, 4), "NAME");
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers/org-kwintes", "CARE", "Stichting org-kwintes"}));
  EXPECT_THAT(ran.out, Not(HasSubstr("GM0034")));
  EXPECT_EQ(ran.err, "");
}

TEST_F(Resources, WideShowsMore) {
  EXPECT_THAT(Koppel({"provider", "list", "-o", "wide"}).out, HasLineWith(Parts{"providers/org-kwintes", "GM0034"}));
}

TEST_F(Resources, NameShowsNamesAlone) {
  EXPECT_EQ(Koppel({"provider", "list", "-o", "name"}).out, "providers/org-deschoor\nproviders/org-kwintes\n");
}

TEST_F(Resources, JsonLinesHasARecordOnEachLine) {
  const Ran ran = Koppel({"provider", "list", "-o", "jsonl"});
  EXPECT_EQ(LineCount(ran.out), 2);
  EXPECT_THAT(ran.out, HasLineWith(Parts{"{\"name\":\"providers/org-kwintes\"", "\"service_areas\":[\"GM0034\"]"}));
}

TEST_F(Resources, AnEmptyListIsSaidOnStandardError) {
  state_.providers.clear();
  const Ran ran = Koppel({"provider", "list"});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err, "niets gevonden\n");
  EXPECT_EQ(Koppel({"provider", "list", "-o", "json"}).out, "[\n]\n");
}

TEST_F(Resources, GetTakesAnIdForAName) {
  EXPECT_THAT(Koppel({"provider", "get", "org-kwintes", "-o", "json"}).out, HasSubstr("\"providers/org-kwintes\""));
}

TEST_F(Resources, WhatIsNotThereEndsWithFour) {
  const Ran ran = Koppel({"provider", "get", "org-none"});
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(LineCount(ran.err), 1);
  EXPECT_THAT(ran.err, HasSubstr("providers/org-none"));
}

TEST_F(Resources, TextOfOthersCannotSteerTheTerminal) {
  state_.providers["providers/org-kwintes"].set_title("a\x1b[2Jb\nc");
  const Ran ran = Koppel({"provider", "list"});
  EXPECT_THAT(ran.out, Not(HasSubstr("\x1b")));
  EXPECT_EQ(LineCount(ran.out), 3);
}

TEST_F(Resources, OnlyATerminalGetsBoldType) {
  const World terminal{{{"KOPPEL_SERVER", server_.address()}}, "", true};
  World without_color = terminal;
  without_color.environment["NO_COLOR"] = "1";
  EXPECT_THAT(RunKoppel({"provider", "list"}, terminal).out, HasSubstr("\x1b[1mNAME"));
  EXPECT_THAT(RunKoppel({"provider", "list"}, without_color).out, Not(HasSubstr("\x1b")));
}

TEST_F(Resources, ApplySaysWhatBecameOfEachRecord) {
  const std::string file = WriteFile("providers.json", R"([{"name": "providers/org-new", "title": "Nieuw"},
                                                           {"name": "providers/org-kwintes", "title": "Anders"}])");
  const Ran ran = Koppel({"provider", "apply", "-f", file});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(ran.out, "providers/org-new created\nproviders/org-kwintes updated\n");
}

TEST_F(Resources, ApplyTakesTextprotoOfOneOrMore) {
  EXPECT_EQ(Koppel({"provider", "apply", "-f", "-"}, "# een\nname: \"providers/a\" title: \"A\"").out,
            "providers/a created\n");
  EXPECT_EQ(
      Koppel({"provider", "apply", "-f", "-"}, "providers { name: 'providers/b' }\nproviders { name: 'providers/c' }")
          .out,
      "providers/b created\nproviders/c created\n");
}

TEST_F(Resources, ApplyWithValidateOnlySaysValidated) {
  const Ran ran = Koppel({"provider", "apply", "-f", "-", "--validate-only"}, R"({"name": "providers/a"})");
  EXPECT_EQ(ran.out, "providers/a validated\n");
  EXPECT_TRUE(state_.updates.back().validate_only());
  EXPECT_EQ(state_.providers.count("providers/a"), 0u);
}

TEST_F(Resources, ARequestIdGoesWithOneRecord) {
  const std::string one = R"([{"name": "providers/a"}])";
  const std::string two = R"([{"name": "providers/a"}, {"name": "providers/b"}])";
  EXPECT_EQ(Koppel({"provider", "apply", "-f", "-", "--request-id", "r-1"}, one).exit_code, 0);
  EXPECT_EQ(state_.updates.back().request_id(), "r-1");
  EXPECT_EQ(Koppel({"provider", "apply", "-f", "-", "--request-id", "r-1"}, two).exit_code, 2);
  EXPECT_EQ(state_.updates.size(), 1u);
}

TEST_F(Resources, DeleteWantsYes) {
  const Ran ran = Koppel({"provider", "delete", "org-kwintes"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--yes"));
  EXPECT_TRUE(state_.deletions.empty());
  EXPECT_EQ(Koppel({"provider", "delete", "org-kwintes", "--yes"}).out, "providers/org-kwintes deleted\n");
  EXPECT_EQ(state_.deletions.back().name(), "providers/org-kwintes");
}

TEST_F(Resources, AConflictEndsWithFive) {
  Refuse(absl::StatusCode::kAborted, "ETAG_MISMATCH", "somebody changed it");
  const Ran ran = Koppel({"provider", "apply", "-f", "-"}, R"({"name": "providers/a", "etag": "x"})");
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_EQ(ran.err, "koppel: somebody changed it [ETAG_MISMATCH]\n");
}

TEST_F(Resources, NotAllowedEndsWithSeven) {
  Refuse(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED", "no");
  EXPECT_EQ(Koppel({"provider", "list"}).exit_code, 7);
}

TEST_F(Resources, AllRefusedFieldsStandInOneLine) {
  Refuse(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS", "not filled in right");
  google::rpc::BadRequest bad;
  for (const char* field : {"provider.title", "provider.kind"}) {
    auto* violation = bad.add_field_violations();
    violation->set_field(field);
    violation->set_description("is required");
  }
  state_.error.add_details()->PackFrom(bad);
  const Ran ran = Koppel({"provider", "apply", "-f", "-"}, R"({"name": "providers/a"})");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.err,
            "koppel: not filled in right: provider.title: is required; provider.kind: is required [INVALID_FIELDS]\n");
}

TEST_F(Resources, TheDutchMessageIsTheDefault) {
  Refuse(absl::StatusCode::kFailedPrecondition, "IN_USE", "still in use");
  google::rpc::LocalizedMessage dutch;
  dutch.set_locale("nl-NL");
  dutch.set_message("wordt nog gebruikt");
  state_.error.add_details()->PackFrom(dutch);
  EXPECT_EQ(Koppel({"provider", "list"}).err, "koppel: wordt nog gebruikt [IN_USE]\n");
  EXPECT_EQ(Koppel({"provider", "list", "--language", "en"}).err, "koppel: still in use [IN_USE]\n");
}

TEST_F(Resources, SearchSendsWhatWasAsked) {
  auto* result = state_.found.add_results();
  result->mutable_offering()->set_name("providers/a/offerings/b");
  result->mutable_offering()->set_title("Samen breien");
  result->set_distance_meters(350);
  const Ran ran = Koppel({"offering", "search", "samen", "breien", "--domain", "social", "--near", "52.37,5.22",
                          "--kind", "ACTIVITY", "--area", "BU00340101", "--subtopic", "eenzaamheid", "-o", "wide"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"providers/a/offerings/b", "350", "Samen breien"}));
  EXPECT_EQ(state_.search.query(), "samen breien");
  EXPECT_EQ(state_.search.domain(), v1::SOCIAL);
  EXPECT_EQ(state_.search.kind(), v1::Offering::ACTIVITY);
  EXPECT_EQ(state_.search.area(), "BU00340101");
  EXPECT_EQ(state_.search.subtopic(), "eenzaamheid");
  EXPECT_DOUBLE_EQ(state_.search.near().longitude(), 5.22);
}

TEST_F(Resources, SearchRefusesAPointThatIsNone) {
  EXPECT_EQ(Koppel({"offering", "search", "--near", "52.37"}).exit_code, 2);
}

TEST_F(Resources, VocabularySpeaksTheLanguage) {
  v1::Term& term = *state_.vocabulary.add_terms();
  term.set_code("breien");
  term.set_kind(v1::WISH);
  term.mutable_title()->set_nl("Breien");
  term.mutable_title()->set_en("Knitting");
  EXPECT_THAT(Koppel({"vocabulary", "--kind", "wish"}).out, HasLineWith(Parts{"breien", "WISH", "Breien"}));
  EXPECT_THAT(Koppel({"vocabulary", "--language", "en"}).out, HasLineWith(Parts{"breien", "WISH", "Knitting"}));
}

TEST_F(Resources, StatusAndHealth) {
  state_.status.set_store("rocksdb");
  auto* count = state_.status.add_counts();
  count->set_collection("offerings");
  count->set_count(78);
  EXPECT_THAT(Koppel({"status"}).out, HasLineWith(Parts{"store", "rocksdb"}));
  EXPECT_THAT(Koppel({"status"}).out, HasLineWith(Parts{"offerings", "78"}));
  EXPECT_EQ(Koppel({"health"}).out, "serving\n");
  server_.SetServing(false);
  EXPECT_EQ(Koppel({"health"}).exit_code, 6);
}

}  // namespace
}  // namespace koppel::testing
