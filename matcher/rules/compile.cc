#include "matcher/rules/compile.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "base/reader_sentences.h"
#include "base/resource_name.h"
#include "base/rule_sentences.h"
#include "base/text_fold.h"
#include "matcher/rules/compiled_rules.h"
#include "matcher/rules/example_checks.h"
#include "matcher/rules/merge.h"
#include "matcher/rules/procedure_checks.h"

namespace koppel::matcher {
namespace {

using v1::Condition;

// Bounds that keep sums of points within a number, whatever a file says.
constexpr int kMostPoints = 10'000;
constexpr int kMostSteps = 100;
constexpr int kMostPercent = 1'000;
constexpr int kMostDays = 3'650;

// Whether the predicate has more layers than this; looks no deeper.
bool IsDeeperThan(int layers, const v1::Predicate& predicate) {
  if (layers == 0) return true;
  const auto& list = predicate.has_all_of() ? predicate.all_of().of() : predicate.any_of().of();
  return (predicate.has_not_() && IsDeeperThan(layers - 1, predicate.not_())) ||
         std::any_of(list.begin(), list.end(), [&](const auto& part) { return IsDeeperThan(layers - 1, part); });
}

// The names of the sensitive fields it speaks of. Not for a predicate that is too deep.
void AddSensitive(const v1::Predicate& predicate, std::set<std::string>& names) {
  const FieldInfo* info = FindField(predicate.test().field());
  if (info != nullptr && info->sensitive) names.insert(predicate.test().field());
  if (predicate.has_not_()) AddSensitive(predicate.not_(), names);
  for (const v1::Predicate& part : predicate.all_of().of()) AddSensitive(part, names);
  for (const v1::Predicate& part : predicate.any_of().of()) AddSensitive(part, names);
}

// Reads one set, or several merged; keeps the path of what it reads for the issues.
class Compiler {
 public:
  // `whole`: nothing comes from a set above it.
  Compiler(CompiledRules& rules, bool whole, const Origins& origins, std::vector<Issue>& issues)
      : rules_(rules), whole_(whole), origins_(origins), issues_(issues) {}

  void Run() {
    CheckHead();
    for (int i = 0; i < source().conditions_size(); ++i) CompileCondition(i);
    for (int i = 0; i < source().preferences_size(); ++i) CompilePreference(i);
    for (int i = 0; i < source().routes_size(); ++i) CompileRoute(i);
    if (whole_) CheckWeights();
    CompileAgreements();
    CompileTerms();
    CompileHolidays();
    for (int i = 0; i < source().decline_reasons_size(); ++i) {
      CheckRule(absl::StrCat("decline_reasons[", i, "]"), source().decline_reasons(i));
    }
  }

 private:
  const v1::RuleSet& source() const { return rules_.source; }

  void Report(const std::string& path, v1::LocalizedText message) {
    issues_.push_back({path, std::move(message), source().name()});
  }

  void Report(const std::string& path, RuleSentence sentence, const Arguments& arguments = {}) {
    Report(path, Say(sentence, arguments));
  }

  void CheckRange(const std::string& path, int value, int min, int max) {
    if (value >= min && value <= max) return;
    Report(path, Say(Sentence::kOutOfRange,
                     {{"value", absl::StrCat(value)}, {"min", absl::StrCat(min)}, {"max", absl::StrCat(max)}}));
  }

  void CheckHead() {
    if (!IsNameIn("ruleSets", source().name())) Report("name", RuleSentence::kBadRuleSetName);
    if (source().title().empty()) Report("title", RuleSentence::kMissing);
    CheckRange("capacity_shelf_life_days", source().capacity_shelf_life_days(), whole_ ? 1 : 0, kMostDays);
  }

  std::string OriginOf(const std::string& id) const {
    const auto found = origins_.find(id);
    return found == origins_.end() ? source().name() : found->second;
  }

  void CheckId(const std::string& path, const std::string& id) {
    if (!IsId(id)) Report(path + ".id", RuleSentence::kBadRuleId);
    if (!ids_.insert(id).second) Report(path + ".id", RuleSentence::kIdTwice, {{"id", id}});
  }

  // Both languages or none.
  void CheckSentence(const std::string& path, const v1::Sentence& sentence) {
    if (sentence.nl().empty() != sentence.en().empty()) Report(path, RuleSentence::kBothLanguages);
  }

  // What every rule has: an id of its own, where it comes from, why, and from when.
  template <typename Rule>
  void CheckRule(const std::string& path, const Rule& rule) {
    CheckId(path, rule.id());
    if (rule.source().empty()) Report(path + ".source", RuleSentence::kSourceMissing);
    if (rule.rationale().empty()) Report(path + ".rationale", RuleSentence::kRationaleMissing);
    if (!ParseDate(rule.start_date())) Report(path + ".start_date", RuleSentence::kNoDate);
  }

  Predicate Compile(const v1::Predicate& predicate, const std::string& path) {
    if (IsDeeperThan(kDeepestPredicate, predicate)) {
      Report(path, RuleSentence::kTooDeep, {{"max", absl::StrCat(kDeepestPredicate)}});
      return {};
    }
    const size_t issues_before = issues_.size();
    Predicate compiled = Predicate::Compile(predicate, *rules_.vocabulary, path, issues_);
    for (size_t i = issues_before; i < issues_.size(); ++i) issues_[i].set = source().name();
    return compiled;
  }

  void CompileCondition(int i) {
    const Condition& condition = source().conditions(i);
    const std::string path = absl::StrCat("conditions[", i, "]");
    CheckRule(path, condition);
    CheckSentence(path + ".title", condition.title());
    CheckSentence(path + ".yes", condition.yes());
    CheckSentence(path + ".no", condition.no());
    CheckSentence(path + ".ask", condition.ask());
    CompiledCondition compiled{&condition, OriginOf(condition.id()), {},
                               {},         condition.when_no(),      condition.when_unknown()};
    if (condition.has_applies()) compiled.applies = Compile(condition.applies(), path + ".applies");
    if (!condition.has_must()) Report(path + ".must", RuleSentence::kMissing);
    if (condition.has_must()) compiled.must = Compile(condition.must(), path + ".must");
    CheckEffect(path + ".when_no", condition.when_no());
    CheckEffect(path + ".when_unknown", condition.when_unknown());
    if (compiled.when_no == Condition::EFFECT_UNSPECIFIED) compiled.when_no = Condition::EXCLUDE;
    if (compiled.when_unknown == Condition::EFFECT_UNSPECIFIED) compiled.when_unknown = Condition::ASK;
    CheckSpoken(path, compiled);
    CheckJustified(path, condition);
    rules_.conditions.push_back(std::move(compiled));
  }

  // A program that is newer may know effects that this one does not.
  void CheckEffect(const std::string& path, Condition::Effect effect) {
    if (!Condition::Effect_IsValid(effect))
      Report(path, Say(Sentence::kUnknownEnum, {{"value", absl::StrCat(effect)}}));
  }

  // Whatever follows must be explained to the adviser.
  void CheckSpoken(const std::string& path, const CompiledCondition& condition) {
    const auto asks = [](Condition::Effect effect) {
      return effect == Condition::ASK || effect == Condition::JOIN_ONLY;
    };
    const auto excludes = [](Condition::Effect effect) { return effect == Condition::EXCLUDE; };
    const bool needs_no = excludes(condition.when_no) || excludes(condition.when_unknown);
    const bool needs_ask = asks(condition.when_no) || asks(condition.when_unknown);
    if (needs_no && !condition.source->has_no()) Report(path + ".no", RuleSentence::kObstacleMissing);
    if (needs_ask && !condition.source->has_ask()) Report(path + ".ask", RuleSentence::kQuestionMissing);
  }

  // A distinction by age, gender or language must be justified.
  void CheckJustified(const std::string& path, const Condition& condition) {
    if (!condition.justification().empty()) return;
    std::set<std::string> sensitive;
    for (const v1::Predicate* predicate : {&condition.applies(), &condition.must()}) {
      if (!IsDeeperThan(kDeepestPredicate, *predicate)) AddSensitive(*predicate, sensitive);
    }
    if (sensitive.empty()) return;
    Report(path + ".justification", RuleSentence::kJustificationMissing, {{"fields", absl::StrJoin(sensitive, ", ")}});
  }

  void CompilePreference(int i) {
    const v1::Preference& preference = source().preferences(i);
    const std::string path = absl::StrCat("preferences[", i, "]");
    CheckRule(path, preference);
    CheckSentence(path + ".yes", preference.yes());
    CompiledPreference compiled{&preference, OriginOf(preference.id()), {}, preference.has_scale(), Field::kRequestAge};
    if (preference.has_when()) compiled.when = Compile(preference.when(), path + ".when");
    if (!preference.has_points()) Report(path + ".points", RuleSentence::kMissing);
    if (whole_ && preference.has_points() && preference.points() == 0) {
      Report(path + ".points", RuleSentence::kPointsCountNothing);
    }
    CheckRange(path + ".points", preference.points(), -kMostPoints, kMostPoints);
    if (preference.has_scale()) compiled.scale_field = CompileScale(preference.scale(), path + ".scale");
    rules_.preferences.push_back(std::move(compiled));
  }

  Field CompileScale(const v1::Preference::Scale& scale, const std::string& path) {
    const FieldInfo* info = FindField(scale.field());
    if (info == nullptr || info->type != FieldType::kNumber) {
      Report(path + ".field", RuleSentence::kNoNumberField, {{"field", scale.field()}});
    }
    if (scale.step() < 1) Report(path + ".step", RuleSentence::kAtLeastOne);
    CheckRange(path + ".max_steps", scale.max_steps(), 1, kMostSteps);
    return info == nullptr ? Field::kRequestAge : info->field;
  }

  void CompileRoute(int i) {
    const v1::Route& route = source().routes(i);
    const std::string path = absl::StrCat("routes[", i, "]");
    CheckRule(path, route);
    CheckSentence(path + ".instruction", route.instruction());
    if (!route.has_instruction()) Report(path + ".instruction", RuleSentence::kMissing);
    if (!route.has_when()) Report(path + ".when", RuleSentence::kMissing);
    if (!route.has_find() && route.phone().empty()) Report(path, RuleSentence::kFindOrPhone);
    CompiledRoute compiled{&route, OriginOf(route.id()), {}, {}};
    if (route.has_when()) compiled.when = Compile(route.when(), path + ".when");
    if (!compiled.when.OnlyOfRequest()) Report(path + ".when", RuleSentence::kOnlyOfRequest);
    if (route.has_find()) compiled.find = Compile(route.find(), path + ".find");
    rules_.routes.push_back(std::move(compiled));
  }

  void CheckWeights() {
    const v1::Weights& weights = source().weights();
    if (weights.need_percent().empty()) Report("weights.need_percent", RuleSentence::kMissing);
    for (int i = 0; i < weights.need_percent_size(); ++i) {
      CheckRange(absl::StrCat("weights.need_percent[", i, "]"), weights.need_percent(i), 0, kMostPercent);
    }
    CheckRange("weights.exact", weights.exact(), 1, kMostPoints);
    CheckRange("weights.narrower", weights.narrower(), 0, kMostPoints);
    CheckRange("weights.related", weights.related(), 0, kMostPoints);
    CheckRange("weights.partial", weights.partial(), 0, kMostPoints);
    CheckRange("weights.domain", weights.domain(), 0, kMostPoints);
    CheckRange("weights.generalist", weights.generalist(), 0, kMostPoints);
    CheckRange("weights.join_percent", weights.join_percent(), 0, 100);
    CheckRange("weights.same_place", weights.same_place(), 0, kMostPoints);
  }

  void CompileAgreements() {
    std::array<bool, v1::Urgency_ARRAYSIZE> agreed{};
    for (int i = 0; i < source().agreements_size(); ++i) {
      const v1::Agreement& agreement = source().agreements(i);
      const std::string path = absl::StrCat("agreements[", i, "]");
      CheckRule(path, agreement);
      if (!v1::Urgency_IsValid(agreement.urgency()) || agreement.urgency() == v1::URGENCY_UNSPECIFIED) {
        Report(path + ".urgency", RuleSentence::kMissing);
        continue;
      }
      if (agreed[agreement.urgency()]) Report(path + ".urgency", RuleSentence::kUrgencyTwice);
      agreed[agreement.urgency()] = true;
      rules_.answer_limit[agreement.urgency()] = agreement.answer_working_days();
    }
  }

  void CompileTerms() {
    for (int i = 0; i < source().terms_size(); ++i) {
      const v1::WordRule& term = source().terms(i);
      const std::string path = absl::StrCat("terms[", i, "]");
      CheckRule(path, term);
      const TermId wish = rules_.vocabulary->Find(v1::WISH, term.wish());
      if (wish == kNoTerm) Report(path + ".wish", RuleSentence::kNoSuchTerm, {{"code", term.wish()}});
      if (term.words().empty()) Report(path + ".words", RuleSentence::kNoWords);
      for (int j = 0; j < term.words_size(); ++j) AddWord(absl::StrCat(path, ".words[", j, "]"), term.words(j), wish);
    }
  }

  void AddWord(const std::string& path, const std::string& words, TermId wish) {
    const std::string folded = FoldText(words);
    if (folded.empty()) Report(path, RuleSentence::kNoWords);
    if (std::count(folded.begin(), folded.end(), ' ') >= kLongestExpression) {
      Report(path, RuleSentence::kTooManyWords, {{"max", absl::StrCat(kLongestExpression)}});
    }
    if (!rules_.wish_words.emplace(folded, wish).second) Report(path, RuleSentence::kWordTwice, {{"words", words}});
  }

  void CompileHolidays() {
    for (int i = 0; i < source().school_holidays_size(); ++i) {
      const v1::SchoolHoliday& holiday = source().school_holidays(i);
      const auto first = ParseDate(holiday.start_date());
      const auto last = ParseDate(holiday.end_date());
      const std::string path = absl::StrCat("school_holidays[", i, "]");
      if (!first || !last || *last < *first) {
        Report(path, RuleSentence::kHolidayDates);
        continue;
      }
      SchoolHoliday compiled{{*first, *last}, 0};
      for (int region : holiday.regions()) {
        if (v1::SchoolRegion_IsValid(region)) {
          compiled.regions |= 1u << region;
        } else {
          Report(path + ".regions", Say(Sentence::kUnknownEnum, {{"value", absl::StrCat(region)}}));
        }
      }
      rules_.school_holidays.push_back(compiled);
    }
  }

  CompiledRules& rules_;
  const bool whole_;
  const Origins& origins_;
  std::vector<Issue>& issues_;
  absl::flat_hash_set<std::string> ids_;
};

// Whether no list is longer than is allowed; what is too long is not looked into.
bool HasFewEnough(const v1::RuleSet& set, std::vector<Issue>& issues) {
  const std::pair<const char*, int> sizes[] = {{"conditions", set.conditions_size()},
                                               {"preferences", set.preferences_size()},
                                               {"routes", set.routes_size()},
                                               {"agreements", set.agreements_size()},
                                               {"terms", set.terms_size()},
                                               {"school_holidays", set.school_holidays_size()},
                                               {"decline_reasons", set.decline_reasons_size()},
                                               {"free_days", set.free_days_size()},
                                               {"municipalities", set.municipalities_size()}};
  const size_t issues_before = issues.size();
  const auto check = [&](const char* path, int size, int max) {
    if (size <= max) return;
    issues.push_back({path, Say(RuleSentence::kTooMany, {{"max", absl::StrCat(max)}}), set.name()});
  };
  for (const auto& [path, size] : sizes) check(path, size, kMostRules);
  check("examples", set.examples_size(), kMostExamples);
  check("example_directory", set.example_directory_size(), kMostExampleEntries);
  return issues.size() == issues_before;
}

// A lexicon holds a name, a title and words. The words are checked together with those of other lexicons.
void CheckLexiconSet(const v1::RuleSet& set, std::vector<Issue>& issues) {
  const std::pair<const char*, bool> others[] = {{"conditions", !set.conditions().empty()},
                                                 {"preferences", !set.preferences().empty()},
                                                 {"routes", !set.routes().empty()},
                                                 {"weights", set.has_weights()},
                                                 {"capacity_shelf_life_days", set.capacity_shelf_life_days() != 0},
                                                 {"agreements", !set.agreements().empty()},
                                                 {"terms", !set.terms().empty()},
                                                 {"school_holidays", !set.school_holidays().empty()},
                                                 {"procedure", set.has_procedure()},
                                                 {"decline_reasons", !set.decline_reasons().empty()},
                                                 {"free_days", !set.free_days().empty()},
                                                 {"example_directory", !set.example_directory().empty()},
                                                 {"examples", !set.examples().empty()}};
  if (!IsNameIn("ruleSets", set.name())) issues.push_back({"name", Say(RuleSentence::kBadRuleSetName), set.name()});
  if (set.title().empty()) issues.push_back({"title", Say(RuleSentence::kMissing), set.name()});
  for (const auto& [path, is_there] : others) {
    if (is_there) issues.push_back({path, Say(ReaderSentence::kOnlyWords), set.name()});
  }
}

}  // namespace

void CheckRules(const v1::RuleSet& set, std::shared_ptr<const Vocabulary> vocabulary, std::vector<Issue>& issues) {
  if (set.level() == v1::RuleSet::LEXICON) return CheckLexiconSet(set, issues);
  if (set.has_lexicon()) issues.push_back({"lexicon", Say(ReaderSentence::kOnlyInLexicon), set.name()});
  if (!HasFewEnough(set, issues)) return;
  CompiledRules scratch;
  scratch.source = set;
  scratch.vocabulary = std::move(vocabulary);
  const Origins none;
  Compiler(scratch, set.level() == v1::RuleSet::NATIONAL, none, issues).Run();
  CheckProcedure(set, issues);
  CheckExamples(set, *scratch.vocabulary, issues);
}

std::shared_ptr<const CompiledRules> CompileRules(const std::vector<const v1::RuleSet*>& chain,
                                                  std::shared_ptr<const Vocabulary> vocabulary, absl::CivilDay today,
                                                  std::vector<Issue>& issues) {
  const size_t issues_before = issues.size();
  auto rules = std::make_shared<CompiledRules>();
  Origins origins;
  rules->source = MergeSets(chain, today, &origins);
  rules->vocabulary = std::move(vocabulary);
  for (const v1::RuleSet* set : chain) rules->sets.push_back(RevisionNameOf(*set));
  Compiler(*rules, true, origins, issues).Run();
  if (issues.size() > issues_before) return nullptr;
  return rules;
}

const v1::RuleSet& SourceOf(const CompiledRules& rules) { return rules.source; }

}  // namespace koppel::matcher
