#include "matcher/reader/lexicons.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace koppel::matcher {
namespace {

using koppel::v1::RuleSet;

bool IsFor(const RuleSet& set, std::string_view municipality) {
  const auto& places = set.municipalities();
  return std::find(places.begin(), places.end(), municipality) != places.end();
}

}  // namespace

std::vector<const RuleSet*> LexiconsFor(const std::vector<RuleSet>& sets, std::string_view municipality) {
  std::vector<const RuleSet*> chain;
  for (const RuleSet& set : sets) {
    if (set.level() != RuleSet::LEXICON) continue;
    if (set.municipalities().empty() || IsFor(set, municipality)) chain.push_back(&set);
  }
  std::sort(chain.begin(), chain.end(), [](const RuleSet* a, const RuleSet* b) {
    return std::make_tuple(!a->municipalities().empty(), a->name()) <
           std::make_tuple(!b->municipalities().empty(), b->name());
  });
  return chain;
}

std::set<std::string> LexiconPlaces(const std::vector<RuleSet>& sets) {
  std::set<std::string> places = {""};
  for (const RuleSet& set : sets) {
    if (set.level() == RuleSet::LEXICON) places.insert(set.municipalities().begin(), set.municipalities().end());
  }
  return places;
}

std::set<std::string> PlacesOfLexicon(const RuleSet& set, const std::vector<RuleSet>& sets) {
  if (set.municipalities().empty()) return LexiconPlaces(sets);
  return {set.municipalities().begin(), set.municipalities().end()};
}

void CheckLexicons(const std::vector<RuleSet>& sets, const std::set<std::string>& places, const Vocabulary& vocabulary,
                   std::vector<Issue>& issues, const std::function<void(const CompiledLexicon&)>& use) {
  // What is wrong for everybody is also wrong in each municipality, and is said once.
  std::set<std::tuple<std::string, std::string, std::string>> said;
  for (const std::string& place : places) {
    std::vector<Issue> found;
    const auto lexicon = CompileLexicon(LexiconsFor(sets, place), vocabulary, found);
    if (use && lexicon != nullptr) use(*lexicon);
    for (Issue& issue : found) {
      if (said.insert({issue.set, issue.path, issue.message.en()}).second) issues.push_back(std::move(issue));
    }
  }
}

}  // namespace koppel::matcher
