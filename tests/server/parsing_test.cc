#include "server/parsing.h"

#include "koppel/v1/matching_service.pb.h"
#include "server/limits.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

// Serialises although a text is not UTF-8, as a careless client does.
std::string BytesWith(const std::string& subtopic, const std::string& language) {
  v1::MatchRequest request;
  request.mutable_referral()->add_needs();
  request.mutable_referral()->add_needs()->set_subtopic(subtopic);
  request.mutable_referral()->add_languages("nl");
  request.mutable_referral()->add_languages(language);
  return request.SerializeAsString();
}

TEST(Parsing, EveryFieldThatIsNotUtf8IsNamed) {
  v1::MatchRequest request;
  const absl::Status status = ParseRequest(BytesWith("caf\xe9", "\xff"), "Match", request);
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(status), testing::ElementsAre("referral.needs[1].subtopic", "referral.languages[1]"));
  EXPECT_THAT(std::string(status.message()),
              testing::HasSubstr("referral.needs[1].subtopic: is not UTF-8 from byte 4"));
}

TEST(Parsing, WhatIsUtf8Passes) {
  v1::MatchRequest request;
  EXPECT_TRUE(ParseRequest(BytesWith("caf\u00e9", "nl"), "Match", request).ok());
  EXPECT_EQ(request.referral().needs(1).subtopic(), "caf\u00e9");
}

TEST(Parsing, BytesThatAreNoMessageAreRefused) {
  v1::MatchRequest request;
  EXPECT_THAT(ParseRequest("\x0a\xff\xff\xff", "Match", request),
              FailsWith(absl::StatusCode::kInvalidArgument, "NOT_A_MESSAGE"));
}

TEST(Parsing, AMessageOverTheLimitIsRefusedWithItsSize) {
  v1::MatchRequest request;
  const absl::Status status = ParseRequest(std::string(kMaxMessageBytes + 1, 'x'), "Match", request);
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kResourceExhausted, "MESSAGE_TOO_LARGE"));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("4194305"));
}

TEST(Parsing, DeepNestingDoesNotExhaustTheStack) {
  std::string bytes;
  for (int i = 0; i < 2000; ++i)
    bytes = "\x0a" + std::string(1, static_cast<char>(std::min<size_t>(bytes.size(), 100))) + bytes.substr(0, 100);
  v1::MatchRequest request;
  EXPECT_FALSE(ParseRequest(bytes + "\xff", "Match", request).ok());
}

}  // namespace
}  // namespace koppel::server
