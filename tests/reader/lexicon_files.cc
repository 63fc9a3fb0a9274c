#include "tests/reader/lexicon_files.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "google/protobuf/text_format.h"

namespace koppel::matcher {
namespace {

using koppel::v1::RuleSet;

const std::filesystem::path kRules = std::filesystem::path(KOPPEL_SOURCE_DIR) / "matcher" / "rules";

void RequireParsed(bool parsed, const std::string& what) {
  if (parsed) return;
  std::cerr << "cannot read " << what << "\n";
  std::abort();
}

template <typename Message>
Message ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  Message message;
  RequireParsed(file && google::protobuf::TextFormat::ParseFromString(text.str(), &message), path.string());
  return message;
}

std::shared_ptr<const CompiledLexicon> Compile(const std::vector<RuleSet>& sets, std::vector<Issue>& issues) {
  std::vector<const RuleSet*> together;
  for (const RuleSet& set : sets) together.push_back(&set);
  return CompileLexicon(together, *LexiconVocabulary(), issues);
}

std::shared_ptr<const CompiledLexicon> CompileOrEnd(const std::vector<RuleSet>& sets) {
  std::vector<Issue> issues;
  auto compiled = Compile(sets, issues);
  for (const Issue& issue : issues) std::cerr << issue.set << " " << issue.path << ": " << issue.message.en() << "\n";
  RequireParsed(compiled != nullptr, "the lexicon");
  return compiled;
}

void AppendNoSigns(const koppel::v1::WordGroup& group, std::vector<PatternWord>& words) {
  if (group.name() != kNoSignsGroup) return;
  for (const std::string& written : group.words()) {
    std::vector<PatternPlace> places;
    if (ParseWord(written, places)) words.push_back(places[0].any_of[0]);
  }
}

}  // namespace

const NoSigns& RealNoSigns() {
  static const auto& none = *new NoSigns([] {
    std::vector<PatternWord> words;
    for (const RuleSet& set : LexiconSets()) {
      for (const koppel::v1::WordGroup& group : set.lexicon().groups()) AppendNoSigns(group, words);
    }
    RequireParsed(!words.empty(), kNoSignsGroup);
    return words;
  }());
  return none;
}

std::shared_ptr<const Vocabulary> LexiconVocabulary() {
  static const auto vocabulary = [] {
    std::vector<Issue> issues;
    return Vocabulary::Create(ReadFile<koppel::v1::Vocabulary>(kRules / "vocabulary.textproto"), issues);
  }();
  return vocabulary;
}

std::vector<RuleSet> LexiconSets() {
  std::vector<std::filesystem::path> paths;
  for (const auto& file : std::filesystem::directory_iterator(kRules / "lexicon")) {
    if (file.path().extension() == ".textproto") paths.push_back(file.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<RuleSet> sets;
  for (const std::filesystem::path& path : paths) sets.push_back(ReadFile<RuleSet>(path));
  return sets;
}

std::shared_ptr<const CompiledLexicon> RealLexicon() {
  static const auto lexicon = CompileOrEnd(LexiconSets());
  return lexicon;
}

RuleSet SetOf(const std::string& lexicon, const std::string& name, const std::string& municipality) {
  RuleSet set;
  set.set_name(name);
  set.set_level(RuleSet::LEXICON);
  if (!municipality.empty()) set.add_municipalities(municipality);
  RequireParsed(google::protobuf::TextFormat::ParseFromString(lexicon, set.mutable_lexicon()), lexicon);
  return set;
}

std::shared_ptr<const CompiledLexicon> LexiconOf(const std::string& lexicon, std::vector<Issue>& issues) {
  return Compile({SetOf(lexicon)}, issues);
}

std::shared_ptr<const CompiledLexicon> LexiconOf(const std::string& lexicon) { return CompileOrEnd({SetOf(lexicon)}); }

}  // namespace koppel::matcher
