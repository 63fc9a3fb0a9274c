#include "matcher/change/levers.h"

#include <algorithm>
#include <iterator>

namespace koppel::matcher {

const std::vector<Lever>& AllLevers() {
  static const auto* levers = [] {
    auto* all = new std::vector<Lever>(RequestLevers());
    std::vector<Lever> more = ProviderLevers();
    std::move(more.begin(), more.end(), std::back_inserter(*all));
    return all;
  }();
  return *levers;
}

size_t AgeLever() {
  const std::vector<Lever>& levers = AllLevers();
  return std::find_if(levers.begin(), levers.end(), [](const Lever& lever) { return lever.path == "referral.age"; }) -
         levers.begin();
}

}  // namespace koppel::matcher
