// The lexicons that count on a day, compiled for the residents of each municipality.
//
//   std::shared_ptr<const Lexicons> lexicons = Lexicons::Create(sets, vocabulary);
//   v1::Classification read = matcher::Classify(text, *lexicons->For("GM0034"));
//
// Thread-safe.

#ifndef KOPPEL_SERVER_LEXICONS_H_
#define KOPPEL_SERVER_LEXICONS_H_

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "koppel/v1/rules.pb.h"
#include "matcher/reader/lexicon.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::server {

class Lexicons {
 public:
  // Of the sets of level LEXICON among these; the others are left out. matcher::CheckLexicons finds nothing wrong in
  // them.
  static std::shared_ptr<const Lexicons> Create(const std::vector<koppel::v1::RuleSet>& sets,
                                                std::shared_ptr<const matcher::Vocabulary> vocabulary);

  // The words for everybody and those of this municipality, by its CBS code; empty: those for everybody alone. Compiles
  // at the first call for a municipality with words of its own, and at the first for the others, which takes some
  // tenths of a second; whoever asks for the same meanwhile waits for it, and nobody else does. Null, and the log says
  // why, when something is wrong in them after all.
  std::shared_ptr<const matcher::CompiledLexicon> For(std::string_view municipality) const;

  // The revisions For reads with, in the order in which they are laid over each other, such as
  // "ruleSets/lexicon-geest/revisions/3".
  std::vector<std::string> RevisionsFor(std::string_view municipality) const;

  // The revisions of all of them, in the order of the names of their sets.
  const std::vector<std::string>& revisions() const { return revisions_; }

 private:
  struct Compiled {
    std::once_flag once;
    std::shared_ptr<const matcher::CompiledLexicon> lexicon;  // Set once.
  };

  Lexicons() = default;
  void Compile(const std::string& place, Compiled& compiled) const;

  std::shared_ptr<const matcher::Vocabulary> vocabulary_;
  std::vector<koppel::v1::RuleSet> sets_;
  std::vector<std::string> revisions_;
  // By the municipality that has words of its own; "" for all others.
  mutable std::map<std::string, Compiled, std::less<>> compiled_;
};

// The names of the revisions of level LEXICON among these sets, in the order of the names of the sets.
std::vector<std::string> LexiconRevisions(const std::vector<koppel::v1::RuleSet>& sets);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_LEXICONS_H_
