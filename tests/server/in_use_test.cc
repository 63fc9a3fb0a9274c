// What requests of residents are under way with cannot be deleted, and nothing begins with what is deleted.

#include <chrono>
#include <future>
#include <thread>

#include "absl/strings/str_cat.h"
#include "server/cases/step.h"
#include "server/handlers/export.h"
#include "server/handlers/import.h"
#include "server/handlers/offerings.h"
#include "server/handlers/providers.h"
#include "server/handlers/teams.h"
#include "server/import/directory_file.h"
#include "server/workflow/referral.h"
#include "storage/case_names.h"
#include "tests/server/case_testing.h"

namespace koppel::server {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// With the sanitizers everything takes many times as long.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int kDeletions = 40;
constexpr int kImports = 20;
#else
constexpr int kDeletions = 300;
constexpr int kImports = 100;
#endif

class InUse : public ::testing::Test {
 protected:
  void Proposed(const std::string& id) {
    house_.Create(id);
    house_.Submit(id);
    house_.Propose(id);
  }

  static v1::ChoosePartsRequest ChoiceOfOtherGroup(const std::string& id) {
    return Parse<v1::ChoosePartsRequest>(absl::StrCat(CaseHouse::NameField(id),
                                                      " choice { advice: 1 parts { role: LEAD offering: '", kOtherGroup,
                                                      "' needs: 0 } chooser: RESIDENT reason: RESIDENT_PREFERS }"));
  }

  // The directory is whole again, and no request is under way.
  void AsBefore(const std::string& id, bool chosen) {
    if (chosen) {
      EXPECT_TRUE(house_.Ask(&WithdrawReferral, CaseHouse::NameField(id) + " reason: SOLVED").ok());
    }
    house_.Put(CaseDirectory());
  }

  absl::Status Delete(const std::string& offering) {
    return house_.Ask(&DeleteOffering, absl::StrCat("name: '", offering, "'")).status();
  }

  // It is refused because of so many requests, and nothing changes.
  void ExpectInUse(const std::string& offering, int requests) {
    const Revision before = house_.store().Latest();
    const absl::Status refused = Delete(offering);
    EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition, "STILL_IN_USE"));
    const auto info = DetailIn<google::rpc::ErrorInfo>(refused);
    ASSERT_TRUE(info.has_value());
    EXPECT_EQ(info->metadata().at("requests"), absl::StrCat(requests));
    EXPECT_THAT(DutchIn(refused), HasSubstr(absl::StrCat("nog mee loopt: ", requests, ".")));
    EXPECT_THAT(DutchIn(refused), ::testing::Not(HasSubstr("referrals")));
    EXPECT_EQ(house_.store().Latest(), before);
    EXPECT_TRUE(IsThere(offering));
  }

  bool IsThere(const std::string& name) { return house_.directory().Get(name).ok(); }

  // A request with this choice that is not sent yet.
  void Chosen(const std::string& id, const std::string& more = "") {
    Proposed(id);
    house_.Choose(kOtherGroup, id, more);
  }

  void Answer(const std::string& id, const std::string& answer) {
    const auto answered = house_.Ask(&AnswerOffer, absl::StrCat("name: '", CaseHouse::NameOf(id), "/offers/1' ", answer,
                                                                " on_behalf_of: 'providers/buurthuis'"));
    ASSERT_TRUE(answered.ok()) << answered.status();
  }

  absl::StatusOr<v1::ImportDirectoryResponse> ReplaceWithout(const std::set<std::string>& names,
                                                             const std::string& options = "replace: true") {
    std::string file;
    int count = 0;
    const storage::Page page = *house_.directory().ReadAll();
    for (const storage::Stored& stored : page.records) {
      if (names.contains(stored.name)) continue;
      v1::DirectoryEntry entry = stored.entry;
      ClearOutputOnly(entry);
      file += *WriteLine(entry);
      ++count;
    }
    absl::StrAppend(&file, "{\"end\":{\"entries\":", count, "}}\n");
    return Import(file, options);
  }

  absl::StatusOr<v1::ImportDirectoryResponse> Import(const std::string& file, const std::string& options) {
    ImportUpload upload;
    v1::ImportDirectoryRequest message;
    *message.mutable_options() = Parse<v1::ImportDirectoryRequest::Options>(options);
    EXPECT_TRUE(upload.Add(message).ok());
    message.set_chunk(file);
    EXPECT_TRUE(upload.Add(message).ok());
    Call call = house_.NewCall("ImportDirectory");
    return ServeImport(call, upload);
  }

  CaseHouse house_;
};

TEST_F(InUse, AChosenPartKeepsItsOfferingUntilTheRequestIsWithdrawn) {
  Chosen("r1");
  Chosen("r2");
  ExpectInUse(kOtherGroup, 2);
  for (const int left : {1, 0}) {
    const std::string id = absl::StrCat("r", left + 1);
    ASSERT_TRUE(house_.Ask(&WithdrawReferral, CaseHouse::NameField(id) + " reason: SOLVED").ok());
    if (left > 0) ExpectInUse(kOtherGroup, left);
  }
  EXPECT_TRUE(Delete(kOtherGroup).ok());
  EXPECT_FALSE(IsThere(kOtherGroup));
}

TEST_F(InUse, AnOpenOfferKeepsItsOfferingUntilItIsAnsweredWithNo) {
  Chosen("r1");
  house_.Send();
  ExpectInUse(kOtherGroup, 1);
  Answer("r1", "verdict: NO decline_reason: 'vol'");
  EXPECT_TRUE(Delete(kOtherGroup).ok());
}

TEST_F(InUse, APlacementKeepsItsOfferingUntilItEnds) {
  Chosen("r1");
  house_.Send();
  Answer("r1", "verdict: YES");
  ExpectInUse(kOtherGroup, 1);
  ASSERT_TRUE(house_.Ask(&EndPlacement, absl::StrCat("name: '", kFirstPlacement, "' reason: GOAL_REACHED")).ok());
  EXPECT_TRUE(Delete(kOtherGroup).ok());
}

TEST_F(InUse, ATeamThatIsToDecideIsKept) {
  Chosen("r1", "team: 'teams/buurt'");
  const auto refused = house_.Ask(&DeleteTeam, "name: 'teams/buurt'");
  EXPECT_THAT(refused, FailsWith(absl::StatusCode::kFailedPrecondition, "STILL_IN_USE"));
  house_.Send();
  EXPECT_THAT(house_.Ask(&DeleteTeam, "name: 'teams/buurt' validate_only: true"),
              FailsWith(absl::StatusCode::kFailedPrecondition, "STILL_IN_USE"));
  EXPECT_TRUE(IsThere("teams/buurt"));
  ASSERT_TRUE(house_.Ask(&RecallOffer, absl::StrCat("name: '", kFirstOffer, "'")).ok());
  house_.Choose(kOtherGroup, "r1");
  EXPECT_TRUE(house_.Ask(&DeleteTeam, "name: 'teams/buurt'").ok());
}

TEST_F(InUse, AProposalWhoseOfferingIsGoneCannotBeChosen) {
  Proposed("r1");
  const workflow::Case stored = house_.Stored();
  const auto& proposed = stored.proposed();
  ASSERT_GE(proposed.size(), 2);
  const int number = proposed.Get(0).parts(0).offering() == kOtherGroup ? 1 : 2;
  ASSERT_EQ(proposed.Get(number - 1).parts(0).offering(), kOtherGroup);
  ASSERT_TRUE(Delete(kOtherGroup).ok());
  const Revision before = house_.store().Latest();
  const std::string choice =
      absl::StrCat(" choice { advice: 1 proposal: ", number, " chooser: RESIDENT reason: NEARER }");
  for (const std::string validate : {" validate_only: true", ""}) {
    const auto refused = house_.Ask(&ChooseParts, CaseHouse::NameField("r1") + choice + validate);
    EXPECT_THAT(refused, FailsWith(absl::StatusCode::kNotFound, "RECORD_NOT_FOUND"));
    EXPECT_EQ(DetailIn<google::rpc::ResourceInfo>(refused.status())->resource_name(), kOtherGroup);
  }
  EXPECT_EQ(house_.store().Latest(), before);
  EXPECT_FALSE(house_.Read().has_choice());
}

TEST_F(InUse, AStepThatBeganBeforeItWasDeletedIsAborted) {
  Proposed("r1");
  const v1::ChoosePartsRequest request = ChoiceOfOtherGroup("r1");
  const workflow::Act act{.by = "ann", .time = house_.clock().Now(), .parties = {"*"}};
  auto step = BeginStep(house_.environment(), kCase, act, &request);
  ASSERT_TRUE(step.ok()) << step.status();
  ASSERT_FALSE(workflow::Choose(step->record, request, step->setting, step->act).has_value());
  ASSERT_TRUE(Delete(kOtherGroup).ok());
  EXPECT_EQ(CommitStep(house_.environment(), *step).status().code(), absl::StatusCode::kAborted);
  EXPECT_FALSE(house_.Read().has_choice());
}

TEST_F(InUse, OfAChoiceAndADeletionAtOnceOneIsRefused) {
  for (int round = 0; round < kDeletions; ++round) {
    const std::string id = absl::StrCat("r", round);
    Proposed(id);
    const v1::ChoosePartsRequest choice = ChoiceOfOtherGroup(id);
    const auto deletion = Parse<v1::DeleteOfferingRequest>(absl::StrCat("name: '", kOtherGroup, "'"));
    Call choosing = house_.NewCall("ChooseParts");
    Call deleting = house_.NewCall("DeleteOffering");
    auto deleted = std::async(std::launch::async, [&] { return Serve(deleting, deletion, &DeleteOffering).ok(); });
    const bool chosen = Serve(choosing, choice, &ChooseParts).ok();
    const bool gone = deleted.get();
    EXPECT_NE(chosen, gone) << round;
    EXPECT_EQ(IsThere(kOtherGroup), chosen) << round;
    EXPECT_EQ(storage::NamedBy(house_.Stored(id)).contains(kOtherGroup), chosen) << round;
    AsBefore(id, chosen);
  }
}

TEST_F(InUse, AnImportDoesNotRemoveIt) {
  Chosen("r1");
  const Revision before = house_.store().Latest();
  for (const std::string options : {"replace: true validate_only: true", "replace: true"}) {
    const auto response = ReplaceWithout({kOtherGroup, "teams/vak"}, options);
    ASSERT_TRUE(response.ok()) << response.status();
    EXPECT_FALSE(response->applied());
    ASSERT_EQ(response->problems_size(), 1);
    EXPECT_EQ(response->problems(0).name(), kOtherGroup);
    EXPECT_FALSE(response->problems(0).warning());
    EXPECT_THAT(response->problems(0).message().nl(), HasSubstr("nog mee loopt: 1."));
    EXPECT_THAT(response->changes(), IsEmpty());
  }
  EXPECT_EQ(house_.store().Latest(), before);
  ASSERT_TRUE(house_.Ask(&WithdrawReferral, CaseHouse::NameField("r1") + " reason: SOLVED").ok());
  const auto response = ReplaceWithout({kOtherGroup, "teams/vak"});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->applied());
  EXPECT_FALSE(IsThere(kOtherGroup));
  EXPECT_FALSE(IsThere("teams/vak"));
}

TEST_F(InUse, AnImportDoesNotRemoveThePlacesThatAreCounted) {
  ASSERT_TRUE(house_.Ask(&SetCapacity, "capacity { name: '" + CapacityName(kOtherGroup) + "' state: FULL }").ok());
  Chosen("r1");
  const auto response = ReplaceWithout({CapacityName(kOtherGroup)});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_FALSE(response->applied());
  ASSERT_EQ(response->problems_size(), 1);
  EXPECT_EQ(response->problems(0).name(), CapacityName(kOtherGroup));
  EXPECT_TRUE(IsThere(CapacityName(kOtherGroup)));
}

TEST_F(InUse, OfAChoiceAndAnImportAtOnceOneIsRefused) {
  for (int round = 0; round < kImports; ++round) {
    const std::string id = absl::StrCat("r", round);
    Proposed(id);
    const v1::ChoosePartsRequest choice = ChoiceOfOtherGroup(id);
    Call choosing = house_.NewCall("ChooseParts");
    auto imported = std::async(std::launch::async, [&] { return ReplaceWithout({kOtherGroup, "teams/vak"}); });
    std::this_thread::sleep_for(std::chrono::microseconds(20 * round));
    const bool chosen = Serve(choosing, choice, &ChooseParts).ok();
    const auto response = imported.get();
    EXPECT_NE(chosen, response.ok() && response->applied()) << round;
    EXPECT_EQ(IsThere(kOtherGroup), chosen) << round;
    AsBefore(id, chosen);
  }
}

TEST_F(InUse, AnImportLeavesAloneWhatIsUsedAndStays) {
  Chosen("r1");
  const auto response = ReplaceWithout({"teams/vak"});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->applied());
  EXPECT_TRUE(IsThere(kOtherGroup));
}

}  // namespace
}  // namespace koppel::server
