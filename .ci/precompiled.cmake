# Headers that are read once for all: koppel_headers for the rooms, koppel_client_headers for those that use the stubs of
# gRPC, koppel_test_headers for the tests.
# Only what hardly ever changes by itself; a source still includes what it uses (.ci/tidy and `release` build without).
set(EMPTY ${CMAKE_BINARY_DIR}/empty.cc)
file(WRITE ${EMPTY} "")

set(STANDARD <algorithm> <array> <filesystem> <fstream> <functional> <map> <memory> <mutex> <optional> <random> <set>
             <sstream> <string> <string_view> <thread> <utility> <vector>)
set(LIBRARIES absl/container/flat_hash_map.h absl/container/flat_hash_set.h absl/status/statusor.h
              absl/strings/str_cat.h absl/strings/str_format.h absl/strings/str_join.h absl/strings/str_replace.h
              absl/strings/str_split.h absl/time/time.h absl/types/span.h google/protobuf/descriptor.pb.h
              google/protobuf/text_format.h google/protobuf/util/json_util.h)
list(TRANSFORM LIBRARIES PREPEND "\"")
list(TRANSFORM LIBRARIES APPEND "\"")
set(MESSAGES ${KOPPEL_MESSAGE_HEADERS})

add_library(koppel_headers OBJECT ${EMPTY})
target_link_libraries(koppel_headers PRIVATE koppel_proto absl::flat_hash_map absl::statusor absl::str_format absl::time)
target_precompile_headers(koppel_headers PRIVATE ${STANDARD} ${LIBRARIES} ${MESSAGES})

if(KOPPEL_GRPC)
  add_library(koppel_client_headers OBJECT ${EMPTY})
  target_link_libraries(koppel_client_headers PRIVATE koppel_proto_grpc absl::flat_hash_map absl::statusor
                                                      absl::str_format absl::time)
  target_precompile_headers(koppel_client_headers PRIVATE ${STANDARD} ${LIBRARIES} ${MESSAGES} ${KOPPEL_STUB_HEADERS})
endif()

add_library(koppel_test_headers OBJECT ${EMPTY})
target_link_libraries(koppel_test_headers PRIVATE koppel_headers koppel_proto absl::flat_hash_map absl::statusor
                                                  absl::str_format absl::time GTest::gmock)
target_compile_options(koppel_test_headers PRIVATE ${KOPPEL_TEST_FLAGS})
target_precompile_headers(koppel_test_headers PRIVATE ${STANDARD} ${LIBRARIES} ${MESSAGES} <gmock/gmock.h>)
