// What handlers work with. Made once by main, handed in with every call.

#ifndef KOPPEL_SERVER_ENVIRONMENT_H_
#define KOPPEL_SERVER_ENVIRONMENT_H_

#include <string>

#include "server/call.h"
#include "server/clock.h"
#include "server/ids.h"
#include "server/rule_files.h"
#include "server/world_keeper.h"
#include "storage/cases.h"
#include "storage/directory.h"
#include "storage/rule_sets.h"
#include "storage/store.h"

namespace koppel::server {

struct Environment {
  storage::Store& store;
  storage::Directory& directory;
  storage::RuleSets& rule_sets;
  storage::Cases& cases;
  WorldKeeper& world;
  const Clock& clock;
  const IdMaker& ids;
  const RuleBook& book;
  const Authenticator& authenticator;
  CallObserver& observer;
  std::string engine;   // Of the store, such as "rocksdb".
  std::string version;  // Of this server.
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_ENVIRONMENT_H_
