// A house with cases: two groups that knit, two partners at home, a team, and small rules with a procedure. It is
// Monday 23 November 2026, ten o'clock.

#ifndef KOPPEL_TESTS_SERVER_CASE_TESTING_H_
#define KOPPEL_TESTS_SERVER_CASE_TESTING_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "server/handlers/capacities.h"
#include "server/handlers/offers.h"
#include "server/handlers/placements.h"
#include "server/handlers/referrals.h"
#include "server/workflow/case.h"
#include "tests/server/rule_testing.h"
#include "tests/server/testing.h"

namespace koppel::server {

inline constexpr char kCase[] = "municipalities/GM0034/referrals/r1";
inline constexpr char kFirstOffer[] = "municipalities/GM0034/referrals/r1/offers/1";
inline constexpr char kSecondOffer[] = "municipalities/GM0034/referrals/r1/offers/2";
inline constexpr char kFirstPlacement[] = "municipalities/GM0034/referrals/r1/placements/1";
inline constexpr char kGroup[] = "providers/deschoor/offerings/breien";
inline constexpr char kOtherGroup[] = "providers/buurthuis/offerings/breien";
inline constexpr char kAtHome[] = "providers/kwintes/offerings/thuis";

// What the small rules need for a case: who said no is set aside, terms, reasons, and how it goes on.
inline constexpr char kCaseRules[] = R"(
  conditions { id: "declined-before" must { not { test { field: "pair.declined" } } } when_unknown: EXCLUDE
               no { nl: "Zei eerder nee." en: "Said no." } source: "Proef" rationale: "Geen herhaling."
               start_date: "2026-11-01" }
  agreements { id: "normal" urgency: NORMAL answer_working_days: 5 receipt_working_days: 1 first_contact_working_days: 5
               start_working_days: 20 source: "Proef" rationale: "Proef." start_date: "2026-11-01" }
  procedure { warn_working_days: 1 decision_warning_weeks: 8 hold_working_days: 3 question_pauses: YES sends_next: NO
              source: "Proef" }
  decline_reasons { id: "vol" title { nl: "Vol" en: "Full" } cause: CAPACITY days: 28 source: "Proef"
                    rationale: "Proef." start_date: "2026-11-01" }
  decline_reasons { id: "hoort-elders" title { nl: "Hoort elders" en: "Belongs elsewhere" } cause: REFERRAL
                    belongs_elsewhere: true source: "Proef" rationale: "Proef." start_date: "2026-11-01" }
  decline_reasons { id: "geen-klik" title { nl: "Geen klik" en: "No match" } cause: NOTHING after_intake: true
                    source: "Proef" rationale: "Proef." start_date: "2026-11-01" })";

inline RuleBook CaseRulesWith(const std::string& more) {
  v1::RuleSet national = National();
  national.MergeFrom(Parse<v1::RuleSet>(kCaseRules));
  national.MergeFrom(Parse<v1::RuleSet>(more));
  return RuleBook{.vocabulary = Rules().vocabulary, .sets = {national}};
}

inline const RuleBook& CaseRules() {
  static const RuleBook& book = *new RuleBook(CaseRulesWith(""));
  return book;
}

// The next offer goes out by itself.
inline const RuleBook& SendingRules() {
  static const RuleBook& book = *new RuleBook(CaseRulesWith("procedure { sends_next: YES }"));
  return book;
}

inline std::vector<std::string> CaseDirectory() {
  std::vector<std::string> entries = SmallDirectory();
  entries.push_back(R"(provider {
    name: "providers/buurthuis" title: "Buurthuis" kind: WELFARE service_areas: "GM0034" })");
  entries.push_back(R"(offering {
    name: "providers/buurthuis/offerings/breien" title: "Breien" kind: ACTIVITY form: GROUP domains: SOCIAL
    wishes: "breien" })");
  entries.push_back(R"(capacity {
    name: "providers/deschoor/offerings/breien/capacity" state: FREE unit: PLACE reported_free: 2 total: 8
    confirm_time { seconds: 1795420000 } })");
  entries.push_back(R"(team {
    name: "teams/buurt" title: "Buurtteam" service_areas: "GM0034" decides_who_starts: true
    members { provider: "providers/deschoor" role: PARTNER offerings: "providers/deschoor/offerings/breien" }
    members { provider: "providers/buurthuis" role: PARTNER }
    members { provider: "providers/kwintes" role: ADVISER } })");
  return entries;
}

// Somebody who may answer for these parties alone.
inline Caller PartnerFor(const std::string& party) {
  return {.subject = "jan", .roles = {kPartner}, .scopes = {party}, .purpose = "referral"};
}

class CaseHouse : public House {
 public:
  explicit CaseHouse(const RuleBook& book = CaseRules(), storage::MemoryStore::Options options = {})
      : House(std::move(options), book) {
    Put(CaseDirectory());
  }

  // The steps up to the one that is tested; each must work.
  void Create(const std::string& id = "r1", const std::string& more = "") {
    Must(Ask(&CreateReferral, absl::StrCat("parent: 'municipalities/GM0034' referral_id: '", id,
                                           "' referral { resident: 'q7' area: 'GM0034' urgency: NORMAL needs { domain: "
                                           "SOCIAL wishes: 'breien' } ",
                                           more, " }")));
  }
  void Submit(const std::string& id = "r1") { Must(Ask(&SubmitReferral, NameField(id))); }
  void Propose(const std::string& id = "r1") { Must(Ask(&ProposeMatches, NameField(id))); }
  // The offering that knits with places, as other parts than any proposal.
  void Choose(const std::string& offering = kGroup, const std::string& id = "r1", const std::string& more = "") {
    Must(Ask(&ChooseParts, absl::StrCat(NameField(id), " choice { advice: ", Read(id).latest_advice(),
                                        " parts { role: LEAD offering: '", offering,
                                        "' needs: 0 } chooser: RESIDENT reason: RESIDENT_PREFERS ", more, " }")));
  }
  void Send(const std::string& id = "r1", const std::string& more = "") {
    Must(Ask(&SendOffers, absl::StrCat(NameField(id), more)));
  }
  void Offered(const std::string& id = "r1") {
    Create(id);
    Submit(id);
    Propose(id);
    Choose(kGroup, id);
    Send(id);
  }
  // As Offered, on the waiting list of the full group.
  void Waiting(const std::string& id, const std::string& more = "") {
    Create(id, more);
    Submit(id);
    Propose(id);
    Choose(kGroup, id);
    Send(id, " may_wait: true");
  }

  static std::string NameOf(const std::string& id) { return absl::StrCat("municipalities/GM0034/referrals/", id); }
  static std::string NameField(const std::string& id) { return absl::StrCat("name: '", NameOf(id), "'"); }

  workflow::Case Stored(const std::string& id = "r1") {
    const auto stored = cases().Get(NameOf(id));
    EXPECT_TRUE(stored.ok()) << stored.status();
    return stored.ok() ? stored->record : workflow::Case();
  }
  v1::Referral Read(const std::string& id = "r1") { return Stored(id).referral(); }

  v1::Capacity CapacityOf(const std::string& offering) {
    return directory().Get(CapacityName(offering))->entry.capacity();
  }

  // Moves the clock to this moment in the Netherlands, "2026-12-01T09:00".
  void GoTo(const std::string& local) {
    absl::CivilMinute minute;
    ASSERT_TRUE(absl::ParseCivilTime(local, &minute)) << local;
    clock().Advance(absl::FromCivil(minute, clock().zone()) - clock().Now());
  }

 private:
  template <typename Response>
  static void Must(const absl::StatusOr<Response>& response) {
    ASSERT_TRUE(response.ok()) << response.status();
  }
};

// What people in the Netherlands read.
inline std::string DutchIn(const absl::Status& status) {
  const auto text = DetailIn<google::rpc::LocalizedMessage>(status);
  return text.has_value() ? text->message() : "";
}

}  // namespace koppel::server

#endif  // KOPPEL_TESTS_SERVER_CASE_TESTING_H_
