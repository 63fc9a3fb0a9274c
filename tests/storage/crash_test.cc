// Kills a program that commits, again and again, and looks whether all it had acknowledged is there.
//
// KOPPEL_CRASH_ROUNDS sets the number of rounds.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>
#include <random>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/storage/temp_folder.h"

namespace koppel::storage {
namespace {

int Rounds() {
  const char* rounds = std::getenv("KOPPEL_CRASH_ROUNDS");
  return rounds == nullptr ? 10 : std::atoi(rounds);
}

// A running storage_writer and the keys it acknowledged.
class Writer {
 public:
  Writer(const std::string& folder, int round) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) abort();
    const std::string round_text = std::to_string(round);
    child_ = fork();
    if (child_ == 0) {
      dup2(pipe_ends[1], STDOUT_FILENO);
      close(pipe_ends[0]);
      execl(STORAGE_WRITER, STORAGE_WRITER, folder.c_str(), round_text.c_str(), nullptr);
      _exit(127);
    }
    close(pipe_ends[1]);
    output_ = fdopen(pipe_ends[0], "r");
  }
  ~Writer() { fclose(output_); }

  // Reads acknowledged keys, `count` at most; fewer when the program ended.
  std::set<std::string> Read(size_t count) {
    std::set<std::string> keys;
    char line[256];
    while (keys.size() < count && fgets(line, sizeof(line), output_) != nullptr) {
      const std::string key(line);
      if (key.ends_with('\n')) keys.insert(key.substr(0, key.size() - 1));
    }
    return keys;
  }

  // Whether it was alive until then.
  bool Kill() const {
    int status = 0;
    kill(child_, SIGKILL);
    return waitpid(child_, &status, 0) == child_ && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
  }

 private:
  pid_t child_;
  FILE* output_;
};

TEST(Crash, LosesNothingThatWasAcknowledged) {
  TempFolder folder;
  std::mt19937 random(20261121);
  std::set<std::string> acknowledged;
  for (int round = 0; round < Rounds(); ++round) {
    Writer writer(folder.path(), round);
    const size_t count = std::uniform_int_distribution<size_t>(1, 300)(random);
    acknowledged.merge(writer.Read(count));
    ASSERT_TRUE(writer.Kill()) << "the program ended by itself";
    acknowledged.merge(writer.Read(-1));
    const auto store = RocksDbStore::Open(folder.path(), {.clock = [] { return absl::UnixEpoch(); }});
    ASSERT_TRUE(store.ok()) << store.status();
    ASSERT_TRUE((*store)->Verify().ok()) << (*store)->Verify();
    for (const std::string& key : acknowledged) {
      const absl::StatusOr<Record> record = (*store)->Get(key);
      ASSERT_TRUE(record.ok()) << record.status();
      EXPECT_EQ(record->value, absl::StrCat("value of ", key));
    }
  }
  EXPECT_GE(acknowledged.size(), Rounds());
}

}  // namespace
}  // namespace koppel::storage
