#include "tests/house/layering.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/house/source_tree.h"

namespace koppel::house {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> ProblemsOf(const std::string& path, const std::string& text) {
  return FindLayeringProblems({{path, text}, {"server/y.h", ""}, {"storage/store.h", ""}, {"base/types.h", ""}});
}

TEST(Layering, EveryArrowOfTheHouseIsAllowed) {
  const std::vector<SourceFile> files = ReadTree(KOPPEL_SOURCE_DIR);
  ASSERT_THAT(files, SizeIs(testing::Gt(50)));
  EXPECT_THAT(FindLayeringProblems(files), IsEmpty());
}

TEST(Layering, AnArrowAgainstTheOrderOfTheRoomsIsSaidInPlainWords) {
  EXPECT_THAT(ProblemsOf("storage/x.cc", "\n#include \"server/y.h\"\n"),
              ElementsAre("storage/x.cc:2 includes server/y.h: storage may not use server"));
  EXPECT_THAT(ProblemsOf("server/x.cc", "#include \"storage/store.h\"\n#include \"base/types.h\"\n"), IsEmpty());
  EXPECT_THAT(ProblemsOf("matcher/x.h", "#include \"storage/store.h\""),
              ElementsAre(HasSubstr("matcher may not use storage")));
}

TEST(Layering, GeneratedHeadersBelongToProto) {
  EXPECT_THAT(ProblemsOf("base/x.h", "#include \"koppel/v1/common.pb.h\""), IsEmpty());
  EXPECT_THAT(ProblemsOf("server/x.h", "#include \"koppel/v1/matching_service.grpc.pb.h\""),
              ElementsAre(HasSubstr("gRPC may be used only in")));
}

TEST(Layering, GuestsStayInTheirPlaces) {
  EXPECT_THAT(ProblemsOf("matcher/x.cc", "#include <grpcpp/grpcpp.h>"), SizeIs(1));
  EXPECT_THAT(ProblemsOf("server/transport/x.cc", "#include <grpcpp/grpcpp.h>"), IsEmpty());
  EXPECT_THAT(ProblemsOf("storage/x.cc", "#include \"rocksdb/db.h\""), SizeIs(1));
  EXPECT_THAT(ProblemsOf("storage/rocksdb/x.cc", "#include \"rocksdb/db.h\""), IsEmpty());
  EXPECT_THAT(ProblemsOf("matcher/x.cc", "#include <fstream>"), SizeIs(1));
  EXPECT_THAT(ProblemsOf("server/x.cc", "#include <curl/curl.h>"),
              ElementsAre(HasSubstr("libcurl may be used only in")));
  EXPECT_THAT(ProblemsOf("server/notices/x.cc", "#include <curl/curl.h>"), IsEmpty());
}

TEST(Layering, OnlyTheClockReadsTheClockAndOnlyMainsStartThreads) {
  EXPECT_THAT(ProblemsOf("server/x.cc", "auto now = absl::Now();"), ElementsAre(HasSubstr("server/x.cc:1 says")));
  EXPECT_THAT(ProblemsOf("server/x.cc", "// not absl::Now()"), IsEmpty());
  EXPECT_THAT(ProblemsOf("server/clock.cc", "auto now = absl::Now();"), IsEmpty());
  EXPECT_THAT(ProblemsOf("storage/x.cc", "std::thread worker(Run);"), SizeIs(1));
  EXPECT_THAT(ProblemsOf("storage/x.cc", "std::this_thread::yield();"), IsEmpty());
}

TEST(Layering, HeadersAreNamedFromTheRoot) {
  EXPECT_THAT(ProblemsOf("server/x.cc", "#include \"y.h\""), ElementsAre(HasSubstr("from the root")));
}

TEST(Layering, WhatStandsInNoRoomIsReported) {
  EXPECT_THAT(ProblemsOf("helpers/x.cc", ""), ElementsAre("helpers/x.cc is in no room of the house"));
}

TEST(Layering, LinksOfCMakeAreArrowsToo) {
  const std::vector<std::string> problems = FindLayeringProblems(
      {{"base/CMakeLists.txt", "koppel_room(base SOURCES a.cc USES absl::status) # koppel_server\n"},
       {"server/CMakeLists.txt",
        "koppel_room(server SOURCES b.cc USES koppel_storage gRPC::grpc++)\n"
        "koppel_room(server_transport SOURCES transport/c.cc USES koppel_server gRPC::grpc++)\n"
        "add_executable(koppeld koppeld/main.cc)\ntarget_link_libraries(koppeld PRIVATE koppel_clients)\n"},
       {"storage/CMakeLists.txt", "koppel_room(storage SOURCES d.cc USES koppel_base koppel_server)\n"},
       {"clients/CMakeLists.txt", "add_library(koppel_clients STATIC e.cc)\n"}});
  EXPECT_THAT(problems,
              ElementsAre(testing::StartsWith(
                              "server/CMakeLists.txt links gRPC::grpc++ into koppel_server: gRPC may be used only"),
                          "storage/CMakeLists.txt links koppel_server into koppel_storage: storage may not use server",
                          "server/CMakeLists.txt links koppel_clients into koppeld: server may not use clients"));
}

TEST(Layering, ATreeOnDiskIsReadWithoutWhatIsBuilt) {
  const std::filesystem::path root = testing::TempDir() + "/layering_tree";
  std::filesystem::remove_all(root);
  std::filesystem::create_directories(root / "storage");
  std::filesystem::create_directories(root / "build" / "storage");
  std::filesystem::create_directories(root / "clients");
  std::ofstream(root / "storage" / "bad.cc") << "#include \"clients/c.h\"\n";
  std::ofstream(root / "build" / "storage" / "bad.cc") << "#include \"clients/c.h\"\n";
  std::ofstream(root / "clients" / "c.h") << "";
  EXPECT_THAT(FindLayeringProblems(ReadTree(root)),
              ElementsAre("storage/bad.cc:1 includes clients/c.h: storage may not use clients"));
  std::filesystem::remove_all(root);
}

}  // namespace
}  // namespace koppel::house
