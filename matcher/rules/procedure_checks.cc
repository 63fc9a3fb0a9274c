#include "matcher/rules/procedure_checks.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "base/rule_sentences.h"

namespace koppel::matcher {
namespace {

using v1::DeclineReason;
using v1::Procedure;

class ProcedureChecker {
 public:
  ProcedureChecker(const v1::RuleSet& set, std::vector<Issue>& issues) : set_(set), issues_(issues) {}

  void Run() {
    for (int i = 0; i < set_.agreements_size(); ++i) CheckAgreement(absl::StrCat("agreements[", i, "]"), i);
    if (set_.has_procedure()) CheckSteps(set_.procedure());
    for (int i = 0; i < set_.decline_reasons_size(); ++i) CheckReason(absl::StrCat("decline_reasons[", i, "]"), i);
    for (int i = 0; i < set_.free_days_size(); ++i) CheckFreeDay(absl::StrCat("free_days[", i, "]"), i);
  }

 private:
  void Report(const std::string& path, v1::LocalizedText message) {
    issues_.push_back({path, std::move(message), set_.name()});
  }

  void Report(const std::string& path, RuleSentence sentence) { Report(path, Say(sentence)); }

  void CheckTerm(const std::string& path, int value) {
    if (value >= 0 && value <= kLongestTerm) return;
    Report(path, Say(Sentence::kOutOfRange,
                     {{"value", absl::StrCat(value)}, {"min", "0"}, {"max", absl::StrCat(kLongestTerm)}}));
  }

  void CheckAgreement(const std::string& path, int i) {
    const v1::Agreement& agreement = set_.agreements(i);
    CheckTerm(path + ".answer_working_days", agreement.answer_working_days());
    CheckTerm(path + ".receipt_working_days", agreement.receipt_working_days());
    CheckTerm(path + ".first_contact_working_days", agreement.first_contact_working_days());
    CheckTerm(path + ".start_working_days", agreement.start_working_days());
  }

  void CheckSteps(const Procedure& procedure) {
    CheckTerm("procedure.warn_working_days", procedure.warn_working_days());
    CheckTerm("procedure.decision_warning_weeks", procedure.decision_warning_weeks());
    CheckTerm("procedure.hold_working_days", procedure.hold_working_days());
    CheckAnswer("procedure.question_pauses", procedure.question_pauses());
    CheckAnswer("procedure.sends_next", procedure.sends_next());
    if (procedure.source().empty()) Report("procedure.source", RuleSentence::kSourceMissing);
  }

  // A program that is newer may know answers that this one does not.
  void CheckAnswer(const std::string& path, Procedure::Answer answer) {
    if (!Procedure::Answer_IsValid(answer)) ReportUnknown(path, answer);
  }

  void ReportUnknown(const std::string& path, int value) {
    Report(path, Say(Sentence::kUnknownEnum, {{"value", absl::StrCat(value)}}));
  }

  void CheckReason(const std::string& path, int i) {
    const DeclineReason& reason = set_.decline_reasons(i);
    if (reason.title().nl().empty() || reason.title().en().empty()) {
      Report(path + ".title", RuleSentence::kBothLanguages);
    }
    CheckTerm(path + ".days", reason.days());
    if (!DeclineReason::Cause_IsValid(reason.cause())) {
      ReportUnknown(path + ".cause", reason.cause());
    } else if (reason.cause() == DeclineReason::CAUSE_UNSPECIFIED) {
      Report(path + ".cause", RuleSentence::kMissing);
    } else if (reason.cause() == DeclineReason::TIME && reason.days() == 0) {
      Report(path + ".days", RuleSentence::kAtLeastOne);  // Else time never changes anything.
    }
  }

  void CheckFreeDay(const std::string& path, int i) {
    const v1::FreeDay& day = set_.free_days(i);
    if (!ParseDate(day.free_date())) Report(path + ".free_date", RuleSentence::kNoDate);
    if (day.title().empty()) Report(path + ".title", RuleSentence::kMissing);
    if (day.source().empty()) Report(path + ".source", RuleSentence::kSourceMissing);
  }

  const v1::RuleSet& set_;
  std::vector<Issue>& issues_;
};

}  // namespace

void CheckProcedure(const v1::RuleSet& set, std::vector<Issue>& issues) { ProcedureChecker(set, issues).Run(); }

}  // namespace koppel::matcher
