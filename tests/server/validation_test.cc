#include "server/validation.h"

#include "absl/strings/str_cat.h"
#include "koppel/v1/matching_service.pb.h"
#include "server/handlers/matching.h"
#include "server/handlers/providers.h"
#include "tests/server/testing.h"

namespace koppel::server {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

class Validation : public ::testing::Test {
 protected:
  static const matcher::Vocabulary& Words() { return *Rules().vocabulary; }

  template <typename Message>
  static std::vector<Violation> Check(const Message& message) {
    Violations violations;
    Validate(message,
             {.vocabulary = Words(),
              .knows_area = [](const std::string& code) { return code == "GM0034"; },
              .exists = [](const std::string& name) { return name != "providers/none"; }},
             violations);
    return violations.list();
  }

  template <typename Message>
  static std::vector<std::string> Fields(const std::string& text) {
    std::vector<std::string> fields;
    for (const Violation& violation : Check(Parse<Message>(text))) fields.push_back(violation.field);
    return fields;
  }

  static std::vector<std::string> Entry(const std::string& text) { return Fields<v1::DirectoryEntry>(text); }
  static std::vector<std::string> Referral(const std::string& text) {
    return Fields<v1::MatchRequest>("referral { area: 'GM0034' needs { domain: MIND } " + text + "}");
  }
};

TEST_F(Validation, TheExamplesOfTheOtherTestsAreValid) {
  for (const std::string& entry : SmallDirectory()) {
    if (entry != kTable) {
      EXPECT_THAT(Entry(entry), ElementsAre()) << entry;
    }
  }
  EXPECT_THAT(Referral(""), ElementsAre());
}

TEST_F(Validation, AnEmptyRequestNamesAllThatIsRequired) {
  EXPECT_THAT(Fields<v1::MatchRequest>(""), ElementsAre("referral"));
  EXPECT_THAT(Fields<v1::MatchRequest>("referral {}"), ElementsAre("referral.area", "referral.needs"));
  EXPECT_THAT(Fields<v1::CreateProviderRequest>(""), ElementsAre("provider_id", "provider"));
}

TEST_F(Validation, EverythingThatIsWrongIsNamedAtOnce) {
  EXPECT_THAT(Fields<v1::MatchRequest>(R"(
                referral {
                  area: "GM34" age: 150 languages: "klingon"
                  needs { subtopic: "nonsense" }
                  needs { domain: MIND expertise: ["dementie", "toveren"] wish_text: "bel 06-12345678" }
                }
                max_proposals: -1)"),
              UnorderedElementsAre("referral.area", "referral.needs[0].domain", "referral.needs[0].subtopic",
                                   "referral.needs[1].expertise[1]", "referral.needs[1].wish_text", "referral.age",
                                   "referral.languages[0]", "max_proposals"));
}

TEST_F(Validation, AWrongCbsCodeIsTellsHowToWriteIt) {
  for (const char* code : {"GM34", "gm0034", "WK0034", "BU0034010", "XX0034", "GM00344"}) {
    EXPECT_THAT(Fields<v1::MatchRequest>("referral { needs { domain: MIND } area: '" + std::string(code) + "' }"),
                ElementsAre("referral.area"))
        << code;
  }
}

TEST_F(Validation, AWellFormedCodeThatIsInNoTableIsUnknown) {
  const auto violations = Check(Parse<v1::MatchRequest>("referral { needs { domain: MIND } area: 'GM9999' }"));
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_THAT(violations[0].message.nl(), HasSubstr("GM9999"));
}

TEST_F(Validation, AnUnknownCodeIsShownWithWhereToLook) {
  const auto violations =
      Check(Parse<v1::MatchRequest>("referral { area: 'GM0034' needs { domain: MIND subtopic: 'onzin' } }"));
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].message.nl(), "onbekend deelonderwerp 'onzin'; zie ListVocabulary");
  EXPECT_EQ(violations[0].message.en(), "unknown sub-topic 'onzin'; see ListVocabulary");
}

TEST_F(Validation, PersonalDataInResidentTextIsRefusedAndNeverRepeated) {
  for (const char* text : {"ik ben 111.222.333", "a@voorbeeld.nl", "06-12345678"}) {
    const auto violations = Check(Parse<v1::MatchRequest>(
        "referral { area: 'GM0034' needs { domain: MIND wish_text: '" + std::string(text) + "' } }"));
    ASSERT_EQ(violations.size(), 1u) << text;
    EXPECT_EQ(violations[0].field, "referral.needs[0].wish_text");
    EXPECT_THAT(violations[0].message.nl() + violations[0].message.en(), Not(HasSubstr(text)));
  }
  EXPECT_THAT(Referral("haalzorg { told_by_role: '111222333' }"), ElementsAre("referral.haalzorg.told_by_role"));
}

TEST_F(Validation, ABsnInTheWrongFieldIsNotRepeatedEither) {
  const auto violations =
      Check(Parse<v1::MatchRequest>("referral { area: 'GM0034' needs { domain: MIND subtopic: '111222333' } }"));
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_THAT(violations[0].message.nl(), Not(HasSubstr("111222333")));
}

TEST_F(Validation, TextHasItsLongestLengthInCharacters) {
  std::string accents;
  for (int i = 0; i < 200; ++i) accents += "\u00e9";
  EXPECT_THAT(Referral("needs { domain: MIND wish_text: '" + accents + "' }"), ElementsAre());
  EXPECT_THAT(Referral("needs { domain: MIND wish_text: '" + accents + "x' }"),
              ElementsAre("referral.needs[1].wish_text"));
}

TEST_F(Validation, ListsHaveTheirLargestNumber) {
  std::string needs;
  for (int i = 0; i < 20; ++i) needs += "needs { domain: MIND } ";
  EXPECT_THAT(Referral(needs), ElementsAre("referral.needs"));
}

TEST_F(Validation, EnumsHaveKnownValues) {
  EXPECT_THAT(Referral("urgency: 77 preferred_forms: [AT_HOME, 0]"),
              ElementsAre("referral.urgency", "referral.preferred_forms[1]"));
}

TEST_F(Validation, DatesAndTimesAreReal) {
  EXPECT_THAT(Referral("decision { start_date: '2026-02-30' end_date: 'morgen' }"),
              ElementsAre("referral.decision.start_date", "referral.decision.end_date"));
  EXPECT_THAT(Referral("decision { start_date: '2026-02-02' end_date: '2026-02-01' }"),
              ElementsAre("referral.decision.end_date"));
  EXPECT_THAT(Referral("availability { open_time: '25:00' } availability { open_time: '12:00' close_time: '12:00' }"),
              ElementsAre("referral.availability[0].open_time", "referral.availability[1].close_time"));
}

TEST_F(Validation, NamesAreWellFormed) {
  EXPECT_THAT(Referral("refused_providers: ['kwintes', 'providers/kwintes', 'providers/KWINTES']"),
              ElementsAre("referral.refused_providers[0]", "referral.refused_providers[2]"));
  EXPECT_THAT(Fields<v1::CreateProviderRequest>("provider_id: 'K W' provider { title: 'x' kind: CARE name: 'any' }"),
              ElementsAre("provider_id"));
  EXPECT_THAT(Fields<v1::ListOfferingsRequest>("parent: 'providers/-'"), ElementsAre());
  EXPECT_THAT(Fields<v1::GetProviderRequest>("name: 'providers/-'"), ElementsAre("name"));
}

TEST_F(Validation, ReferencesOfRecordsExist) {
  EXPECT_THAT(Entry(R"(team { name: "teams/x" title: "x" service_areas: "GM0034"
                              members { provider: "providers/none" role: PARTNER } })"),
              ElementsAre("team.members[0].provider"));
}

TEST_F(Validation, RequestIdsAreUuids) {
  const std::string rest = " provider_id: 'x' provider { title: 'x' kind: CARE }";
  EXPECT_THAT(Fields<v1::CreateProviderRequest>("request_id: '" + std::string(kUuid) + "'" + rest), ElementsAre());
  for (const char* id : {"1", "1b4e28ba-2fa1-4d2e-883f-0016d3cca42", "1b4e28ba-2fa1-4d2e-883f-0016d3cca42g"}) {
    EXPECT_THAT(Fields<v1::CreateProviderRequest>("request_id: '" + std::string(id) + "'" + rest),
                ElementsAre("request_id"));
  }
}

TEST_F(Validation, PagesAreAskedForInOrder) {
  EXPECT_THAT(Fields<v1::ListProvidersRequest>("page_size: -1 page_token: 'onzin' min_revision: -5"),
              ElementsAre("page_size", "page_token", "min_revision"));
}

TEST_F(Validation, IdentifiersHaveTheirDigits) {
  EXPECT_THAT(Entry(R"(provider { name: "providers/x" title: "x" kind: CARE
                                  identifiers { agb: "1234567" kvk: "1234567a" oin: "00000001234567890000" } })"),
              ElementsAre("provider.identifiers.agb", "provider.identifiers.kvk"));
}

TEST_F(Validation, ContactsLookLikeContacts) {
  EXPECT_THAT(Entry(R"(provider { name: "providers/x" title: "x" kind: CARE
                                  contact { phone: "geen" email: "x" url: "ftp://x" } })"),
              UnorderedElementsAre("provider.contact.phone", "provider.contact.email", "provider.contact.url"));
}

TEST_F(Validation, CapacityIsNeverNegativeAndFitsItsState) {
  const std::string name = "name: 'providers/x/offerings/y/capacity' ";
  EXPECT_THAT(Entry("capacity { " + name + "state: FREE reported_free: -1 }"), Contains("capacity.reported_free"));
  EXPECT_THAT(Entry("capacity { " + name + "state: FREE reported_free: 3 total: -2 }"), Contains("capacity.total"));
  EXPECT_THAT(Entry("capacity { " + name + "state: FREE reported_free: 0 }"), ElementsAre("capacity.reported_free"));
  EXPECT_THAT(Entry("capacity { " + name + "state: FULL reported_free: 2 }"), ElementsAre("capacity.reported_free"));
  EXPECT_THAT(Entry("capacity { " + name + "state: FREE reported_free: 5 total: 4 }"),
              ElementsAre("capacity.reported_free"));
  EXPECT_THAT(Entry("capacity { " + name + "state: FREE waiting_weeks: 5 }"), ElementsAre("capacity.waiting_weeks"));
  EXPECT_THAT(Entry("capacity { " + name + "state: FULL total: 4 }"), ElementsAre());
  EXPECT_THAT(Entry("capacity { " + name + "}"), ElementsAre("capacity.state"));
}

TEST_F(Validation, AgesArePossibleAndInOrder) {
  const std::string start =
      "offering { name: 'providers/x/offerings/y' title: 'x' kind: CARE form: GROUP domains: MIND ";
  EXPECT_THAT(Entry(start + "min_age: 70 max_age: 60 }"), ElementsAre("offering.min_age"));
  EXPECT_THAT(Entry(start + "min_age: -1 max_age: 121 }"), ElementsAre("offering.min_age", "offering.max_age"));
  EXPECT_THAT(Entry(start + "min_age: 0 max_age: 0 }"), ElementsAre());
}

TEST_F(Validation, EveryStepOfAResponseTermIsWithinAYear) {
  const auto fields = [](const std::string& days) {
    return Entry("provider { name: 'providers/org-a' title: 'A' kind: CARE response_terms { urgency: NORMAL " + days +
                 " } }");
  };
  for (const char* step : {"answer", "receipt", "first_contact", "start"}) {
    const std::string field = absl::StrCat(step, "_working_days");
    EXPECT_THAT(fields(field + ": 365"), ElementsAre());
    EXPECT_THAT(fields(field + ": 366"), ElementsAre("provider.response_terms[0]." + field));
    EXPECT_THAT(fields(field + ": -1"), ElementsAre("provider.response_terms[0]." + field));
  }
}

TEST_F(Validation, SchedulesArePossible) {
  EXPECT_THAT(Entry(R"(offering { name: "providers/x/offerings/y" title: "x" kind: CARE form: GROUP domains: MIND
                                  schedule { week_interval: -1 weeks_of_month: [1, 6] session_count: -2
                                             start_date: "2026-03-02" end_date: "2026-03-01"
                                             exceptions { start_date: "2026-03-02" end_date: "2026-03-01" } } })"),
              UnorderedElementsAre("offering.schedule.week_interval", "offering.schedule.weeks_of_month[1]",
                                   "offering.schedule.session_count", "offering.schedule.end_date",
                                   "offering.schedule.exceptions[0].end_date"));
}

TEST_F(Validation, PointsLieInTheNetherlands) {
  for (const char* point : {"latitude: 5.2 longitude: 52.3", "latitude: nan longitude: 5", "latitude: 52.3"}) {
    EXPECT_THAT(
        Entry("location { name: 'locations/x' title: 'x' area: 'GM0034' point { " + std::string(point) + " } }"),
        ElementsAre("location.point"))
        << point;
  }
}

TEST_F(Validation, AreaTablesHangTogether) {
  EXPECT_THAT(Entry(R"(area_table { name: "areaTables/gm0034" vintage: 2025 source: "x"
                                    areas { code: "WK003401" title: "a" parent: "GM0034" }
                                    areas { code: "BU00340101" title: "b" parent: "WK003401" }
                                    areas { code: "BU00340102" title: "c" parent: "WK003499" }
                                    areas { code: "BU00340103" title: "d" parent: "GM0034" }
                                    areas { code: "WK003401" title: "e" parent: "GM0034" }
                                    areas { code: "WK003402" title: "f" } })"),
              UnorderedElementsAre("area_table.areas[2].parent", "area_table.areas[3].parent",
                                   "area_table.areas[4].code", "area_table.areas[5].parent"));
}

TEST_F(Validation, OutputOnlyFieldsAreNotLookedAt) {
  EXPECT_THAT(Entry(R"(provider { name: "providers/x" title: "x" kind: CARE create_time { nanos: -1 } })"),
              ElementsAre());
}

TEST_F(Validation, AMomentIsInTheCalendar) {
  EXPECT_THAT(Entry(R"(capacity { name: "providers/x/offerings/y/capacity" state: FULL
                                  confirm_time { seconds: 1000000000000 } })"),
              ElementsAre("capacity.confirm_time"));
}

TEST_F(Validation, TheAdviserGetsAllOfItInOneError) {
  House house;
  house.Put(SmallDirectory());
  const auto answer =
      house.Ask(&Match, "referral { area: 'GM9999' needs { domain: 9 wish_text: '111 222 333' } age: -1 }");
  EXPECT_THAT(answer, FailsWith(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS"));
  EXPECT_THAT(FieldsIn(answer.status()), UnorderedElementsAre("referral.area", "referral.needs[0].domain",
                                                              "referral.needs[0].wish_text", "referral.age"));
}

}  // namespace
}  // namespace koppel::server
