#include "server/lexicons.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "matcher/reader/lexicons.h"
#include "matcher/rules/merge.h"

namespace koppel::server {

using koppel::v1::RuleSet;

std::shared_ptr<const Lexicons> Lexicons::Create(const std::vector<RuleSet>& sets,
                                                 std::shared_ptr<const matcher::Vocabulary> vocabulary) {
  const std::shared_ptr<Lexicons> lexicons(new Lexicons);
  lexicons->vocabulary_ = std::move(vocabulary);
  std::copy_if(sets.begin(), sets.end(), std::back_inserter(lexicons->sets_),
               [](const RuleSet& set) { return set.level() == RuleSet::LEXICON; });
  lexicons->revisions_ = LexiconRevisions(lexicons->sets_);
  for (const std::string& place : matcher::LexiconPlaces(lexicons->sets_)) lexicons->compiled_.try_emplace(place);
  return lexicons;
}

std::shared_ptr<const matcher::CompiledLexicon> Lexicons::For(std::string_view municipality) const {
  auto found = compiled_.find(municipality);
  if (found == compiled_.end()) found = compiled_.find("");
  Compiled& compiled = found->second;
  // Of the standard library: the thread sanitizer sees who waited for whom, which it does not in a ready-made Abseil.
  std::call_once(compiled.once, [&] { Compile(found->first, compiled); });
  return compiled.lexicon;
}

void Lexicons::Compile(const std::string& place, Compiled& compiled) const {
  std::vector<matcher::Issue> issues;
  compiled.lexicon = matcher::CompileLexicon(matcher::LexiconsFor(sets_, place), *vocabulary_, issues);
  for (const matcher::Issue& issue : issues) {
    spdlog::error("the lexicon cannot be used: {}: {}: {}", issue.set, issue.path, issue.message.en());
  }
}

std::vector<std::string> Lexicons::RevisionsFor(std::string_view municipality) const {
  std::vector<std::string> names;
  for (const RuleSet* set : matcher::LexiconsFor(sets_, municipality)) names.push_back(matcher::RevisionNameOf(*set));
  return names;
}

std::vector<std::string> LexiconRevisions(const std::vector<RuleSet>& sets) {
  std::map<std::string, std::string> names;  // By the name of the set.
  for (const RuleSet& set : sets) {
    if (set.level() == RuleSet::LEXICON) names.emplace(set.name(), matcher::RevisionNameOf(set));
  }
  std::vector<std::string> ordered;
  for (const auto& [set, revision] : names) ordered.push_back(revision);
  return ordered;
}

}  // namespace koppel::server
