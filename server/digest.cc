#include "server/digest.h"

#include <openssl/sha.h>

#include <array>
#include <cstring>

#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace koppel::server {

std::string Digest(const std::vector<std::string_view>& parts) {
  // One digest for each part and one of those: so no length has to be written down.
  std::string digests;
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  for (std::string_view part : parts) {
    SHA256(reinterpret_cast<const unsigned char*>(part.data()), part.size(), digest.data());
    digests.append(reinterpret_cast<const char*>(digest.data()), digest.size());
  }
  SHA256(reinterpret_cast<const unsigned char*>(digests.data()), digests.size(), digest.data());
  return std::string(reinterpret_cast<const char*>(digest.data()), digest.size());
}

uint64_t ShortDigest(const std::vector<std::string_view>& parts) {
  const std::string digest = Digest(parts);
  uint64_t number = 0;
  std::memcpy(&number, digest.data(), sizeof(number));
  return number;
}

std::string StableBytes(const google::protobuf::Message& message) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream output(&stream);
    output.SetSerializationDeterministic(true);
    message.SerializeToCodedStream(&output);
  }
  return bytes;
}

}  // namespace koppel::server
