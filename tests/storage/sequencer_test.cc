#include "storage/sequencer.h"

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/memory/memory_engine.h"

namespace koppel::storage {
namespace {

// An engine that waits at a gate before it writes, counts its writes, and fails on request.
class GatedEngine : public Engine {
 public:
  std::unique_ptr<EngineView> View() const override { return memory_.View(); }
  absl::StatusOr<std::optional<std::string>> Get(const std::string& key) const override { return memory_.Get(key); }

  absl::Status Write(const std::vector<EngineWrite>& writes) override {
    std::unique_lock lock(mutex_);
    ++writes_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    return fails_ ? absl::DataLossError("the disk is full") : memory_.Write(writes);
  }

  void Close() {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }
  void Open(bool fails = false) {
    const std::lock_guard lock(mutex_);
    open_ = true;
    fails_ = fails;
    changed_.notify_all();
  }
  void AwaitWrites(int writes) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return writes_ >= writes; });
  }
  int writes() {
    const std::lock_guard lock(mutex_);
    return writes_;
  }

 private:
  MemoryEngine memory_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = true;
  bool fails_ = false;
  int writes_ = 0;
};

class SequencerTest : public ::testing::Test {
 protected:
  // Starts a commit on a thread of its own; its result is in results_[i] once they are joined.
  void Start(const Batch& batch, const std::vector<Precondition>& preconditions = {}) {
    results_.push_back(std::make_unique<absl::StatusOr<Committed>>(absl::UnknownError("not done")));
    threads_.emplace_back([this, batch, preconditions, result = results_.back().get()] {
      *result = sequencer_.Commit(batch, preconditions);
    });
  }

  // One commit is being written and waits at the gate, so that those that come now make one group behind it.
  void StartBehindGate(const std::vector<std::pair<Batch, std::vector<Precondition>>>& commits) {
    engine_.Close();
    Start(Putting("first"));
    engine_.AwaitWrites(1);
    for (const auto& [batch, preconditions] : commits) Start(batch, preconditions);
    while (sequencer_.Pending() < commits.size() + 1) std::this_thread::yield();
  }

  void Join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  static Batch Putting(const std::string& key) {
    Batch batch;
    batch.Put(key, "value");
    return batch;
  }

  std::vector<absl::StatusCode> Codes() const {
    std::vector<absl::StatusCode> codes;
    for (const auto& result : results_) codes.push_back(result->status().code());
    return codes;
  }

  GatedEngine engine_;
  Sequencer sequencer_{engine_, Limits{100, 10000}, [] { return absl::UnixEpoch(); },
                       Committed{Revision{0}, absl::UnixEpoch()}};
  std::vector<std::thread> threads_;
  std::vector<std::unique_ptr<absl::StatusOr<Committed>>> results_;
};

TEST_F(SequencerTest, CommitsThatWaitAreWrittenTogether) {
  std::vector<std::pair<Batch, std::vector<Precondition>>> commits;
  for (int i = 0; i < 20; ++i) commits.push_back({Putting(absl::StrCat("key", i)), {}});
  StartBehindGate(commits);
  engine_.Open();
  Join();
  EXPECT_THAT(Codes(), ::testing::Each(absl::StatusCode::kOk));
  EXPECT_EQ(engine_.writes(), 2);
  EXPECT_EQ(sequencer_.Latest(), Revision{21});
}

TEST_F(SequencerTest, PreconditionsLookAtCommitsOfTheSameGroup) {
  const std::vector<Precondition> absent = {{"key", Revision{0}}};
  StartBehindGate({{Putting("key"), absent}, {Putting("key"), absent}, {Putting("key"), absent}});
  engine_.Open();
  Join();
  EXPECT_EQ(engine_.writes(), 2);
  EXPECT_THAT(Codes(), ::testing::UnorderedElementsAre(absl::StatusCode::kOk, absl::StatusCode::kOk,
                                                       absl::StatusCode::kAborted, absl::StatusCode::kAborted));
  EXPECT_EQ(sequencer_.Latest(), Revision{2});
}

TEST_F(SequencerTest, AFailedWriteIsUnavailableForItsWholeGroupAndForAllAfterIt) {
  StartBehindGate({{Putting("a"), {}}, {Putting("b"), {{"none", Revision{9}}}}});
  engine_.Open(/*fails=*/true);
  Join();
  EXPECT_THAT(Codes(), ::testing::Each(absl::StatusCode::kUnavailable));
  engine_.Open(/*fails=*/false);
  EXPECT_EQ(sequencer_.Commit(Putting("c"), {}).status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(sequencer_.Ready().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(sequencer_.Ready().message()), ::testing::HasSubstr("the disk is full"));
}

TEST_F(SequencerTest, AFailedWriteIsNotPublished) {
  int told = 0;
  const auto subscription = sequencer_.Watch("", Revision{0}, [&told](const ChangeSet&) { ++told; });
  ASSERT_TRUE(sequencer_.Commit(Putting("a"), {}).ok());
  engine_.Open(/*fails=*/true);
  EXPECT_FALSE(sequencer_.Commit(Putting("b"), {}).ok());
  EXPECT_EQ(told, 1);
  EXPECT_EQ(sequencer_.Latest(), Revision{1});
}

TEST_F(SequencerTest, WatchersAreToldBeforeCommitReturns) {
  Revision told;
  const auto subscription =
      sequencer_.Watch("", Revision{0}, [&told](const ChangeSet& change) { told = change.revision; });
  const absl::StatusOr<Committed> committed = sequencer_.Commit(Putting("a"), {});
  ASSERT_TRUE(committed.ok());
  EXPECT_EQ(told, committed->revision);
}

TEST_F(SequencerTest, ACommitThatIsRefusedWritesNothing) {
  EXPECT_EQ(sequencer_.Commit(Putting("a"), {{{"none", Revision{9}}}}).status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(engine_.writes(), 0);
  EXPECT_EQ(sequencer_.Pending(), 0);
}

}  // namespace
}  // namespace koppel::storage
