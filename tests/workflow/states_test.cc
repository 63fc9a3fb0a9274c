// Every state with every verb, against tables written down a second time, the other way round.

#include "server/workflow/states.h"

#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "koppel/v1/offer.pb.h"
#include "koppel/v1/referral.pb.h"

namespace koppel::workflow {
namespace {

using koppel::v1::Offer;
using koppel::v1::Placement;
using koppel::v1::Referral;

// A line for each state: its name and the state after each verb, in the order of All...Verbs; "." is refused, "="
// stays.
constexpr char kReferralTable[] = R"(
               update    submit    propose   choose    send      start     end    lose-lead  withdraw   reopen
DRAFT          =         SUBMITTED .         .         .         .         .      .          WITHDRAWN  .
SUBMITTED      =         .         =         =         OFFERED   .         .      .          WITHDRAWN  .
OFFERED        =         .         =         =         =         STARTED   .      .          WITHDRAWN  .
STARTED        =         .         =         =         =         =         ENDED  SUBMITTED  WITHDRAWN  .
ENDED          .         .         .         .         .         .         .      .          .          SUBMITTED
WITHDRAWN      .         .         .         .         .         .         .      .          .          SUBMITTED
)";

constexpr char kOfferTable[] = R"(
                receive  accept    intake  question    reply    decline   fail    expire   recall    free
PENDING         =        ACCEPTED  INTAKE  QUESTIONED  .        DECLINED  .       EXPIRED  RECALLED  .
QUESTIONED      =        ACCEPTED  INTAKE  =           PENDING  DECLINED  .       EXPIRED  RECALLED  .
INTAKE          .        ACCEPTED  .       .           .        .         FAILED  .        RECALLED  .
ACCEPTED        .        .         .       .           .        .         .       .        .         .
DECLINED        .        .         .       .           .        .         .       .        .         .
FAILED          .        .         .       .           .        .         .       .        .         .
EXPIRED         .        ACCEPTED  INTAKE  .           .        DECLINED  .       .        .         .
RECALLED        .        .         .       .           .        .         .       .        .         .
ON_WAITING_LIST .        .         .       .           .        DECLINED  .       .        RECALLED  PENDING
)";

constexpr char kPlacementTable[] = R"(
              hand-over    contact    start   end
PLANNED       HANDED_OVER  .          .       ENDED
HANDED_OVER   .            CONTACTED  ACTIVE  ENDED
CONTACTED     .            .          ACTIVE  ENDED
ACTIVE        .            .          .       ENDED
ENDED         .            .          .       .
)";

using Expected = std::map<std::string, std::vector<std::string>>;

Expected ReadTable(const std::string& table) {
  Expected expected;
  std::istringstream lines(table);
  std::string line;
  std::getline(lines, line);
  std::getline(lines, line);  // The verbs, for people.
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    std::string state;
    words >> state;
    for (std::string after; words >> after;) expected[state].push_back(after == "=" ? state : after);
  }
  return expected;
}

template <typename State, typename Verb>
void CheckAgainst(const std::string& table, const std::vector<Verb>& verbs, const std::vector<State>& states,
                  std::string name_of(State)) {
  const Expected expected = ReadTable(table);
  ASSERT_EQ(expected.size(), states.size()) << "a state is not in the table";
  for (const State state : states) {
    const auto& row = expected.at(name_of(state));
    ASSERT_EQ(row.size(), verbs.size()) << name_of(state);
    for (size_t verb = 0; verb < verbs.size(); ++verb) {
      const auto after = After(state, verbs[verb]);
      EXPECT_EQ(after.has_value() ? name_of(*after) : ".", row[verb]) << name_of(state) << " verb " << verb;
    }
  }
}

template <typename State>
std::vector<State> StatesOf(const google::protobuf::EnumDescriptor& descriptor) {
  std::vector<State> states;
  for (int i = 0; i < descriptor.value_count(); ++i) {
    const int number = descriptor.value(i)->number();
    if (number != 0) states.push_back(static_cast<State>(number));
  }
  return states;
}

std::string NameOfReferral(Referral::State state) { return Referral::State_Name(state); }
std::string NameOfOffer(Offer::State state) { return Offer::State_Name(state); }
std::string NameOfPlacement(Placement::State state) { return Placement::State_Name(state); }

TEST(States, OfARequestAreAsInTheTable) {
  CheckAgainst<Referral::State>(kReferralTable, AllReferralVerbs(),
                                StatesOf<Referral::State>(*Referral::State_descriptor()), &NameOfReferral);
}

TEST(States, OfAnOfferAreAsInTheTable) {
  CheckAgainst<Offer::State>(kOfferTable, AllOfferVerbs(), StatesOf<Offer::State>(*Offer::State_descriptor()),
                             &NameOfOffer);
}

TEST(States, OfAPlacementAreAsInTheTable) {
  CheckAgainst<Placement::State>(kPlacementTable, AllPlacementVerbs(),
                                 StatesOf<Placement::State>(*Placement::State_descriptor()), &NameOfPlacement);
}

TEST(States, NothingHappensToWhatHasNoState) {
  for (const ReferralVerb verb : AllReferralVerbs()) EXPECT_FALSE(After(Referral::STATE_UNSPECIFIED, verb).has_value());
  for (const OfferVerb verb : AllOfferVerbs()) EXPECT_FALSE(After(Offer::STATE_UNSPECIFIED, verb).has_value());
  for (const PlacementVerb verb : AllPlacementVerbs()) {
    EXPECT_FALSE(After(Placement::STATE_UNSPECIFIED, verb).has_value());
  }
}

// What an offer is answered with cannot be taken back by anybody.
TEST(States, AnAnswerIsFinal) {
  for (const Offer::State answered : {Offer::ACCEPTED, Offer::DECLINED, Offer::FAILED}) {
    for (const OfferVerb verb : AllOfferVerbs()) EXPECT_FALSE(After(answered, verb).has_value());
  }
}

}  // namespace
}  // namespace koppel::workflow
