// Programs that a test starts.

#ifndef KOPPEL_TESTS_SCORING_PROCESS_H_
#define KOPPEL_TESTS_SCORING_PROCESS_H_

#include <sys/types.h>

#include <string>
#include <vector>

namespace koppel::scoring {

// A program that runs until it is stopped, or until the Process goes away. What it prints goes to a file.
class Process {
 public:
  // The first word is the path of the program.
  Process(const std::vector<std::string>& words, const std::string& output_path);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // Waits until the program ends by itself. Its exit code, or -1 when a signal ended it or it did not start.
  int Wait();

  // Asks it to stop (SIGTERM) and waits for it.
  int Stop();

  bool is_running() const;

 private:
  pid_t pid_ = -1;
};

}  // namespace koppel::scoring

#endif  // KOPPEL_TESTS_SCORING_PROCESS_H_
