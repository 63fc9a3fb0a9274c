#include "tests/cli/run.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/time/clock.h"
#include "clients/cli/run.h"
#include "gtest/gtest.h"

namespace koppel::testing {

Ran RunKoppel(const std::vector<std::string>& words, const World& world) {
  std::istringstream in(world.in);
  std::ostringstream out;
  std::ostringstream err;
  cli::Surroundings surroundings;
  surroundings.environment = [&world](const std::string& name) {
    const auto found = world.environment.find(name);
    return found == world.environment.end() ? "" : found->second;
  };
  surroundings.out_is_terminal = world.out_is_terminal;
  surroundings.in_is_terminal = world.in_is_terminal;
  surroundings.calls.now = [now = absl::Now()] { return now; };
  surroundings.calls.sleep = [](absl::Duration) {};
  surroundings.calls.new_request_id = [count = 0]() mutable { return "id-" + std::to_string(++count); };
  const int exit_code = cli::Run(words, in, out, err, surroundings);
  return {exit_code, out.str(), err.str()};
}

int LineCount(const std::string& text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

std::string WriteFile(const std::string& name, const std::string& text) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) /
                                       ("koppel-" + std::to_string(getpid())) /
                                       (std::string(test->test_suite_name()) + "-" + test->name());
  std::filesystem::create_directories(folder);
  std::ofstream(folder / name, std::ios::binary) << text;
  return (folder / name).string();
}

std::string ReadWholeFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace koppel::testing
