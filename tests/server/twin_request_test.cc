// A request that is sent twice, the second time while the first is being handled.

#include "tests/server/testing.h"

namespace koppel::server {
namespace {

class TwinRequest : public ::testing::Test {
 protected:
  // A call as it comes in: the request id and the digest are known.
  Call NewCall() {
    Call call = house_.NewCall("CreateProvider");
    call.request_id = kUuid;
    call.request_digest = "digest";
    return call;
  }

  // What the twin does on its way: it makes the provider.
  void Make(const std::string& digest) {
    storage::Changes changes;
    changes.put.push_back(Parse<v1::DirectoryEntry>(kProvider));
    changes.request_id = kUuid;
    changes.request_digest = digest;
    changes.response = [](const std::vector<storage::Stored>& records) {
      return records[0].entry.provider().SerializeAsString();
    };
    const absl::Status made = house_.directory().Apply(changes).status();
    ASSERT_TRUE(made.ok()) << made;
  }

  House house_;
};

TEST_F(TwinRequest, GetsTheFirstAnswerWhenItIsRefusedForWhatTheFirstDid) {
  Call call = NewCall();
  const auto response = HandleOnce<v1::Provider>(call, [this]() -> absl::StatusOr<v1::Provider> {
    Make("digest");
    return AlreadyExists("providers/kwintes");
  });
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->name(), "providers/kwintes");
}

TEST_F(TwinRequest, WithAnotherContentIsRefusedAsAReusedId) {
  Call call = NewCall();
  const auto response = HandleOnce<v1::Provider>(call, [this]() -> absl::StatusOr<v1::Provider> {
    Make("another digest");
    return AlreadyExists("providers/kwintes");
  });
  EXPECT_THAT(response, FailsWith(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED"));
}

TEST_F(TwinRequest, ThatIsAloneKeepsItsRefusal) {
  Call call = NewCall();
  const auto response = HandleOnce<v1::Provider>(
      call, []() -> absl::StatusOr<v1::Provider> { return AlreadyExists("providers/kwintes"); });
  EXPECT_EQ(response.status().code(), absl::StatusCode::kAlreadyExists);
}

}  // namespace
}  // namespace koppel::server
