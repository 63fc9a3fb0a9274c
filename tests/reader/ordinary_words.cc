// Writes the lexicon of everyday words that are no typing error of a word in a pattern. Run it again when patterns have
// changed (docs/lexicon.md):
//
//   ordinary_words /usr/share/dict/dutch > matcher/rules/lexicon/gewone-woorden.textproto
//
// The argument is a list of Dutch words, one a line, such as Debian's package wdutch has.

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <vector>

#include "base/text_fold.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::matcher {
namespace {

constexpr size_t kLineLength = 120;

constexpr char kHeader[] =
    R"(# Gewone woorden die geen tikfout zijn van een woord in een patroon, zoals "lengte" naast "leegte".
#
# Gemaakt door tests/reader/ordinary_words uit de OpenTaal-woordenlijst (BSD of CC BY 3.0), zoals het Debian-pakket
# wdutch die heeft. Maak het opnieuw als patronen zijn veranderd; docs/lexicon.md zegt hoe.
#
# proto-file: koppel/v1/rules.proto
# proto-message: koppel.v1.RuleSet
name: "ruleSets/lexicon-gewone-woorden"
title: "Woordenboek gewone woorden"
description: "Gewone woorden die geen tikfout zijn van een woord in een patroon."
level: LEXICON

lexicon {
)";

// All lexicons but the one that is made here.
std::shared_ptr<const CompiledLexicon> CompileOthers() {
  std::vector<koppel::v1::RuleSet> sets = LexiconSets();
  std::vector<const koppel::v1::RuleSet*> others;
  for (koppel::v1::RuleSet& set : sets) {
    set.mutable_lexicon()->clear_ordinary_words();
    others.push_back(&set);
  }
  std::vector<Issue> issues;
  return CompileLexicon(others, *LexiconVocabulary(), issues);
}

// The words of the list, folded, the short ones first: their forms need not be added.
std::vector<std::string> WordsOf(std::istream& list) {
  std::set<std::pair<size_t, std::string>> words;
  for (std::string line; std::getline(list, line);) {
    for (const std::string& word : FoldWords(line)) words.emplace(word.size(), word);
  }
  std::vector<std::string> sorted;
  for (const auto& [size, word] : words) sorted.push_back(word);
  return sorted;
}

// Of words with the same stem one is enough.
std::vector<std::string> OrdinaryWords(const std::vector<std::string>& words, const WordTable& table) {
  Stemmer stemmer;
  std::set<std::string> stems;
  std::vector<std::string> ordinary;
  for (const std::string& word : words) {
    if (!table.LooksLikeTypo(word, stemmer)) continue;
    const std::vector<Stem> forms = stemmer.StemsOf(word);
    const bool has_form =
        std::any_of(forms.begin(), forms.end(), [&](const Stem& stem) { return stems.contains(stem.letters); });
    if (has_form) continue;
    stems.insert(forms.front().letters);
    ordinary.push_back(word);
  }
  std::sort(ordinary.begin(), ordinary.end());
  return ordinary;
}

void Write(const std::vector<std::string>& words, std::ostream& out) {
  out << kHeader;
  std::string line = "  ordinary_words: [";
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string item = " \"" + words[i] + (i + 1 < words.size() ? "\"," : "\" ]");
    if (line.size() + item.size() > kLineLength) {
      out << line << "\n";
      line = "   ";
    }
    line += item;
  }
  out << line << "\n}\n";
}

}  // namespace
}  // namespace koppel::matcher

int main(int count, char** arguments) {
  using namespace koppel::matcher;
  std::ifstream list(count == 2 ? arguments[1] : "");
  if (!list) {
    std::cerr << "usage: ordinary_words LIST\n";
    return 2;
  }
  const auto lexicon = CompileOthers();
  if (lexicon == nullptr) {
    std::cerr << "the lexicons do not compile\n";
    return 1;
  }
  Write(OrdinaryWords(WordsOf(list), lexicon->table()), std::cout);
  return 0;
}
