#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "server/handlers/reading.h"
#include "server/handlers/rule_changes.h"
#include "server/handlers/rule_checks.h"
#include "server/limits.h"
#include "server/routes.h"
#include "tests/server/rule_testing.h"

namespace koppel::server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr auto kInvalid = absl::StatusCode::kInvalidArgument;

class Reading : public ::testing::Test {
 protected:
  Reading() : house({}, RulesWithWords()) { house.Put(SmallDirectory()); }

  absl::StatusOr<v1::ClassifyResponse> Read(const std::string& text, const std::string& area = "") {
    v1::ClassifyRequest request;
    request.set_text(text);
    request.set_area(area);
    return house.Ask(&Classify, request);
  }

  // The domains that are read in a text.
  std::vector<int> DomainsIn(const std::string& text, const std::string& area = "") {
    const auto read = Read(text, area);
    EXPECT_TRUE(read.ok()) << read.status();
    if (!read.ok()) return {};
    return {read->classification().domains().begin(), read->classification().domains().end()};
  }

  // What is said of the fields of a refused call.
  static std::vector<std::string> Said(const absl::Status& status) {
    std::vector<std::string> said;
    const auto bad = DetailIn<google::rpc::BadRequest>(status);
    if (!bad.has_value()) return said;
    for (const auto& violation : bad->field_violations())
      said.push_back(violation.field() + " " + violation.description());
    return said;
  }

  absl::StatusOr<v1::TryReadingResponse> Try(const std::vector<v1::RuleSet>& sets, const std::string& text,
                                             const std::string& area = "") {
    v1::TryReadingRequest request;
    for (const v1::RuleSet& set : sets) *request.add_rule_sets()->mutable_rule_set() = set;
    request.add_texts(text);
    request.set_area(area);
    return house.Ask(&TryReading, request);
  }

  // Anna writes it and Bert activates it.
  void Install(const v1::RuleSet& set, const std::string& start_date = "") {
    v1::ApplyRuleSetRequest apply;
    *apply.mutable_rule_set() = set;
    house.As("anna");
    const auto applied = house.Ask(&ApplyRuleSet, apply);
    ASSERT_TRUE(applied.ok()) << applied.status();
    v1::ActivateRuleSetsRequest activate;
    activate.add_revisions(applied->revision().name());
    activate.set_start_date(start_date);
    house.As("bert");
    const auto activated = house.Ask(&ActivateRuleSets, activate);
    ASSERT_TRUE(activated.ok()) << activated.status();
    house.Settle();
  }

  static v1::RuleSet WithWord(v1::RuleSet set, const std::string& word) {
    set.mutable_lexicon()->mutable_entries(0)->add_words(word);
    return set;
  }

  House house;
};

TEST_F(Reading, GivesTheNeedsWithTheirPlacesAndTheLexiconsThatCounted) {
  const Revision before = house.store().Latest();
  const auto read = Read("Ze is eenzaam, en ze heeft schulden.", "GM0034");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_THAT(read->classification().domains(), ElementsAre(v1::SOCIAL, v1::SOCIETY));
  EXPECT_EQ(read->classification().needs(0).spans(0).begin_character(), 6);
  EXPECT_THAT(read->classification().needs(0).rules(), ElementsAre("lonely"));
  EXPECT_THAT(read->rule_sets(), ElementsAre("ruleSets/lexicon-words/revisions/1"));
  EXPECT_EQ(house.store().Latest(), before);
}

TEST_F(Reading, ThatNoNeedIsSeenIsAnAnswer) {
  const auto read = Read("Vandaag schijnt de zon. \U0001F31E");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_THAT(read->classification().domains(), IsEmpty());
  EXPECT_TRUE(read->classification().has_no_signal());
  EXPECT_GT(read->classification().questions_size(), 0);
}

TEST_F(Reading, WithoutWordsForEverybodyATextIsRefusedAndNotCalledWithoutDanger) {
  for (const std::vector<v1::RuleSet>& sets :
       {std::vector<v1::RuleSet>{National()}, std::vector<v1::RuleSet>{National(), AlmereWords()}}) {
    const RuleBook book{.vocabulary = Rules().vocabulary, .sets = sets};
    House empty({}, book);
    empty.Put({kTable});
    const auto read = empty.Ask(&Classify, "text: 'Ze wil dood en heeft een mes.' area: 'GM0034'");
    EXPECT_THAT(read, FailsWith(absl::StatusCode::kFailedPrecondition, "NO_LEXICON"));
    EXPECT_THAT(DetailIn<google::rpc::LocalizedMessage>(read.status())->message(), HasSubstr("112"));
    EXPECT_THAT(empty.Ask(&TryReading, "texts: 'Ze wil dood.'"),
                FailsWith(absl::StatusCode::kFailedPrecondition, "NO_LEXICON"));
  }
}

TEST_F(Reading, TheWordsOfAMunicipalityCountForItsResidentsAlone) {
  Install(AlmereWords());
  EXPECT_THAT(DomainsIn("Het is hier polderstil."), IsEmpty());
  EXPECT_THAT(DomainsIn("Het is hier polderstil.", "GM0344"), IsEmpty());
  EXPECT_THAT(DomainsIn("Het is hier polderstil.", "GM0034"), ElementsAre(v1::SOCIAL));
  EXPECT_THAT(Read("Het is hier polderstil.", "GM0034")->rule_sets(),
              ElementsAre("ruleSets/lexicon-words/revisions/1", "ruleSets/lexicon-almere/revisions/1"));
  EXPECT_THAT(Read("Het is hier polderstil.", "GM0344")->rule_sets(), SizeIs(1));
}

TEST_F(Reading, AMunicipalityCountsForItsWijkenAndBuurten) {
  house.Put({R"(area_table { name: "areaTables/gm0034" vintage: 2025 source: "CBS"
                             areas { code: "WK003401" title: "W" parent: "GM0034" } })"});
  Install(AlmereWords());
  EXPECT_THAT(DomainsIn("Het is hier polderstil.", "WK003401"), ElementsAre(v1::SOCIAL));
}

TEST_F(Reading, AWordCountsFromTheDayItIsActivated) {
  const v1::RuleSet set = WithWord(Words(), "alleen thuis");
  EXPECT_THAT(DomainsIn("Ze zit alleen thuis."), IsEmpty());
  Install(set, "2026-11-24");
  EXPECT_THAT(DomainsIn("Ze zit alleen thuis."), IsEmpty());
  house.clock().Advance(absl::Hours(14));
  const auto read = Read("Ze zit alleen thuis.");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_THAT(read->classification().domains(), ElementsAre(v1::SOCIAL));
  EXPECT_THAT(read->rule_sets(), ElementsAre("ruleSets/lexicon-words/revisions/2"));
}

TEST_F(Reading, ARollbackTakesTheWordBack) {
  Install(WithWord(Words(), "alleen thuis"));
  EXPECT_THAT(DomainsIn("Ze zit alleen thuis."), ElementsAre(v1::SOCIAL));
  ASSERT_TRUE(house.Ask(&RollbackRuleSet, "name: 'ruleSets/lexicon-words'").ok());
  house.Settle();
  EXPECT_THAT(DomainsIn("Ze zit alleen thuis."), IsEmpty());
}

// ---------------------------------------------------------------------------------------------------------- bad text

TEST_F(Reading, ATextInWhichNothingCanBeSeenIsBlank) {
  for (const char* text : {" ", "\n\t \r\n", "\u00a0\u2003", "\u200b\u200d \ufeff", "\u2800", "\u00ad"}) {
    const auto read = Read(text);
    EXPECT_THAT(read, FailsWith(kInvalid, "INVALID_FIELDS")) << text;
    EXPECT_THAT(Said(read.status()), ElementsAre(HasSubstr("text holds no characters to read"))) << text;
  }
  EXPECT_THAT(FieldsIn(Read("").status()), ElementsAre("text"));
  for (const char* text : {"!", "\U0001F622", "\u200bja"}) EXPECT_TRUE(Read(text).ok()) << text;
}

TEST_F(Reading, PersonalDataIsRefusedWithAllItsPlacesAndNoneOfItsWords) {
  const std::string text = "Mevrouw \u00e9n haar BSN 111 222 333, mail jan@voorbeeld.nl of bel 06-12345678.";
  const auto read = Read(text);
  EXPECT_THAT(read, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(Said(read.status()), ElementsAre(HasSubstr("text holds a BSN (characters 21 to 31)"),
                                               HasSubstr("text holds an e-mail address (characters 39 to 54)"),
                                               HasSubstr("text holds a telephone number (characters 63 to 73)")));
  const std::string all = DetailsOf(read.status()).SerializeAsString();
  EXPECT_THAT(all, HasSubstr("bevat een BSN (teken 21 tot en met 31)"));
  for (const char* word : {"Mevrouw", "111", "voorbeeld", "123456"}) EXPECT_THAT(all, Not(HasSubstr(word)));
}

TEST_F(Reading, ABsnIsSeenThroughCharactersWithoutWidth) {
  EXPECT_THAT(Said(Read("nr 111\u200b222\u00ad333").status()), ElementsAre(HasSubstr("(characters 4 to 14)")));
}

TEST_F(Reading, OfManyPlacesTheFirstAreNamedAndTheOthersCounted) {
  std::string text;
  for (int i = 0; i < 13; ++i) absl::StrAppend(&text, "a", i, "@voorbeeld.nl en ");
  const std::vector<std::string> said = Said(Read(text).status());
  ASSERT_THAT(said, SizeIs(kMaxPlacesNamed + 1));
  EXPECT_THAT(said.back(), HasSubstr("holds 3 more personal data"));
}

TEST_F(Reading, ATextMayHave64KiB) {
  std::string text(kMaxReadBytes, 'x');
  EXPECT_TRUE(Read(text).ok());
  const auto longer = Read(text + "x");
  EXPECT_THAT(longer, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(Said(longer.status()), ElementsAre(HasSubstr("too long")));
  std::string accents;
  for (size_t i = 0; i <= kMaxReadBytes / 2; ++i) accents += "\u00e9";
  EXPECT_THAT(Said(Read(accents).status()), ElementsAre(HasSubstr("65538 bytes, and 65536 is allowed")));
}

TEST_F(Reading, BytesThatAreNotUtf8AreRefusedWithTheirPlace) {
  for (const Route& route : Routes()) {
    if (route.method != "Classify") continue;
    v1::ClassifyRequest request;
    request.set_text("Het caf\xe9 is dicht.");
    Call call = house.NewCall("Classify");
    const auto answer = std::get<Unary>(route.handler)(call, request.SerializeAsString());
    EXPECT_THAT(answer, FailsWith(kInvalid, "INVALID_FIELDS"));
    EXPECT_THAT(Said(answer.status()), ElementsAre(HasSubstr("text is not UTF-8 from byte 8 on")));
    return;
  }
  FAIL() << "no route";
}

TEST_F(Reading, AnAreaThatIsNoneOrIsNotKnownIsRefused) {
  for (const char* area : {"Almere", "GM9999", "GM34"}) {
    const auto read = Read("Ik ben eenzaam.", area);
    EXPECT_THAT(read, FailsWith(kInvalid, "INVALID_FIELDS")) << area;
    EXPECT_THAT(FieldsIn(read.status()), ElementsAre("area")) << area;
  }
}

TEST_F(Reading, ClassifyIsForAdvisers) {
  Call call = house.NewCall("Classify");
  call.caller.roles = {kKeeper};
  EXPECT_THAT(Authorise(call), FailsWith(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED"));
  call.caller.roles = {kAdviser};
  EXPECT_TRUE(Authorise(call).ok());
}

// The log with the words and codes of all calls, as a server writes it.
TEST_F(Reading, NothingOfATextIsLogged) {
  std::ostringstream lines;
  const auto before = spdlog::default_logger();
  spdlog::set_default_logger(
      std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(lines)));
  spdlog::set_level(spdlog::level::trace);
  LogObserver observer;
  for (const char* text : {"Zij is eenzaam in Zilvermeeuwstad.", "Bel Zilvermeeuwstad op 06-12345678."}) {
    Call call = house.NewCall("Classify");
    v1::ClassifyRequest request;
    request.set_text(text);
    const auto read = Serve(call, request, &Classify);
    observer.Finished(call, read.status(), read.status());
    observer.Finished(call, Internal(), absl::InternalError("cause"));
  }
  spdlog::set_default_logger(before);
  spdlog::set_level(spdlog::level::info);
  EXPECT_THAT(lines.str(), HasSubstr("method=Classify"));
  EXPECT_THAT(lines.str(), HasSubstr("INVALID_FIELDS"));
  for (const char* word : {"Zilvermeeuw", "eenzaam", "SOCIAL", "lonely", "12345678"}) {
    EXPECT_THAT(lines.str(), Not(HasSubstr(word)));
  }
}

// -------------------------------------------------------------------------------------------------------- trying out

TEST_F(Reading, ADraftIsTriedInThePlaceOfTheActiveSet) {
  const Revision before = house.store().Latest();
  const auto tried = Try({WithWord(Words(), "alleen thuis")}, "Ze zit alleen thuis.");
  ASSERT_TRUE(tried.ok()) << tried.status();
  ASSERT_EQ(tried->classifications_size(), 1);
  EXPECT_THAT(tried->classifications(0).domains(), ElementsAre(v1::SOCIAL));
  EXPECT_THAT(DomainsIn("Ze zit alleen thuis."), IsEmpty());
  EXPECT_EQ(house.store().Latest(), before);
}

TEST_F(Reading, ANewLexiconIsTriedBesideTheActiveOnes) {
  const auto here = Try({AlmereWords()}, "Eenzaam en polderstil.", "GM0034");
  ASSERT_TRUE(here.ok()) << here.status();
  EXPECT_THAT(here->classifications(0).needs(), SizeIs(2));
  const auto elsewhere = Try({AlmereWords()}, "Eenzaam en polderstil.", "GM0344");
  ASSERT_TRUE(elsewhere.ok()) << elsewhere.status();
  EXPECT_THAT(elsewhere->classifications(0).needs(), SizeIs(1));
}

TEST_F(Reading, WithoutDraftsTheActiveWordsAreTriedTextByText) {
  v1::TryReadingRequest request;
  for (const char* text : {"Hij is eenzaam.", "Mooi weer.", "Zij heeft schulden."}) request.add_texts(text);
  const auto tried = house.Ask(&TryReading, request);
  ASSERT_TRUE(tried.ok()) << tried.status();
  ASSERT_EQ(tried->classifications_size(), 3);
  EXPECT_THAT(tried->classifications(0).domains(), ElementsAre(v1::SOCIAL));
  EXPECT_THAT(tried->classifications(1).domains(), IsEmpty());
  EXPECT_THAT(tried->classifications(2).domains(), ElementsAre(v1::SOCIETY));
}

TEST_F(Reading, AStoredRevisionIsTriedByItsName) {
  v1::ApplyRuleSetRequest apply;
  *apply.mutable_rule_set() = WithWord(Words(), "alleen thuis");
  ASSERT_TRUE(house.Ask(&ApplyRuleSet, apply).ok());
  v1::TryReadingRequest request;
  request.add_rule_sets()->set_name("ruleSets/lexicon-words/revisions/2");
  request.add_texts("Ze zit alleen thuis.");
  const auto tried = house.Ask(&TryReading, request);
  ASSERT_TRUE(tried.ok()) << tried.status();
  EXPECT_THAT(tried->classifications(0).domains(), ElementsAre(v1::SOCIAL));
  request.mutable_rule_sets(0)->set_name("ruleSets/lexicon-none");
  EXPECT_THAT(house.Ask(&TryReading, request), FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
}

TEST_F(Reading, ADraftWithAMistakeIsRefusedWithItsPath) {
  const auto tried = Try({WithWord(Words(), "(half")}, "Ik ben eenzaam.");
  EXPECT_THAT(tried, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(tried.status()), ElementsAre("lexicon.entries[0].words[1]"));
  const auto two = Try({Words(), WithWord(AlmereWords(), "(half")}, "Ik ben eenzaam.", "GM0034");
  EXPECT_THAT(FieldsIn(two.status()), ElementsAre("ruleSets/lexicon-almere:lexicon.entries[0].words[1]"));
}

TEST_F(Reading, OnlyLexiconsAreTriedAndEachOnce) {
  EXPECT_THAT(FieldsIn(Try({National(), Words(), Words()}, "Ik ben eenzaam.").status()),
              ElementsAre("rule_sets[0]", "rule_sets[2]"));
}

TEST_F(Reading, ExamplesAreNotRunWhenADraftIsTried) {
  v1::RuleSet set = Words();
  set.mutable_lexicon()->mutable_examples(0)->set_domains(0, v1::BODY);
  EXPECT_TRUE(Try({set}, "Ik ben eenzaam.").ok());
}

TEST_F(Reading, EveryTextThatIsTriedIsCheckedLikeOne) {
  v1::TryReadingRequest request;
  for (const char* text : {"Ik ben eenzaam.", " ", "BSN 111222333"}) request.add_texts(text);
  const auto tried = house.Ask(&TryReading, request);
  EXPECT_THAT(tried, FailsWith(kInvalid, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(tried.status()), testing::UnorderedElementsAre("texts[1]", "texts[2]"));
  request.clear_texts();
  EXPECT_THAT(FieldsIn(house.Ask(&TryReading, request).status()), ElementsAre("texts"));
  for (int i = 0; i < 501; ++i) request.add_texts("Ik ben eenzaam.");
  EXPECT_THAT(FieldsIn(house.Ask(&TryReading, request).status()), ElementsAre("texts"));
  request.mutable_texts()->RemoveLast();
  EXPECT_TRUE(house.Ask(&TryReading, request).ok());
}

TEST_F(Reading, TryingEndsWhenTheAnswerIsTooLarge) {
  std::string dense;
  while (dense.size() < kMaxReadBytes - 30) dense += "Schulden. Eenzaam. ";
  Call call = house.NewCall("TryReading");
  int looks = 0;
  call.cancelled = [&] { return ++looks < 0; };
  v1::TryReadingRequest request;
  for (int i = 0; i < 50; ++i) request.add_texts(dense);
  EXPECT_THAT(Serve(call, request, &TryReading), FailsWith(absl::StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE"));
  EXPECT_LT(looks, 50);
}

TEST_F(Reading, TryingEndsWhenTheCallerHasGone) {
  Call call = house.NewCall("TryReading");
  int looks = 0;
  call.cancelled = [&] { return ++looks > 1; };
  v1::TryReadingRequest request;
  for (int i = 0; i < 5; ++i) request.add_texts("Ik ben eenzaam.");
  EXPECT_THAT(Serve(call, request, &TryReading), FailsWith(absl::StatusCode::kUnavailable, "TRY_AGAIN"));
  EXPECT_EQ(looks, 2);
}

// --------------------------------------------------------------------------------------------------- lexicons as sets

TEST_F(Reading, PersonalDataInAnExampleOfALexiconIsRefused) {
  for (const char* text :
       {"Bel 06-12345678, ik ben eenzaam.", "jan@voorbeeld.nl is eenzaam.", "111222333 is eenzaam."}) {
    v1::ApplyRuleSetRequest request;
    *request.mutable_rule_set() = Words();
    request.mutable_rule_set()->mutable_lexicon()->mutable_examples(0)->set_text(text);
    const auto applied = house.Ask(&ApplyRuleSet, request);
    EXPECT_THAT(applied, FailsWith(kInvalid, "RULES_REFUSED")) << text;
    EXPECT_THAT(FieldsIn(applied.status()), ElementsAre("lexicon.examples[0].text")) << text;
  }
}

TEST_F(Reading, ALexiconWhoseExampleFailsIsRefusedWithTheTrace) {
  v1::ApplyRuleSetRequest request;
  *request.mutable_rule_set() = Words();
  request.mutable_rule_set()->mutable_lexicon()->mutable_examples(0)->set_domains(0, v1::BODY);
  const auto refused = house.Ask(&ApplyRuleSet, request);
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(Said(refused.status()),
              ElementsAre(testing::AllOf(HasSubstr("lexicon.examples[0] the example 'Ik ben eenzaam.' does not hold"),
                                         HasSubstr("Expected as domains: BODY; read: SOCIAL"), HasSubstr("lonely"))));
}

TEST_F(Reading, AnActivationThatBreaksAnExampleOfAnotherLexiconIsRefused) {
  v1::ApplyRuleSetRequest apply;
  *apply.mutable_rule_set() = Parse<v1::RuleSet>(R"(
      name: "ruleSets/lexicon-more" title: "Meer" level: LEXICON
      lexicon { nothings { id: "i-am-lonely" words: "ben eenzaam" } })");
  house.As("anna");
  const auto refused = house.Ask(&ApplyRuleSet, apply);
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("ruleSets/lexicon-words:lexicon.examples[0]"));
}

TEST_F(Reading, TheWordsOfAMunicipalityMayNotBreakAnExampleEither) {
  v1::ApplyRuleSetRequest apply;
  *apply.mutable_rule_set() = AlmereWords();
  apply.mutable_rule_set()->mutable_lexicon()->mutable_entries(0)->set_id("lonely");
  EXPECT_THAT(FieldsIn(house.Ask(&ApplyRuleSet, apply).status()),
              ElementsAre("ruleSets/lexicon-words:lexicon.examples[0]"));
}

TEST_F(Reading, TakingAGroupAwayThatAnotherLexiconUsesIsRefused) {
  v1::RuleSet groups = Parse<v1::RuleSet>(R"(
      name: "ruleSets/lexicon-groups" title: "Groepen" level: LEXICON
      lexicon { groups { name: "kin" words: "broer" } })");
  Install(groups);
  Install(WithWord(Words(), "mis mijn @kin"));
  EXPECT_THAT(DomainsIn("Ik mis mijn broer."), ElementsAre(v1::SOCIAL));
  groups.clear_lexicon();
  groups.mutable_lexicon()->add_abbreviations("mw");
  v1::ValidateRuleSetRequest validate;
  *validate.mutable_rule_set() = groups;
  const auto validated = house.Ask(&ValidateRuleSet, validate);
  ASSERT_TRUE(validated.ok()) << validated.status();
  ASSERT_EQ(validated->problems_size(), 1) << validated->DebugString();
  EXPECT_EQ(validated->problems(0).rule_set(), "ruleSets/lexicon-words");
  EXPECT_EQ(validated->problems(0).path(), "lexicon.entries[0].words[1]");
}

TEST_F(Reading, DraftsThatDoNotGoTogetherAreNotBothActivated) {
  const auto draft = [](const std::string& id) {
    return Parse<v1::RuleSet>("name: 'ruleSets/lexicon-" + id + "' title: 'X' level: LEXICON " +
                              "lexicon { entries { id: 'same' domains: BODY words: '" + id + "' } }");
  };
  v1::ApplyRuleSetRequest apply;
  *apply.mutable_rule_set() = draft("one");
  house.As("anna");
  ASSERT_TRUE(house.Ask(&ApplyRuleSet, apply).ok());
  Install(draft("two"));
  const auto refused = house.Ask(&ActivateRuleSets, "revisions: 'ruleSets/lexicon-one/revisions/1'");
  EXPECT_THAT(refused, FailsWith(kInvalid, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(refused.status()), ElementsAre("ruleSets/lexicon-two:lexicon.entries[0]"));
}

TEST_F(Reading, WordsThatAreTakenAwayFromEverybodyAreMissedEverywhere) {
  v1::RuleSet groups = Parse<v1::RuleSet>(R"(
      name: "ruleSets/lexicon-groups" title: "Groepen" level: LEXICON
      lexicon { groups { name: "kin" words: "broer" } })");
  Install(groups);
  Install(WithWord(Words(), "mis mijn @kin"));
  groups.add_municipalities("GM0034");
  v1::ValidateRuleSetRequest validate;
  *validate.mutable_rule_set() = groups;
  const auto validated = house.Ask(&ValidateRuleSet, validate);
  ASSERT_TRUE(validated.ok()) << validated.status();
  ASSERT_EQ(validated->problems_size(), 1) << validated->DebugString();
  EXPECT_EQ(validated->problems(0).rule_set(), "ruleSets/lexicon-words");
}

TEST_F(Reading, TheExamplesOfALexiconAreRunWithAllThatCountWithIt) {
  Install(AlmereWords());
  v1::RuleSet almere = AlmereWords();
  *almere.mutable_lexicon()->add_examples() =
      Parse<v1::LexiconExample>("id: 'still' text: 'Polderstil.' domains: BODY");
  v1::TestRuleSetRequest request;
  *request.mutable_rule_set()->mutable_rule_set() = almere;
  const auto results = house.Ask(&TestRuleSet, request);
  ASSERT_TRUE(results.ok()) << results.status();
  ASSERT_EQ(results->results_size(), 2) << results->DebugString();
  EXPECT_EQ(results->results(0).rule_set(), "ruleSets/lexicon-almere");
  EXPECT_EQ(results->results(0).example(), "still");
  EXPECT_EQ(results->results(0).title(), "Polderstil.");
  EXPECT_FALSE(results->results(0).passed());
  EXPECT_THAT(results->results(0).differences(0).en(), HasSubstr("+SOCIAL: almere-lonely"));
  EXPECT_EQ(results->results(1).rule_set(), "ruleSets/lexicon-words");
  EXPECT_TRUE(results->results(1).passed());
}

TEST_F(Reading, ALexiconTakesManyWords) {
  v1::RuleSet set = Words();
  for (int i = 0; i < 30000; ++i) set.mutable_lexicon()->add_ordinary_words(absl::StrCat("w", i));
  for (int i = 0; i < 2000; ++i) set.mutable_lexicon()->mutable_entries(1)->add_words(absl::StrCat("geldnood", i));
  v1::ValidateRuleSetRequest request;
  *request.mutable_rule_set() = set;
  const auto validated = house.Ask(&ValidateRuleSet, request);
  ASSERT_TRUE(validated.ok()) << validated.status();
  EXPECT_EQ(validated->problems_size(), 0) << validated->DebugString();
}

}  // namespace
}  // namespace koppel::server
