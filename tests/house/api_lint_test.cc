#include "tests/house/api_lint.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "gtest/gtest.h"

namespace koppel::house {
namespace {

using ::google::protobuf::DescriptorPool;
using ::google::protobuf::FileDescriptorProto;
using ::google::protobuf::FileDescriptorSet;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr char kNumbersPath[] = KOPPEL_SOURCE_DIR "/tests/house/api_numbers.txt";

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Files as protoc left them, with their comments.
class Protoset {
 public:
  explicit Protoset(const std::string& path) {
    EXPECT_TRUE(set_.ParseFromString(ReadFile(path))) << path;
    for (const FileDescriptorProto& file : set_.file()) pool_.BuildFile(file);
  }

  Files OfPackage(const std::string& package) const {
    Files files;
    for (const FileDescriptorProto& file : set_.file()) {
      if (file.package() == package) files.push_back(pool_.FindFileByName(file.name()));
    }
    return files;
  }

 private:
  FileDescriptorSet set_;
  DescriptorPool pool_;
};

const Protoset& Project() {
  static const auto& protos = *new Protoset(KOPPEL_BINARY_DIR "/proto/generated/koppel.protoset");
  return protos;
}

const Protoset& Manners() {
  static const auto& protos = *new Protoset(KOPPEL_BINARY_DIR "/tests/house/manners.protoset");
  return protos;
}

// The numbers that callers, and records on disk, rely on.
Numbers CurrentNumbers() {
  Numbers numbers = NumbersOf(Project().OfPackage("koppel.v1"));
  numbers.merge(NumbersOf(Project().OfPackage("koppel.internal")));
  return numbers;
}

TEST(ApiLint, ThePublicApiHasGoodManners) {
  const Files files = Project().OfPackage("koppel.v1");
  ASSERT_THAT(files, SizeIs(testing::Ge(10)));
  EXPECT_THAT(LintApi(files), IsEmpty());
}

// With KOPPEL_UPDATE_API_NUMBERS=1 the list is written instead: look at the difference before committing it.
TEST(ApiLint, NumbersNeverChange) {
  const Numbers now = CurrentNumbers();
  if (std::getenv("KOPPEL_UPDATE_API_NUMBERS") != nullptr) std::ofstream(kNumbersPath) << FormatNumbers(now);
  EXPECT_THAT(CompareNumbers(ParseNumbers(ReadFile(kNumbersPath)), now), IsEmpty());
}

TEST(ApiLint, NothingIsFoundInAGoodFile) {
  ASSERT_THAT(Manners().OfPackage("good"), SizeIs(1));
  EXPECT_THAT(LintApi(Manners().OfPackage("good")), IsEmpty());
}

TEST(ApiLint, EveryFaultIsFoundInABadFile) {
  EXPECT_THAT(LintApi(Manners().OfPackage("bad")),
              UnorderedElementsAre(
                  "bad.Silent has no comment", "bad.Silent.field has no comment", "bad.Silent.choice has no comment",
                  "bad.Silent.words has no comment", "bad.Mute has no comment", "bad.MUTE_UNSPECIFIED has no comment",
                  "bad.Wrong.State does not start with STATE_UNSPECIFIED", "bad.Wrong.badName is not in snake_case",
                  "bad.Wrong.send_time is neither a Timestamp nor a time of day",
                  "bad.Wrong.start_date is no date in text", "bad.CreateThingRequest has no request_id",
                  "bad.CreateThingRequest has no validate_only", "bad.CreateThingRequest has no thing_id",
                  "bad.Thing has no name", "bad.Thing has no etag", "bad.Things.GetThing does not take GetThingRequest",
                  "bad.ListThingsRequest has no name", "bad.Things.ListThings does not give bad.ListThingsResponse",
                  "bad.ListThingsRequest has no page_size", "bad.ListThingsRequest has no page_token",
                  "bad.Found has no next_page_token", "bad.Found does not have what it lists in field 1"));
}

TEST(ApiLint, ChangedNumbersAreFound) {
  EXPECT_THAT(CompareNumbers(ParseNumbers("a.b=1\na.c=2\na.d=3\n"), {{"a.b", 1}, {"a.c", 4}, {"a.e", 5}}),
              ElementsAre("a.c was 2 and is 4", "a.d is gone: reserve 3", "a.e=5 is new"));
  EXPECT_EQ(ParseNumbers(FormatNumbers({{"a.b", 1}})), (Numbers{{"a.b", 1}}));
}

}  // namespace
}  // namespace koppel::house
