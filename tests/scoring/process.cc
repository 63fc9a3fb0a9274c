#include "tests/scoring/process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <utility>

namespace koppel::scoring {

Process::Process(const std::vector<std::string>& words, const std::string& output_path) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output_path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  if (posix_spawn(&pid_, words.front().c_str(), &actions, nullptr, arguments.data(), environ) != 0) pid_ = -1;
  posix_spawn_file_actions_destroy(&actions);
}

Process::~Process() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  Wait();
}

int Process::Wait() {
  if (pid_ <= 0) return -1;
  int state = 0;
  waitpid(std::exchange(pid_, -1), &state, 0);
  return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

int Process::Stop() {
  if (pid_ > 0) kill(pid_, SIGTERM);
  return Wait();
}

bool Process::is_running() const {
  siginfo_t ended = {};
  return pid_ > 0 && waitid(P_PID, pid_, &ended, WEXITED | WNOHANG | WNOWAIT) == 0 && ended.si_pid == 0;
}

}  // namespace koppel::scoring
