#include "matcher/reader/lexicon_examples.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/reader_sentences.h"
#include "matcher/classify.h"

namespace koppel::matcher {
namespace {

using koppel::v1::Classification;
using koppel::v1::Domain_Name;
using koppel::v1::LexiconExample;

template <typename Domains>
std::string NamesOf(const Domains& domains) {
  std::string names;
  for (const int domain : domains) {
    absl::StrAppend(&names, names.empty() ? "" : " ", Domain_Name(static_cast<koppel::v1::Domain>(domain)));
  }
  return names.empty() ? "-" : names;
}

template <typename Domains>
std::vector<int> Sorted(const Domains& domains) {
  std::vector<int> sorted(domains.begin(), domains.end());
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

// Which rules made the needs that count, and what kept the others from counting.
std::string TraceOf(const Classification& read) {
  std::string trace;
  for (const koppel::v1::NeedFinding& need : read.needs()) {
    absl::StrAppend(&trace, trace.empty() ? "" : ", ", need.counts() ? "+" : "-", Domain_Name(need.domain()), ":");
    for (const std::string& rule : need.rules()) absl::StrAppend(&trace, " ", rule);
  }
  for (const koppel::v1::UrgencySignal& signal : read.signals()) {
    absl::StrAppend(&trace, trace.empty() ? "" : ", ", "!", signal.rule());
  }
  return trace.empty() ? "-" : trace;
}

bool FindsSubtopic(const Classification& read, const std::string& code) {
  return std::any_of(read.needs().begin(), read.needs().end(),
                     [&](const koppel::v1::NeedFinding& need) { return need.counts() && need.subtopic() == code; });
}

class ExampleChecker {
 public:
  ExampleChecker(const CompiledLexicon& lexicon, std::vector<Issue>& issues) : lexicon_(lexicon), issues_(issues) {}

  void Check(int place, const LexiconExample& example) {
    origin_ = lexicon_.examples()[place];
    const Classification read = Classify(example.text(), lexicon_);
    trace_ = TraceOf(read);
    if (Sorted(example.domains()) != Sorted(read.domains())) {
      Report("domains", NamesOf(example.domains()), NamesOf(read.domains()));
    }
    if (example.primary() != koppel::v1::DOMAIN_UNSPECIFIED && example.primary() != read.primary()) {
      Report("primary", Domain_Name(example.primary()), Domain_Name(read.primary()));
    }
    if (example.urgency() != read.urgency()) {
      Report("urgency", Urgency_Name(example.urgency()), Urgency_Name(read.urgency()));
    }
    for (const std::string& code : example.subtopics()) {
      if (!FindsSubtopic(read, code)) Report("subtopics", code, "-");
    }
  }

 private:
  void Report(const std::string& field, const std::string& expected, const std::string& found) {
    const koppel::Arguments arguments = {{"field", field}, {"expected", expected}, {"found", found}, {"trace", trace_}};
    issues_.push_back(
        {absl::StrCat(origin_.path, ".", field), Say(ReaderSentence::kExpectedReading, arguments), origin_.set});
  }

  const CompiledLexicon& lexicon_;
  std::vector<Issue>& issues_;
  LexiconOrigin origin_;
  std::string trace_;
};

}  // namespace

std::vector<Issue> CheckLexiconExamples(const CompiledLexicon& lexicon) {
  std::vector<Issue> issues;
  ExampleChecker checker(lexicon, issues);
  for (int i = 0; i < lexicon.file().examples_size(); ++i) checker.Check(i, lexicon.file().examples(i));
  return issues;
}

}  // namespace koppel::matcher
