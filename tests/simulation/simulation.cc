#include "tests/simulation/simulation.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "server/digest.h"
#include "tests/simulation/invariants.h"
#include "tests/simulation/people.h"
#include "tests/simulation/town.h"

namespace koppel::simulation {
namespace {

// The hours of a day at which something happens; at night only time passes.
constexpr int kHours[] = {0, 10, 15};
constexpr double kChangesADay = 0.5;
constexpr double kRestartsADay = 0.02;
// Enough; the first tells what is wrong.
constexpr size_t kMostProblems = 5;

class Life {
 public:
  Life(uint64_t seed, const Length& length)
      : length_(length),
        random_(seed),
        town_(absl::FromCivil(absl::CivilHour(2024, 1, 1, 8), *server::LoadDutchTimeZone()), seed % 2 == 0),
        people_(
            town_, random_, [this] { Tell(invariants_.CheckChanged(town_)); },
            length.with_story ? &year_.story : nullptr) {}

  Year Run() {
    const absl::CivilDay first(2024, 1, 1);
    for (int day = 0; day < length_.days && year_.problems.size() < kMostProblems; ++day) LiveDay(first + day);
    Close();
    return std::move(year_);
  }

 private:
  bool Chance(double likelihood) { return std::uniform_real_distribution<>(0, 1)(random_) < likelihood; }

  void LiveDay(absl::CivilDay day) {
    const bool weekday =
        absl::GetWeekday(day) != absl::Weekday::saturday && absl::GetWeekday(day) != absl::Weekday::sunday;
    for (const int hour : kHours) {
      town_.MoveTo(absl::FromCivil(absl::CivilHour(day.year(), day.month(), day.day(), hour), town_.clock().zone()));
      if (Chance(kRestartsADay / std::size(kHours))) Restart();
      town_.Tick();
      if (hour == 0) Look();
      if (hour == 0 || !weekday) continue;
      if (hour == 10 && Chance(length_.arrivals_a_day)) people_.Arrive();
      people_.Work();
      if (Chance(kChangesADay / std::size(kHours))) people_.Change();
      town_.Tick();
    }
  }

  void Restart() {
    const std::string before = Contents();
    town_.Restart();
    ++year_.restarts;
    if (Contents() != before) year_.problems.push_back("a restart changed what is stored");
  }

  // At everything; what a step changed was looked at after that step.
  void Look() { Tell(invariants_.Check(town_)); }

  void Tell(const std::vector<std::string>& problems) {
    for (const std::string& problem : problems) {
      year_.problems.push_back(absl::StrCat(absl::FormatTime(town_.now()), " ", problem));
    }
  }

  std::string Contents() {
    std::string all;
    for (const storage::StoredCase& stored : town_.AllCases()) all += server::StableBytes(stored.record);
    return all;
  }

  void Close() {
    for (const storage::StoredCase& stored : town_.AllCases()) {
      ++year_.cases;
      year_.placements += stored.record.placements_size();
    }
    year_.digest = server::Digest({Contents()});
    year_.steps = people_.steps();
    year_.refusals = people_.refusals();
    year_.bridges = people_.bridges();
  }

  const Length length_;
  std::mt19937_64 random_;
  Year year_;
  Town town_;
  People people_;
  Invariants invariants_;
};

}  // namespace

Year Live(uint64_t seed, const Length& length) { return Life(seed, length).Run(); }

}  // namespace koppel::simulation
