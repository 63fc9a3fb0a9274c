// The lists by which cases are found follow from their records; notices wait until they are brought.

#include <set>

#include "gmock/gmock.h"
#include "storage/case_keys.h"
#include "storage/keys.h"
#include "tests/storage/case_testing.h"

namespace koppel::storage {
namespace {

using koppel::internal::CaseRecord;
using koppel::internal::NoticeRecord;
using koppel::v1::Clock;
using koppel::v1::Offer;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> NamesOfPage(const absl::StatusOr<CasePage>& page) {
  EXPECT_TRUE(page.ok()) << page.status();
  std::vector<std::string> names;
  for (const StoredCase& stored : page.value_or(CasePage{}).cases) names.push_back(stored.record.referral().name());
  return names;
}

class CaseListsTest : public CasesFixture {
 protected:
  // A case with one offer that waits for a place.
  CaseRecord Queued(const std::string& id, koppel::v1::Urgency urgency, absl::Duration waiting) {
    CaseRecord record = NewCase(id);
    Offer& offer = *record.add_offers();
    offer.set_name(OfferName(CaseName(id), 1));
    offer.set_offering(kHaalzorg);
    record.mutable_referral()->set_urgency(urgency);
    offer.set_urgency(koppel::v1::NORMAL);  // As it was when it was sent.
    offer.set_state(Offer::ON_WAITING_LIST);
    *offer.mutable_send_time() = ToTimestamp(now_ - waiting);
    return record;
  }

  void AddTerm(CaseRecord& record, Clock::Kind kind, Clock::State state, absl::Duration left) {
    Clock& clock = *record.mutable_referral()->add_clocks();
    clock.set_kind(kind);
    clock.set_state(state);
    *clock.mutable_due_time() = ToTimestamp(now_ + left);
  }

  StoredCase PutWithNotice(const std::string& id, const std::string& party) {
    CaseChange change;
    change.record = NewCase(id);
    change.expected = RevisionOfCase(CaseName(id));
    change.notices.emplace_back().set_party(party);
    return Apply(change);
  }

  std::vector<std::string> PartiesToTell(absl::Time now, size_t limit = 0) {
    const absl::StatusOr<std::vector<StoredNotice>> notices = cases_->ListNotices(now, limit);
    EXPECT_TRUE(notices.ok()) << notices.status();
    std::vector<std::string> parties;
    for (const StoredNotice& notice : notices.value_or(std::vector<StoredNotice>()))
      parties.push_back(notice.record.party());
    return parties;
  }

  size_t KeysWith(std::string_view prefix) {
    return store_->List(std::string(prefix), PrefixEnd(prefix), 0)->records.size();
  }
};

INSTANTIATE_TEST_SUITE_P(Stores, CaseListsTest, AllCaseStores(), NameOfKind);

TEST_P(CaseListsTest, CasesOfAMunicipalityComeInPagesByName) {
  for (const std::string id : {"c", "a", "b"}) Put(NewCase(id));
  CaseRecord elsewhere = NewCase("x");
  elsewhere.mutable_referral()->set_name("municipalities/GM0035/referrals/a");
  Put(elsewhere);
  EXPECT_THAT(NamesOfPage(cases_->List(kHere, "", 0)), ElementsAre(CaseName("a"), CaseName("b"), CaseName("c")));
  EXPECT_THAT(NamesOfPage(cases_->List(kHere, "", 2)), ElementsAre(CaseName("a"), CaseName("b")));
  EXPECT_TRUE(cases_->List(kHere, "", 2)->more);
  EXPECT_THAT(NamesOfPage(cases_->List(kHere, CaseName("b"), 2)), ElementsAre(CaseName("c")));
  EXPECT_FALSE(cases_->List(kHere, CaseName("b"), 2)->more);
  EXPECT_EQ(cases_->List(kHere, "", 2)->revision, Revision{4});
  EXPECT_THAT(NamesOfPage(cases_->List("municipalities/GM0035", CaseName("b"), 0)),
              ElementsAre("municipalities/GM0035/referrals/a"));
  EXPECT_THAT(NamesOfPage(cases_->List("municipalities/GM0036", "", 0)), IsEmpty());
}

TEST_P(CaseListsTest, WhomACaseWaitsForFollowsTheRecord) {
  CaseRecord record = NewCase("a");
  AddWaiting(record, "providers/kwintes");
  AddWaiting(record, "providers/kwintes");
  AddWaiting(record, "teams/vak");
  Put(record);
  EXPECT_THAT(NamesOfPage(cases_->ListWaitingFor("providers/kwintes", "", 0)), ElementsAre(CaseName("a")));
  EXPECT_THAT(NamesOfPage(cases_->ListWaitingFor("teams/vak", "", 0)), ElementsAre(CaseName("a")));
  EXPECT_THAT(NamesOfPage(cases_->ListWaitingFor("providers/kwintes-2", "", 0)), IsEmpty());
  record.mutable_referral()->clear_waiting_for();
  AddWaiting(record, "teams/vak");
  Put(record);
  EXPECT_THAT(NamesOfPage(cases_->ListWaitingFor("providers/kwintes", "", 0)), IsEmpty());
  EXPECT_THAT(NamesOfPage(cases_->ListWaitingFor("teams/vak", "", 0)), ElementsAre(CaseName("a")));
  EXPECT_EQ(KeysWith(kTodoPrefix), 1);
}

TEST_P(CaseListsTest, AnEntryWhoseCaseNoLongerWaitsIsLeftOutAndThePageFilled) {
  for (const std::string id : {"b", "c", "d"}) {
    CaseRecord record = NewCase(id);
    AddWaiting(record, "teams/vak");
    Put(record);
  }
  Put(NewCase("a"));
  Batch stale;  // As if the cases had changed after the list was read.
  stale.Put(TodoPrefix("teams/vak") + CaseName("a"), "");
  stale.Put(TodoPrefix("teams/vak") + CaseName("bb"), "");
  ASSERT_TRUE(store_->Commit(stale, {}).ok());
  const absl::StatusOr<CasePage> page = cases_->ListWaitingFor("teams/vak", "", 2);
  EXPECT_THAT(NamesOfPage(page), ElementsAre(CaseName("b"), CaseName("c")));
  EXPECT_TRUE(page->more);
  const absl::StatusOr<CasePage> rest = cases_->ListWaitingFor("teams/vak", CaseName("c"), 2);
  EXPECT_THAT(NamesOfPage(rest), ElementsAre(CaseName("d")));
  EXPECT_FALSE(rest->more);
}

TEST_P(CaseListsTest, WhatIsDueComesOldestFirstAndMovesWithTheRecord) {
  CaseRecord later = NewCase("a");
  SetDue(later, now_ + absl::Hours(1));
  Put(later);
  CaseRecord sooner = NewCase("b");
  SetDue(sooner, now_);
  Put(sooner);
  EXPECT_THAT(*cases_->ListDue(now_ - absl::Microseconds(1), 0), IsEmpty());
  EXPECT_THAT(*cases_->ListDue(now_, 0), ElementsAre(CaseName("b")));
  EXPECT_THAT(*cases_->ListDue(now_ + absl::Hours(1), 0), ElementsAre(CaseName("b"), CaseName("a")));
  EXPECT_THAT(*cases_->ListDue(now_ + absl::Hours(1), 1), ElementsAre(CaseName("b")));
  const DuePage first = *cases_->ListDueFrom(now_ + absl::Hours(1), "", 1);
  EXPECT_THAT(first.names, ElementsAre(CaseName("b")));
  const DuePage last = *cases_->ListDueFrom(now_ + absl::Hours(1), first.next, 1);
  EXPECT_THAT(last.names, ElementsAre(CaseName("a")));
  EXPECT_EQ(last.next, "");
  SetDue(sooner, now_ + absl::Hours(2));
  Put(sooner);
  later.mutable_referral()->clear_next_event_time();
  Put(later);
  EXPECT_THAT(*cases_->ListDue(now_ + absl::Hours(1), 0), IsEmpty());
  EXPECT_THAT(*cases_->ListDue(absl::InfiniteFuture(), 0), ElementsAre(CaseName("b")));
}

TEST_P(CaseListsTest, TheQueueGoesByUrgencyThenStatutoryTermThenWaitingTime) {
  Put(Queued("long", koppel::v1::NORMAL, absl::Hours(900)));
  Put(Queued("short", koppel::v1::URGENCY_UNSPECIFIED, absl::Hours(1)));
  Put(Queued("urgent", koppel::v1::URGENT, absl::Hours(1)));
  CaseRecord term = Queued("term", koppel::v1::NORMAL, absl::Hours(1));
  AddTerm(term, Clock::INVESTIGATION, Clock::RUNNING, absl::Hours(48));
  Put(term);
  CaseRecord earlier = Queued("earlier-term", koppel::v1::NORMAL, absl::Hours(1));
  AddTerm(earlier, Clock::INVESTIGATION, Clock::MET, absl::Hours(1));
  AddTerm(earlier, Clock::DECISION, Clock::RUNNING, absl::Hours(24));
  Put(earlier);
  CaseRecord overdue = Queued("overdue", koppel::v1::NORMAL, absl::Hours(1));
  AddTerm(overdue, Clock::DECISION, Clock::PASSED, -absl::Hours(24));
  Put(overdue);
  const std::vector<std::string> order = {"urgent", "overdue", "earlier-term", "term", "long", "short"};
  std::vector<std::string> expected;
  for (const std::string& id : order) expected.push_back(OfferName(CaseName(id), 1));
  EXPECT_EQ(*cases_->ListQueue(kHaalzorg, 0), expected);
  EXPECT_THAT(*cases_->ListQueue(kHaalzorg, 1), ElementsAre(expected[0]));
}

TEST_P(CaseListsTest, AnOfferLeavesTheQueueWithItsState) {
  CaseRecord record = Queued("a", koppel::v1::NORMAL, absl::Hours(1));
  Put(record);
  CaseRecord other = Queued("b", koppel::v1::NORMAL, absl::Hours(1));
  other.mutable_offers(0)->set_offering("providers/kwintes/offerings/haalzorg-2");
  Put(other);
  CaseRecord third = Queued("c", koppel::v1::NORMAL, absl::Hours(1));
  Put(third);
  EXPECT_THAT(*cases_->ListQueued(), ElementsAre("providers/kwintes/offerings/haalzorg-2", kHaalzorg));
  for (CaseRecord* each : {&record, &third}) {
    each->mutable_offers(0)->set_state(Offer::PENDING);
    Put(*each);
  }
  EXPECT_THAT(*cases_->ListQueue(kHaalzorg, 0), IsEmpty());
  EXPECT_THAT(*cases_->ListQueued(), ElementsAre("providers/kwintes/offerings/haalzorg-2"));
}

TEST_P(CaseListsTest, AChangeThatIsRefusedLeavesTheListsAsTheyWere) {
  CaseRecord record = NewCase("a");
  AddWaiting(record, "teams/vak");
  SetDue(record, now_);
  Put(record);
  CaseChange stale;
  stale.record = NewCase("a");
  stale.notices.emplace_back().set_party("teams/vak");
  EXPECT_EQ(ApplyCode(stale), absl::StatusCode::kAborted);
  EXPECT_THAT(NamesOfPage(cases_->ListWaitingFor("teams/vak", "", 0)), ElementsAre(CaseName("a")));
  EXPECT_THAT(*cases_->ListDue(now_, 0), ElementsAre(CaseName("a")));
  EXPECT_THAT(PartiesToTell(now_), IsEmpty());
}

TEST_P(CaseListsTest, ANoticeStaysUntilItIsBrought) {
  PutWithNotice("b", "teams/first");
  PutWithNotice("a", "teams/second");
  PutWithNotice("a", "teams/third");
  EXPECT_THAT(PartiesToTell(now_), ElementsAre("teams/first", "teams/second", "teams/third"));
  EXPECT_THAT(PartiesToTell(now_, 2), ElementsAre("teams/first", "teams/second"));
  const StoredNotice notice = cases_->ListNotices(now_, 1)->front();
  EXPECT_TRUE(cases_->Brought(notice).ok());
  EXPECT_TRUE(cases_->Brought(notice).ok());
  EXPECT_THAT(PartiesToTell(now_), ElementsAre("teams/second", "teams/third"));
}

TEST_P(CaseListsTest, APostponedNoticeComesBackWhenItsTimeHasCome) {
  PutWithNotice("a", "teams/first");
  PutWithNotice("b", "teams/second");
  const StoredNotice notice = cases_->ListNotices(now_, 1)->front();
  const absl::Time later = now_ + absl::Minutes(1);
  ASSERT_TRUE(cases_->Postpone(notice, later).ok());
  EXPECT_THAT(PartiesToTell(now_), ElementsAre("teams/second"));
  EXPECT_THAT(PartiesToTell(later), ElementsAre("teams/second", "teams/first"));
  EXPECT_EQ(cases_->ListNotices(later, 0)->back().record.failures(), 1);
  // Who read it before cannot postpone it again, and counts no failure twice.
  EXPECT_EQ(cases_->Postpone(notice, later).code(), absl::StatusCode::kAborted);
  EXPECT_EQ(cases_->ListNotices(later, 0)->back().record.failures(), 1);
}

TEST_P(CaseListsTest, WatchTellsWhichCasesChanged) {
  std::vector<std::pair<int64_t, std::vector<std::string>>> told;
  const auto subscription =
      cases_->Watch(store_->Latest(), [&told](Revision revision, const std::vector<std::string>& names) {
        told.push_back({revision.value, names});
      });
  ASSERT_TRUE(subscription.ok()) << subscription.status();
  CaseRecord record = NewCase("a");
  AddWaiting(record, "teams/vak");
  Put(record);
  Batch other;
  other.Put("directory/head", "");
  ASSERT_TRUE(store_->Commit(other, {}).ok());
  Put(NewCase("a"));
  using Told = std::pair<int64_t, std::vector<std::string>>;
  EXPECT_THAT(told, ElementsAre(Told{1, {CaseName("a")}}, Told{3, {CaseName("a")}}));
}

TEST(CaseWatch, FromBeforeWhatTheLogKeepsIsRefused) {
  MemoryStore store;
  Cases cases(store);
  CaseChange change;
  change.record = NewCase("a");
  ASSERT_TRUE(cases.Apply(change).ok());
  ASSERT_TRUE(store.Compact(Revision{1}).ok());
  const auto ignore = [](Revision, const std::vector<std::string>&) {};
  EXPECT_EQ(cases.Watch(Revision{0}, ignore).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(cases.Watch(Revision{1}, ignore).ok());
}

}  // namespace
}  // namespace koppel::storage
