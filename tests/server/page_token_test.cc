#include "server/page_token.h"

#include "koppel/v1/directory_service.pb.h"
#include "server/limits.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

v1::ListOfferingsRequest Asks(const std::string& text) { return Parse<v1::ListOfferingsRequest>(text); }

TEST(PageToken, ComesBackAsItWasSealed) {
  internal::PageToken token;
  token.set_revision(7);
  token.set_last_key("providers/a");
  token.set_offset(-3);
  const auto opened = OpenPageToken(SealPageToken(token));
  ASSERT_TRUE(opened.has_value());
  EXPECT_EQ(opened->SerializeAsString(), token.SerializeAsString());
}

TEST(PageToken, AChangedByteIsNoticed) {
  internal::PageToken token;
  token.set_last_key("providers/a");
  std::string sealed = SealPageToken(token);
  for (size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(OpenPageToken(changed).has_value()) << i;
  }
  EXPECT_FALSE(OpenPageToken("nonsense!").has_value());
  EXPECT_FALSE(OpenPageToken("").has_value());
}

TEST(PageToken, GoesOnlyWithTheArgumentsItWasGivenFor) {
  const auto first = ReadPageRequest(Asks("parent: 'providers/a'"));
  ASSERT_TRUE(first.ok());
  auto second = Asks("parent: 'providers/a' page_size: 3 min_revision: 9");
  second.set_page_token(first->Next("providers/a/offerings/x", 0, 1));
  const auto page = ReadPageRequest(second);
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->from->last_key(), "providers/a/offerings/x");
  second.set_parent("providers/b");
  EXPECT_THAT(ReadPageRequest(second), FailsWith(absl::StatusCode::kInvalidArgument, "PAGE_TOKEN_MISMATCH"));
}

TEST(PageToken, SizesHaveADefaultAndABound) {
  EXPECT_EQ(ReadPageRequest(Asks(""))->size, kDefaultPageSize);
  EXPECT_EQ(ReadPageRequest(Asks("page_size: 7"))->size, 7);
  EXPECT_EQ(ReadPageRequest(Asks("page_size: 100000"))->size, kMaxPageSize);
}

}  // namespace
}  // namespace koppel::server
