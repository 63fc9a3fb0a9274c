// koppel: the command line of Koppel. Hands the real world to Run.

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/run.h"

namespace {

// A random UUID (version 4).
std::string NewRequestId() {
  std::random_device random;
  const uint32_t words[] = {random(), random(), random(), random()};
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%04x%08x", words[0], words[1] >> 16, words[1] & 0xFFF,
                         0x8000 | (words[2] >> 18), words[2] & 0xFFFF, words[3]);
}

std::string EnvironmentVariable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? "" : value;
}

}  // namespace

int main(int argc, char** argv) {
  // A reader that stops early, such as head, is no reason to die without a word.
  std::signal(SIGPIPE, SIG_IGN);
  koppel::cli::Surroundings surroundings;
  surroundings.environment = EnvironmentVariable;
  surroundings.in_is_terminal = isatty(STDIN_FILENO) == 1;
  surroundings.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  surroundings.calls.now = [] { return absl::FromChrono(std::chrono::system_clock::now()); };
  surroundings.calls.sleep = [](absl::Duration duration) { absl::SleepFor(duration); };
  surroundings.calls.new_request_id = NewRequestId;
  const std::vector<std::string> words(argv + 1, argv + argc);
  return koppel::cli::Run(words, std::cin, std::cout, std::cerr, surroundings);
}
