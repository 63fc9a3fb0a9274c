#include "matcher/rules/chain_checks.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/reader_sentences.h"
#include "base/resource_name.h"
#include "base/rule_sentences.h"
#include "base/text_fold.h"
#include "matcher/rules/example_checks.h"
#include "matcher/rules/layers.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedPtrField;
using v1::RuleSet;

// What the sets above one say of a rule.
struct Above {
  std::string kind;  // Such as "conditions".
  bool replaceable;
  std::string set;
};

// A rule that speaks for an urgency or a word, and the set it is in.
struct Speaker {
  std::string id;
  std::string set;
};

bool IsMunicipality(std::string_view code) {
  return code.size() == 6 && code.substr(0, 2) == "GM" &&
         std::all_of(code.begin() + 2, code.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

class ChainChecker {
 public:
  ChainChecker(const std::vector<RuleSet>& sets, std::vector<Issue>& issues) : sets_(sets), issues_(issues) {}

  void Run() {
    CheckNational();
    for (const RuleSet& set : sets_) {
      CheckName(set);
      CheckPlace(set);
      CheckParent(set);
      CheckOverlay(set);
    }
    for (const RuleChain& chain : ChainsOf(sets_)) CheckChain(chain);
    CheckExampleReferences(sets_, issues_);
  }

 private:
  template <typename AnySentence>
  void Report(const RuleSet& set, const std::string& path, AnySentence sentence, const Arguments& arguments = {}) {
    v1::LocalizedText message = Say(sentence, arguments);
    // A set is part of many chains; what is wrong is said once.
    if (!reported_.insert({set.name(), path, message.en()}).second) return;
    issues_.push_back({path, std::move(message), set.name()});
  }

  const RuleSet* Find(const std::string& name) const {
    const auto found = std::find_if(sets_.begin(), sets_.end(), [&](const RuleSet& set) { return set.name() == name; });
    return found == sets_.end() ? nullptr : &*found;
  }

  void CheckNational() {
    const RuleSet* first = nullptr;
    for (const RuleSet& set : sets_) {
      if (set.level() != RuleSet::NATIONAL) continue;
      if (first != nullptr) Report(set, "level", RuleSentence::kNationalAlready, {{"set", first->name()}});
      first = &set;
    }
    if (first == nullptr) issues_.push_back({"level", Say(RuleSentence::kNoNational)});
  }

  void CheckName(const RuleSet& set) {
    if (Find(set.name()) != &set) Report(set, "name", RuleSentence::kSetTwice);
  }

  // For which municipality and team it counts.
  void CheckPlace(const RuleSet& set) {
    const int places = set.municipalities_size();
    const bool of_team = set.level() == RuleSet::TEAM;
    if (set.level() == RuleSet::LEVEL_UNSPECIFIED || !RuleSet::Level_IsValid(set.level())) {
      Report(set, "level", RuleSentence::kMissing);
    }
    if (set.level() == RuleSet::NATIONAL && places > 0) Report(set, "municipalities", RuleSentence::kNotInNational);
    if (set.level() == RuleSet::MUNICIPALITY && places != 1) {
      Report(set, "municipalities", RuleSentence::kOneMunicipality);
    }
    if (set.level() == RuleSet::LEXICON && places > 1) {
      Report(set, "municipalities", ReaderSentence::kAtMostOneMunicipality);
    }
    if (of_team && places == 0) Report(set, "municipalities", RuleSentence::kNoPlaceForTeam);
    if (of_team && !IsNameIn("teams", set.team())) Report(set, "team", RuleSentence::kTeamMissing);
    if (!of_team && !set.team().empty()) Report(set, "team", RuleSentence::kOnlyForTeam);
    for (int i = 0; i < places; ++i) CheckMunicipality(set, i);
  }

  void CheckMunicipality(const RuleSet& set, int i) {
    const std::string path = absl::StrCat("municipalities[", i, "]");
    const std::string& code = set.municipalities(i);
    if (!IsMunicipality(code)) Report(set, path, RuleSentence::kNoMunicipality, {{"code", code}});
    // Lexicons stand beside each other, and beside the rules of their municipality.
    if (set.level() == RuleSet::LEXICON) return;
    const auto [other, is_first] = taken_.emplace(std::make_pair(code, set.team()), &set);
    if (!is_first) Report(set, path, RuleSentence::kPlaceTaken, {{"set", other->second->name()}});
  }

  void CheckParent(const RuleSet& set) {
    const RuleSet* parent = Find(set.parent());
    if (set.level() == RuleSet::NATIONAL) {
      if (!set.parent().empty()) Report(set, "parent", RuleSentence::kNotInNational);
    } else if (set.level() == RuleSet::LEXICON) {
      if (!set.parent().empty()) Report(set, "parent", ReaderSentence::kOnlyWords);
    } else if (set.parent().empty()) {
      Report(set, "parent", RuleSentence::kParentMissing);
    } else if (parent == nullptr) {
      Report(set, "parent", RuleSentence::kNoSuchParent, {{"set", set.parent()}});
    } else if (parent->level() != RuleSet::NATIONAL && parent->level() != set.level()) {
      Report(set, "parent", RuleSentence::kParentLevel, {{"set", set.parent()}});
    } else if (GoesRound(set)) {
      Report(set, "parent", RuleSentence::kParentCircle, {{"set", set.name()}, {"parent", set.parent()}});
    }
  }

  bool GoesRound(const RuleSet& set) const {
    const RuleSet* at = Find(set.parent());
    for (size_t steps = 0; at != nullptr && steps <= sets_.size(); ++steps) {
      if (at == &set) return true;
      at = Find(at->parent());
    }
    return false;
  }

  void CheckChain(const RuleChain& chain) {
    const auto by_mark = [](const auto& rule) { return rule.overridable(); };
    const auto always = [](const auto&) { return true; };
    std::map<std::string, Above> above;
    std::map<int, Speaker> agreed;          // By urgency.
    std::map<std::string, Speaker> spoken;  // By word, folded.
    for (const RuleSet* set : chain.sets) {
      const std::map<std::string, Above> before = above;
      CheckIds(*set, "conditions", set->conditions(), by_mark, before, above);
      CheckIds(*set, "routes", set->routes(), by_mark, before, above);
      CheckIds(*set, "preferences", set->preferences(), always, before, above);
      CheckIds(*set, "agreements", set->agreements(), always, before, above);
      CheckIds(*set, "terms", set->terms(), always, before, above);
      CheckIds(*set, "decline_reasons", set->decline_reasons(), always, before, above);
      CheckBefore(*set, before);
      CheckPoints(*set, before);
      CheckAgreements(*set, agreed);
      CheckWords(*set, spoken);
    }
  }

  template <typename Rule, typename Replaceable>
  void CheckIds(const RuleSet& set, const std::string& kind, const RepeatedPtrField<Rule>& rules,
                Replaceable replaceable, const std::map<std::string, Above>& before,
                std::map<std::string, Above>& above) {
    for (int i = 0; i < rules.size(); ++i) {
      const std::string& id = rules.Get(i).id();
      const auto found = before.find(id);
      if (found != before.end()) {
        CheckReplaces(set, absl::StrCat(kind, "[", i, "].id"), id, kind, found->second);
      }
      above[id] = {kind, replaceable(rules.Get(i)), set.name()};
    }
  }

  void CheckReplaces(const RuleSet& set, const std::string& path, const std::string& id, const std::string& kind,
                     const Above& above) {
    if (above.kind != kind) {
      Report(set, path, RuleSentence::kIdOfOtherKind, {{"id", id}, {"set", above.set}, {"kind", above.kind}});
    } else if (!above.replaceable) {
      Report(set, path, RuleSentence::kNotOverridable, {{"id", id}, {"set", above.set}});
    }
  }

  void CheckBefore(const RuleSet& set, const std::map<std::string, Above>& before) {
    for (int i = 0; i < set.routes_size(); ++i) {
      const std::string& next = set.routes(i).before();
      const auto found = before.find(next);
      if (next.empty() || (found != before.end() && found->second.kind == "routes")) continue;
      Report(set, absl::StrCat("routes[", i, "].before"), RuleSentence::kNoRouteAbove, {{"id", next}});
    }
  }

  // A preference without points only makes sense in the place of another.
  void CheckPoints(const RuleSet& set, const std::map<std::string, Above>& before) {
    for (int i = 0; i < set.preferences_size(); ++i) {
      const v1::Preference& preference = set.preferences(i);
      if (!preference.has_points() || preference.points() != 0 || before.count(preference.id()) > 0) continue;
      if (set.level() == RuleSet::NATIONAL) continue;  // CheckRules reports it.
      Report(set, absl::StrCat("preferences[", i, "].points"), RuleSentence::kPointsCountNothing);
    }
  }

  void CheckAgreements(const RuleSet& set, std::map<int, Speaker>& agreed) {
    for (int i = 0; i < set.agreements_size(); ++i) {
      const v1::Agreement& agreement = set.agreements(i);
      const auto [other, is_first] = agreed.emplace(agreement.urgency(), Speaker{agreement.id(), set.name()});
      const Speaker& speaker = other->second;
      if (is_first || speaker.id == agreement.id() || speaker.set == set.name()) continue;
      Report(set, absl::StrCat("agreements[", i, "].id"), RuleSentence::kUrgencyAgreed,
             {{"id", speaker.id}, {"set", speaker.set}});
    }
  }

  void CheckWords(const RuleSet& set, std::map<std::string, Speaker>& spoken) {
    for (int i = 0; i < set.terms_size(); ++i) {
      const v1::WordRule& term = set.terms(i);
      for (int j = 0; j < term.words_size(); ++j) {
        const auto [other, is_first] = spoken.emplace(FoldText(term.words(j)), Speaker{term.id(), set.name()});
        const Speaker& speaker = other->second;
        if (is_first || speaker.id == term.id() || speaker.set == set.name()) continue;
        Report(set, absl::StrCat("terms[", i, "].words[", j, "]"), RuleSentence::kWordOfOther,
               {{"words", term.words(j)}, {"id", speaker.id}, {"set", speaker.set}});
      }
    }
  }

  void CheckOverlay(const RuleSet& set) {
    // What is in a lexicon besides words is reported by CheckRules.
    if (set.level() == RuleSet::NATIONAL || set.level() == RuleSet::LEXICON) return;
    if (set.has_weights()) Report(set, "weights", RuleSentence::kOnlyNational);
    if (!set.school_holidays().empty()) Report(set, "school_holidays", RuleSentence::kOnlyNational);
    CheckDecrees(set);
    if (set.level() == RuleSet::TEAM) CheckOverlayOfTeam(set);
  }

  // The Crown makes a day equal to a public holiday, and for everybody.
  void CheckDecrees(const RuleSet& set) {
    for (int i = 0; i < set.free_days_size(); ++i) {
      if (!set.free_days(i).by_decree()) continue;
      Report(set, absl::StrCat("free_days[", i, "].by_decree"), RuleSentence::kOnlyNational);
    }
  }

  // A request goes its way by the rules of the municipality, whichever teams have a part in it.
  void CheckOverlayOfTeam(const RuleSet& set) {
    if (!set.routes().empty()) Report(set, "routes", RuleSentence::kNotInTeam);
    if (!set.terms().empty()) Report(set, "terms", RuleSentence::kNotInTeam);
    if (set.has_procedure()) Report(set, "procedure", RuleSentence::kNotInTeam);
    if (!set.decline_reasons().empty()) Report(set, "decline_reasons", RuleSentence::kNotInTeam);
    if (!set.free_days().empty()) Report(set, "free_days", RuleSentence::kNotInTeam);
  }

  const std::vector<RuleSet>& sets_;
  std::vector<Issue>& issues_;
  std::set<std::tuple<std::string, std::string, std::string>> reported_;
  std::map<std::pair<std::string, std::string>, const RuleSet*> taken_;  // By municipality and team.
};

}  // namespace

void CheckChains(const std::vector<RuleSet>& sets, std::vector<Issue>& issues) { ChainChecker(sets, issues).Run(); }

}  // namespace koppel::matcher
