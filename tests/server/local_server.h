// A mail server or a web server of this machine, for tests that send something.

#ifndef KOPPEL_TESTS_SERVER_LOCAL_SERVER_H_
#define KOPPEL_TESTS_SERVER_LOCAL_SERVER_H_

#include <fcntl.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <map>
#include <string>

namespace koppel {

// notice_servers.py as a process of its own; ended when this is destroyed.
class LocalServer {
 public:
  // `kind`: "mail" or "web".
  explicit LocalServer(const char* kind) {
    int out[2];
    EXPECT_EQ(pipe2(out, O_CLOEXEC), 0);
    pid_ = fork();
    if (pid_ == 0) Become(kind, out[1]);
    close(out[1]);
    output_ = fdopen(out[0], "r");
    setvbuf(output_, nullptr, _IONBF, 0);  // So that GotSomething sees what has not been read.
    port_ = ReadLine();
    port_.pop_back();
  }
  ~LocalServer() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    fclose(output_);
  }

  const std::string& port() const { return port_; }

  // What it got next: the fields of its line.
  std::map<std::string, std::string> Next() {
    google::protobuf::Struct line;
    EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(ReadLine(), &line).ok());
    std::map<std::string, std::string> fields;
    for (const auto& [name, value] : line.fields()) fields[name] = value.string_value();
    return fields;
  }

  // Whether it got nothing, as far as can be seen: what it gets it says before it answers.
  bool GotNothing() { return !GotSomething(100); }

 private:
  [[noreturn]] static void Become(const char* kind, int output) {
    dup2(output, STDOUT_FILENO);
    const std::string script = std::string(KOPPEL_SOURCE_DIR) + "/tests/server/notice_servers.py";
    execl("/usr/bin/python3", "python3", script.c_str(), kind, nullptr);
    _exit(127);
  }

  bool GotSomething(int milliseconds) {
    pollfd ready{fileno(output_), POLLIN, 0};
    return poll(&ready, 1, milliseconds) > 0;
  }

  std::string ReadLine() {
    char line[16384];
    return !GotSomething(30'000) || fgets(line, sizeof(line), output_) == nullptr ? "?" : line;
  }

  pid_t pid_ = -1;
  FILE* output_ = nullptr;
  std::string port_;
};

}  // namespace koppel

#endif  // KOPPEL_TESTS_SERVER_LOCAL_SERVER_H_
