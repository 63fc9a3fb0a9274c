// koppel inbox: what has to be done, and what changes.

#include <string>

#include "tests/cli/case_commands.h"

namespace koppel::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class InboxCommand : public CaseCommands {
 protected:
  static v1::WatchReferralsResponse Change(const std::string& token) {
    v1::WatchReferralsResponse change;
    change.set_resume_token(token);
    *change.mutable_referral() = WaitingReferral();
    return change;
  }

  void EndWith(absl::StatusCode code, const std::string& reason) {
    google::rpc::ErrorInfo info;
    info.set_reason(reason);
    state_.watch_end.set_code(static_cast<int>(code));
    state_.watch_end.add_details()->PackFrom(info);
  }
};

TEST_F(InboxCommand, ShowsWhatHasToBeDoneByWhen) {
  v1::ListInboxResponse answer;
  v1::InboxItem& item = *answer.add_items();
  item.set_referral(kReferralName);
  item.mutable_waiting()->set_step(v1::Waiting::CHOOSE);
  item.mutable_waiting()->mutable_due_time()->set_seconds(kMidnight);
  state_.AnswerWith("ListInbox", answer);
  const Ran ran = Koppel({"inbox", "--party", "GM0034"});
  EXPECT_EQ(state_.Asked<v1::ListInboxRequest>().party(), "municipalities/GM0034");
  EXPECT_THAT(ran.out, HasLineWith(Parts{"GM0034/x", "2026-11-26", "kiezen"}));
  EXPECT_THAT(state_.watches, IsEmpty());
}

TEST_F(InboxCommand, TheSoonestIsOnTopAndWhatHasNoDateComesLast) {
  v1::ListInboxResponse answer;
  for (const int64_t due : {int64_t{0}, kMidnight + 86400, kMidnight}) {
    v1::InboxItem& item = *answer.add_items();
    item.set_referral("municipalities/GM0034/referrals/r" + std::to_string(due));
    if (due > 0) item.mutable_waiting()->mutable_due_time()->set_seconds(due);
  }
  v1::InboxItem& first = *answer.mutable_items(2);
  v1::Clock& agreed = *first.add_clocks();
  agreed.set_kind(v1::Clock::ANSWER);
  agreed.set_state(v1::Clock::RUNNING);
  agreed.mutable_due_time()->set_seconds(kMidnight);
  agreed.mutable_reason()->mutable_text()->set_nl("Binnen twee werkdagen.");
  v1::Clock& by_law = *first.add_clocks();
  by_law.set_kind(v1::Clock::INVESTIGATION);
  by_law.set_state(v1::Clock::RUNNING);
  by_law.mutable_due_time()->set_seconds(kMidnight + 5 * 86400);
  state_.AnswerWith("ListInbox", answer);
  const Ran ran = Koppel({"inbox", "--party", "GM0034", "-o", "wide"});
  EXPECT_THAT(ran.out, HasLineWith(Parts{"NAME", "UITERLIJK", "WAT", "WAAROM", "WETTELIJK"}));
  EXPECT_THAT(ran.out, HasLineWith(Parts{"2026-11-26", "Binnen twee werkdagen.", "2026-12-01"}));
  const size_t last = ran.out.find("GM0034/r0 ");
  const size_t top = ran.out.find("GM0034/r" + std::to_string(kMidnight) + " ");
  const size_t middle = ran.out.find("GM0034/r" + std::to_string(kMidnight + 86400) + " ");
  ASSERT_NE(last, std::string::npos) << ran.out;
  EXPECT_LT(top, middle);
  EXPECT_LT(middle, last);
}

TEST_F(InboxCommand, WatchGoesOnAfterTheLastChangeWhenTheServerStops) {
  v1::ListInboxResponse list;
  list.set_resume_token("t0");
  state_.AnswerWith("ListInbox", list);
  state_.watched = {{Change("t1"), Change("t2")}, {Change("t3")}};
  EndWith(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED");
  const Ran ran = Koppel({"inbox", "--party", "providers/a", "--watch"});
  EXPECT_EQ(ran.exit_code, 7);
  ASSERT_EQ(state_.watches.size(), 2u);
  EXPECT_EQ(state_.watches[0].party(), "providers/a");
  EXPECT_EQ(state_.watches[0].resume_token(), "t0");
  EXPECT_EQ(state_.watches[1].resume_token(), "t2");
  EXPECT_EQ(LineCount(ran.out), 6);
  EXPECT_THAT(ran.out, HasSubstr(std::string(kReferralName) + " OFFERED\n   wacht op providers/a"));
}

TEST_F(InboxCommand, WatchListsAgainWhenWhatChangedIsNoLongerKept) {
  v1::ListInboxResponse list;
  list.set_resume_token("t0");
  state_.AnswerWith("ListInbox", list);
  state_.watched = {{Change("t1")}};
  EndWith(absl::StatusCode::kOutOfRange, "NO_LONGER_KEPT");
  const Ran ran = Koppel({"inbox", "--party", "GM0034", "--watch"});
  // The second watch hears nothing: the same refusal is not asked for a third time.
  ASSERT_EQ(state_.watches.size(), 2u);
  EXPECT_EQ(state_.watches[1].resume_token(), "t0");
  EXPECT_EQ(ran.exit_code, 3);
  EXPECT_THAT(ran.err, HasSubstr("niet alles wat er ondertussen veranderde"));
}

TEST_F(InboxCommand, WatchGivesUpOnAServerThatStaysAway) {
  state_.watch_end.set_code(static_cast<int>(absl::StatusCode::kUnavailable));
  EXPECT_EQ(Koppel({"inbox", "--party", "GM0034", "--watch", "--timeout", "10s"}).exit_code, 6);
  EXPECT_GT(state_.watches.size(), 3u);
}

}  // namespace
}  // namespace koppel::testing
