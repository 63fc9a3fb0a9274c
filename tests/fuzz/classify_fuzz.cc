// Any bytes are read with the project's lexicons, and what is read is sound.

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "tests/reader/check_reading.h"
#include "tests/reader/lexicon_files.h"

// The lexicons are compiled before the first text: that takes longer than a text may.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  koppel::matcher::RealLexicon();
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace koppel::matcher;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string problem = ProblemOfReading(text, Classify(text, *RealLexicon()));
  if (problem.empty()) return 0;
  std::cerr << problem << "\n";
  std::abort();
}
