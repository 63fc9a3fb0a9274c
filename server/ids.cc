#include "server/ids.h"

#include <random>
#include <string_view>

namespace koppel::server {

std::string RandomId() {
  constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
  // Asks the operating system each time; a power of two, so that every letter is as likely as any other.
  std::random_device random;
  std::string id;
  while (id.size() < 20) id.push_back(kLetters[random() % kLetters.size()]);
  return id;
}

}  // namespace koppel::server
