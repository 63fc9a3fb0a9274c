#include "tests/simulation/town.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/text_format.h"
#include "server/cases/queue.h"
#include "server/cases/sweeper.h"
#include "server/rule_files.h"
#include "server/rules/installation.h"

namespace koppel::simulation {
namespace {

// More than the cases of a town.
constexpr size_t kEverything = 100000;

constexpr const char* kDirectory[] = {
    R"(area_table { name: "areaTables/nl" vintage: 2025 source: "Bedacht" areas { code: "GM0034" title: "Stad" } })",
    R"(provider { name: "providers/thuis" title: "Thuis" kind: CARE service_areas: "GM0034"
        response_terms { urgency: NORMAL answer_working_days: 4 first_contact_working_days: 3 } })",
    R"(provider { name: "providers/punt" title: "Punt" kind: CARE service_areas: "GM0034" })",
    R"(provider { name: "providers/samen" title: "Samen" kind: WELFARE service_areas: "GM0034" })",
    R"(provider { name: "providers/buurt" title: "Buurt" kind: WELFARE service_areas: "GM0034" })",
    R"(offering { name: "providers/thuis/offerings/begeleiding" title: "Begeleiding" kind: CARE form: AT_HOME
        domains: MIND domains: SOCIETY generalist: true start_weeks: 2 })",
    R"(offering { name: "providers/punt/offerings/haalzorg" title: "Haalzorg" kind: CARE form: HAALZORG domains: MIND
        generalist: true })",
    R"(offering { name: "providers/punt/offerings/thuis" title: "Zorg thuis" kind: CARE form: AT_HOME domains: MIND
        domains: BODY generalist: true })",
    R"(offering { name: "providers/samen/offerings/breien" title: "Breien" kind: ACTIVITY form: GROUP domains: SOCIAL
        wishes: "breien" })",
    R"(offering { name: "providers/samen/offerings/eten" title: "Samen eten" kind: ACTIVITY form: GROUP
        domains: SOCIAL wishes: "samen-eten" })",
    R"(offering { name: "providers/buurt/offerings/maatje" title: "Maatje" kind: ACTIVITY form: ON_SITE
        domains: SOCIAL wishes: "buddy" })",
    R"(offering { name: "providers/samen/offerings/inloop" title: "Inloop" kind: ACTIVITY form: GROUP domains: SOCIAL
        wishes: "breien" wishes: "buddy" })",
    R"(capacity { name: "providers/thuis/offerings/begeleiding/capacity" state: FREE reported_free: 2
        confirm_time { seconds: 1700000000 } })",
    R"(capacity { name: "providers/punt/offerings/haalzorg/capacity" state: OPEN
        confirm_time { seconds: 1700000000 } })",
    R"(capacity { name: "providers/punt/offerings/thuis/capacity" state: FREE reported_free: 1
        confirm_time { seconds: 1700000000 } })",
    R"(capacity { name: "providers/samen/offerings/breien/capacity" state: FREE reported_free: 3
        confirm_time { seconds: 1700000000 } })",
    R"(capacity { name: "providers/samen/offerings/inloop/capacity" state: OPEN
        confirm_time { seconds: 1700000000 } })",
    R"(capacity { name: "providers/buurt/offerings/maatje/capacity" state: FREE reported_free: 1
        confirm_time { seconds: 1700000000 } })",
    R"(team { name: "teams/wijkteam" title: "Wijkteam" service_areas: "GM0034" decides_who_starts: true
        members { provider: "providers/thuis" role: PARTNER offerings: "providers/thuis/offerings/begeleiding" }
        members { provider: "providers/punt" role: PARTNER offerings: "providers/punt/offerings/thuis" }
        members { provider: "providers/samen" role: COACH offerings: "providers/samen/offerings/eten" } })"};

server::RuleBook ReadBook() {
  const std::string folder(KOPPEL_SOURCE_DIR);
  server::RuleBook book = *server::LoadRules(folder + "/matcher/rules", absl::CivilDay(2026, 11, 23));
  std::ifstream stream(folder + "/tests/simulation/rules.textproto");
  std::stringstream text;
  text << stream.rdbuf();
  v1::RuleSet set;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text.str(), &set));
  book.sets = {set};
  return book;
}

// Reading the vocabulary takes longer than a year in the town.
const server::RuleBook& Book() {
  static const server::RuleBook& book = *new server::RuleBook(ReadBook());
  return book;
}

}  // namespace

const std::vector<std::string>& OfferingsOfTown() {
  static const auto& names = *new std::vector<std::string>{
      "providers/thuis/offerings/begeleiding", "providers/punt/offerings/haalzorg", "providers/punt/offerings/thuis",
      "providers/samen/offerings/breien",      "providers/samen/offerings/eten",    "providers/buurt/offerings/maatje",
      "providers/samen/offerings/inloop"};
  return names;
}

Town::Core::Core(Town& town, std::unique_ptr<storage::RocksDbStore> opened)
    : store(std::move(opened)),
      directory(*store),
      rule_sets(*store),
      cases(*store),
      world({*store, directory, rule_sets, town.clock_, town.book_.vocabulary},
            [&town](std::function<void()> task) { town.tasks_.push_back(std::move(task)); }),
      environment{.store = *store,
                  .directory = directory,
                  .rule_sets = rule_sets,
                  .cases = cases,
                  .world = world,
                  .clock = town.clock_,
                  .ids = town.ids_,
                  .book = town.book_,
                  .authenticator = town.authenticator_,
                  .observer = town.observer_,
                  .engine = "rocksdb",
                  .version = "simulation"} {}

Town::Town(absl::Time start, bool sends_next)
    : zone_(*server::LoadDutchTimeZone()),
      clock_(zone_, start),
      book_(Book()),
      ids_([this] { return absl::StrCat("case-", ++last_id_); }) {
  if (sends_next) book_.sets[0].mutable_procedure()->set_sends_next(v1::Procedure::YES);
  Open();
  Build();
  Restart();
}

void Town::Open() {
  auto store =
      storage::RocksDbStore::Open(folder_.path() + "/store", {.clock = [this] { return clock_.Now(); }, .sync = false});
  ASSERT_TRUE(store.ok()) << store.status();
  core_ = std::make_unique<Core>(*this, *std::move(store));
  const absl::Status recovered = core_->directory.Recover();
  ASSERT_TRUE(recovered.ok()) << recovered;
  const absl::Status installed = server::InstallRules(core_->rule_sets, book_, clock_);
  ASSERT_TRUE(installed.ok()) << installed;
  const absl::Status started = core_->world.Start();
  ASSERT_TRUE(started.ok()) << started;
  RunTasks();
}

void Town::Build() {
  storage::Changes changes;
  for (const char* line : kDirectory) {
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(line, &changes.put.emplace_back())) << line;
  }
  const auto applied = core_->directory.Apply(changes);
  ASSERT_TRUE(applied.ok()) << applied.status();
  RunTasks();
}

void Town::Restart() {
  tasks_.clear();
  core_.reset();
  Open();
}

void Town::MoveTo(absl::Time time) {
  const absl::CivilDay before = clock_.Today();
  if (time > clock_.Now()) clock_.Advance(time - clock_.Now());
  if (clock_.Today() == before) return;
  core_->world.Tick();
  RunTasks();
}

void Town::Tick() {
  const auto swept = server::Sweep(core_->environment, clock_.Now(), kEverything);
  ASSERT_TRUE(swept.ok()) << swept.status();
  const auto freed = server::FreePlaces(core_->environment, clock_.Now());
  ASSERT_TRUE(freed.ok()) << freed.status();
  RunTasks();
}

void Town::RunTasks() {
  while (!tasks_.empty()) {
    const auto tasks = std::move(tasks_);
    tasks_.clear();
    for (const auto& task : tasks) task();
  }
}

server::Call Town::NewCall(const std::string& method) {
  return server::Call{.environment = core_->environment,
                      .caller = *authenticator_.Identify("unix:", "simulation"),
                      .method = method,
                      .deadline = absl::InfiniteFuture()};
}

std::vector<storage::StoredCase> Town::AllCases() {
  auto page = core_->cases.List(kMunicipality, "", kEverything);
  EXPECT_TRUE(page.ok()) << page.status();
  return page.ok() ? page->cases : std::vector<storage::StoredCase>();
}

}  // namespace koppel::simulation
