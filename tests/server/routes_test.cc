#include "server/routes.h"

#include <set>

#include "koppel/v1/directory_service.pb.h"
#include "koppel/v1/matching_service.pb.h"
#include "koppel/v1/referral_service.pb.h"
#include "koppel/v1/rule_service.pb.h"
#include "koppel/v1/status_service.pb.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using google::protobuf::FileDescriptor;

std::set<std::string> Declared() {
  std::set<std::string> methods;
  for (const FileDescriptor* file :
       {v1::Provider::descriptor()->file(), v1::GetProviderRequest::descriptor()->file(),
        v1::MatchRequest::descriptor()->file(), v1::GetReferralRequest::descriptor()->file(),
        v1::ListRuleSetsRequest::descriptor()->file(), v1::GetStatusRequest::descriptor()->file()}) {
    for (int s = 0; s < file->service_count(); ++s) {
      for (int m = 0; m < file->service(s)->method_count(); ++m) {
        methods.insert(file->service(s)->full_name() + "/" + file->service(s)->method(m)->name());
      }
    }
  }
  return methods;
}

TEST(Routes, EveryDeclaredMethodHasOneRouteAndEveryRouteIsDeclared) {
  std::set<std::string> routed;
  for (const Route& route : Routes()) {
    EXPECT_TRUE(routed.insert(route.service + "/" + route.method).second) << route.method;
  }
  EXPECT_EQ(routed, Declared());
}

TEST(Routes, StreamsAreRoutedAsStreams) {
  const FileDescriptor& file = *v1::GetProviderRequest::descriptor()->file();
  for (const Route& route : Routes()) {
    const auto* method = file.pool()->FindMethodByName(route.service + "." + route.method);
    ASSERT_NE(method, nullptr);
    EXPECT_EQ(method->client_streaming(), std::holds_alternative<Upload>(route.handler)) << route.method;
    EXPECT_EQ(method->server_streaming(), std::holds_alternative<Download>(route.handler)) << route.method;
  }
}

const Route& Find(const std::string& method) {
  for (const Route& route : Routes()) {
    if (route.method == method) return route;
  }
  ADD_FAILURE() << method;
  return Routes().front();
}

TEST(Routes, BytesComeInAndGoOut) {
  House house;
  house.Put(SmallDirectory());
  Call call = house.NewCall("GetProvider");
  const auto bytes = std::get<Unary>(Find("GetProvider").handler)(
      call, Parse<v1::GetProviderRequest>("name: 'providers/kwintes'").SerializeAsString());
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  v1::Provider provider;
  ASSERT_TRUE(provider.ParseFromString(*bytes));
  EXPECT_EQ(provider.title(), "Kwintes");
}

// An import through its route, message by message.
absl::Status Send(House& house, const std::vector<std::string>& messages) {
  Call call = house.NewCall("ImportDirectory");
  size_t next = 0;
  const Source source = [&](std::string& bytes) {
    if (next == messages.size()) return false;
    bytes = messages[next++];
    return true;
  };
  return std::get<Upload>(Find("ImportDirectory").handler)(call, source).status();
}

std::string Message(const std::string& text) { return Parse<v1::ImportDirectoryRequest>(text).SerializeAsString(); }

TEST(Routes, AnImportStartsWithItsOptionsOnce) {
  House house;
  EXPECT_TRUE(Send(house, {Message("options {}"), Message("chunk: ''")}).ok());
  for (const std::vector<std::string>& wrong :
       {std::vector<std::string>{}, {Message("chunk: 'x'")}, {Message("options {}"), Message("options {}")}}) {
    EXPECT_THAT(Send(house, wrong), FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  }
}

TEST(Routes, AnImportWhoseCallerWentAwayStoresNothing) {
  House house;
  Call call = house.NewCall("ImportDirectory");
  call.cancelled = [] { return true; };
  bool sent = false;
  const Source source = [&](std::string& bytes) {
    bytes = Message("options {}");
    return !std::exchange(sent, true);
  };
  EXPECT_FALSE(std::get<Upload>(Find("ImportDirectory").handler)(call, source).ok());
}

}  // namespace
}  // namespace koppel::server
