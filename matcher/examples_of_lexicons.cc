#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/utf8.h"
#include "matcher/examples.h"
#include "matcher/reader/lexicon_examples.h"
#include "matcher/reader/lexicons.h"

namespace koppel::matcher {
namespace {

using v1::ExampleResult;

// The longest title of a result, in characters.
constexpr size_t kLongestTitle = 120;

// The results by set and place in its file; an example that is run more than once has one.
class LexiconRun {
 public:
  void Add(const CompiledLexicon& lexicon) {
    std::map<std::string, std::vector<const Issue*>> misses;  // By set and path of the example.
    const std::vector<Issue> issues = CheckLexiconExamples(lexicon);
    for (const Issue& issue : issues) {
      misses[issue.set + issue.path.substr(0, issue.path.rfind('.'))].push_back(&issue);
    }
    for (int i = 0; i < lexicon.file().examples_size(); ++i) {
      const LexiconOrigin& origin = lexicon.examples()[i];
      ExampleResult& result = ResultOf(origin.set, lexicon.file().examples(i));
      for (const Issue* miss : misses[origin.set + origin.path]) AddDifference(miss->message, result);
    }
  }

  // In the order of the sets and of their files.
  std::vector<ExampleResult> Take(const std::vector<const v1::RuleSet*>& sets) {
    std::vector<ExampleResult> ordered;
    for (const v1::RuleSet* set : sets) {
      for (const v1::LexiconExample& example : set->lexicon().examples()) {
        const auto found = results_.find({set->name(), example.id()});
        // In these places it may be replaced by another of its id.
        if (found != results_.end()) ordered.push_back(std::move(found->second));
      }
    }
    return ordered;
  }

 private:
  ExampleResult& ResultOf(const std::string& set, const v1::LexiconExample& example) {
    const auto [found, is_new] = results_.try_emplace({set, example.id()});
    if (is_new) {
      found->second.set_rule_set(set);
      found->second.set_example(example.id());
      found->second.set_title(Shorten(example.text(), kLongestTitle));
      found->second.set_passed(true);
    }
    return found->second;
  }

  static void AddDifference(const v1::LocalizedText& message, ExampleResult& result) {
    result.set_passed(false);
    const auto& known = result.differences();
    const bool said = std::any_of(known.begin(), known.end(),
                                  [&](const v1::LocalizedText& difference) { return difference.en() == message.en(); });
    if (!said) *result.add_differences() = message;
  }

  std::map<std::pair<std::string, std::string>, ExampleResult> results_;  // By set and id.
};

// All sets that count somewhere in the places, by name.
std::vector<const v1::RuleSet*> LexiconsIn(const std::vector<v1::RuleSet>& sets, const std::set<std::string>& places) {
  std::map<std::string, const v1::RuleSet*> found;
  for (const std::string& place : places) {
    for (const v1::RuleSet* set : LexiconsFor(sets, place)) found.emplace(set->name(), set);
  }
  std::vector<const v1::RuleSet*> ordered;
  for (const auto& [name, set] : found) ordered.push_back(set);
  return ordered;
}

}  // namespace

std::vector<ExampleResult> RunLexiconExamples(const std::vector<v1::RuleSet>& sets, const std::set<std::string>& places,
                                              const Vocabulary& vocabulary, std::vector<Issue>& issues) {
  LexiconRun run;
  CheckLexicons(sets, places, vocabulary, issues, [&run](const CompiledLexicon& lexicon) { run.Add(lexicon); });
  return run.Take(LexiconsIn(sets, places));
}

}  // namespace koppel::matcher
