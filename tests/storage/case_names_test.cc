// Which cases name an offering or a team, and that nobody deletes what a case comes to name.

#include "storage/case_names.h"

#include "gmock/gmock.h"
#include "storage/case_keys.h"
#include "storage/directory.h"
#include "storage/keys.h"
#include "tests/storage/case_testing.h"

namespace koppel::storage {
namespace {

using koppel::internal::CaseRecord;
using koppel::v1::Choice;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Referral;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kGroup[] = "providers/deschoor/offerings/breien";
constexpr char kVak[] = "teams/vak";

Offer& AddOfferTo(CaseRecord& record, const std::string& offering, const std::string& party, Offer::State state) {
  Offer& offer = *record.add_offers();
  offer.set_name(OfferName(record.referral().name(), record.offers_size()));
  offer.set_role(Part::LEAD);
  offer.set_offering(offering);
  offer.set_party(party);
  offer.set_state(state);
  offer.mutable_send_time()->set_seconds(200);
  return offer;
}

Placement& AddPlacementTo(CaseRecord& record, int number, const std::string& offering, Placement::State state) {
  Placement& placement = *record.add_placements();
  placement.set_name(PlacementName(record.referral().name(), number));
  placement.set_offering(offering);
  placement.set_state(state);
  return placement;
}

void ChooseIn(CaseRecord& record, Part::Role role, const std::string& offering, const std::string& team = "") {
  record.mutable_referral()->set_state(Referral::SUBMITTED);
  Choice& choice = *record.mutable_referral()->mutable_choice();
  choice.mutable_record_time()->set_seconds(100);
  choice.set_team(team);
  Choice::ChosenPart& part = *choice.add_parts();
  part.set_role(role);
  part.set_offering(offering);
}

TEST(NamedBy, AnOfferNamesItsOfferingAndTeamUntilItIsAnswered) {
  for (const Offer::State open : {Offer::PENDING, Offer::QUESTIONED, Offer::INTAKE, Offer::ON_WAITING_LIST}) {
    CaseRecord record = NewCase("a");
    AddOfferTo(record, kHaalzorg, kVak, open);
    EXPECT_THAT(NamedBy(record), ElementsAre(kHaalzorg, kVak)) << open;
  }
  for (const Offer::State over : {Offer::DECLINED, Offer::FAILED, Offer::EXPIRED, Offer::RECALLED, Offer::ACCEPTED}) {
    CaseRecord record = NewCase("a");
    AddOfferTo(record, kHaalzorg, kVak, over);
    EXPECT_THAT(NamedBy(record), IsEmpty()) << over;
  }
}

TEST(NamedBy, AProviderIsKeptByItsOffering) {
  CaseRecord record = NewCase("a");
  AddOfferTo(record, kHaalzorg, "providers/kwintes", Offer::PENDING);
  EXPECT_THAT(NamedBy(record), ElementsAre(kHaalzorg));
}

TEST(NamedBy, APlacementNamesItsOfferingAndTheTeamThatAnswersForItUntilItEnds) {
  CaseRecord record = NewCase("a");
  AddOfferTo(record, kHaalzorg, kVak, Offer::ACCEPTED);
  Placement& placement = AddPlacementTo(record, 1, kGroup, Placement::PLANNED);
  for (const Placement::State runs :
       {Placement::PLANNED, Placement::HANDED_OVER, Placement::CONTACTED, Placement::ACTIVE}) {
    placement.set_state(runs);
    EXPECT_THAT(NamedBy(record), ElementsAre(kGroup, kVak)) << runs;
  }
  placement.set_state(Placement::ENDED);
  EXPECT_THAT(NamedBy(record), IsEmpty());
}

TEST(NamedBy, AChosenPartIsNamedUntilItIsSentAndAgainWhenItIsRecalled) {
  CaseRecord record = NewCase("a");
  ChooseIn(record, Part::LEAD, kHaalzorg, kVak);
  ChooseIn(record, Part::JOIN, kGroup, kVak);
  EXPECT_THAT(NamedBy(record), ElementsAre(kGroup, kHaalzorg, kVak));
  AddOfferTo(record, kHaalzorg, kVak, Offer::DECLINED);
  EXPECT_THAT(NamedBy(record), ElementsAre(kGroup));
  record.mutable_offers(0)->set_state(Offer::RECALLED);
  EXPECT_THAT(NamedBy(record), ElementsAre(kGroup, kHaalzorg, kVak));
  record.mutable_offers(0)->set_state(Offer::EXPIRED);
  record.mutable_offers(0)->mutable_send_time()->set_seconds(99);  // For an earlier choice.
  EXPECT_THAT(NamedBy(record), ElementsAre(kGroup, kHaalzorg, kVak));
}

TEST(NamedBy, AChoiceFromBeforeTheRequestChangedNamesNothing) {
  CaseRecord record = NewCase("a");
  ChooseIn(record, Part::LEAD, kHaalzorg);
  record.mutable_content_time()->set_seconds(100);
  EXPECT_THAT(NamedBy(record), ElementsAre(kHaalzorg));
  record.mutable_content_time()->set_seconds(101);
  EXPECT_THAT(NamedBy(record), IsEmpty());
}

TEST(NamedBy, AChoiceOfARequestThatIsOverNamesNothing) {
  for (const Referral::State over : {Referral::WITHDRAWN, Referral::ENDED}) {
    CaseRecord record = NewCase("a");
    ChooseIn(record, Part::LEAD, kHaalzorg, kVak);
    EXPECT_THAT(NamedBy(record), ElementsAre(kHaalzorg, kVak));
    record.mutable_referral()->set_state(over);
    EXPECT_THAT(NamedBy(record), IsEmpty());
  }
}

class CaseNamesTest : public CasesFixture {
 protected:
  void SetUp() override {
    CasesFixture::SetUp();
    directory_ = std::make_unique<Directory>(*store_);
    Write(kHaalzorg, "Haalzorg");
  }

  void Write(const std::string& name, const std::string& title) {
    Changes changes;
    koppel::v1::Offering& offering = *changes.put.emplace_back().mutable_offering();
    offering.set_name(name);
    offering.set_title(title);
    ASSERT_TRUE(directory_->Apply(changes).ok());
  }

  absl::Status Remove(const storage::Naming& naming) {
    Changes changes;
    changes.remove = {kHaalzorg};
    changes.along_preconditions = {naming.no_more};
    return directory_->Apply(changes).status();
  }

  Revision Read() { return directory_->Get(kHaalzorg)->revision; }
  bool IsThere() { return directory_->Get(kHaalzorg).ok(); }
  size_t Count(const std::string& record) { return cases_->CountNaming(record)->cases; }

  // A new case with an open offer, by who read the offering at that revision.
  CaseChange Offered(const std::string& id, Revision read) {
    CaseChange change;
    change.record = NewCase(id);
    AddOfferTo(change.record, kHaalzorg, kVak, Offer::PENDING);
    change.records_read = {{kHaalzorg, read}};
    return change;
  }

  std::unique_ptr<Directory> directory_;
};

INSTANTIATE_TEST_SUITE_P(Stores, CaseNamesTest, AllCaseStores(), NameOfKind);

TEST_P(CaseNamesTest, HowManyCasesNameARecordFollowsTheRecords) {
  EXPECT_EQ(Count(kHaalzorg), 0);
  Apply(Offered("a", Read()));
  StoredCase second = Apply(Offered("b", Read()));
  EXPECT_EQ(Count(kHaalzorg), 2);
  EXPECT_EQ(Count(kVak), 2);
  EXPECT_EQ(Count("providers/kwintes/offerings/haal"), 0);
  AddOfferTo(second.record, kHaalzorg, kVak, Offer::PENDING);
  second = Apply(ChangeTo(second.record, second.revision));
  EXPECT_EQ(Count(kHaalzorg), 2);
  for (Offer& offer : *second.record.mutable_offers()) offer.set_state(Offer::DECLINED);
  Apply(ChangeTo(second.record, second.revision));
  EXPECT_EQ(Count(kHaalzorg), 1);
}

TEST_P(CaseNamesTest, WhatACaseComesToNameIsNotRemovedByWhoCountedBefore) {
  const storage::Naming none = *cases_->CountNaming(kHaalzorg);
  EXPECT_EQ(none.cases, 0);
  Apply(Offered("a", Read()));
  EXPECT_EQ(Remove(none).code(), absl::StatusCode::kAborted);
  EXPECT_TRUE(IsThere());
}

TEST_P(CaseNamesTest, WhoCountedIsNotInTheWayOfChangesOfCasesThatAlreadyNameIt) {
  const StoredCase first = Apply(Offered("a", Read()));
  const storage::Naming one = *cases_->CountNaming(kHaalzorg);
  Apply(ChangeTo(first.record, first.revision));
  EXPECT_EQ(cases_->CountNaming(kHaalzorg)->no_more.revision, one.no_more.revision);
  EXPECT_TRUE(Remove(one).ok());
}

TEST_P(CaseNamesTest, WhatIsRemovedOrChangedIsNotNamedByWhoReadItBefore) {
  const Revision read = Read();
  Write(kHaalzorg, "Haalzorg in de buurt");
  EXPECT_EQ(ApplyCode(Offered("a", read)), absl::StatusCode::kAborted);
  const Revision later = Read();
  ASSERT_TRUE(Remove(*cases_->CountNaming(kHaalzorg)).ok());
  EXPECT_EQ(ApplyCode(Offered("a", later)), absl::StatusCode::kAborted);
  EXPECT_EQ(cases_->Get(CaseName("a")).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(Count(kHaalzorg), 0);
}

TEST_P(CaseNamesTest, WhoAlreadyNamesItMayHaveReadItLongAgo) {
  const Revision read = Read();
  const StoredCase stored = Apply(Offered("a", read));
  Write(kHaalzorg, "Haalzorg in de buurt");
  CaseChange change = ChangeTo(stored.record, stored.revision);
  change.records_read = {{kHaalzorg, read}};
  EXPECT_EQ(ApplyCode(change), absl::StatusCode::kOk);
}

}  // namespace
}  // namespace koppel::storage
