#include "tests/house/layering.h"

#include <algorithm>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string_view>

namespace koppel::house {
namespace {

// A room of the house, and the rooms it may use next to itself.
struct Room {
  std::string_view name;
  std::vector<std::string_view> may_use;
};

// A room inside another comes before it.
const std::vector<Room>& Rooms() {
  static const std::vector<Room> kRooms = {
      {"proto", {}},
      {"base", {"proto"}},
      {"matcher", {"base", "proto"}},
      {"storage", {"base", "proto"}},
      {"server/workflow", {"base", "proto"}},
      {"server", {"server/workflow", "matcher", "storage", "base", "proto"}},
      {"clients", {"base", "proto"}},
      {"tests", {"clients", "server/workflow", "server", "matcher", "storage", "base", "proto"}},
  };
  return kRooms;
}

// Something from outside that is only for some places.
struct Guest {
  std::string_view name;
  std::vector<std::string_view> headers;  // How the name of a header starts.
  std::vector<std::string_view> words;    // What stands in code that uses it.
  std::vector<std::string_view> targets;  // How the name of a CMake target starts.
  std::vector<std::string_view> places;   // Folders and files.
};

const std::vector<Guest>& Guests() {
  static const std::vector<Guest> kGuests = {
      {"gRPC",
       {"grpc/", "grpcpp/", "grpc++/"},
       {"grpc::"},
       {"gRPC::", "koppel_proto_grpc"},
       {"proto/", "server/transport/", "server/koppeld/", "clients/", "storage/etcd/", "tests/"}},
      {"RocksDB", {"rocksdb/"}, {"rocksdb::"}, {}, {"storage/rocksdb/", "tests/"}},
      {"the command line parser", {"CLI/"}, {"CLI::"}, {"CLI11::"}, {"server/koppeld/", "clients/cli/", "tests/"}},
      {"the clock",
       {"absl/time/clock.h"},
       {"absl::Now(", "system_clock::now", "steady_clock::now", "clock_gettime", "gettimeofday"},
       {},
       {"server/clock", "clients/", "tests/"}},
      {"threads",
       {},
       {"std::thread", "std::jthread", "std::async", "pthread_create"},
       {},
       {"server/koppeld/", "clients/cli/main.cc", "tests/"}},
      {"files", {"fstream", "filesystem"}, {"fopen("}, {}, {"storage/rocksdb/", "server/", "clients/", "tests/"}},
      {"libcurl", {"curl/"}, {"curl_easy_init", "curl_global_init"}, {}, {"server/notices/", "tests/"}},
      {"locks", {"mutex", "absl/synchronization/"}, {}, {}, {"storage/", "server/", "clients/", "tests/"}},
      {"randomness", {"random", "absl/random/"}, {}, {}, {"storage/memory/", "server/", "clients/", "tests/"}},
  };
  return kGuests;
}

const Room* RoomOf(std::string_view path) {
  for (const Room& room : Rooms()) {
    if (StartsWith(path, std::string(room.name) + "/")) return &room;
  }
  return nullptr;
}

bool MayUse(const Room& room, const Room& other) {
  return room.name == other.name ||
         std::find(room.may_use.begin(), room.may_use.end(), other.name) != room.may_use.end();
}

std::string MayNotUse(const Room& room, const Room& other) {
  return std::string(room.name) + " may not use " + std::string(other.name);
}

std::string OnlyFor(const Guest& guest) {
  std::string sentence = std::string(guest.name) + " may be used only in";
  for (std::string_view place : guest.places) sentence += " " + std::string(place);
  return sentence;
}

// The code of a line: without what follows "//".
std::string_view CodeOf(std::string_view line) { return line.substr(0, line.find("//")); }

// Generated headers come from the protos.
bool IsGenerated(std::string_view header) { return StartsWith(header, "koppel/") || StartsWith(header, "google/rpc/"); }

class SourceChecker {
 public:
  SourceChecker(const std::set<std::string>& paths, std::vector<std::string>& problems)
      : paths_(paths), problems_(problems) {}

  void Check(const SourceFile& file) {
    const Room* room = RoomOf(file.path);
    if (room == nullptr) {
      problems_.push_back(file.path + " is in no room of the house");
      return;
    }
    int number = 0;
    for (const std::string& line : LinesOf(file.text)) {
      const std::string where = file.path + ":" + std::to_string(++number);
      CheckInclude(*room, file, where, line);
      CheckWords(file, where, line);
    }
  }

 private:
  void CheckInclude(const Room& room, const SourceFile& file, const std::string& where, const std::string& line) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)");
    std::smatch match;
    if (!std::regex_match(line, match, kInclude)) return;
    const std::string header = match[2];
    const std::string what = where + " includes " + header + ": ";
    const Room* other = IsGenerated(header) ? RoomOf("proto/") : paths_.count(header) > 0 ? RoomOf(header) : nullptr;
    if (other != nullptr && !MayUse(room, *other)) problems_.push_back(what + MayNotUse(room, *other));
    if (match[1] == "\"" && header.find('/') == std::string::npos) {
      problems_.push_back(what + "name headers from the root of the project");
    }
    for (const Guest& guest : Guests()) {
      const bool used = std::any_of(guest.headers.begin(), guest.headers.end(),
                                    [&](std::string_view prefix) { return IsHeaderOf(header, prefix); });
      const bool stub = guest.name == "gRPC" && EndsWith(header, ".grpc.pb.h");
      if ((used || stub) && !LiesInOneOf(file.path, guest.places)) problems_.push_back(what + OnlyFor(guest));
    }
  }

  // "rocksdb/" is the start of many headers; "mutex" is one header.
  static bool IsHeaderOf(std::string_view header, std::string_view prefix) {
    return EndsWith(prefix, "/") ? StartsWith(header, prefix) : header == prefix;
  }

  void CheckWords(const SourceFile& file, const std::string& where, const std::string& line) {
    const std::string_view code = CodeOf(line);
    for (const Guest& guest : Guests()) {
      if (LiesInOneOf(file.path, guest.places)) continue;
      for (std::string_view word : guest.words) {
        if (HasWord(code, word)) problems_.push_back(where + " says " + std::string(word) + ": " + OnlyFor(guest));
      }
    }
  }

  // Whether the word stands there by itself: "mygrpc::" is not "grpc::", and "std::threads" is not "std::thread".
  static bool HasWord(std::string_view code, std::string_view word) {
    const auto is_letter = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
    for (size_t at = code.find(word); at != std::string_view::npos; at = code.find(word, at + 1)) {
      const size_t end = at + word.size();
      const bool starts = at == 0 || !is_letter(code[at - 1]);
      const bool ends = !is_letter(word.back()) || end == code.size() || !is_letter(code[end]);
      if (starts && ends) return true;
    }
    return false;
  }

  const std::set<std::string>& paths_;
  std::vector<std::string>& problems_;
};

// A target of CMake.
struct Target {
  std::string file;                  // The CMakeLists.txt that makes it.
  std::vector<std::string> sources;  // From the root of the project.
  std::vector<std::string> links;
};

using Targets = std::map<std::string, Target>;

std::vector<std::string> WordsOf(const std::string& text) {
  std::istringstream in(std::regex_replace(text, std::regex("#[^\n]*"), ""));
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

std::string FolderOf(const std::string& path) { return path.substr(0, path.rfind('/') + 1); }

// Reads `koppel_room(name SOURCES ... USES ...)`, `add_executable(name ...)`, `add_library(name STATIC ...)` and
// `target_link_libraries(name PUBLIC ...)`.
void ReadTargets(const SourceFile& file, Targets& targets) {
  static const std::regex kCommand(R"((koppel_room|add_executable|add_library|target_link_libraries)\s*\(([^()]*)\))");
  for (std::sregex_iterator it(file.text.begin(), file.text.end(), kCommand), end; it != end; ++it) {
    const std::vector<std::string> words = WordsOf((*it)[2]);
    if (words.empty()) continue;
    const std::string command = (*it)[1];
    Target& target = targets[command == "koppel_room" ? "koppel_" + words[0] : words[0]];
    if (command != "target_link_libraries") target.file = file.path;
    bool links = command == "target_link_libraries";
    for (size_t i = 1; i < words.size(); ++i) {
      if (words[i] == "USES") links = true;
      if (words[i] == "SOURCES") links = false;
      if (links) target.links.push_back(words[i]);
      if (!links && EndsWith(words[i], ".cc")) target.sources.push_back(FolderOf(file.path) + words[i]);
    }
  }
}

void CheckTarget(const std::string& name, const Target& target, const Targets& targets,
                 std::vector<std::string>& problems) {
  const Room* room = RoomOf(target.file);
  if (room == nullptr) return;
  for (const std::string& link : target.links) {
    const std::string what = target.file + " links " + link + " into " + name + ": ";
    const auto other = targets.find(link);
    const Room* other_room = other == targets.end() ? nullptr : RoomOf(other->second.file);
    if (other_room != nullptr && !MayUse(*room, *other_room)) problems.push_back(what + MayNotUse(*room, *other_room));
    for (const Guest& guest : Guests()) {
      if (!LiesInOneOf(link, guest.targets)) continue;
      const std::vector<std::string>& sources = target.sources.empty() ? std::vector{target.file} : target.sources;
      const bool allowed = std::all_of(sources.begin(), sources.end(),
                                       [&](const std::string& source) { return LiesInOneOf(source, guest.places); });
      if (!allowed) problems.push_back(what + OnlyFor(guest));
    }
  }
}

}  // namespace

std::vector<std::string> FindLayeringProblems(const std::vector<SourceFile>& files) {
  std::vector<std::string> problems;
  std::set<std::string> paths;
  for (const SourceFile& file : files) paths.insert(file.path);
  SourceChecker checker(paths, problems);
  Targets targets;
  for (const SourceFile& file : files) {
    if (EndsWith(file.path, ".cc") || EndsWith(file.path, ".h")) checker.Check(file);
    if (EndsWith(file.path, "/CMakeLists.txt")) ReadTargets(file, targets);
  }
  for (const auto& [name, target] : targets) CheckTarget(name, target, targets, problems);
  return problems;
}

}  // namespace koppel::house
