// Any lexicon, written as text, is refused with its issues or read with.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/text_format.h"
#include "tests/reader/check_reading.h"
#include "tests/reader/lexicon_files.h"

namespace {

constexpr std::string_view kText = "Mevrouw heeft geen pijn, maar 3 schulden en MS. Wie helpt haar broer?";

bool IsSound(const koppel::v1::RuleSet& set) {
  using namespace koppel::matcher;
  std::vector<Issue> issues;
  const auto lexicon = CompileLexicon({&set}, *LexiconVocabulary(), issues);
  if ((lexicon == nullptr) != !issues.empty()) return false;
  return lexicon == nullptr || ProblemOfReading(kText, Classify(kText, *lexicon)).empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  koppel::v1::RuleSet set;
  google::protobuf::TextFormat::Parser parser;
  google::protobuf::io::ErrorCollector* const silent = nullptr;
  parser.RecordErrorsTo(silent);
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (!parser.ParseFromString(text, set.mutable_lexicon())) return 0;
  set.set_name("ruleSets/lexicon-fuzz");
  set.set_level(koppel::v1::RuleSet::LEXICON);
  if (!IsSound(set)) std::abort();
  return 0;
}
