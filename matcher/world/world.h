// The world as the matcher sees it: directory, areas, vocabulary and rules at one revision, made for fast questions.
//
// A World is built as a whole and never changes; the server swaps one for the next.
//
//   WorldBuilder builder(layers, vocabulary);
//   for (const auto& entry : entries) builder.Add(entry);
//   std::shared_ptr<const World> world = builder.Build(revision);
//
// Thread safety: World is immutable; WorldBuilder belongs to one thread.

#ifndef KOPPEL_MATCHER_WORLD_WORLD_H_
#define KOPPEL_MATCHER_WORLD_WORLD_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/types.h"
#include "koppel/v1/directory_entry.pb.h"
#include "matcher/rules/layers.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

class World;

class WorldBuilder {
 public:
  WorldBuilder(std::shared_ptr<const RuleLayers> layers, std::shared_ptr<const Vocabulary> vocabulary);
  ~WorldBuilder();

  // Adds a record, in any order. What refers to something that is never added is left out of the World.
  void Add(const koppel::v1::DirectoryEntry& entry);

  std::shared_ptr<const World> Build(Revision revision);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Revision RevisionOf(const World& world);

// The same world under other rules.
std::shared_ptr<const World> WithRules(const World& world, std::shared_ptr<const RuleLayers> layers);

const RuleLayers& LayersOf(const World& world);

// Whether this CBS code stands in an area table of the world.
bool KnowsArea(const World& world, std::string_view code);

// Whether somebody who lives in `inner` lives in `outer`: the same code, or `outer` lies around it. An area that is not
// in the tables lies in its municipality by the digits of its code.
bool LiesIn(const World& world, std::string_view inner, std::string_view outer);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_WORLD_WORLD_H_
