// How long reading a text takes. Meant: 1 KiB within 100 microseconds, and no text of 64 KiB more than 64 times that;
// docs/performance.md says how far it is.

#include <string>
#include <string_view>
#include <vector>

#include "benchmark/benchmark.h"
#include "matcher/classify.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

// Plain text as advisers write it, with needs of all kinds, denials, other persons and words that are nothing.
constexpr std::string_view kStory =
    "Mevrouw (78) loopt sinds haar heupbreuk met een rollator en komt de trap niet meer op. Zij slaapt slecht en "
    "piekert veel. Haar zoon heeft schulden, maar daar gaat het nu niet om. Ze heeft geen geldzorgen en is niet "
    "eenzaam. De buurvrouw brengt op woensdag soep. Graag hulp bij het huishouden en iemand voor een praatje. ";

std::string Repeat(std::string_view words, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text.append(words);
  text.resize(bytes);
  return text;
}

// The examples of the lexicon, one after another: nothing but needs, denials and other persons, said in all the ways
// that it knows. A KiB in each piece.
std::vector<std::string> Examples() {
  std::string text;
  for (const koppel::v1::LexiconExample& example : RealLexicon()->file().examples()) {
    text.append(example.text()).append(" ");
  }
  std::vector<std::string> pieces;
  for (size_t at = 0; at + 1024 <= text.size(); at += 1024) pieces.push_back(text.substr(at, 1024));
  return pieces;
}

void Run(benchmark::State& state, const std::string& text) {
  const auto lexicon = RealLexicon();
  for (auto _ : state) benchmark::DoNotOptimize(Classify(text, *lexicon));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}

void BM_Classify(benchmark::State& state) { Run(state, Repeat(kStory, state.range(0))); }
BENCHMARK(BM_Classify)->Arg(1024)->Arg(8192)->Arg(65536)->Unit(benchmark::kMicrosecond);

// Dense text, another piece each time, as it comes from different advisers; and the same piece again and again.
void BM_ClassifyExamples(benchmark::State& state) {
  const auto lexicon = RealLexicon();
  const std::vector<std::string> pieces = Examples();
  size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(Classify(pieces[next++ % pieces.size()], *lexicon));
  state.SetBytesProcessed(state.iterations() * 1024);
}
BENCHMARK(BM_ClassifyExamples)->Unit(benchmark::kMicrosecond);

void BM_ClassifyOneExample(benchmark::State& state) {
  const std::vector<std::string> pieces = Examples();
  Run(state, pieces[pieces.size() / 2]);
}
BENCHMARK(BM_ClassifyOneExample)->Unit(benchmark::kMicrosecond);

// The same words over and over: as many matches over each other, and as many cues, as there can be.
void BM_ClassifyOneWord(benchmark::State& state) {
  static constexpr std::string_view kWords[] = {"niet ", "ik ", "de man ", "geen geld ", "schuld ", "vandaag "};
  Run(state, Repeat(kWords[state.range(0)], 65536));
}
BENCHMARK(BM_ClassifyOneWord)->DenseRange(0, 5)->Unit(benchmark::kMicrosecond);

// Words nobody knows: each is looked up as a typing error.
void BM_ClassifyUnknownWords(benchmark::State& state) {
  std::string text;
  for (int i = 0; text.size() < 65536; ++i) {
    for (int rest = i; rest > 0; rest /= 26) text.push_back(static_cast<char>('a' + rest % 26));
    text.append("qwrtpsd ");
  }
  Run(state, text);
}
BENCHMARK(BM_ClassifyUnknownWords)->Unit(benchmark::kMicrosecond);

// A lexicon word of every kind in turn, without full stops: every pattern is begun.
void BM_ClassifyAllWords(benchmark::State& state) {
  std::string text;
  const koppel::v1::Lexicon& lexicon = RealLexicon()->file();
  for (int i = 0; text.size() < 65536; i = (i + 1) % lexicon.entries_size()) {
    for (const std::string& words : lexicon.entries(i).words()) text.append(words).append(" ");
  }
  text.resize(65536);
  Run(state, text);
}
BENCHMARK(BM_ClassifyAllWords)->Unit(benchmark::kMicrosecond);

void BM_CompileLexicon(benchmark::State& state) {
  const std::vector<koppel::v1::RuleSet> sets = LexiconSets();
  std::vector<const koppel::v1::RuleSet*> together;
  for (const koppel::v1::RuleSet& set : sets) together.push_back(&set);
  for (auto _ : state) {
    std::vector<Issue> issues;
    benchmark::DoNotOptimize(CompileLexicon(together, *LexiconVocabulary(), issues));
  }
}
BENCHMARK(BM_CompileLexicon)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace koppel::matcher
