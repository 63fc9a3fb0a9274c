#include "storage/keys.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/encoding.h"

namespace koppel::storage {
namespace {

using ::testing::ElementsAre;

constexpr int kRounds = 2000;

// Short keys of few different bytes, so that one is often the start of another.
std::string RandomKey(std::mt19937& random) {
  constexpr char kBytes[] = {'\x00', '\x01', 'a', '/', '\xff'};
  std::string key(std::uniform_int_distribution<size_t>(0, 6)(random), ' ');
  for (char& byte : key) byte = kBytes[std::uniform_int_distribution<size_t>(0, 4)(random)];
  return key;
}

Revision RandomRevision(std::mt19937& random) {
  const int bits = std::uniform_int_distribution<int>(0, 62)(random);
  return {std::uniform_int_distribution<int64_t>(0, int64_t{1} << bits)(random)};
}

int Sign(int number) { return (number > 0) - (number < 0); }

template <typename T>
int Compare(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

TEST(Keys, TagsOnDiskStayWhatTheyAre) {
  EXPECT_EQ(MetaKey("last"), "\x01last");
  EXPECT_EQ(CurrentKey("a"),
            "\x02"
            "a");
  EXPECT_EQ(ChangeKey(Revision{258}), std::string("\x03\0\0\0\0\0\0\1\2", 9));
  EXPECT_EQ(HistoryKey(std::string("a\0b", 3), Revision{1}), std::string("\x04"
                                                                         "a\0\xff"
                                                                         "b\0\1\0\0\0\0\0\0\0\1",
                                                                         15));
}

TEST(Keys, ComeBackAsTheyWere) {
  std::mt19937 random(1);
  for (int round = 0; round < kRounds; ++round) {
    const std::string key = RandomKey(random);
    const Revision revision = RandomRevision(random);
    EXPECT_EQ(DecodeCurrentKey(CurrentKey(key)), key);
    EXPECT_EQ(DecodeChangeKey(ChangeKey(revision)), revision);
    EXPECT_EQ(DecodeHistoryKey(HistoryKey(key, revision)), std::make_pair(key, revision));
  }
}

TEST(Keys, AreInTheOrderOfTheirValues) {
  std::mt19937 random(2);
  for (int round = 0; round < kRounds; ++round) {
    const std::pair<std::string, Revision> a{RandomKey(random), RandomRevision(random)};
    const std::pair<std::string, Revision> b{RandomKey(random), RandomRevision(random)};
    EXPECT_EQ(Sign(CurrentKey(a.first).compare(CurrentKey(b.first))), Sign(a.first.compare(b.first)));
    EXPECT_EQ(Sign(ChangeKey(a.second).compare(ChangeKey(b.second))), Compare(a.second, b.second));
    EXPECT_EQ(Sign(HistoryKey(a.first, a.second).compare(HistoryKey(b.first, b.second))), Compare(a, b));
  }
}

TEST(Keys, HistoryOfOneKeyHoldsNoOther) {
  std::mt19937 random(3);
  for (int round = 0; round < kRounds; ++round) {
    const std::string a = RandomKey(random);
    const std::string b = RandomKey(random);
    EXPECT_EQ(HistoryKey(b, RandomRevision(random)).starts_with(HistoryPrefix(a)), a == b);
  }
}

TEST(Keys, PrefixEndIsTheFirstKeyAfterThePrefix) {
  EXPECT_EQ(PrefixEnd("ab"), "ac");
  EXPECT_EQ(PrefixEnd("a\xff\xff"), "b");
  EXPECT_EQ(PrefixEnd("\xff"), "");
  EXPECT_EQ(PrefixEnd(""), "");
  EXPECT_EQ(TagEnd(Tag::kCurrent), "\x03");
}

TEST(Keys, DamagedOnesAreNoKeys) {
  EXPECT_EQ(DecodeCurrentKey("\x03"
                             "a"),
            std::nullopt);
  EXPECT_EQ(DecodeChangeKey("\x03"
                            "1234567"),
            std::nullopt);
  EXPECT_EQ(DecodeChangeKey("\x03"
                            "123456789"),
            std::nullopt);
  EXPECT_EQ(DecodeChangeKey("\x03\xff\xff\xff\xff\xff\xff\xff\xff"), std::nullopt);
  EXPECT_EQ(DecodeHistoryKey("\x04"
                             "abc"),
            std::nullopt);
  EXPECT_EQ(DecodeHistoryKey(std::string("\x04"
                                         "a\0\2",
                                         4)),
            std::nullopt);
  EXPECT_EQ(DecodeHistoryKey(HistoryPrefix("a") + "1234"), std::nullopt);
}

TEST(Encoding, RecordsComeBackAsTheyWere) {
  const Committed commit{Revision{7}, absl::FromUnixMicros(-5)};
  const absl::StatusOr<Record> record = DecodeRecord("key", EncodeRecord("value", commit));
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->key, "key");
  EXPECT_EQ(record->value, "value");
  EXPECT_EQ(record->revision, commit.revision);
  EXPECT_EQ(record->time, commit.time);
}

TEST(Encoding, ChangesComeBackAsTheyWere) {
  const ChangeSet change{Revision{7}, absl::FromUnixMicros(12), {"b", "", std::string("\0a", 2)}};
  const absl::StatusOr<ChangeSet> decoded = DecodeChange(Revision{7}, EncodeChange(change));
  ASSERT_TRUE(decoded.ok()) << decoded.status();
  EXPECT_EQ(decoded->time, change.time);
  EXPECT_THAT(decoded->keys, ElementsAre("b", "", std::string("\0a", 2)));
}

TEST(Encoding, BytesThatAreCutOffAreDataLoss) {
  const std::string record = EncodeRecord("", {Revision{7}, absl::UnixEpoch()});
  const std::string change = EncodeChange({Revision{7}, absl::UnixEpoch(), {"key"}});
  for (size_t size = 0; size < record.size(); ++size) {
    EXPECT_EQ(DecodeRecord("key", record.substr(0, size)).status().code(), absl::StatusCode::kDataLoss) << size;
  }
  for (size_t size = 10; size < change.size(); ++size) {
    EXPECT_EQ(DecodeChange(Revision{7}, change.substr(0, size)).status().code(), absl::StatusCode::kDataLoss) << size;
  }
}

TEST(Encoding, ALaterLayoutIsRefused) {
  std::string record = EncodeRecord("", {Revision{7}, absl::UnixEpoch()});
  record[0] = 2;
  const absl::Status status = DecodeRecord("key", record).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("the record 'key' has layout 2"));
}

}  // namespace
}  // namespace koppel::storage
