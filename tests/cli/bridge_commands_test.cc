// The commands while a request is on a waiting list: what is possible meanwhile, and how to choose it.

#include <string>

#include "tests/cli/case_commands.h"

namespace koppel::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class BridgeCommands : public CaseCommands {
 protected:
  // AdviceWithTwoProposals with one who can be there meanwhile, for the second need.
  static v1::Advice AdviceWithBridge() {
    v1::Advice advice = AdviceWithTwoProposals();
    v1::Part& bridge = *advice.mutable_record()->add_bridges();
    bridge.set_role(v1::Part::JOIN);
    bridge.set_offering("providers/hub/offerings/inloop");
    bridge.set_offering_title("Inloop");
    bridge.add_needs(1);
    bridge.add_reasons()->set_code("need-exact");
    return advice;
  }
};

TEST_F(BridgeCommands, ProposeShowsThemWithTheSentencesOfToday) {
  v1::ProposeMatchesResponse answer;
  *answer.mutable_advice() = AdviceWithBridge();
  answer.mutable_advice()->mutable_record()->set_max_proposals(2);
  state_.AnswerWith("ProposeMatches", answer);
  *state_.match_response.mutable_bridges() = AdviceWithBridge().record().bridges();
  state_.match_response.mutable_bridges(0)->mutable_reasons(0)->mutable_text()->set_nl("Past bij de wens.");
  const Ran ran = Koppel({"referral", "propose", "GM0034/x"});
  EXPECT_THAT(ran.out, HasSubstr("Tot er plaats is\n   Doet mee:  - Inloop\n   - Past bij de wens.\n")) << ran.err;
}

TEST_F(BridgeCommands, ChooseTakesTheNeedsFromTheAdvice) {
  state_.AnswerWith("GetReferral", WaitingReferral());
  state_.AnswerWith("GetAdvice", AdviceWithBridge());
  const Ran ran = Koppel({"referral", "choose", "GM0034/x", "--part", "JOIN=providers/hub/offerings/inloop",
                          "COACH=providers/hub/offerings/coach", "--reason", "SOONER", "--chooser", "TOGETHER"});
  EXPECT_EQ(ran.exit_code, 0) << ran.err;
  const v1::Choice choice = state_.Asked<v1::ChoosePartsRequest>().choice();
  ASSERT_EQ(choice.parts_size(), 2);
  EXPECT_EQ(choice.parts(0).role(), v1::Part::JOIN);
  EXPECT_THAT(choice.parts(0).needs(), ElementsAre(1));
  EXPECT_THAT(choice.parts(1).needs(), IsEmpty());
}

TEST_F(BridgeCommands, WhoWaitsForAPlaceIsToldHowToFindThem) {
  v1::Referral referral = WaitingReferral();
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Koppel({"referral", "get", "GM0034/x"}).out, Not(HasSubstr("wachtlijst")));
  referral.add_waiting_at("providers/a/offerings/o");
  state_.AnswerWith("GetReferral", referral);
  EXPECT_THAT(Koppel({"referral", "get", "GM0034/x"}).out,
              HasSubstr("\n   staat op een wachtlijst: 'koppel referral propose GM0034/x' laat zien wat kan tot er "
                        "plaats is\n"));
  v1::SendOffersResponse sent;
  *sent.mutable_referral() = referral;
  state_.AnswerWith("SendOffers", sent);
  EXPECT_THAT(Koppel({"referral", "send", "GM0034/x", "--may-wait"}).out, HasSubstr("staat op een wachtlijst"));
}

}  // namespace
}  // namespace koppel::testing
