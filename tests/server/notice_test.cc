// Notices on their way to partners, with a real mail server and a real web server of this machine.

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <set>

#include "base/notice_sentences.h"
#include "server/notices/courier.h"
#include "server/notices/smtp.h"
#include "server/notices/webhook.h"
#include "tests/server/local_server.h"
#include "tests/server/stored_cases.h"

namespace koppel::server {
namespace {

using koppel::v1::Contact;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

LocalServer& Mailbox() {
  static auto& server = *new LocalServer("mail");
  return server;
}

LocalServer& Hook() {
  static auto& server = *new LocalServer("web");
  return server;
}

// Ends them, so that no process outlives the test.
class Servers : public ::testing::Environment {
 public:
  void TearDown() override {
    delete &Mailbox();
    delete &Hook();
  }
};
const auto* const kServers = ::testing::AddGlobalTestEnvironment(new Servers);

SmtpNotifier Smtp() { return SmtpNotifier("smtp://127.0.0.1:" + Mailbox().port(), "koppel@almere.test"); }

std::string HookUrl(const std::string& path) { return "http://127.0.0.1:" + Hook().port() + path; }

Contact WithEmail(const std::string& email) {
  Contact contact;
  contact.set_email(email);
  return contact;
}

Contact WithUrl(const std::string& url) {
  Contact contact;
  contact.set_url(url);
  return contact;
}

Notice SomeNotice() {
  Notice notice;
  notice.id = "0123abcd";
  notice.party = "providers/kwintes";
  notice.step = v1::Waiting::ANSWER;
  notice.due = absl::FromUnixSeconds(1795647600);  // 26 November 2026 would be too late.
  notice.last_day = absl::CivilDay(2026, 11, 25);
  notice.now = absl::FromUnixSeconds(1795424400);
  return notice;
}

TEST(NoticeSentences, AllAreThereInBothLanguages) {
  for (const NoticeSentence sentence : AllNoticeSentences()) {
    EXPECT_FALSE(Say(sentence).nl().empty());
    EXPECT_FALSE(Say(sentence).en().empty());
  }
  EXPECT_EQ(SayDay(absl::CivilDay(2026, 11, 23)).nl(), "maandag 23 november 2026");
  EXPECT_EQ(SayDay(absl::CivilDay(2027, 3, 7)).nl(), "zondag 7 maart 2027");
  EXPECT_EQ(SayDay(absl::CivilDay(2026, 11, 23)).en(), "Monday 23 November 2026");
}

TEST(Smtp, AMailSaysThatSomethingWaitsAndByWhenAndNothingElse) {
  ASSERT_TRUE(Smtp().Bring(SomeNotice(), WithEmail("balie@kwintes.test")).ok());
  const auto mail = Mailbox().Next();
  EXPECT_EQ(mail.at("from"), "koppel@almere.test");
  EXPECT_EQ(mail.at("to"), "balie@kwintes.test");
  EXPECT_EQ(mail.at("text"),
            "From: Koppel <koppel@almere.test>\r\n"
            "To: <balie@kwintes.test>\r\n"
            "Subject: Koppel: er staat iets voor u klaar\r\n"
            "Date: Mon, 23 Nov 2026 09:00:00 +0000\r\n"
            "Message-ID: <0123abcd@almere.test>\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: 8bit\r\n"
            "\r\n"
            "Er wacht iets op u. Kijk in Koppel.\r\n"
            "Doe dit uiterlijk op woensdag 25 november 2026.\r\n");
}

TEST(Smtp, WhatAMailServerSaysDecidesWhetherItIsTriedAgain) {
  EXPECT_TRUE(absl::IsFailedPrecondition(Smtp().Bring(SomeNotice(), WithEmail("gone@kwintes.test"))));
  EXPECT_TRUE(absl::IsUnavailable(Smtp().Bring(SomeNotice(), WithEmail("later@kwintes.test"))));
  EXPECT_TRUE(Mailbox().GotNothing());
}

TEST(Smtp, AnAddressThatWouldAddALineOrARecipientIsNotMailedTo) {
  for (const char* address :
       {"a@b.test\r\nBcc: c@d.test", "a@b.test\nx", "a@b.test, c@d.test", "a b@c.test", "<a@b.test>",
        "a@b.test>\r\nDATA", "\"a\"@b.test", "a@b@c.test", "@b.test", "a@", "", "caf\xc3\xa9@b.test"}) {
    EXPECT_FALSE(IsMailAddress(address)) << address;
    EXPECT_TRUE(absl::IsFailedPrecondition(Smtp().Bring(SomeNotice(), WithEmail(address)))) << address;
  }
  EXPECT_TRUE(Mailbox().GotNothing());
  EXPECT_FALSE(IsMailAddress(std::string(250, 'a') + "@b.test"));
  EXPECT_TRUE(IsMailAddress("info+vak-2.0@de-schoor.test"));
}

TEST(Smtp, NobodyThereMeansLater) {
  const absl::Status status =
      SmtpNotifier("smtp://127.0.0.1:1", "koppel@almere.test").Bring(SomeNotice(), WithEmail("balie@kwintes.test"));
  EXPECT_TRUE(absl::IsUnavailable(status)) << status;
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("kwintes")));
}

// Takes a connection and says nothing.
TEST(Smtp, AServerThatSaysNothingIsLeftAlone) {
  const int silent = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  ASSERT_EQ(bind(silent, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(silent, 1), 0);
  ASSERT_EQ(getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const absl::Time start = absl::Now();
  const SmtpNotifier smtp("smtp://127.0.0.1:" + std::to_string(ntohs(address.sin_port)), "koppel@almere.test");
  EXPECT_TRUE(absl::IsUnavailable(smtp.Bring(SomeNotice(), WithEmail("balie@kwintes.test"))));
  EXPECT_LT(absl::Now() - start, 3 * kNoticeTimeout);
  close(silent);
}

TEST(Webhook, AMessageSaysWhoMustDoWhatByWhen) {
  ASSERT_TRUE(WebhookNotifier().Bring(SomeNotice(), WithUrl(HookUrl("/hook"))).ok());
  const auto message = Hook().Next();
  EXPECT_EQ(message.at("path"), "/hook");
  EXPECT_EQ(message.at("type"), "application/json");
  EXPECT_EQ(message.at("text"), R"({"party":"providers/kwintes","step":"ANSWER","due_time":"2026-11-25T23:00:00Z"})");
  Notice open_ended = SomeNotice();
  open_ended.due.reset();
  EXPECT_EQ(JsonOf(open_ended), R"({"party":"providers/kwintes","step":"ANSWER"})");
}

TEST(Webhook, WhatAWebServerSaysDecidesWhetherItIsTriedAgain) {
  const auto bring = [](const std::string& url) { return WebhookNotifier().Bring(SomeNotice(), WithUrl(url)); };
  EXPECT_TRUE(absl::IsUnavailable(bring(HookUrl("/busy"))));
  EXPECT_TRUE(absl::IsUnavailable(bring(HookUrl("/missing"))));
  EXPECT_TRUE(absl::IsFailedPrecondition(bring(HookUrl("/gone"))));
  EXPECT_TRUE(absl::IsFailedPrecondition(bring(HookUrl("/elsewhere"))));
  EXPECT_TRUE(absl::IsUnavailable(bring("http://127.0.0.1:1/")));
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "http://127.0.0.1/\r\nX: y", "www.kwintes.test"}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(bring(url))) << url;
  }
  EXPECT_TRUE(Hook().GotNothing());
}

// Remembers to whom it was asked to bring what, and says what it is told to say.
class FakeRoad : public Notifier {
 public:
  explicit FakeRoad(std::vector<std::string>& log, std::set<std::string>& later) : log_(log), later_(later) {}

  bool Reaches(const Contact& contact) const override { return !contact.email().empty(); }
  absl::Status Bring(const Notice& notice, const Contact& contact) const override {
    log_.push_back(contact.email() + " " + notice.id);
    if (contact.email() == "gone") return absl::FailedPreconditionError("gone");
    return later_.contains(contact.email()) ? absl::UnavailableError("later") : absl::OkStatus();
  }

 private:
  std::vector<std::string>& log_;
  std::set<std::string>& later_;
};

class CourierTest : public ::testing::Test {
 protected:
  void SetUp() override {
    house.Put({kTable, Partner("a", "email: 'a'"), Partner("b", "email: 'b'"), Partner("c", "email: 'c'"),
               Partner("gone", "email: 'gone'"), Partner("none", ""),
               Partner("hook", "url: '" + HookUrl("/team") + "'"),
               R"(team { name: "teams/t" title: "T" service_areas: "GM0034"
                         members { provider: "providers/a" role: PARTNER }
                         members { provider: "providers/b" role: ACCESS }
                         members { provider: "providers/c" role: COACH }
                         members { provider: "providers/gone" role: PARTNER } })"});
    roads.push_back(std::make_unique<FakeRoad>(log, later));
  }

  static std::string Partner(const std::string& id, const std::string& contact) {
    return "provider { name: 'providers/" + id + "' title: 'X' kind: CARE service_areas: 'GM0034' contact { " +
           contact + " } }";
  }

  // A case that waits for the party, and the notice of that.
  void Notify(const std::string& id, const std::string& party, const std::string& more = "") {
    const std::string what = "party: '" + party + "' step: ANSWER " + more;
    PutCase(house, CaseName(id), "referral { resident: 'p1' waiting_for { " + what + " } }",
            {Parse<internal::NoticeRecord>(what)});
  }

  // What became of the notices that are due now: brought, postponed, dropped.
  std::vector<int> Go(size_t limit = 100) {
    const auto delivered = Deliver(house.environment(), roads, house.clock().Now(), limit);
    EXPECT_TRUE(delivered.ok()) << delivered.status();
    return {delivered->brought, delivered->postponed, delivered->dropped};
  }

  // To whom it went.
  std::vector<std::string> Told() {
    std::vector<std::string> told;
    for (const std::string& line : log) told.push_back(line.substr(0, line.find(' ')));
    log.clear();
    return told;
  }

  size_t Kept() { return house.cases().ListNotices(absl::InfiniteFuture(), 0)->size(); }

  House house;
  std::vector<std::string> log;
  std::set<std::string> later;
  Roads roads;
};

TEST_F(CourierTest, ANoticeIsBroughtOnce) {
  Notify("x", "providers/a");
  EXPECT_THAT(Go(), ElementsAre(1, 0, 0));
  EXPECT_THAT(Told(), ElementsAre("a"));
  EXPECT_EQ(Kept(), 0u);
  EXPECT_THAT(Go(), ElementsAre(0, 0, 0));
  EXPECT_THAT(Told(), IsEmpty());
}

TEST_F(CourierTest, ATeamIsToldByWhoMayStartOrGivesAccess) {
  Notify("x", "teams/t");
  EXPECT_THAT(Go(), ElementsAre(1, 0, 0));
  EXPECT_THAT(Told(), ElementsAre("a", "b", "gone"));
}

TEST_F(CourierTest, WhoHasSeveralGetsOneWithTheEarliestDate) {
  Notify("x", "teams/t");
  Notify("y", "providers/a", "due_time { seconds: 1795734000 }");
  Notify("z", "providers/a", "due_time { seconds: 1795647600 }");
  roads.clear();
  house.Put({Partner("a", "email: 'a@partner.test'"), Partner("gone", "")});
  roads.push_back(std::make_unique<SmtpNotifier>(Smtp()));
  EXPECT_THAT(Go(), ElementsAre(3, 0, 0));
  EXPECT_THAT(Mailbox().Next().at("text"), HasSubstr("uiterlijk op woensdag 25 november 2026."));
  EXPECT_TRUE(Mailbox().GotNothing());
}

TEST_F(CourierTest, WhatWasToldToSomeIsTriedAgainWhereOthersMayTakeItLater) {
  later = {"b"};
  Notify("x", "teams/t");
  EXPECT_THAT(Go(), ElementsAre(0, 1, 0));
  EXPECT_THAT(Told(), ElementsAre("a", "b", "gone"));
  later.clear();
  house.clock().Advance(absl::Minutes(1));
  EXPECT_THAT(Go(), ElementsAre(1, 0, 0));
}

TEST_F(CourierTest, WhenItHasToStopItLeavesTheOthersForLater) {
  for (const char* id : {"x", "y"}) Notify(id, "providers/" + std::string(id == std::string("x") ? "a" : "b"));
  const auto delivered = Deliver(house.environment(), roads, house.clock().Now(), 100, [this] { return !log.empty(); });
  ASSERT_TRUE(delivered.ok());
  EXPECT_EQ(delivered->brought, 1);
  EXPECT_EQ(Kept(), 1u);
}

TEST_F(CourierTest, WhatCannotBeBroughtIsTriedAgainTwiceAsLateEveryTime) {
  later = {"a"};
  Notify("x", "providers/a");
  for (const int minutes : {1, 2, 4, 8}) {
    EXPECT_THAT(Go(), ElementsAre(0, 1, 0));
    house.clock().Advance(absl::Minutes(minutes) - absl::Seconds(1));
    EXPECT_THAT(Go(), ElementsAre(0, 0, 0));
    house.clock().Advance(absl::Seconds(1));
  }
  later.clear();
  EXPECT_THAT(Go(), ElementsAre(1, 0, 0));
  ASSERT_EQ(log.size(), 5u);
  EXPECT_EQ(std::set<std::string>(log.begin(), log.end()).size(), 1u);  // The same id every time.
}

TEST_F(CourierTest, AfterAWeekItIsGivenUp) {
  later = {"a"};
  Notify("x", "providers/a");
  const absl::Time start = house.clock().Now();
  int tries = 0;
  for (; Kept() > 0 && tries < 100; ++tries) {
    const auto notices = house.cases().ListNotices(absl::InfiniteFuture(), 1);
    const absl::Time next = absl::FromUnixSeconds(notices->front().record.next_try_time().seconds());
    if (next > house.clock().Now()) house.clock().Advance(next - house.clock().Now());
    Go();
  }
  EXPECT_EQ(tries, kMaxNoticeTries);
  EXPECT_GT(house.clock().Now() - start, absl::Hours(6 * 24));
  EXPECT_LT(house.clock().Now() - start, absl::Hours(8 * 24));
}

TEST_F(CourierTest, WhereThereIsNoAddressOrNoRoadItIsKeptForLater) {
  Notify("x", "providers/none");
  Notify("y", "providers/hook");
  Notify("z", "providers/unknown");
  EXPECT_THAT(Go(), ElementsAre(0, 3, 0));
  EXPECT_EQ(Kept(), 3u);
  EXPECT_TRUE(Hook().GotNothing());
  roads.push_back(std::make_unique<WebhookNotifier>());
  house.clock().Advance(absl::Minutes(1));
  EXPECT_THAT(Go(), ElementsAre(1, 2, 0));
  EXPECT_EQ(Hook().Next().at("path"), "/team");
}

TEST_F(CourierTest, WhatNobodyWaitsForAnyMoreIsNotBrought) {
  Notify("x", "providers/a");
  PutCase(house, CaseName("x"), "referral { state: WITHDRAWN }");
  EXPECT_THAT(Go(), ElementsAre(0, 0, 1));
  EXPECT_THAT(Told(), IsEmpty());
  EXPECT_EQ(Kept(), 0u);
}

TEST_F(CourierTest, AsManyAsAreAskedForTheOldestFirst) {
  for (const char* id : {"z", "y", "x"}) Notify(id, "providers/" + std::string(id == std::string("z") ? "b" : "a"));
  EXPECT_THAT(Go(2), ElementsAre(2, 0, 0));
  EXPECT_THAT(Told(), ElementsAre("b", "a"));
  EXPECT_EQ(Kept(), 1u);
}

TEST_F(CourierTest, AMailGoesAllTheWayAndNamesNeitherResidentNorRequest) {
  roads.clear();
  roads.push_back(std::make_unique<SmtpNotifier>(Smtp()));
  house.Put({Partner("mail", "email: 'balie@partner.test' url: '" + HookUrl("/hook") + "'")});
  roads.push_back(std::make_unique<WebhookNotifier>());
  // The end of Wednesday in the Netherlands.
  Notify("geheim", "providers/mail", "due_time { seconds: 1795647600 }");
  EXPECT_THAT(Go(), ElementsAre(1, 0, 0));
  const std::string text = Mailbox().Next().at("text");
  EXPECT_THAT(text, HasSubstr("Doe dit uiterlijk op woensdag 25 november 2026."));
  for (const char* secret : {"geheim", "p1", "GM0034", "referral", "X"}) EXPECT_THAT(text, Not(HasSubstr(secret)));
  EXPECT_TRUE(Hook().GotNothing());
}

}  // namespace
}  // namespace koppel::server
