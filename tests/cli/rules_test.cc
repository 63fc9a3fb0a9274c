// koppel rules: list, get, revisions, validate, test, diff, compare, apply, activate and rollback.

#include <string>

#include "absl/status/status.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kSet[] =
    R"pb(
  name: "ruleSets/gm0034" title: "Almere" level: MUNICIPALITY parent: "ruleSets/nl" municipalities: "GM0034"
    )pb";

class Rules : public ::testing::Test {
 protected:
  Ran Koppel(std::vector<std::string> words, const std::string& in = "") {
    words.insert(words.begin(), "rules");
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}, in});
  }

  template <class Message>
  void Set(const std::string& text, Message& message) {
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
  }

  void Refuse(absl::StatusCode code, const std::string& reason, const std::vector<std::string>& fields) {
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    google::rpc::BadRequest bad;
    for (const std::string& field : fields) {
      bad.add_field_violations()->set_field(field);
      bad.mutable_field_violations(bad.field_violations_size() - 1)->set_description("does not exist");
    }
    google::rpc::LocalizedMessage dutch;
    dutch.set_locale("nl-NL");
    dutch.set_message("de regels zijn geweigerd");
    state_.error.set_code(static_cast<int>(code));
    state_.error.set_message("the rules were refused");
    state_.error.add_details()->PackFrom(info);
    state_.error.add_details()->PackFrom(bad);
    state_.error.add_details()->PackFrom(dutch);
  }

  FakeServer server_;
  FakeState& state_ = server_.state();
};

TEST_F(Rules, ListShowsWhatIsActiveAndWhatIsPlanned) {
  v1::RuleSetSummary& nl = state_.rule_sets.emplace_back();
  nl.set_name("ruleSets/nl");
  nl.set_level(v1::RuleSet::NATIONAL);
  nl.set_active_revision("ruleSets/nl/revisions/3");
  nl.set_planned_revision("ruleSets/nl/revisions/4");
  nl.set_planned_start_date("2027-01-01");
  nl.set_title("Landelijk");
  state_.rule_sets.emplace_back().set_name("ruleSets/gm0034");
  state_.rule_sets.back().set_parent("ruleSets/nl");
  const Ran ran = Koppel({"list"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"ruleSets/nl", "NATIONAL", "-", "3", "4 (2027-01-01)", "Landelijk"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"ruleSets/gm0034", "-", "ruleSets/nl", "-", "-"}));
  EXPECT_EQ(Koppel({"list", "-o", "name"}).out, "ruleSets/nl\nruleSets/gm0034\n");
}

TEST_F(Rules, ALexiconIsCalledAWoordenboek) {
  state_.rule_sets.emplace_back().set_name("ruleSets/lexicon-geest");
  state_.rule_sets.back().set_level(v1::RuleSet::LEXICON);
  EXPECT_THAT(Koppel({"list"}).out, HasLineWith(Parts{"ruleSets/lexicon-geest", "woordenboek"}));
  EXPECT_THAT(Koppel({"list", "--language", "en"}).out, HasLineWith(Parts{"ruleSets/lexicon-geest", "LEXICON"}));
}

TEST_F(Rules, ALexiconInAFileKeepsItsWords) {
  const std::string text = R"pb(name: "ruleSets/lexicon-geest"
                                level: LEXICON
                                lexicon { entries { id: "slaap" domains: MIND words: "slaapt ~ slecht" } })pb";
  const std::string file = WriteFile("lexicon-geest.textproto", text);
  v1::RuleSet lexicon;
  Set(text, lexicon);
  const auto equals = [&lexicon](const v1::RuleSet& sent) {
    return google::protobuf::util::MessageDifferencer::Equals(sent, lexicon);
  };
  EXPECT_EQ(Koppel({"test", file}).exit_code, 0);
  EXPECT_TRUE(equals(state_.test_request.rule_set().rule_set()));
  EXPECT_EQ(Koppel({"validate", "--file", file}).exit_code, 0);
  EXPECT_TRUE(equals(state_.validate_request.rule_set()));
  EXPECT_EQ(Koppel({"diff", "lexicon-geest", file}).exit_code, 0);
  EXPECT_TRUE(equals(state_.diff_request.candidate().rule_set()));
  EXPECT_EQ(Koppel({"apply", "--file", file}).exit_code, 0);
  EXPECT_TRUE(equals(state_.applied.back().rule_set()));
}

TEST_F(Rules, WhatGetShowsCanBeAppliedAgain) {
  Set(kSet, *state_.rules.mutable_rule_set());
  state_.rules.mutable_rule_set()->set_description("Voor wie één vraag heeft");
  state_.rules.mutable_rule_set()->set_revision(3);
  state_.rules.set_name("ruleSets/gm0034/revisions/3");
  const Ran shown = Koppel({"get", "gm0034"});
  EXPECT_EQ(shown.exit_code, 0) << shown.err;
  EXPECT_EQ(state_.rules_asked.name(), "ruleSets/gm0034");
  EXPECT_FALSE(state_.rules_asked.merged());
  EXPECT_THAT(shown.out, HasSubstr("# ruleSets/gm0034/revisions/3\n"));
  EXPECT_THAT(shown.out, HasSubstr("één vraag"));
  for (const std::string& file :
       {WriteFile("set.textproto", shown.out), WriteFile("set.json", Koppel({"get", "gm0034", "-o", "json"}).out)}) {
    ASSERT_EQ(Koppel({"apply", "--file", file}).exit_code, 0) << file;
    v1::RuleSet expected = state_.rules.rule_set();
    expected.clear_revision();
    EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(state_.applied.back().rule_set(), expected));
  }
}

TEST_F(Rules, GetTakesARevisionAndTheSetsItBuildsOn) {
  ASSERT_EQ(Koppel({"get", "nl/revisions/2", "--merged"}).exit_code, 0);
  EXPECT_EQ(state_.rules_asked.name(), "ruleSets/nl/revisions/2");
  EXPECT_TRUE(state_.rules_asked.merged());
  EXPECT_THAT(Koppel({"get", "nl", "--merged"}).out, HasSubstr("om te lezen, niet om toe te passen"));
}

TEST_F(Rules, RevisionsSayWhoWroteAndWhoActivated) {
  Set(R"pb(name: "ruleSets/nl/revisions/2"
           state: ACTIVE
           author: "anna"
           note: "meer plek"
           create_time { seconds: 1793491200 }
           activations { start_date: "2026-11-05" activated_by: "bram" })pb",
      state_.revisions.emplace_back());
  const Ran ran = Koppel({"revisions", "nl"});
  EXPECT_EQ(state_.revisions_of, "ruleSets/nl");
  EXPECT_THAT(ran.out, HasLineWith(Parts{"ruleSets/nl/revisions/2", "ACTIVE", "anna", "2026-11-01", "2026-11-05",
                                         "bram", "meer plek"}));
}

TEST_F(Rules, ValidateNamesEveryProblemWithItsFileSetAndPath) {
  Set(R"pb(problems {
             rule_set: "ruleSets/gm0034"
             path: "conditions[3].must.test.field"
             message {
               nl: "dit veld bestaat niet; kies een veld uit docs/rules.md"
               en: "no such field; choose another"
             }
           }
           problems {
             rule_set: "ruleSets/team-x"
             path: "parent"
             message { nl: "deze set bestaat niet" }
           })pb",
      state_.validate_response);
  const std::string file = WriteFile("gm0034.textproto", kSet);
  const Ran ran = Koppel({"validate", "--file", file});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err,
              HasLineWith(Parts{file + ": ruleSets/gm0034: conditions[3].must.test.field: dit veld bestaat niet; "
                                       "kies een veld uit docs/rules.md"}));
  EXPECT_THAT(ran.err, HasLineWith(Parts{"ruleSets/team-x: parent: deze set bestaat niet"}));
  EXPECT_EQ(LineCount(ran.err), 3);
  EXPECT_EQ(state_.validate_request.rule_set().name(), "ruleSets/gm0034");
}

TEST_F(Rules, AGoodFileIsValidated) {
  EXPECT_EQ(Koppel({"validate", "-f", "-"}, kSet).out, "ruleSets/gm0034 validated\n");
}

TEST_F(Rules, AFileThatIsNoRuleSetIsNotSent) {
  const Ran ran = Koppel({"validate", "-f", "-", "--language", "en"}, "name: 'ruleSets/x'\nconditons {}\n");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("stdin, line 2: this is no RuleSet"));
  EXPECT_EQ(Koppel({"apply", "-f", "/nowhere/set.textproto"}).exit_code, 3);
  EXPECT_EQ(Koppel({"diff", "nl", "/nowhere/set"}).exit_code, 3);
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Rules, TestShowsWhatWasExpectedAndWhatWasFound) {
  Set(R"pb(results { rule_set: "ruleSets/nl" example: "walk" title: "Wandelen" passed: true }
           results {
             rule_set: "ruleSets/gm0034"
             example: "knit"
             title: "Breien"
             differences { nl: "verwacht als eerste: a; gevonden: b" en: "expected first: a; found: b" }
           })pb",
      state_.test_response);
  const Ran ran = Koppel({"test", "gm0034"});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out,
            "geslaagd  ruleSets/nl  walk: Wandelen\n"
            "MISLUKT   ruleSets/gm0034  knit: Breien\n"
            "    - verwacht als eerste: a; gevonden: b\n");
  EXPECT_EQ(ran.err, "koppel: 1 van de 2 voorbeelden mislukt; verbeter de regels of het voorbeeld [EXAMPLES_FAILED]\n");
  EXPECT_EQ(state_.test_request.rule_set().name(), "ruleSets/gm0034");
}

TEST_F(Rules, TestTakesANameOrAFile) {
  Set(R"pb(results { rule_set: "ruleSets/gm0034" example: "walk" passed: true })pb", state_.test_response);
  const Ran ran = Koppel({"test", "-f", "-"}, kSet);
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_EQ(ran.err, "alle 1 voorbeelden geslaagd\n");
  EXPECT_EQ(state_.test_request.rule_set().rule_set().title(), "Almere");
  EXPECT_EQ(Koppel({"test"}).exit_code, 2);
  EXPECT_EQ(Koppel({"test", "nl", "-f", "-"}, kSet).exit_code, 2);
}

TEST_F(Rules, DiffTakesNamesAndFiles) {
  Set(R"pb(changes { kind: CHANGED path: "conditions[age].when_no" before: "EXCLUDE" after: "ASK" }
           changes { kind: ADDED path: "terms[knit]" after: "breien" })pb",
      state_.diff_response);
  const Ran ran = Koppel({"diff", "gm0034", WriteFile("gm0034.textproto", kSet)});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_EQ(state_.diff_request.base().name(), "ruleSets/gm0034");
  EXPECT_EQ(state_.diff_request.candidate().rule_set().title(), "Almere");
  EXPECT_THAT(ran.out, HasLineWith(Parts{"conditions[age].when_no", "changed", "EXCLUDE", "ASK"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"terms[knit]", "added", "-", "breien"}));
  state_.diff_response.Clear();
  EXPECT_EQ(Koppel({"diff", "nl", "nl/revisions/1"}).err, "geen verschillen\n");
}

constexpr char kRequests[] =
    "{\"area\": \"BU00340202\", \"needs\": [{\"domain\": \"SOCIAL\"}]}\n"
    "{\"area\": \"GM0355\", \"needs\": [{\"domain\": \"MIND\"}]}\n";

TEST_F(Rules, CompareShowsCountsAndWhatTheyMean) {
  Set(R"pb(total { requests: 40 other_first: 9 gained: 0 lost: 6 }
           groups {
             dimension: AGE_GROUP
             value: "75+"
             title { nl: "75 en ouder" }
             counts { requests: 12 other_first: 7 gained: 0 lost: 6 }
           }
           groups { dimension: GENDER value: "MALE" }
           fairness { nl: "Ouderen verliezen vaker een voorstel." en: "Older people lose a proposal more often." })pb",
      state_.compare_response);
  const Ran ran = Koppel({"compare", "--candidate", WriteFile("new.textproto", kSet), "--base", "gm0034", "--file",
                          WriteFile("requests.jsonl", kRequests)});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasLineWith(Parts{"GROEP", "VRAGEN", "ANDER_EERST", "NU_WEL", "NU_NIET", "WIE"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"alle vragen", "40", "9", "0", "6"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"leeftijd", "12", "7", "0", "6", "75 en ouder"}));
  EXPECT_THAT(ran.out, Not(HasSubstr("MALE")));
  EXPECT_THAT(ran.out, HasSubstr("van 1 tot en met 4"));
  EXPECT_THAT(ran.out, HasSubstr("Groepen die te klein zijn om iets van te laten zien: 1.\n"));
  EXPECT_THAT(ran.out, HasSubstr("Wat dit betekent en voor wie\nOuderen verliezen vaker een voorstel.\n"));
  const Ran wide = Koppel({"compare", "--candidate", "gm0034", "--file", "-", "-o", "wide"}, R"([{"area": "GM0355"}])");
  EXPECT_THAT(wide.out, HasLineWith(Parts{"geslacht", "-", "-", "-", "-", "MALE"}));
}

TEST_F(Rules, CompareSendsBothSetsAndEveryRequest) {
  ASSERT_EQ(Koppel({"compare", "--candidate", WriteFile("new.textproto", kSet), "--base", "gm0034", "--file",
                    WriteFile("requests.jsonl", kRequests)})
                .exit_code,
            0);
  EXPECT_EQ(state_.compare_request.candidate().rule_set().name(), "ruleSets/gm0034");
  EXPECT_EQ(state_.compare_request.base().name(), "ruleSets/gm0034");
  ASSERT_EQ(state_.compare_request.referrals_size(), 2);
  EXPECT_EQ(state_.compare_request.referrals(1).area(), "GM0355");
}

TEST_F(Rules, CompareSaysWhichLineOfTheRequestsIsWrongAndRepeatsNothingOfIt) {
  const std::string file =
      WriteFile("requests.jsonl", std::string(kRequests) + "{\"area\": \"GM0355\", \"geheim\": 1}\n");
  const Ran ran = Koppel({"compare", "--candidate", "nl", "--file", file});
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("regel 3"));
  EXPECT_THAT(ran.err, Not(HasSubstr("GM0355")));
  EXPECT_EQ(state_.calls, 0);
}

TEST_F(Rules, ApplyStoresADraftWithItsNote) {
  const Ran ran = Koppel({"apply", "-f", "-", "--note", "rustige groepen"}, kSet);
  EXPECT_EQ(ran.out, "ruleSets/gm0034/revisions/2 draft\n");
  ASSERT_EQ(state_.applied.size(), 1u);
  EXPECT_EQ(state_.applied[0].note(), "rustige groepen");
  EXPECT_FALSE(state_.applied[0].validate_only());
  EXPECT_EQ(Koppel({"apply", "-f", "-", "--validate-only"}, kSet).out, "ruleSets/gm0034 validated\n");
  EXPECT_TRUE(state_.applied[1].validate_only());
}

TEST_F(Rules, RefusedRulesAreALineForEachProblem) {
  Refuse(absl::StatusCode::kInvalidArgument, "RULES_REFUSED", {"conditions[0].source", "ruleSets/x: examples[1]"});
  const Ran ran = Koppel({"apply", "-f", "-"}, kSet);
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(ran.err,
            "conditions[0].source: does not exist\n"
            "ruleSets/x: examples[1]: does not exist\n"
            "koppel: de regels zijn geweigerd [RULES_REFUSED]\n");
}

TEST_F(Rules, ProblemsThatTheMainTextHoldsAreLinesInTheLanguageOfTheCaller) {
  Refuse(absl::StatusCode::kInvalidArgument, "RULES_REFUSED", {"terms[0].wish", "conditions[0].source", "parent"});
  google::rpc::LocalizedMessage dutch;
  dutch.set_locale("nl-NL");
  dutch.set_message("Zo niet. terms[0].wish: is geen wens; conditions[0].source: ontbreekt; noem het artikel");
  state_.error.mutable_details(2)->PackFrom(dutch);
  EXPECT_EQ(Koppel({"apply", "-f", "-"}, kSet).err,
            "terms[0].wish: is geen wens\n"
            "conditions[0].source: ontbreekt; noem het artikel\n"
            "parent: does not exist\n"
            "koppel: Zo niet. [RULES_REFUSED]\n");
}

TEST_F(Rules, ActivateTakesMoreRevisionsAndADay) {
  const Ran now = Koppel({"activate", "gm0034/revisions/2", "ruleSets/nl/revisions/5"});
  EXPECT_EQ(now.out, "ruleSets/gm0034/revisions/2 active\nruleSets/nl/revisions/5 active\n");
  EXPECT_EQ(state_.activate_request.start_date(), "");
  const Ran later = Koppel({"activate", "gm0034/revisions/2", "--from", "2027-01-01"});
  EXPECT_EQ(later.out, "ruleSets/gm0034/revisions/2 planned (2027-01-01)\n");
  EXPECT_EQ(Koppel({"activate", "gm0034/revisions/2", "--validate-only"}).out,
            "ruleSets/gm0034/revisions/2 validated\n");
  EXPECT_TRUE(state_.activate_request.validate_only());
  EXPECT_EQ(Koppel({"activate"}).exit_code, 2);
}

TEST_F(Rules, TheSamePersonIsAConflict) {
  Refuse(absl::StatusCode::kFailedPrecondition, "SAME_PERSON", {});
  const Ran ran = Koppel({"activate", "gm0034/revisions/2", "--as", "anna"});
  EXPECT_EQ(ran.exit_code, 5);
  EXPECT_THAT(ran.err, HasSubstr("[SAME_PERSON]"));
  EXPECT_EQ(state_.subject, "anna");
}

TEST_F(Rules, RollbackNamesWhatIsActiveAgain) {
  EXPECT_EQ(Koppel({"rollback", "gm0034"}).out, "ruleSets/gm0034/revisions/1 active\n");
  EXPECT_EQ(state_.rollback_request.name(), "ruleSets/gm0034");
  Refuse(absl::StatusCode::kFailedPrecondition, "NOTHING_BEFORE", {});
  EXPECT_EQ(Koppel({"rollback", "gm0034"}).exit_code, 5);
}

}  // namespace
}  // namespace koppel::testing
