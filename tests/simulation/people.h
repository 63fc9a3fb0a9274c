// The people of the town: residents with a question, the adviser, the partners with their tempers, the team. Each acts
// on what the inbox says, or fails to.

#ifndef KOPPEL_TESTS_SIMULATION_PEOPLE_H_
#define KOPPEL_TESTS_SIMULATION_PEOPLE_H_

#include <functional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "koppel/v1/referral_service.pb.h"
#include "tests/simulation/town.h"

namespace koppel::simulation {

class People {
 public:
  // All must outlive it. `after` is called after every step; `story` (null: nobody listens) gets a line for each.
  People(Town& town, std::mt19937_64& random, std::function<void()> after, std::vector<std::string>* story)
      : town_(town), random_(random), after_(std::move(after)), story_(story) {}

  // A resident comes with a question: a draft.
  void Arrive();
  // Everybody looks into the inbox, and acts on some of it.
  void Work();
  // Something happens that no inbox asked for: a report of free places, an end, an answer after all, a change of mind.
  void Change();

  // How many steps were taken, and how many calls were refused.
  int steps() const { return steps_; }
  int refusals() const { return refusals_; }
  // How often somebody was asked to be there until there is a place.
  int bridges() const { return bridges_; }

 private:
  void WorkFor(const std::string& party);
  void Act(const std::string& party, const v1::InboxItem& item);
  void Advise(const std::string& referral);
  void Choose(const std::string& referral);
  void Send(const std::string& referral);
  void Respond(const std::string& offer, const std::string& member);
  void Decide(const std::string& offer);
  void Answer(const std::string& offer, const std::string& party);
  void ConcludeIntake(const std::string& offer);
  void HandOver(const std::string& placement);
  void Review(const std::string& referral, const std::string& about);
  void Bridge(const std::string& referral);
  void Blunder(const std::string& referral);
  void ReportCapacity();
  void EndHelp(const internal::CaseRecord& record);
  void AnswerLate(const internal::CaseRecord& record);
  void ChangeMind(const internal::CaseRecord& record);

  // Does it, sometimes twice with the same request id: both must give the same. Gives whether it was done.
  template <typename Request, typename Response>
  bool Do(absl::StatusOr<Response> (*handler)(server::Call&, const Request&), Request request);
  // The same, where the request is a name alone.
  template <typename Request, typename Response>
  bool DoTo(const std::string& name, absl::StatusOr<Response> (*handler)(server::Call&, const Request&));

  bool Chance(double likelihood) { return std::uniform_real_distribution<>(0, 1)(random_) < likelihood; }
  int Below(int bound) { return std::uniform_int_distribution<>(0, bound - 1)(random_); }
  std::string NewRequestId();
  std::string Today() const;

  Town& town_;
  std::mt19937_64& random_;
  std::function<void()> after_;
  std::vector<std::string>* story_;
  int steps_ = 0;
  int refusals_ = 0;
  int bridges_ = 0;
  int requests_ = 0;
};

}  // namespace koppel::simulation

#endif  // KOPPEL_TESTS_SIMULATION_PEOPLE_H_
