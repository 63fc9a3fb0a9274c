// Random walks on the road from request to start: whatever people do in whatever order, a case stays sound and never
// waits for nothing. A walk replays from its number: --gtest_filter and KOPPEL_WALK=n.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "base/resource_name.h"
#include "server/workflow/clocks.h"
#include "server/workflow/elapse.h"
#include "server/workflow/offers.h"
#include "server/workflow/placements.h"
#include "server/workflow/referral.h"
#include "server/workflow/states.h"
#include "tests/workflow/scene.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Choice;
using koppel::v1::Clock;
using koppel::v1::Offer;
using koppel::v1::Part;
using koppel::v1::Placement;
using koppel::v1::Referral;
using koppel::v1::Waiting;

constexpr int kWalks = 120;
constexpr int kSteps = 100;
constexpr int kTries = 6;

// --- What must hold of every case.

bool IsLive(const Case& record) { return IsOpen(record.referral()) || record.referral().state() == Referral::DRAFT; }

bool Stands(const Clock& clock) { return clock.state() == Clock::RUNNING || clock.state() == Clock::PAUSED; }

void CheckWaiting(const Case& record, absl::Time now) {
  const Referral& referral = record.referral();
  if (!IsLive(record)) {
    EXPECT_TRUE(referral.waiting_for().empty() && !referral.has_next_event_time());
    return;
  }
  EXPECT_TRUE(!referral.waiting_for().empty() || referral.has_next_event_time());
  // Else the sweeper would come back again and again.
  if (referral.has_next_event_time()) {
    EXPECT_GT(FromProto(referral.next_event_time()), now);
  }
  std::set<std::string> seen;
  for (const Waiting& waiting : referral.waiting_for()) {
    EXPECT_FALSE(waiting.party().empty());
    EXPECT_NE(waiting.step(), Waiting::STEP_UNSPECIFIED);
    EXPECT_TRUE(seen.insert(absl::StrCat(waiting.party(), waiting.step(), waiting.about())).second);
  }
}

void CheckClocks(Case& record) {
  for (const Clock& clock : record.referral().clocks()) {
    if (!Stands(clock)) continue;
    EXPECT_TRUE(IsLive(record));
    const Offer* offer = FindOffer(record, clock.about());
    if (offer != nullptr) {
      EXPECT_TRUE(IsOut(*offer)) << clock.DebugString();
    }
    if (offer != nullptr && offer->state() == Offer::PENDING) {
      EXPECT_EQ(clock.state(), Clock::RUNNING);
    }
    const Placement* placement = FindPlacement(record, clock.about());
    if (placement != nullptr) {
      EXPECT_NE(placement->state(), Placement::ENDED);
    }
    EXPECT_TRUE(clock.about().empty() || offer != nullptr || placement != nullptr);
  }
}

// One placement for every yes and none without.
void CheckPlacements(Case& record) {
  int accepted = 0;
  for (const Offer& offer : record.offers()) accepted += offer.state() == Offer::ACCEPTED ? 1 : 0;
  EXPECT_EQ(accepted, record.placements_size());
  for (const Placement& placement : record.placements()) {
    const Offer* offer = FindOffer(record, OfferName(record.referral().name(), NumberOf(placement.name())));
    ASSERT_NE(offer, nullptr);
    EXPECT_EQ(offer->state(), Offer::ACCEPTED);
    if (placement.state() != Placement::ENDED) {
      EXPECT_TRUE(IsOpen(record.referral()));
    }
  }
}

// Never are two leads out. One that waited for a place may come on top of one that runs: that is for people to see.
void CheckOneLead(Case& record) {
  int leads = 0;
  int out = 0;
  for (const Offer& offer : record.offers()) out += offer.role() == Part::LEAD && IsOut(offer) ? 1 : 0;
  EXPECT_LE(out, 1);
  for (const Offer& offer : record.offers()) {
    if (offer.role() != Part::LEAD || offer.has_hold_until_time()) continue;
    const Placement* placement = FindPlacement(record, PlacementName(record.referral().name(), NumberOf(offer.name())));
    leads += IsOut(offer) || (placement != nullptr && placement->state() != Placement::ENDED) ? 1 : 0;
  }
  EXPECT_LE(leads, 1);
}

// Nothing is given twice, or waited for while it is given.
void CheckNothingTwice(Case& record) {
  std::map<std::pair<int, std::string>, int> given;
  for (const Placement& placement : record.placements()) {
    if (placement.state() != Placement::ENDED) ++given[{placement.role(), placement.offering()}];
  }
  for (const Offer& offer : record.offers()) {
    const std::pair<int, std::string> part = {offer.role(), offer.offering()};
    if (IsOut(offer)) ++given[part];
    if (offer.state() == Offer::ON_WAITING_LIST) {
      EXPECT_EQ(given.count(part), 0u) << offer.DebugString();
    }
  }
  for (const auto& [part, times] : given) EXPECT_LE(times, 1) << part.second;
}

void CheckOver(const Case& record) {
  if (IsLive(record)) return;
  for (const Offer& offer : record.offers()) EXPECT_FALSE(IsOut(offer)) << offer.DebugString();
}

template <typename State, typename Verb>
bool LeadsTo(State from, State to, const std::vector<Verb>& verbs, int steps) {
  if (from == to) return true;
  return steps > 0 && std::any_of(verbs.begin(), verbs.end(), [&](Verb verb) {
           const auto after = After(from, verb);
           return after.has_value() && LeadsTo(*after, to, verbs, steps - 1);
         });
}

// By the tables: time may bring one change and the step another; who hands over may report the contact at once.
void CheckTransitions(Case& before, const Case& after) {
  EXPECT_TRUE(LeadsTo(before.referral().state(), after.referral().state(), AllReferralVerbs(), 2));
  for (const Offer& offer : after.offers()) {
    const Offer* earlier = FindOffer(before, offer.name());
    if (earlier != nullptr) {
      EXPECT_TRUE(LeadsTo(earlier->state(), offer.state(), AllOfferVerbs(), 2));
    }
  }
  for (const Placement& placement : after.placements()) {
    const Placement* earlier = FindPlacement(before, placement.name());
    if (earlier != nullptr) {
      EXPECT_TRUE(LeadsTo(earlier->state(), placement.state(), AllPlacementVerbs(), 2));
    }
  }
}

void CheckRepeatable(const Case& record, const Setting& setting, absl::Time now) {
  Case again = record;
  EXPECT_FALSE(Elapse(again, setting, now).changed);
  Settle(again, setting, now);
  EXPECT_EQ(again.SerializeAsString(), record.SerializeAsString());
}

// --- People who do anything at any moment.

class Walk {
 public:
  explicit Walk(int number) : dice_(number), now_(Monday()), record_(DraftCase()) {
    setting_.procedure.set_question_pauses(Throw(2) == 0 ? v1::Procedure::YES : v1::Procedure::NO);
    if (Throw(2) == 0) setting_.agreed[kDock] = setting_.agreed[kKwintes];
    if (Throw(2) == 0) setting_.agreed.erase(kKwintes);
    Settle(record_, setting_, now_);
  }

  void Go() {
    for (int i = 0; i < kSteps && !testing::Test::HasFailure(); ++i) {
      now_ += Throw(3) == 0 ? absl::Hours(Throw(100)) : absl::Minutes(1 + Throw(60));
      Step();
    }
  }

  const std::set<std::string>& seen() const { return seen_; }

 private:
  using Try = std::function<Outcome(Case&)>;

  int Throw(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(dice_); }

  // As the server does it: first time passes, then the step, then it settles.
  void Step() {
    Case after = record_;
    Elapse(after, setting_, now_);
    const std::string tried = TryAnything(after);
    SCOPED_TRACE(absl::StrCat(tried, " at ", absl::FormatTime(now_)));
    Elapse(after, setting_, now_);
    Settle(after, setting_, now_);
    Check(after);
    record_ = std::move(after);
    seen_.insert(Referral::State_Name(record_.referral().state()));
    for (const Offer& offer : record_.offers()) seen_.insert(Offer::State_Name(offer.state()));
    for (const Placement& placement : record_.placements()) seen_.insert(Placement::State_Name(placement.state()));
    for (const Clock& clock : record_.referral().clocks()) seen_.insert(Clock::State_Name(clock.state()));
    for (const Waiting& waiting : record_.referral().waiting_for()) seen_.insert(Waiting::Step_Name(waiting.step()));
  }

  void Check(Case& after) {
    CheckTransitions(record_, after);
    CheckWaiting(after, now_);
    CheckClocks(after);
    CheckPlacements(after);
    CheckOneLead(after);
    CheckNothingTwice(after);
    CheckOver(after);
    CheckRepeatable(after, setting_, now_);
  }

  // Says what was done. A step that is refused leaves the case as it was, and another is tried.
  std::string TryAnything(Case& record) {
    const std::vector<std::pair<const char*, Try>> steps = Steps();
    for (int i = 0; i < kTries; ++i) {
      const auto& [name, step] = steps[Throw(static_cast<int>(steps.size()))];
      Case copy = record;
      if (step(copy).has_value()) continue;
      record = std::move(copy);
      return name;
    }
    return "nothing";
  }

  std::vector<std::pair<const char*, Try>> Steps() {
    return {
        {"update", [this](Case& record) { return Throw(3) > 0 ? WrongState("", "", "") : Rewrite(record); }},
        {"submit", [this](Case& record) { return Submit(record, setting_, Adviser()); }},
        {"propose", [this](Case& record) { return Propose(record); }},
        {"choose", [this](Case& record) { return ChooseSomething(record); }},
        {"send", [this](Case& record) { return SendSome(record); }},
        {"recall", [this](Case& record) { return RecallSome(record); }},
        {"answer", [this](Case& record) { return AnswerSome(record); }},
        {"answer", [this](Case& record) { return AnswerSome(record); }},
        {"reply", [this](Case& record) { return ReplyToSome(record); }},
        {"decide", [this](Case& record) { return DecideSome(record); }},
        {"intake", [this](Case& record) { return ConcludeSome(record); }},
        {"free", [this](Case& record) { return FreeSome(record); }},
        {"hand over", [this](Case& record) { return HandOverSome(record); }},
        {"start", [this](Case& record) { return StartSome(record); }},
        {"end", [this](Case& record) { return EndSome(record); }},
        {"withdraw", [this](Case& record) { return Throw(4) > 0 ? WrongState("", "", "") : WithdrawIt(record); }},
        {"reopen", [this](Case& record) { return Reopen(record, setting_, Adviser()); }},
    };
  }

  Act Adviser() const { return {"adviseur-1", now_, {"*"}}; }

  std::string SomeOffer(const Case& record) {
    // Mostly one of the latest: those before have been answered.
    const int latest = std::max(1, record.offers_size());
    return OfferName(kCaseName, Throw(2) == 0 ? 1 + Throw(latest) : std::max(1, latest - Throw(3)));
  }

  std::string SomePlacement(const Case& record) {
    const int count = record.placements_size();
    return count == 0 ? PlacementName(kCaseName, 1) : record.placements(Throw(count)).name();
  }

  std::string SomeDate() { return absl::FormatTime("%Y-%m-%d", now_ + absl::Hours(24 * (Throw(60) - 30)), {}); }

  Outcome Rewrite(Case& record) {
    Referral referral = record.referral();
    if (Throw(2) == 0) referral.set_report_date(SomeDate());
    if (Throw(2) == 0) referral.set_investigation_end_date(Throw(2) == 0 ? SomeDate() : "");
    if (Throw(3) == 0) referral.set_application_date(Throw(2) == 0 ? SomeDate() : "");
    if (Throw(3) == 0) referral.mutable_decision()->set_end_date(SomeDate());
    return Update(record, referral, setting_, Adviser());
  }

  Outcome Propose(Case& record) {
    if (Outcome refusal = MayPropose(record)) return refusal;
    auto advice = Parse<v1::Advice>(R"pb(
      record {
        proposals {
          parts { role: LEAD offering: "providers/kwintes/offerings/ambulant" needs: 0 }
          parts { role: JOIN offering: "providers/dock/offerings/koffie" needs: 1 }
        }
        proposals {
          parts { role: LEAD offering: "providers/lister/offerings/thuis" needs: 0 }
          team: "teams/vak"
        }
      })pb");
    advice.set_name(AdviceName(kCaseName, record.referral().latest_advice() + 1));
    TakeIn(record, advice, Adviser());
    return std::nullopt;
  }

  Outcome ChooseSomething(Case& record) {
    v1::ChoosePartsRequest request;
    Choice& choice = *request.mutable_choice();
    choice.set_advice(record.referral().latest_advice());
    choice.set_proposal(Throw(3));
    choice.set_chooser(Choice::TOGETHER);
    choice.set_reason(Choice::NEARER);
    if (choice.proposal() == 2) choice.set_team(kTeam);
    if (choice.proposal() == 0 && Throw(2) == 0) *choice.mutable_parts() = Bridge().parts();
    return Choose(record, request, setting_, Adviser());
  }

  // Nobody leads: only while a lead waits, or after the start.
  static Choice Bridge() {
    return Parse<Choice>("parts { role: JOIN offering: 'providers/dock/offerings/inloop' needs: 0 }");
  }

  Outcome SendSome(Case& record) {
    for (const char* offering : {kLead, kJoin}) {
      setting_.capacities[offering] = Parse<v1::Capacity>("state: FREE reported_free: 2");
      setting_.capacities[offering].set_held(Throw(2) == 0 ? 2 : 0);
    }
    v1::SendOffersRequest request;
    request.set_may_wait(Throw(2) == 0);
    if (Throw(4) == 0) request.set_offering(kJoin);
    return Send(record, request, setting_, Adviser());
  }

  Outcome RecallSome(Case& record) {
    v1::RecallOfferRequest request;
    request.set_name(SomeOffer(record));
    return Recall(record, request, setting_, Adviser());
  }

  Outcome AnswerSome(Case& record) {
    v1::AnswerOfferRequest request;
    request.set_name(SomeOffer(record));
    request.set_verdict(Throw(3) == 0 ? v1::NO : static_cast<v1::Verdict>(1 + Throw(5)));
    request.set_start_date(SomeDate());
    request.set_question(Offer::SAFETY);
    const char* reasons[] = {"vol", "hoort-elders", "past-niet", "geen-contact"};
    request.set_decline_reason(reasons[Throw(4)]);
    if (Throw(2) == 0) request.set_better_provider(Throw(2) == 0 ? kDock : kKwintes);
    return Answer(record, request, setting_, Adviser());
  }

  Outcome ReplyToSome(Case& record) {
    v1::ReplyToQuestionRequest request;
    request.set_name(SomeOffer(record));
    return Reply(record, request, setting_, Adviser());
  }

  Outcome DecideSome(Case& record) {
    v1::RecordTeamDecisionRequest request;
    request.set_name(SomeOffer(record));
    auto& decision = *request.mutable_decision();
    decision.set_decided_by(kKwintes);
    decision.set_starter(Throw(2) == 0 ? kLead : kOtherLead);
    if (Throw(2) == 0) decision.add_joining(kJoin);
    decision.set_coach_at_intake(Throw(2) == 0);
    if (Throw(2) == 0) decision.set_first_contact_date(SomeDate());
    return Decide(record, request, setting_, Adviser());
  }

  Outcome ConcludeSome(Case& record) {
    v1::ConcludeIntakeRequest request;
    request.set_name(SomeOffer(record));
    request.set_starts(Throw(2) == 0);
    request.set_decline_reason("geen-klik");
    return ConcludeIntake(record, request, setting_, Adviser());
  }

  Outcome FreeSome(Case& record) {
    if (record.offers().empty()) return WrongState("", "", "");
    return Free(record, *record.mutable_offers(Throw(record.offers_size())), setting_, {kItself, now_, {}});
  }

  Outcome HandOverSome(Case& record) {
    v1::RecordHandoverRequest request;
    request.set_name(SomePlacement(record));
    request.set_road(Placement::PHONE);
    if (Outcome refusal = HandOver(record, request, setting_, Adviser())) return refusal;
    if (Throw(2) == 0) return std::nullopt;
    v1::RecordFirstContactRequest contact;
    contact.set_name(request.name());
    return Contact(record, contact, setting_, Adviser());
  }

  Outcome StartSome(Case& record) {
    v1::StartPlacementRequest request;
    request.set_name(SomePlacement(record));
    return Start(record, request, setting_, Adviser());
  }

  Outcome EndSome(Case& record) {
    v1::EndPlacementRequest request;
    request.set_name(SomePlacement(record));
    request.set_reason(Throw(2) == 0 ? Placement::GOAL_REACHED : Placement::PROVIDER_STOPPED);
    return End(record, request, setting_, Adviser());
  }

  Outcome WithdrawIt(Case& record) { return Withdraw(record, Referral::SOLVED, setting_, Adviser()); }

  std::mt19937 dice_;
  Setting setting_ = SceneSetting();
  absl::Time now_;
  Case record_;
  std::set<std::string> seen_;
};

// Names of all values of an enum but the first, which is never sent.
std::set<std::string> NamesOf(const google::protobuf::EnumDescriptor& type) {
  std::set<std::string> names;
  for (int i = 1; i < type.value_count(); ++i) names.insert(type.value(i)->name());
  return names;
}

TEST(Road, IsSoundWhateverPeopleDo) {
  int only = -1;
  const char* wanted = std::getenv("KOPPEL_WALK");
  ASSERT_TRUE(wanted == nullptr || absl::SimpleAtoi(wanted, &only));
  std::set<std::string> missing = NamesOf(*Referral::State_descriptor());
  missing.merge(NamesOf(*Offer::State_descriptor()));
  missing.merge(NamesOf(*Placement::State_descriptor()));
  missing.merge(NamesOf(*Clock::State_descriptor()));
  missing.merge(NamesOf(*Waiting::Step_descriptor()));
  for (int number = 0; number < kWalks && !HasFailure(); ++number) {
    if (only >= 0 && number != only) continue;
    SCOPED_TRACE(absl::StrCat("walk ", number));
    Walk walk(number);
    walk.Go();
    for (const std::string& seen : walk.seen()) missing.erase(seen);
  }
  // The walks come everywhere.
  if (only < 0) {
    EXPECT_EQ(missing, std::set<std::string>());
  }
}

}  // namespace
}  // namespace koppel::workflow
