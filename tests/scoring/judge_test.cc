#include "tests/scoring/judge.h"

#include <algorithm>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "tests/scoring/referral_of_case.h"

namespace koppel::scoring {
namespace {

using google::protobuf::TextFormat;
using koppel::v1::MatchResponse;
using koppel::v1::Referral;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const Owners kOwners = {{"act-breien", "org-welzijn"}, {"act-koffie", "org-welzijn"}, {"begeleiding", "org-zorg"}};

std::string Part(const std::string& role, const std::string& provider, const std::string& offering,
                 const std::string& kind, const std::string& form) {
  return absl::StrCat("parts { role: ", role, " provider: 'providers/", provider, "' offering: 'providers/", provider,
                      "/offerings/", offering, "' kind: ", kind, " form: ", form, " } ");
}

std::string Activity(const std::string& offering) {
  return absl::StrCat("proposals { ", Part("LEAD", "org-welzijn", offering, "ACTIVITY", "GROUP"), "} ");
}

std::string Care(const std::string& form) {
  return absl::StrCat("proposals { ", Part("LEAD", "org-zorg", "begeleiding", "CARE", form), "} ");
}

Verdict JudgeText(const Expected& expected, const std::string& answer_text) {
  MatchResponse answer;
  EXPECT_TRUE(TextFormat::ParseFromString(answer_text, &answer)) << answer_text;
  return Judge(expected, answer, kOwners);
}

Expected WithActivity() {
  Expected expected;
  expected.activities = {"act-breien"};
  return expected;
}

TEST(Judge, AcceptableActivityIsRight) { EXPECT_TRUE(JudgeText(WithActivity(), Activity("act-breien")).first); }

TEST(Judge, OtherActivityOfTheSameOrganisationIsWrongUnlessReadLeniently) {
  const Verdict verdict = JudgeText(WithActivity(), Activity("act-koffie"));
  EXPECT_FALSE(verdict.first);
  EXPECT_TRUE(verdict.lenient_first);
}

TEST(Judge, OrganisationBehindAnAcceptableActivityIsRight) {
  EXPECT_TRUE(JudgeText(WithActivity(), Activity("contact")).first);
}

TEST(Judge, RightFurtherDownIsWithinThreeAndNotFirst) {
  const Verdict third = JudgeText(WithActivity(), Care("AT_HOME") + Care("ON_SITE") + Activity("act-breien"));
  EXPECT_FALSE(third.first);
  EXPECT_TRUE(third.within_three);
  const Verdict fourth =
      JudgeText(WithActivity(), Care("AT_HOME") + Care("ON_SITE") + Care("ONLINE") + Activity("act-breien"));
  EXPECT_FALSE(fourth.within_three);
}

TEST(Judge, DeliveryCountsWhereGiven) {
  Expected expected;
  expected.partners = {"org-zorg"};
  expected.delivery = "haalzorg";
  EXPECT_TRUE(JudgeText(expected, Care("HAALZORG")).first);
  EXPECT_FALSE(JudgeText(expected, Care("AT_HOME")).first);
}

TEST(Judge, NothingIsRightWhereNothingFits) {
  EXPECT_TRUE(JudgeText({}, "").first);
  EXPECT_FALSE(JudgeText({}, Care("AT_HOME")).first);
}

TEST(Judge, NumberIsRightWhereItIsExpected) {
  Expected expected;
  expected.escalate = "112";
  EXPECT_TRUE(JudgeText(expected, "escalations { phone: '112' } " + Care("AT_HOME")).first);
  EXPECT_FALSE(JudgeText(expected, "escalations { provider: 'providers/org-113' phone: '113' }").first);
}

TEST(Judge, EscalationComesBeforeProposals) {
  EXPECT_FALSE(JudgeText(WithActivity(), "escalations { phone: '112' } " + Activity("act-breien")).first);
}

TEST(Judge, ForbiddenIsWhoLeadsOrJoins) {
  Expected expected = WithActivity();
  expected.never = {"org-zorg"};
  EXPECT_THAT(JudgeText(expected, Activity("act-breien")).forbidden, IsEmpty());
  const std::string joined =
      absl::StrCat("proposals { ", Part("LEAD", "org-welzijn", "act-breien", "ACTIVITY", "GROUP"),
                   Part("JOIN", "org-zorg", "begeleiding", "CARE", "AT_HOME"), "}");
  EXPECT_THAT(JudgeText(expected, joined).forbidden, SizeIs(1));
}

TEST(Judge, ForbiddenProviderKeepsItsActivitiesWhenOneIsAcceptable) {
  Expected expected = WithActivity();
  expected.never = {"org-welzijn"};
  EXPECT_THAT(JudgeText(expected, Activity("act-breien")).forbidden, IsEmpty());
  EXPECT_THAT(JudgeText(expected, Activity("contact")).forbidden, SizeIs(1));
}

TEST(Judge, KeywordsForbidHaalzorgAndAnActivityAsBest) {
  Expected expected;
  expected.never = {"haalzorg", "informal-as-best"};
  EXPECT_THAT(JudgeText(expected, Activity("act-breien") + Care("HAALZORG")).forbidden, SizeIs(2));
  EXPECT_THAT(JudgeText(expected, Care("AT_HOME") + Activity("act-breien")).forbidden, IsEmpty());
}

// A vocabulary of a few words.
Words FewWords() {
  v1::Vocabulary file;
  EXPECT_TRUE(TextFormat::ParseFromString(R"(
      terms { kind: EXPERTISE code: "lvb" domains: MIND }
      terms { kind: EXPERTISE code: "wonen" domains: [SOCIETY, MIND] }
      terms { kind: WISH code: "herstel" domains: MIND }
      terms { kind: WISH code: "breien" domains: SOCIAL }
      terms { kind: TARGET_GROUP code: "ouderen" })",
                                          &file));
  return Words({file.terms().begin(), file.terms().end()});
}

MappedReferral Map(std::string request) {
  std::replace(request.begin(), request.end(), '\n', ' ');
  std::istringstream in(absl::StrCat(R"({"id": "X", "expected": {}, "request": )", request, "}"));
  const auto cases = ReadCases(in);
  EXPECT_TRUE(cases.ok()) << cases.status();
  return ReferralOfCase(cases->front().request, FewWords());
}

std::vector<std::string> NeedsOf(const Referral& referral) {
  std::vector<std::string> needs;
  for (const auto& need : referral.needs()) needs.push_back(need.ShortDebugString());
  return needs;
}

TEST(ReferralOfCase, ExpertiseGoesToTheDomainOfItsFirstTermAndTheWishToAnother) {
  const auto mapped = Map(R"({"domains": ["sociaal", "geest"], "needed_expertise": ["lvb", "wonen"],
                              "preferences": {"activity": "breien"}})");
  EXPECT_THAT(NeedsOf(mapped.referral),
              ElementsAre("domain: SOCIAL wishes: \"breien\"", "domain: MIND expertise: \"lvb\" expertise: \"wonen\""));
}

TEST(ReferralOfCase, ExpertiseOfAnotherDomainGoesToTheFirst) {
  const auto mapped = Map(R"({"domains": ["sociaal", "maatschappelijk"], "needed_expertise": ["lvb"],
                              "preferences": {"activity": "breien"}})");
  EXPECT_THAT(NeedsOf(mapped.referral),
              ElementsAre("domain: SOCIAL expertise: \"lvb\"", "domain: SOCIAL wishes: \"breien\"", "domain: SOCIETY"));
}

TEST(ReferralOfCase, WishBesideExpertiseInOneDomainIsANeedOfItsOwn) {
  const auto mapped =
      Map(R"({"domains": ["geest"], "needed_expertise": ["lvb"], "preferences": {"activity": "herstel"}})");
  EXPECT_THAT(NeedsOf(mapped.referral),
              ElementsAre("domain: MIND expertise: \"lvb\"", "domain: MIND wishes: \"herstel\""));
}

TEST(ReferralOfCase, UnknownWordsAreTold) {
  const auto mapped = Map(R"({"domains": ["sociaal"], "needed_expertise": ["toveren"], "target_groups": ["elfen"],
                              "preferences": {"activity": "bezemvliegen"}})");
  EXPECT_THAT(NeedsOf(mapped.referral), ElementsAre("domain: SOCIAL wish_text: \"bezemvliegen\""));
  EXPECT_THAT(mapped.warnings, SizeIs(3));
}

TEST(ReferralOfCase, PersonAndPreferencesAreTakenOver) {
  const auto mapped = Map(R"({
      "municipality": {"code": "GM0034"}, "neighbourhood": {"code": "BU00340202"}, "domains": ["sociaal"], "age": 81,
      "gender": "vrouw", "target_groups": ["ouderen"], "language": "ar", "mobility": "rolstoel", "wants_haalzorg": true,
      "ready_for_haalzorg": false, "has_indication": true, "urgency": "spoed",
      "preferences": {"day": "di", "part_of_day": "avond", "at_home": true, "pickup": true, "walk_in": true,
                      "women_only": true, "near": "BU00340202", "quiet_place": true}})");
  Referral expected;
  ASSERT_TRUE(TextFormat::ParseFromString(R"(
      area: "BU00340202" needs { domain: SOCIAL } urgency: URGENT age: 81 gender: FEMALE languages: "ar"
      access_needs: [WHEELCHAIR, PICK_UP] target_groups: "ouderen" haalzorg { willing: YES ready: NO } decision {}
      preferred_hours { days: TUESDAY open_time: "17:00" close_time: "24:00" } preferred_forms: AT_HOME
      prefers_walk_in: true prefers_nearby: true prefers_small_group: true same_gender_only: true)",
                                          &expected));
  EXPECT_EQ(mapped.referral.ShortDebugString(), expected.ShortDebugString());
}

TEST(ReferralOfCase, NeverReadsTheText) {
  EXPECT_EQ(Map(R"({"domains": ["geest"], "text": "Mevrouw wil breien"})").referral.DebugString(),
            Map(R"({"domains": ["geest"]})").referral.DebugString());
}

TEST(ReadCases, LineThatIsNoCaseIsNamed) {
  std::istringstream in("{\"request\": {}, \"expected\": {}}\n{\"request\"");
  const absl::Status status = ReadCases(in).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("line 2"));
}

}  // namespace
}  // namespace koppel::scoring
