// Ids that Koppel chooses itself.

#ifndef KOPPEL_SERVER_IDS_H_
#define KOPPEL_SERVER_IDS_H_

#include <functional>
#include <string>

namespace koppel::server {

// Gives the next id: a proper last part of a resource name. Thread-safe.
using IdMaker = std::function<std::string()>;

// Twenty lower-case letters and digits nobody can guess, so that a name says nothing of whom it is about.
std::string RandomId();

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_IDS_H_
