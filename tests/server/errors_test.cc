#include "server/errors.h"

#include "server/limits.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::HasSubstr;

std::vector<Violation> Many(int count) {
  std::vector<Violation> violations;
  for (int i = 0; i < count; ++i) {
    violations.push_back({"referral.needs[" + std::to_string(i) + "].subtopic", Say(Sentence::kRequired)});
  }
  return violations;
}

v1::RuleProblem Problem(const std::string& set, const std::string& path) {
  v1::RuleProblem problem;
  problem.set_rule_set(set);
  problem.set_path(path);
  *problem.mutable_message() = Say(Sentence::kRequired);
  return problem;
}

TEST(Errors, EachCarriesReasonDomainAndDutch) {
  for (const absl::Status& status : {NotFound("teams/x"),
                                     AlreadyExists("teams/x"),
                                     StillReferredTo("teams/x", {"a"}),
                                     StillInUse("teams/x", 2),
                                     EtagMismatch("teams/x"),
                                     DirectoryChanged(),
                                     RequestIdReused(),
                                     PageTokenMismatch(),
                                     InvalidFields(Many(1)),
                                     NotAMessage("Match"),
                                     MessageTooLarge(1),
                                     FileTooLarge(),
                                     RevisionNotReached(Revision{7}),
                                     TryAgain(),
                                     DeadlinePassed(),
                                     UnknownCaller(),
                                     BadSubject(),
                                     NotAllowed("Match", "adviser"),
                                     SamePerson("ruleSets/x/revisions/2"),
                                     NothingBefore("ruleSets/x"),
                                     NoLongerKept("ruleSets/x"),
                                     RulesRefused({Problem("ruleSets/x", "title")}, ""),
                                     Internal()}) {
    const auto info = DetailIn<google::rpc::ErrorInfo>(status);
    const auto dutch = DetailIn<google::rpc::LocalizedMessage>(status);
    ASSERT_TRUE(info.has_value() && dutch.has_value()) << status;
    EXPECT_EQ(info->domain(), "koppel");
    EXPECT_EQ(info->reason(), ReasonOf(status));
    EXPECT_EQ(dutch->locale(), "nl-NL");
    EXPECT_NE(dutch->message(), status.message());
    EXPECT_EQ(DetailsOf(status).code(), static_cast<int>(status.code()));
  }
}

TEST(Errors, AllFieldsAreNamedAtOnce) {
  const absl::Status status = InvalidFields(Many(3));
  EXPECT_THAT(FieldsIn(status), testing::ElementsAre("referral.needs[0].subtopic", "referral.needs[1].subtopic",
                                                     "referral.needs[2].subtopic"));
  EXPECT_THAT(DetailIn<google::rpc::LocalizedMessage>(status)->message(), HasSubstr("needs[2].subtopic: is verplicht"));
}

TEST(Errors, AProblemInARuleSetHasTheNameOfItsSetWhereThatIsAnother) {
  const absl::Status status = RulesRefused({Problem("ruleSets/x", "title"), Problem("ruleSets/x", ""),
                                            Problem("ruleSets/y", "conditions[3].must"), Problem("", "level")},
                                           "ruleSets/x");
  EXPECT_THAT(status, FailsWith(absl::StatusCode::kInvalidArgument, "RULES_REFUSED"));
  EXPECT_THAT(FieldsIn(status), testing::ElementsAre("title", "ruleSets/x", "ruleSets/y:conditions[3].must", "level"));
  EXPECT_THAT(FieldsIn(RulesRefused({Problem("ruleSets/x", "title")}, "")), testing::ElementsAre("ruleSets/x:title"));
}

TEST(Errors, AnErrorStaysSmallEnoughForMetadataAndSaysHowManyFieldsItLeavesOut) {
  const absl::Status status = InvalidFields(Many(1000));
  const google::rpc::Status details = DetailsOf(status);
  // Metadata is base64 and shares 8 KiB with the message.
  EXPECT_LT(details.ByteSizeLong() * 4 / 3 + details.message().size(), 7800u);
  const size_t shown = FieldsIn(status).size();
  EXPECT_GE(shown, 10u);
  EXPECT_LE(shown, static_cast<size_t>(kMaxViolations));
  EXPECT_EQ(DetailIn<google::rpc::ErrorInfo>(status)->metadata().at("more_fields"), std::to_string(1000 - shown));
}

TEST(Errors, WhatTheStoreSaysIsNotForCallers) {
  const absl::Status told = Catalogued(absl::DataLossError("key \x01secret is damaged"));
  EXPECT_THAT(told, FailsWith(absl::StatusCode::kInternal, "INTERNAL"));
  EXPECT_THAT(std::string(told.message()), testing::Not(HasSubstr("secret")));
  EXPECT_THAT(Catalogued(absl::AbortedError("")), FailsWith(absl::StatusCode::kAborted, "DIRECTORY_CHANGED"));
  EXPECT_THAT(Catalogued(absl::UnavailableError("")), FailsWith(absl::StatusCode::kUnavailable, "TRY_AGAIN"));
  EXPECT_TRUE(DetailIn<google::rpc::RetryInfo>(TryAgain()).has_value());
}

TEST(Errors, AMissingRecordAndAHeldRecordAreNamed) {
  EXPECT_EQ(DetailIn<google::rpc::ResourceInfo>(NotFound("teams/x"))->resource_name(), "teams/x");
  EXPECT_EQ(DetailIn<google::rpc::PreconditionFailure>(StillReferredTo("a", {"b", "c"}))->violations_size(), 2);
}

}  // namespace
}  // namespace koppel::server
