// The page for the resident: what stands on it, in both forms and languages, and that nothing can be smuggled into it.

#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/sheet_sentences.h"
#include "base/utf8.h"
#include "gtest/gtest.h"
#include "tests/cli/fake_server.h"
#include "tests/cli/run.h"

namespace koppel::testing {
namespace {

namespace v1 = koppel::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kReferral[] = "municipalities/GM0034/referrals/x";

// The text without its line breaks, so that a sentence is found wherever it was wrapped.
std::string Flowing(const std::string& text) { return std::regex_replace(text, std::regex("\\s+"), " "); }

class ChoiceSheetTest : public ::testing::Test {
 protected:
  ChoiceSheetTest() {
    advice_.set_name(std::string(kReferral) + "/advices/1");
    advice_.mutable_create_time()->set_seconds(1795303800);  // 22 November 2026.
    v1::Referral referral;
    referral.set_latest_advice(1);
    state_.AnswerWith("GetReferral", referral);
  }

  Ran Sheet(std::vector<std::string> more = {}) {
    state_.AnswerWith("GetAdvice", advice_);
    std::vector<std::string> words = {"referral", "choice-sheet", "GM0034/x"};
    words.insert(words.end(), more.begin(), more.end());
    return RunKoppel(words, {{{"KOPPEL_SERVER", server_.address()}}});
  }

  v1::Part& AddPart(v1::Proposal& proposal, v1::Part::Role role, const std::string& id) {
    return FillPart(*proposal.add_parts(), role, id);
  }

  v1::Part& AddBridge(v1::Part::Role role, const std::string& id) {
    v1::Part& part = FillPart(*advice_.mutable_record()->add_bridges(), role, id);
    part.set_capacity_state(v1::Capacity::OPEN);
    return part;
  }

  v1::Part& FillPart(v1::Part& part, v1::Part::Role role, const std::string& id) {
    part.set_role(role);
    part.set_offering("providers/" + id + "/offerings/o");
    part.set_offering_title("Aanbod " + id);
    part.set_provider_title("Partner " + id);
    part.set_form(v1::GROUP);
    state_.offerings[part.offering()].set_name(part.offering());
    return part;
  }

  v1::Proposal& AddProposal(const std::string& id) {
    v1::Proposal& proposal = *advice_.mutable_record()->add_proposals();
    AddPart(proposal, v1::Part::LEAD, id);
    return proposal;
  }

  v1::Offering& OfferingOf(const std::string& id) { return state_.offerings["providers/" + id + "/offerings/o"]; }

  FakeServer server_;
  FakeState& state_ = server_.state();
  v1::Advice advice_;
};

TEST_F(ChoiceSheetTest, SaysWhatWhereWhenHowSoonAndAtWhatCost) {
  v1::Part& part = *AddProposal("a").mutable_parts(0);
  part.set_location_title("De Cartoon");
  part.set_distance_meters(1240);
  part.set_capacity_state(v1::Capacity::FREE);
  part.set_earliest_start_date("2026-12-02");
  v1::Offering& offering = OfferingOf("a");
  offering.set_description("Samen breien.");
  offering.set_cost_cents(250);
  v1::WeekHours& hours = *offering.mutable_schedule()->add_hours();
  hours.add_days(v1::MONDAY);
  hours.add_days(v1::THURSDAY);
  hours.set_open_time("10:00");
  hours.set_close_time("12:00");
  offering.mutable_schedule()->set_week_interval(2);
  offering.mutable_schedule()->set_closed_in_school_holidays(true);
  const std::string text = Sheet().out;
  EXPECT_THAT(text, HasSubstr("Mogelijkheid 1: Aanbod a\n"));
  EXPECT_THAT(text, HasSubstr("Wat is het? Samen breien. U doet mee in een groep.\n"));
  EXPECT_THAT(text, HasSubstr("Van wie? Partner a\n"));
  EXPECT_THAT(text, HasSubstr("Waar? De Cartoon, ongeveer 1,2 km van uw buurt\n"));
  EXPECT_THAT(text, HasSubstr("Wanneer? Maandag, donderdag van 10:00 tot 12:00 uur; om de week; niet in de\n"));
  EXPECT_THAT(text, HasSubstr("Er is nu plek. Het kan beginnen vanaf 2 december 2026.\n"));
  EXPECT_THAT(text, HasSubstr("Wat kost het? 2,50 euro per keer\n"));
  EXPECT_THAT(text, HasSubstr("Partner a moet ook ja zeggen."));
  EXPECT_THAT(text, HasSubstr("Dit blad hoort bij advies 1 van 22 november 2026."));
}

TEST_F(ChoiceSheetTest, WhatIsNotKnownIsSaidSo) {
  AddProposal("a");
  state_.offerings.clear();
  const Ran ran = Sheet();
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Wanneer? Dat weten we niet."));
  EXPECT_THAT(ran.out, HasSubstr("Hoe snel kan het? Dat weten we nog niet."));
  EXPECT_THAT(ran.out, HasSubstr("Wat kost het? Dat weten we niet."));
  EXPECT_THAT(ran.out, Not(HasSubstr("gratis.")));
}

TEST_F(ChoiceSheetTest, FreeIsNotTheSameAsUnknownAndADecisionIsAskedFor) {
  AddProposal("a");
  AddProposal("b");
  OfferingOf("a").set_cost_cents(0);
  OfferingOf("b").set_cost_cents(0);
  OfferingOf("b").add_enrolment(v1::Offering::WITH_DECISION);
  const std::string text = Sheet().out;
  EXPECT_THAT(text, HasSubstr("Wat kost het? Het is gratis."));
  EXPECT_THAT(text, HasSubstr("Wat kost het? Meestal betaalt u een eigen bijdrage."));
  EXPECT_THAT(text, HasSubstr("De gemeente neemt eerst een besluit."));
  advice_.mutable_record()->mutable_referral()->mutable_decision()->set_product_category("02");
  EXPECT_THAT(Sheet().out, Not(HasSubstr("De gemeente neemt eerst een besluit.")));
}

TEST_F(ChoiceSheetTest, NamesTheTeamThatDecidesAndWhatComesWithIt) {
  v1::Proposal& proposal = AddProposal("a");
  proposal.set_team("teams/t");
  proposal.set_team_title("Het wijkteam");
  AddPart(proposal, v1::Part::JOIN, "b").set_location_title("De Cartoon");
  OfferingOf("b").set_cost_cents(0);
  AddPart(proposal, v1::Part::COACH, "c");
  const std::string text = Flowing(Sheet().out);
  EXPECT_THAT(text, HasSubstr("Van wie? Het wijkteam Waar?"));
  EXPECT_THAT(text, HasSubstr("Het wijkteam bepaalt wie bij u begint."));
  EXPECT_THAT(text, HasSubstr("Aanbod b (Partner b): Op afspraak. Waar? De Cartoon. Wat kost het? Het is gratis."));
  EXPECT_THAT(text, HasSubstr("Een welzijnscoach kan met u meegaan: Aanbod c (Partner c). Wat kost het? Dat weten"));
  EXPECT_THAT(text, Not(HasSubstr("..")));
}

TEST_F(ChoiceSheetTest, SaysWhatIsPossibleUntilThereIsAPlace) {
  AddProposal("a");
  EXPECT_THAT(Sheet().out, Not(HasSubstr("Tot er plaats is")));
  AddBridge(v1::Part::JOIN, "b").set_location_title("De Cartoon");
  OfferingOf("b").set_cost_cents(0);
  AddBridge(v1::Part::COACH, "c").set_capacity_state(v1::Capacity::UNKNOWN);
  const std::string text = Flowing(Sheet().out);
  EXPECT_THAT(text, HasSubstr("Tot er plaats is ---------------- U staat op een wachtlijst. Dit kunt u nu al doen."));
  EXPECT_THAT(text,
              HasSubstr("- Aanbod b (Partner b): Op afspraak. Waar? De Cartoon. Wat kost het? Het is gratis. U kunt "
                        "zo binnenlopen. Een afspraak is niet nodig. - Een welzijnscoach kan met u meegaan: "));
  EXPECT_THAT(text, HasSubstr("[ ] Ik kies mogelijkheid 1. [ ] Ik kies tot er plaats is: Aanbod b. [ ] Ik kies tot er "
                              "plaats is: Aanbod c. [ ] Ik kies geen van deze."));
  const std::string page = Sheet({"--format", "html"}).out;
  EXPECT_THAT(page, HasSubstr("<h2>Tot er plaats is</h2>\n<p>U staat op een wachtlijst."));
  EXPECT_THAT(page, HasSubstr("<li>Aanbod b (Partner b): "));
  EXPECT_THAT(page, HasSubstr("</span> Ik kies tot er plaats is: Aanbod c.</li>"));
  EXPECT_THAT(Sheet({"--language", "en"}).out, HasSubstr("Until there is a place\n"));
}

TEST_F(ChoiceSheetTest, UntilThereIsAPlaceThereMayBeNoOtherOption) {
  AddBridge(v1::Part::JOIN, "b");
  const std::string text = Sheet().out;
  EXPECT_THAT(text, HasSubstr("[ ] Ik kies tot er plaats is: Aanbod b.\n"));
  EXPECT_THAT(text, Not(HasSubstr("mogelijkheid 1")));
}

TEST_F(ChoiceSheetTest, WeeksOfTheMonthAreSaidInWords) {
  AddProposal("a");
  for (const int week : {1, 5}) OfferingOf("a").mutable_schedule()->add_weeks_of_month(week);
  EXPECT_THAT(Flowing(Sheet().out), HasSubstr("alleen in deze weken van de maand: de eerste, de laatste"));
}

TEST_F(ChoiceSheetTest, EverySheetSaysHowToSayNoAndWhereToGetFreeHelp) {
  for (const bool has_option : {false, true}) {
    if (has_option) AddProposal("a");
    for (const char* format : {"txt", "html"}) {
      const std::string text = Flowing(Sheet({"--format", format}).out);
      EXPECT_THAT(text, HasSubstr("U mag altijd nee zeggen."));
      EXPECT_THAT(text, HasSubstr("geen van deze"));
      EXPECT_THAT(text, HasSubstr("Wmo 2015, artikel 2.2.4"));
      EXPECT_THAT(text, HasSubstr("Wie beslist?"));
    }
  }
}

// The page shows violence or danger of suicide to nobody in the house: it is the same with and without.
TEST_F(ChoiceSheetTest, WhatHasToBeDoneFirstIsForTheAdviserAndNotOnThePage) {
  AddProposal("a");
  const Ran without = Sheet();
  const Ran page_without = Sheet({"--format", "html"});
  EXPECT_EQ(without.err, "");
  EXPECT_THAT(without.out, HasSubstr("Is er direct gevaar? Bel 112.\n"));
  v1::Escalation& escalation = *advice_.mutable_record()->add_escalations();
  escalation.mutable_instruction()->set_nl("Bel Veilig Thuis");
  escalation.set_phone("0800-2000");
  const Ran with = Sheet();
  EXPECT_EQ(with.out, without.out);
  EXPECT_EQ(Sheet({"--format", "html"}).out, page_without.out);
  EXPECT_EQ(with.err,
            "Let op: eerst direct handelen. Dit staat niet op het blad.\n! Bel Veilig Thuis. Bel 0800-2000.\n");
}

TEST_F(ChoiceSheetTest, WarnsTheAdviserWhenTheAdviceIsOutdated) {
  AddProposal("a");
  v1::Referral referral;
  referral.set_latest_advice(1);
  v1::Event& event = *referral.add_events();
  event.set_code("UpdateReferral");
  event.mutable_event_time()->set_seconds(advice_.create_time().seconds() - 60);
  state_.AnswerWith("GetReferral", referral);
  EXPECT_EQ(Sheet().err, "");
  event.mutable_event_time()->set_seconds(advice_.create_time().seconds() + 60);
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Sheet().err, HasSubstr("na advies 1 is er iets veranderd"));
  referral.clear_events();
  referral.set_latest_advice(2);
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Sheet({"--number", "1"}).err, HasSubstr("na advies 1 is er iets veranderd"));
}

TEST_F(ChoiceSheetTest, ShowsThreeOptionsUnlessAskedForMore) {
  for (const char* id : {"a", "b", "c", "d"}) AddProposal(id);
  EXPECT_THAT(Sheet().out, Not(HasSubstr("Aanbod d")));
  EXPECT_THAT(Sheet().out, HasSubstr("nog meer mogelijkheden (1)"));
  EXPECT_THAT(Sheet({"--options", "4"}).out, HasSubstr("Mogelijkheid 4: Aanbod d"));
}

TEST_F(ChoiceSheetTest, ThePageIsOneFileThatCanBeReadAloud) {
  AddProposal("a");
  AddProposal("b");
  const std::string page = Sheet({"--format", "html"}).out;
  EXPECT_EQ(page.rfind("<!DOCTYPE html>\n<html lang=\"nl\">", 0), 0u);
  EXPECT_THAT(page, HasSubstr("<title>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"col\">Mogelijkheid 2<br>Aanbod b</th>"));
  EXPECT_THAT(page, HasSubstr("<th scope=\"row\">Waar?</th>"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("src=")));
  EXPECT_THAT(page, Not(HasSubstr("http")));
}

// Every element that opens is closed, in order; what needs no end is left out.
TEST_F(ChoiceSheetTest, ThePageIsWellFormed) {
  AddProposal("a");
  AddBridge(v1::Part::JOIN, "b");
  advice_.mutable_record()->add_escalations()->set_phone("112");
  const std::string page = Sheet({"--format", "html"}).out;
  const std::set<std::string> alone = {"meta", "br", "!DOCTYPE"};
  std::vector<std::string> open;
  const std::regex tag("<(/?)([!a-zA-Z0-9]+)[^>]*>");
  for (std::sregex_iterator found(page.begin(), page.end(), tag), end; found != end; ++found) {
    const std::string name = (*found)[2];
    if (alone.count(name) > 0) continue;
    if ((*found)[1].length() == 0) {
      open.push_back(name);
    } else {
      ASSERT_FALSE(open.empty()) << name;
      EXPECT_EQ(open.back(), name);
      open.pop_back();
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST_F(ChoiceSheetTest, WhatOthersWroteCannotBecomeMarkup) {
  v1::Proposal& proposal = AddProposal("a");
  proposal.mutable_parts(0)->set_offering_title("<script>alert('x')</script> & \"co\"\n<b>");
  OfferingOf("a").set_description("</td><img src=x onerror=y>");
  AddBridge(v1::Part::JOIN, "b").set_offering_title("<script>b</script>");
  const std::string page = Sheet({"--format", "html"}).out;
  EXPECT_THAT(page, HasSubstr("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot; &lt;b&gt;"));
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("<img")));
  proposal.mutable_parts(0)->set_offering_title("\x1b[2Jweg");
  EXPECT_THAT(Sheet().out, Not(HasSubstr("\x1b")));
}

TEST_F(ChoiceSheetTest, HasAnEnglishTwin) {
  AddProposal("a");
  const std::string page = Sheet({"--format", "html", "--language", "en"}).out;
  EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
  EXPECT_THAT(page, HasSubstr("You may always say no."));
  EXPECT_THAT(page, Not(HasSubstr("Mogelijkheid")));
}

TEST_F(ChoiceSheetTest, LinesOfTheTextFitOnPaper) {
  AddProposal("a");
  OfferingOf("a").set_description(
      "Samen eten en praten met mensen uit de buurt, elke week, en ook op feestdagen. Meer.");
  AddBridge(v1::Part::JOIN, "b").set_offering_title("Samen eten en praten met mensen uit de buurt, elke week weer");
  std::istringstream lines(Sheet().out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(CountCharacters(line), 78u) << line;
}

TEST_F(ChoiceSheetTest, ALongDescriptionEndsWithASentence) {
  AddProposal("a");
  OfferingOf("a").set_description("Eerste zin. " + std::string(300, 'y'));
  EXPECT_THAT(Sheet().out, HasSubstr("Wat is het? Eerste zin. U doet mee in een groep.\n"));
}

TEST_F(ChoiceSheetTest, WithoutAnAdviceThereIsNoSheet) {
  state_.AnswerWith("GetReferral", v1::Referral());
  const Ran ran = Sheet();
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_EQ(ran.out, "");
}

TEST(SheetSentences, HaveBothLanguagesWithTheSamePlaceholders) {
  const auto placeholders = [](const std::string& text) {
    std::set<std::string> names;
    for (size_t at = text.find('{'); at != std::string::npos; at = text.find('{', at + 1)) {
      names.insert(text.substr(at, text.find('}', at) - at));
    }
    return names;
  };
  int place = 0;
  for (const SheetSentence sentence : AllSheetSentences()) {
    EXPECT_EQ(static_cast<int>(sentence), place++);
    const auto text = Say(sentence);
    EXPECT_NE(text.nl(), "");
    EXPECT_EQ(placeholders(text.nl()), placeholders(text.en())) << text.nl();
  }
}

// Every code of these enums has a word of its own.
template <class Code>
void ExpectWords(const google::protobuf::EnumDescriptor* type) {
  std::set<std::string> words;
  for (int i = 0; i < type->value_count(); ++i) {
    const int number = type->value(i)->number();
    const std::string word = WordFor(static_cast<Code>(number)).nl();
    EXPECT_EQ(word.empty(), number == 0) << type->value(i)->name();
    if (number == 0) continue;
    EXPECT_TRUE(words.insert(word).second) << word;
  }
  EXPECT_EQ(WordFor(static_cast<Code>(type->value_count())).nl(), "");
}

TEST(SheetSentences, EveryCodeHasItsWord) {
  ExpectWords<v1::Weekday>(v1::Weekday_descriptor());
  ExpectWords<v1::Waiting::Step>(v1::Waiting::Step_descriptor());
  ExpectWords<v1::Clock::Kind>(v1::Clock::Kind_descriptor());
  ExpectWords<v1::Clock::State>(v1::Clock::State_descriptor());
  ExpectWords<v1::Fit>(v1::Fit_descriptor());
  EXPECT_EQ(WordFor(v1::Waiting::MEET).nl(), "samen overleggen");
  EXPECT_EQ(WordFor(v1::Clock::DECISION_END).nl(), "einde beschikking");
}

TEST(SheetSentences, DatesInWords) {
  EXPECT_EQ(DateInWords("2026-01-09").nl(), "9 januari 2026");
  EXPECT_EQ(DateInWords("2026-12-31").en(), "31 December 2026");
  EXPECT_EQ(DateInWords("2026-02-30").nl(), "2026-02-30");
}

}  // namespace
}  // namespace koppel::testing
