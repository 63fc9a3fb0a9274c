#include "matcher/rules/layers.h"

#include <algorithm>
#include <set>

#include "matcher/rules/chain_checks.h"

namespace koppel::matcher {
namespace {

using Sets = std::vector<v1::RuleSet>;
using Chain = std::vector<const v1::RuleSet*>;

const v1::RuleSet* FindSet(const Sets& sets, std::string_view name) {
  const auto found = std::find_if(sets.begin(), sets.end(), [&](const auto& set) { return set.name() == name; });
  return found == sets.end() ? nullptr : &*found;
}

// The sets of `first`, then those of `second` that are not among them.
Chain Joined(Chain first, const Chain& second) {
  for (const v1::RuleSet* set : second) {
    if (std::find(first.begin(), first.end(), set) == first.end()) first.push_back(set);
  }
  return first;
}

const v1::RuleSet* SetOf(const Sets& sets, v1::RuleSet::Level level, std::string_view municipality) {
  for (const v1::RuleSet& set : sets) {
    const auto& places = set.municipalities();
    if (set.level() != level) continue;
    if (level == v1::RuleSet::NATIONAL || std::find(places.begin(), places.end(), municipality) != places.end()) {
      return &set;
    }
  }
  return nullptr;
}

}  // namespace

Chain LineageOf(const Sets& sets, std::string_view name) {
  Chain chain;
  for (const v1::RuleSet* set = FindSet(sets, name); set != nullptr; set = FindSet(sets, set->parent())) {
    if (std::find(chain.begin(), chain.end(), set) != chain.end()) return {};
    chain.insert(chain.begin(), set);
    if (set->parent().empty()) return chain;
  }
  return {};
}

std::vector<RuleChain> ChainsOf(const Sets& sets) {
  std::vector<RuleChain> chains;
  const v1::RuleSet* national = SetOf(sets, v1::RuleSet::NATIONAL, "");
  if (national != nullptr) chains.push_back({"", "", {national}});
  for (const v1::RuleSet& set : sets) {
    if (set.level() == v1::RuleSet::NATIONAL) continue;
    const Chain own = LineageOf(sets, set.name());
    for (const std::string& municipality : set.municipalities()) {
      if (set.level() == v1::RuleSet::MUNICIPALITY) chains.push_back({municipality, "", own});
      if (set.level() != v1::RuleSet::TEAM) continue;
      const v1::RuleSet* local = SetOf(sets, v1::RuleSet::MUNICIPALITY, municipality);
      chains.push_back(
          {municipality, set.team(), local == nullptr ? own : Joined(LineageOf(sets, local->name()), own)});
    }
  }
  return chains;
}

std::shared_ptr<const RuleLayers> RuleLayers::Create(Sets sets, std::shared_ptr<const Vocabulary> vocabulary,
                                                     absl::CivilDay today, std::vector<Issue>& issues) {
  const size_t issues_before = issues.size();
  const std::shared_ptr<RuleLayers> layers(new RuleLayers);
  std::sort(sets.begin(), sets.end(), [](const auto& a, const auto& b) { return a.name() < b.name(); });
  layers->sets_ = std::move(sets);
  for (const v1::RuleSet& set : layers->sets_) CheckRules(set, vocabulary, issues);
  CheckChains(layers->sets_, issues);
  if (issues.size() > issues_before) return nullptr;
  const auto is_lexicon = [](const v1::RuleSet& set) { return set.level() == v1::RuleSet::LEXICON; };
  layers->sets_.erase(std::remove_if(layers->sets_.begin(), layers->sets_.end(), is_lexicon), layers->sets_.end());
  for (const RuleChain& chain : ChainsOf(layers->sets_)) {
    auto rules = CompileRules(chain.sets, vocabulary, today, issues);
    if (rules == nullptr) continue;
    if (chain.municipality.empty()) {
      layers->national_ = std::move(rules);
    } else if (chain.team.empty()) {
      layers->by_municipality_[chain.municipality] = std::move(rules);
    } else {
      layers->teams_by_municipality_[chain.municipality].emplace_back(chain.team, std::move(rules));
    }
  }
  return issues.size() > issues_before ? nullptr : layers;
}

const CompiledRules& RuleLayers::For(std::string_view municipality) const {
  const auto found = by_municipality_.find(municipality);
  return found == by_municipality_.end() ? *national_ : *found->second;
}

const RuleLayers::TeamRules& RuleLayers::TeamsIn(std::string_view municipality) const {
  const auto found = teams_by_municipality_.find(municipality);
  return found == teams_by_municipality_.end() ? no_teams_ : found->second;
}

}  // namespace koppel::matcher
