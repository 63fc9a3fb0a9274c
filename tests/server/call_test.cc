#include "server/call.h"

#include <set>

#include "base/resource_name.h"
#include "server/handlers/providers.h"
#include "server/ids.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

TEST(Call, DevelopersComeOverASocketOrFromThisMachine) {
  const DevelopmentAuthenticator authenticator;
  for (const char* peer :
       {"unix:", "unix:/run/koppel.sock", "ipv4:127.0.0.1:4711", "ipv6:[::1]:4711", "ipv6:%5B::1%5D:4711"}) {
    EXPECT_TRUE(authenticator.Identify(peer, "").ok()) << peer;
  }
  for (const char* peer : {"", "ipv4:10.0.0.1:4711", "ipv6:[2001:db8::1]:4711"}) {
    EXPECT_THAT(authenticator.Identify(peer, ""), FailsWith(absl::StatusCode::kUnauthenticated, "UNKNOWN_CALLER"))
        << peer;
  }
}

TEST(Call, ACallerGoesByTheNameItGives) {
  const DevelopmentAuthenticator authenticator;
  EXPECT_EQ(authenticator.Identify("unix:", "")->subject, "development");
  for (const std::string& name : {std::string("anna"), std::string("j.de-vries2@almere.nl"), std::string(60, 'a')}) {
    const auto caller = authenticator.Identify("unix:", name);
    ASSERT_TRUE(caller.ok()) << name;
    EXPECT_EQ(caller->subject, name);
  }
  for (const std::string& name :
       {std::string("Anna"), std::string("anna bert"), std::string("anna,bert"), std::string("anna\n"),
        std::string("\xc3\xa9"), std::string(61, 'a'), std::string(kProgram)}) {
    EXPECT_THAT(authenticator.Identify("unix:", name), FailsWith(absl::StatusCode::kUnauthenticated, "BAD_SUBJECT"))
        << name;
  }
}

TEST(Call, OnlySocketsAndOnRequestLoopbackCanBeListenedOn) {
  EXPECT_TRUE(CheckListenAddress("unix:/tmp/x.sock", false).ok());
  EXPECT_TRUE(CheckListenAddress("127.0.0.1:0", true).ok());
  EXPECT_TRUE(CheckListenAddress("[::1]:7400", true).ok());
  for (const char* address : {"127.0.0.1:0", "localhost:7400"}) {
    const absl::Status status = CheckListenAddress(address, false);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(status.message()), testing::HasSubstr("--insecure-loopback"));
  }
  for (const char* address : {"0.0.0.0:7400", "[::]:7400", "10.0.0.1:7400", "127.0.0.1.example.org:1", ""}) {
    EXPECT_EQ(CheckListenAddress(address, true).code(), absl::StatusCode::kInvalidArgument) << address;
  }
}

TEST(Call, ACallerNeedsTheRoleOfTheMethod) {
  House house;
  for (const auto& [method, role] : {std::pair{"Match", kAdviser},
                                     {"Classify", kAdviser},
                                     {"TryReading", kKeeper},
                                     {"ExplainMatch", kAdviser},
                                     {"ReplayAdvice", kAdviser},
                                     {"ActivateRuleSets", kKeeper},
                                     {"CreateProvider", kKeeper},
                                     {"ImportDirectory", kKeeper},
                                     {"SetCapacity", kKeeper}}) {
    Call call = house.NewCall(method);
    call.caller.roles = {};
    EXPECT_THAT(Authorise(call), FailsWith(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED")) << method;
    call.caller.roles = {role};
    EXPECT_TRUE(Authorise(call).ok()) << method;
  }
  Call reads = house.NewCall("ListProviders");
  reads.caller.roles = {};
  EXPECT_TRUE(Authorise(reads).ok());
}

// Whether somebody with this one role may use the method.
bool MayUse(House& house, const char* role, const char* method) {
  Call call = house.NewCall(method);
  call.caller.roles = {role};
  return Authorise(call).ok();
}

TEST(Call, WhatIsAboutAResidentIsForAdvisersAndPartsOfItForPartners) {
  House house;
  for (const char* method : {"AnswerOffer", "ConfirmReceipt", "RecordMemberResponse", "RecordTeamDecision",
                             "ConcludeIntake", "RecordFirstContact", "StartPlacement", "EndPlacement", "ListInbox",
                             "WatchReferrals", "GetReferral", "GetOffer"}) {
    EXPECT_TRUE(MayUse(house, kAdviser, method)) << method;
    EXPECT_TRUE(MayUse(house, kPartner, method)) << method;
    EXPECT_FALSE(MayUse(house, kKeeper, method)) << method;
  }
  for (const char* method : {"CreateReferral", "UpdateReferral", "SubmitReferral", "WithdrawReferral", "ReopenReferral",
                             "ProposeMatches", "ChooseParts", "SendOffers", "RecallOffer", "ReplyToQuestion",
                             "RecordHandover", "ListReferrals", "GetAdvice", "ListWaitingOffers"}) {
    EXPECT_TRUE(MayUse(house, kAdviser, method)) << method;
    EXPECT_FALSE(MayUse(house, kPartner, method)) << method;
    EXPECT_FALSE(MayUse(house, kKeeper, method)) << method;
  }
}

TEST(Call, IdsAreProperAndNeverTheSame) {
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string id = RandomId();
    EXPECT_TRUE(IsId(id)) << id;
    EXPECT_EQ(id.size(), 20u);
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
}

TEST(Call, PermissionIsCheckedBeforeExistence) {
  House house;
  Call call = house.NewCall("DeleteProvider");
  call.caller.roles = {};
  EXPECT_THAT(Serve(call, Parse<v1::DeleteProviderRequest>("name: 'providers/none'"), &DeleteProvider),
              FailsWith(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED"));
}

TEST(Call, TheObserverSeesEveryCallByItsOutcome) {
  House house;
  (void)house.Ask(&GetProvider, "name: 'providers/none'");
  (void)house.Ask(&GetProvider, "name: 'none'");
  EXPECT_THAT(house.notebook().lines(),
              testing::ElementsAre("GetProvider RECORD_NOT_FOUND", "GetProvider INVALID_FIELDS"));
}

}  // namespace
}  // namespace koppel::server
