// Digests, for recognising a request, a file or a token.

#ifndef KOPPEL_SERVER_DIGEST_H_
#define KOPPEL_SERVER_DIGEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/message.h"

namespace koppel::server {

// SHA-256 of the parts, 32 bytes. Where one part ends and the next begins counts.
std::string Digest(const std::vector<std::string_view>& parts);

// The first eight bytes of a digest as a number.
uint64_t ShortDigest(const std::vector<std::string_view>& parts);

// The same bytes for equal messages of one version of Koppel.
std::string StableBytes(const google::protobuf::Message& message);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_DIGEST_H_
