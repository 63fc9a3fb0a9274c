#include "matcher/rules.h"

#include <algorithm>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "matcher/compiled_rules.h"

namespace koppel::matcher {
namespace {

using v1::Condition;

// Reads one file; keeps the path of what it reads for the issues.
class Compiler {
 public:
  Compiler(CompiledRules& rules, std::vector<Issue>& issues) : rules_(rules), issues_(issues) {}

  void Run() {
    if (source().id().empty()) Report("id", "is missing");
    if (!ParseDate(source().start_date())) Report("start_date", "is no date: write YYYY-MM-DD");
    if (source().capacity_shelf_life_days() < 1) Report("capacity_shelf_life_days", "must be 1 or more");
    for (int i = 0; i < source().conditions_size(); ++i) CompileCondition(i);
    for (int i = 0; i < source().preferences_size(); ++i) CompilePreference(i);
    for (int i = 0; i < source().routes_size(); ++i) CompileRoute(i);
    CheckWeights();
    CompileLimits();
    CompileHolidays();
  }

 private:
  const v1::RuleSet& source() const { return rules_.source; }

  void Report(const std::string& path, std::string message) { issues_.push_back({path, std::move(message)}); }

  void CheckId(const std::string& path, const std::string& id) {
    if (id.empty()) Report(path + ".id", "is missing");
    if (!ids_.insert(id).second) Report(path + ".id", absl::StrCat("is used twice: \"", id, "\""));
  }

  // Both languages or none.
  void CheckSentence(const std::string& path, const v1::Sentence& sentence) {
    if (sentence.nl().empty() != sentence.en().empty()) Report(path, "needs both nl and en");
  }

  void CheckSource(const std::string& path, const std::string& from, const std::string& rationale) {
    if (from.empty()) Report(path + ".source", "is missing: name the article or the agreement");
    if (rationale.empty()) Report(path + ".rationale", "is missing: say why the rule is there");
  }

  Predicate Compile(const v1::Predicate& predicate, const std::string& path) {
    return Predicate::Compile(predicate, *rules_.vocabulary, path, issues_);
  }

  void CompileCondition(int i) {
    const Condition& condition = source().conditions(i);
    const std::string path = absl::StrCat("conditions[", i, "]");
    CheckId(path, condition.id());
    CheckSource(path, condition.source(), condition.rationale());
    CheckSentence(path + ".yes", condition.yes());
    CheckSentence(path + ".no", condition.no());
    CheckSentence(path + ".ask", condition.ask());
    CompiledCondition compiled{&condition, {}, {}, condition.when_no(), condition.when_unknown()};
    if (condition.has_applies()) compiled.applies = Compile(condition.applies(), path + ".applies");
    if (!condition.has_must()) Report(path + ".must", "is missing");
    if (condition.has_must()) compiled.must = Compile(condition.must(), path + ".must");
    if (compiled.when_no == Condition::EFFECT_UNSPECIFIED) compiled.when_no = Condition::EXCLUDE;
    if (compiled.when_unknown == Condition::EFFECT_UNSPECIFIED) compiled.when_unknown = Condition::ASK;
    CheckSpoken(path, compiled);
    rules_.conditions.push_back(std::move(compiled));
  }

  // Whatever follows must be explained to the adviser.
  void CheckSpoken(const std::string& path, const CompiledCondition& condition) {
    const auto asks = [](Condition::Effect effect) {
      return effect == Condition::ASK || effect == Condition::JOIN_ONLY;
    };
    const auto excludes = [](Condition::Effect effect) { return effect == Condition::EXCLUDE; };
    const bool needs_no = excludes(condition.when_no) || excludes(condition.when_unknown);
    const bool needs_ask = asks(condition.when_no) || asks(condition.when_unknown);
    if (needs_no && !condition.source->has_no()) Report(path + ".no", "is missing: say what stands in the way");
    if (needs_ask && !condition.source->has_ask()) Report(path + ".ask", "is missing: say what must be asked");
  }

  void CompilePreference(int i) {
    const v1::Preference& preference = source().preferences(i);
    const std::string path = absl::StrCat("preferences[", i, "]");
    CheckId(path, preference.id());
    CheckSource(path, preference.source(), preference.rationale());
    CheckSentence(path + ".yes", preference.yes());
    CompiledPreference compiled{&preference, {}, preference.has_scale(), Field::kRequestAge};
    if (preference.has_when()) compiled.when = Compile(preference.when(), path + ".when");
    if (preference.points() == 0) Report(path + ".points", "is missing");
    if (preference.has_scale()) compiled.scale_field = CompileScale(preference.scale(), path + ".scale");
    rules_.preferences.push_back(std::move(compiled));
  }

  Field CompileScale(const v1::Preference::Scale& scale, const std::string& path) {
    const FieldInfo* info = FindField(scale.field());
    if (info == nullptr || info->type != FieldType::kNumber) {
      Report(path + ".field", absl::StrCat("is no field with a number: \"", scale.field(), "\""));
    }
    if (scale.step() < 1) Report(path + ".step", "must be 1 or more");
    if (scale.max_steps() < 1) Report(path + ".max_steps", "must be 1 or more");
    return info == nullptr ? Field::kRequestAge : info->field;
  }

  void CompileRoute(int i) {
    const v1::Route& route = source().routes(i);
    const std::string path = absl::StrCat("routes[", i, "]");
    CheckId(path, route.id());
    CheckSource(path, route.source(), route.rationale());
    CheckSentence(path + ".instruction", route.instruction());
    if (!route.has_instruction()) Report(path + ".instruction", "is missing");
    if (!route.has_when()) Report(path + ".when", "is missing");
    if (!route.has_find() && route.phone().empty()) Report(path, "needs find or phone");
    CompiledRoute compiled{&route, {}, {}};
    if (route.has_when()) compiled.when = Compile(route.when(), path + ".when");
    if (!compiled.when.OnlyOfRequest()) Report(path + ".when", "may only speak of fields of the request");
    if (route.has_find()) compiled.find = Compile(route.find(), path + ".find");
    rules_.routes.push_back(std::move(compiled));
  }

  void CheckWeights() {
    const v1::Weights& weights = source().weights();
    if (weights.need_percent().empty()) Report("weights.need_percent", "is missing");
    for (int i = 0; i < weights.need_percent_size(); ++i) {
      if (weights.need_percent(i) < 0) Report(absl::StrCat("weights.need_percent[", i, "]"), "must not be negative");
    }
    if (weights.exact() < 1) Report("weights.exact", "must be 1 or more");
    if (weights.join_percent() < 0 || weights.join_percent() > 100) Report("weights.join_percent", "must be 0 to 100");
  }

  void CompileLimits() {
    for (int i = 0; i < source().response_limits_size(); ++i) {
      const v1::ResponseTerm& limit = source().response_limits(i);
      if (!v1::Urgency_IsValid(limit.urgency()) || limit.urgency() == v1::URGENCY_UNSPECIFIED ||
          limit.answer_working_days() < 1) {
        Report(absl::StrCat("response_limits[", i, "]"), "needs an urgency and 1 or more answer_working_days");
      } else {
        rules_.answer_limit[limit.urgency()] = limit.answer_working_days();
      }
    }
  }

  void CompileHolidays() {
    for (int i = 0; i < source().school_holidays_size(); ++i) {
      const v1::SchoolHoliday& holiday = source().school_holidays(i);
      const auto first = ParseDate(holiday.start_date());
      const auto last = ParseDate(holiday.end_date());
      if (!first || !last || *last < *first) {
        Report(absl::StrCat("school_holidays[", i, "]"), "needs a start_date and an end_date after it");
        continue;
      }
      SchoolHoliday compiled{{*first, *last}, 0};
      for (int region : holiday.regions()) compiled.regions |= 1u << region;
      rules_.school_holidays.push_back(compiled);
    }
  }

  CompiledRules& rules_;
  std::vector<Issue>& issues_;
  absl::flat_hash_set<std::string> ids_;
};

}  // namespace

std::shared_ptr<const CompiledRules> CompileRules(const v1::RuleSet& file, std::shared_ptr<const Vocabulary> vocabulary,
                                                  std::vector<Issue>& issues) {
  const size_t issues_before = issues.size();
  auto rules = std::make_shared<CompiledRules>();
  rules->source = file;
  rules->vocabulary = std::move(vocabulary);
  Compiler(*rules, issues).Run();
  if (issues.size() > issues_before) return nullptr;
  return rules;
}

const v1::RuleSet& SourceOf(const CompiledRules& rules) { return rules.source; }

}  // namespace koppel::matcher
