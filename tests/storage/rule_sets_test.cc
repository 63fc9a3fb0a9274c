#include "storage/rule_sets.h"

#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/message_differencer.h"
#include "gtest/gtest.h"
#include "koppel/internal/record.pb.h"
#include "storage/directory.h"
#include "storage/memory/memory_store.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/budget_store.h"
#include "tests/storage/entries.h"
#include "tests/storage/temp_folder.h"

namespace koppel::storage {
namespace {

using ::google::protobuf::util::MessageDifferencer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kNl[] = "ruleSets/nl";
constexpr char kAmersfoort[] = "ruleSets/gm0307";

RuleRevision RevisionNumbered(const std::string& name, int number, const std::string& description = "") {
  RuleRevision revision;
  revision.rule_set.set_name(name);
  revision.rule_set.set_revision(number);
  revision.rule_set.set_description(description);
  revision.rule_set.add_conditions()->set_id("serves-area");
  revision.author = "ann";
  revision.note = absl::StrCat("revision ", number);
  return revision;
}

RuleActivation ActivationOf(const std::string& name, int number) {
  RuleActivation activation;
  activation.name = name;
  activation.revision = number;
  activation.start_date = "2026-12-01";
  activation.activated_by = "bea";
  return activation;
}

RuleChanges Adding(std::vector<RuleRevision> revisions, Revision expected_head = {}) {
  RuleChanges changes;
  changes.add = std::move(revisions);
  changes.expected_head = expected_head;
  return changes;
}

RuleChanges Activating(std::vector<RuleActivation> activations, Revision expected_head = {}) {
  RuleChanges changes;
  changes.activate = std::move(activations);
  changes.expected_head = expected_head;
  return changes;
}

RuleChanges AddingActive(RuleRevision revision, RuleActivation activation) {
  RuleChanges changes = Adding({std::move(revision)});
  changes.activate = {std::move(activation)};
  return changes;
}

// With a request id; the response says when.
RuleChanges Remembered(RuleChanges changes) {
  changes.request_id = "id";
  changes.request_digest = "digest";
  changes.response = [](absl::Time time) { return absl::StrCat("done at ", absl::ToUnixSeconds(time)); };
  return changes;
}

// An index in one line: every set with its latest revision and what was activated when.
std::string Describe(const RuleIndex& index) {
  const auto activation = [](std::string* out, const RuleActivation& each) {
    absl::StrAppend(out, each.revision, " from ", each.start_date, " by ", each.activated_by,
                    each.rollback ? " back" : "", " at ", absl::ToUnixSeconds(each.activate_time));
  };
  const auto set = [&activation](std::string* out, const RuleSetEntry& each) {
    absl::StrAppend(out, each.name, " ", each.latest, " [", absl::StrJoin(each.activations, ", ", activation), "]");
  };
  return absl::StrCat("head ", index.head.value, ": ", absl::StrJoin(index.sets, "; ", set));
}

// Each engine, with a clock that is moved by hand.
class RuleSetsTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override { Open(); }

  bool OnDisk() const { return std::string(GetParam()) == "RocksDb"; }

  void Open() {
    const auto clock = [this] { return now_; };
    rule_sets_ = nullptr;
    store_ = nullptr;
    if (OnDisk()) {
      auto store = RocksDbStore::Open(folder_.path(), {.clock = clock, .sync = false});
      ASSERT_TRUE(store.ok()) << store.status();
      store_ = *std::move(store);
    } else {
      MemoryStore::Options options;
      options.clock = clock;
      options.conflicts = 0.2;
      store_ = std::make_unique<MemoryStore>(std::move(options));
    }
    rule_sets_ = std::make_unique<RuleSets>(*store_);
  }

  Committed Apply(RuleChanges changes) {
    changes.expected_head = Index().head;
    absl::StatusOr<Committed> committed = rule_sets_->Apply(changes);
    EXPECT_TRUE(committed.ok()) << committed.status();
    return committed.value_or(Committed{});
  }

  Committed Add(std::vector<RuleRevision> revisions) { return Apply(Adding(std::move(revisions))); }
  Committed Activate(std::vector<RuleActivation> activations) { return Apply(Activating(std::move(activations))); }

  absl::StatusCode ApplyCode(const RuleChanges& changes) { return rule_sets_->Apply(changes).status().code(); }

  RuleIndex Index() {
    absl::StatusOr<RuleIndex> index = rule_sets_->ReadIndex();
    EXPECT_TRUE(index.ok()) << index.status();
    return index.value_or(RuleIndex{});
  }

  void PutRaw(const std::string& key, const std::string& value) {
    Batch batch;
    batch.Put(key, value);
    ASSERT_TRUE(store_->Commit(batch, {}).ok());
  }

  absl::Time now_ = absl::FromUnixSeconds(1000);
  TempFolder folder_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<RuleSets> rule_sets_;
};

INSTANTIATE_TEST_SUITE_P(Engines, RuleSetsTest, ::testing::Values("Memory", "RocksDb"),
                         [](const auto& info) { return std::string(info.param); });

TEST_P(RuleSetsTest, AnEmptyStoreHasNoSets) {
  EXPECT_EQ(Describe(Index()), "head 0: ");
  EXPECT_EQ(rule_sets_->Get(kNl, 1).status().code(), absl::StatusCode::kNotFound);
}

TEST_P(RuleSetsTest, ARevisionComesBackAsItWasWritten) {
  const RuleRevision written = RevisionNumbered(kNl, 1, "Landelijke regels");
  Add({written});
  const absl::StatusOr<RuleRevision> read = rule_sets_->Get(kNl, 1);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_TRUE(MessageDifferencer::Equals(read->rule_set, written.rule_set)) << read->rule_set.DebugString();
  EXPECT_EQ(read->author, "ann");
  EXPECT_EQ(read->note, "revision 1");
  EXPECT_EQ(read->create_time, now_);
}

TEST_P(RuleSetsTest, TheIndexHasSetsByNameAndActivationsOldestFirst) {
  Add({RevisionNumbered(kNl, 1), RevisionNumbered(kAmersfoort, 1)});
  now_ = absl::FromUnixSeconds(2000);
  Activate({ActivationOf(kNl, 1)});
  Add({RevisionNumbered(kNl, 2)});
  now_ = absl::FromUnixSeconds(3000);
  Activate({ActivationOf(kNl, 2), ActivationOf(kAmersfoort, 1)});
  RuleActivation back = ActivationOf(kNl, 1);
  back.rollback = true;
  const Revision head = Activate({back}).revision;
  EXPECT_EQ(Describe(Index()),
            absl::StrCat("head ", head.value,
                         ": ruleSets/gm0307 1 [1 from 2026-12-01 by bea at 3000]; "
                         "ruleSets/nl 2 [1 from 2026-12-01 by bea at 2000, 2 from 2026-12-01 by bea at 3000, "
                         "1 from 2026-12-01 by bea back at 3000]"));
}

TEST_P(RuleSetsTest, ARevisionIsAddedAndActivatedInOneCommit) {
  const Committed committed = Apply(AddingActive(RevisionNumbered(kNl, 1), ActivationOf(kNl, 1)));
  EXPECT_EQ(committed.time, now_);
  EXPECT_EQ(Describe(Index()), "head 1: ruleSets/nl 1 [1 from 2026-12-01 by bea at 1000]");
}

TEST_P(RuleSetsTest, TimesAreThoseOfTheCommitWhateverTheCallerSays) {
  RuleRevision revision = RevisionNumbered(kNl, 1);
  revision.create_time = absl::FromUnixSeconds(5);
  RuleActivation activation = ActivationOf(kNl, 1);
  activation.activate_time = absl::FromUnixSeconds(5);
  Apply(AddingActive(revision, activation));
  EXPECT_EQ(rule_sets_->Get(kNl, 1)->create_time, now_);
  EXPECT_EQ(Index().sets[0].activations[0].activate_time, now_);
}

TEST_P(RuleSetsTest, WhatIsOnDiskIsThereAfterOpeningAgain) {
  Add({RevisionNumbered(kNl, 1, "first"), RevisionNumbered(kAmersfoort, 1)});
  Activate({ActivationOf(kNl, 1)});
  const std::string before = Describe(Index());
  if (OnDisk()) Open();
  EXPECT_EQ(Describe(Index()), before);
  EXPECT_EQ(rule_sets_->Get(kNl, 1)->rule_set.description(), "first");
  Add({RevisionNumbered(kNl, 2)});
  EXPECT_EQ(Index().sets[1].latest, 2);
}

TEST_P(RuleSetsTest, ManyRevisionsAreAllKept) {
  constexpr int kRevisions = 120;
  for (int number = 1; number <= kRevisions; ++number) Add({RevisionNumbered(kNl, number, absl::StrCat("d", number))});
  EXPECT_EQ(Index().sets[0].latest, kRevisions);
  for (int number = 1; number <= kRevisions; ++number) {
    EXPECT_EQ(rule_sets_->Get(kNl, number)->rule_set.description(), absl::StrCat("d", number));
  }
  EXPECT_EQ(rule_sets_->Get(kNl, kRevisions + 1).status().code(), absl::StatusCode::kNotFound);
}

TEST_P(RuleSetsTest, GetOfWhatIsNoRevisionIsNotFound) {
  Add({RevisionNumbered(kNl, 1)});
  for (const char* name : {"", "nl", "ruleSets/", "ruleSets/NL", "ruleSets/nl/revisions", "providers/nl"}) {
    EXPECT_EQ(rule_sets_->Get(name, 1).status().code(), absl::StatusCode::kNotFound) << name;
  }
  EXPECT_EQ(rule_sets_->Get(kNl, 0).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(rule_sets_->Get(kNl, -1).status().code(), absl::StatusCode::kNotFound);
}

TEST_P(RuleSetsTest, ANumberThatIsNotTheNextOneIsRefused) {
  Add({RevisionNumbered(kNl, 1)});
  const std::string before = Describe(Index());
  for (const int number : {-1, 0, 1, 3}) {
    EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(kNl, number)}, Index().head)), absl::StatusCode::kInvalidArgument)
        << number;
  }
  EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(kAmersfoort, 2)}, Index().head)), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Describe(Index()), before);
}

TEST_P(RuleSetsTest, AnActivationOfARevisionThatDoesNotExistIsRefused) {
  Add({RevisionNumbered(kNl, 1)});
  const Revision head = Index().head;
  for (const int number : {-1, 0, 2}) {
    EXPECT_EQ(ApplyCode(Activating({ActivationOf(kNl, number)}, head)), absl::StatusCode::kInvalidArgument) << number;
  }
  EXPECT_EQ(ApplyCode(Activating({ActivationOf(kAmersfoort, 1)}, head)), absl::StatusCode::kInvalidArgument);
}

TEST_P(RuleSetsTest, OneActivationThatCannotBeLeavesAllUndone) {
  Add({RevisionNumbered(kNl, 1)});
  const std::string before = Describe(Index());
  EXPECT_EQ(ApplyCode(Activating({ActivationOf(kNl, 1), ActivationOf(kAmersfoort, 1)}, Index().head)),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Describe(Index()), before);
}

TEST_P(RuleSetsTest, ASetTwiceIsRefused) {
  Add({RevisionNumbered(kNl, 1)});
  const Revision head = Index().head;
  EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(kNl, 2), RevisionNumbered(kNl, 3)}, head)),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ApplyCode(Activating({ActivationOf(kNl, 1), ActivationOf(kNl, 1)}, head)),
            absl::StatusCode::kInvalidArgument);
}

TEST_P(RuleSetsTest, WhatIsNoNameOfASetIsRefused) {
  for (const char* name : {"", "nl", "ruleSets/", "ruleSets/NL", "ruleSets/a/b", "teams/nl"}) {
    EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(name, 1)})), absl::StatusCode::kInvalidArgument) << name;
  }
}

TEST_P(RuleSetsTest, NothingToWriteIsRefused) {
  EXPECT_EQ(ApplyCode(RuleChanges()), absl::StatusCode::kInvalidArgument);
}

TEST_P(RuleSetsTest, AWriteThatExpectsAnOldHeadIsAborted) {
  const Revision old = Index().head;
  Add({RevisionNumbered(kNl, 1)});
  EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(kAmersfoort, 1)}, old)), absl::StatusCode::kAborted);
  EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(kNl, 1)}, old)), absl::StatusCode::kAborted)
      << "that the number is taken is no fault of the caller";
  EXPECT_EQ(Index().sets.size(), 1);
}

TEST_P(RuleSetsTest, ACommitBesideTheRulesDoesNotMoveTheHead) {
  const Revision head = Add({RevisionNumbered(kNl, 1)}).revision;
  Directory directory(*store_);
  Changes changes;
  changes.put = OneOfEach();
  ASSERT_TRUE(directory.Apply(changes).ok());
  EXPECT_EQ(Index().head, head);
  EXPECT_GT(Add({RevisionNumbered(kNl, 2)}).revision.value, head.value + 1);
}

TEST_P(RuleSetsTest, ARequestIsRememberedWithTheTimeOfItsCommit) {
  Apply(Remembered(Adding({RevisionNumbered(kNl, 1)})));
  const auto remembered = Directory(*store_).Recall("id");
  ASSERT_TRUE(remembered.ok() && remembered->has_value()) << remembered.status();
  EXPECT_EQ((*remembered)->digest, "digest");
  EXPECT_EQ((*remembered)->response, "done at 1000");
}

TEST_P(RuleSetsTest, ARequestIdIsUsedOnceInTheWholeStore) {
  Directory directory(*store_);
  Changes used;
  used.request_id = "id";
  used.response = [](const std::vector<Stored>&) { return ""; };
  ASSERT_TRUE(directory.Apply(used).ok());
  EXPECT_EQ(ApplyCode(Remembered(Adding({RevisionNumbered(kNl, 1)}))), absl::StatusCode::kAborted);
  EXPECT_THAT(Index().sets, IsEmpty());
}

TEST_P(RuleSetsTest, ARequestThatChangesNothingIsRememberedAndMovesNoHead) {
  const Revision head = Add({RevisionNumbered(kNl, 1)}).revision;
  Apply(Remembered(RuleChanges()));
  EXPECT_EQ((*Directory(*store_).Recall("id"))->response, "done at 1000");
  EXPECT_EQ(Index().head, head);
}

TEST_P(RuleSetsTest, ARequestIdWithoutAResponseIsRefused) {
  RuleChanges changes = Remembered(Adding({RevisionNumbered(kNl, 1)}));
  changes.response = nullptr;
  EXPECT_EQ(ApplyCode(changes), absl::StatusCode::kInvalidArgument);
}

TEST_P(RuleSetsTest, WatchTellsOfRulesAndOfNothingElse) {
  Add({RevisionNumbered(kNl, 1)});
  std::vector<int64_t> told;
  const auto subscription =
      rule_sets_->Watch(Revision{0}, [&told](Revision revision) { told.push_back(revision.value); });
  ASSERT_TRUE(subscription.ok()) << subscription.status();
  Apply(Remembered(RuleChanges()));
  PutRaw("rules/unheard", "");
  Activate({ActivationOf(kNl, 1)});
  EXPECT_THAT(told, ElementsAre(1, 4));
}

TEST_P(RuleSetsTest, ADamagedRecordIsDataLossThatNamesTheKey) {
  Add({RevisionNumbered(kNl, 1)});
  PutRaw("rules/revision/nl/0000000001", "no message");
  const absl::Status revision = rule_sets_->Get(kNl, 1).status();
  EXPECT_EQ(revision.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(revision.message()), HasSubstr("rules/revision/nl/0000000001"));
  PutRaw("rules/set/nl", "");
  const absl::Status index = rule_sets_->ReadIndex().status();
  EXPECT_EQ(index.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(index.message()), HasSubstr("rules/set/nl"));
  EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(kNl, 2)})), absl::StatusCode::kDataLoss);
}

TEST_P(RuleSetsTest, ARecordOfALaterVersionIsRefusedByName) {
  koppel::internal::RuleRevisionRecord revision;
  revision.set_schema_version(2);
  PutRaw("rules/revision/nl/0000000001", revision.SerializeAsString());
  const absl::Status get = rule_sets_->Get(kNl, 1).status();
  EXPECT_EQ(get.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(get.message()), HasSubstr("'rules/revision/nl/0000000001' has schema 2"));
  koppel::internal::RuleSetRecord set;
  set.set_schema_version(2);
  PutRaw("rules/set/nl", set.SerializeAsString());
  const absl::Status index = rule_sets_->ReadIndex().status();
  EXPECT_EQ(index.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(index.message()), HasSubstr("'rules/set/nl' has schema 2"));
}

TEST_P(RuleSetsTest, MoreThanTheStoreTakesIsRefusedAndLeavesNothing) {
  const std::string large(store_->limits().max_bytes + 1, 'x');
  EXPECT_EQ(ApplyCode(Adding({RevisionNumbered(kNl, 1, large)})), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Index().sets, IsEmpty());
  Add({RevisionNumbered(kNl, 1)});
}

TEST_P(RuleSetsTest, TwoThatWriteAtOnceDoNotOverwriteEachOther) {
  constexpr int kThreads = 4;
  constexpr int kRevisions = 10;
  const auto add_next = [this] {
    const RuleIndex index = *rule_sets_->ReadIndex();
    const int latest = index.sets.empty() ? 0 : index.sets[0].latest;
    RuleChanges changes = Adding({RevisionNumbered(kNl, latest + 1)}, index.head);
    if (latest > 0) changes.activate = {ActivationOf(kNl, latest)};
    return rule_sets_->Apply(changes).status();
  };
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&add_next] {
      for (int i = 0; i < kRevisions; ++i) {
        absl::Status status = add_next();
        while (absl::IsAborted(status)) status = add_next();
        ASSERT_TRUE(status.ok()) << status;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const RuleIndex index = Index();
  EXPECT_EQ(index.sets[0].latest, kThreads * kRevisions);
  ASSERT_EQ(index.sets[0].activations.size(), kThreads * kRevisions - 1);
  for (int i = 0; i < kThreads * kRevisions - 1; ++i) EXPECT_EQ(index.sets[0].activations[i].revision, i + 1);
}

// What comes between reading and committing is seen by the commit itself.
TEST_P(RuleSetsTest, AChangeBetweenReadingAndCommittingIsAborted) {
  BudgetStore store(*store_, 100, BudgetStore::Last::kLost);
  bool once = true;
  store.before_commit = [&] {
    if (std::exchange(once, false)) Add({RevisionNumbered(kAmersfoort, 1)});
  };
  EXPECT_EQ(RuleSets(store).Apply(Adding({RevisionNumbered(kNl, 1)})).status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(Index().sets.size(), 1);
}

TEST_P(RuleSetsTest, ARequestIdThatIsUsedBetweenReadingAndCommittingIsAborted) {
  BudgetStore store(*store_, 100, BudgetStore::Last::kLost);
  store.before_commit = [&] { PutRaw("request/id", ""); };
  EXPECT_EQ(RuleSets(store).Apply(Remembered(Adding({RevisionNumbered(kNl, 1)}))).status().code(),
            absl::StatusCode::kAborted);
  EXPECT_THAT(Index().sets, IsEmpty());
}

// A commit whose outcome is not known happened as a whole or not at all.
TEST_P(RuleSetsTest, AWriteThatDiesIsUnavailableAndWholeOrNotThere) {
  for (const BudgetStore::Last last : {BudgetStore::Last::kLost, BudgetStore::Last::kKept}) {
    BudgetStore mortal(*store_, 0, last);
    const RuleChanges changes = AddingActive(RevisionNumbered(kNl, 1), ActivationOf(kNl, 1));
    EXPECT_EQ(RuleSets(mortal).Apply(changes).status().code(), absl::StatusCode::kUnavailable);
    EXPECT_EQ(Index().sets.size(), last == BudgetStore::Last::kKept ? 1 : 0);
    EXPECT_EQ(rule_sets_->Get(kNl, 1).ok(), last == BudgetStore::Last::kKept);
  }
  EXPECT_EQ(Index().sets[0].activations.size(), 1);
}

}  // namespace
}  // namespace koppel::storage
