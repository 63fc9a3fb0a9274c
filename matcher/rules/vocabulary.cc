#include "matcher/rules/vocabulary.h"

#include <algorithm>
#include <deque>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/rule_sentences.h"
#include "base/text_fold.h"

namespace koppel::matcher {
namespace {

std::string KeyOf(v1::TermKind kind, std::string_view code) {
  std::string key = absl::StrCat(static_cast<int>(kind), "/");
  key.append(code);
  return key;
}

bool Before(const v1::Term& a, const v1::Term& b) {
  return a.kind() != b.kind() ? a.kind() < b.kind() : a.code() < b.code();
}

std::string PathOf(const v1::Term& term, std::string_view field) {
  return absl::StrCat(v1::TermKind_Name(term.kind()), " \"", term.code(), "\".", std::string(field));
}

void CheckTerm(const v1::Term& term, std::vector<Issue>& issues) {
  if (term.kind() == v1::TERM_KIND_UNSPECIFIED) issues.push_back({PathOf(term, "kind"), Say(RuleSentence::kMissing)});
  if (term.code().empty()) issues.push_back({PathOf(term, "code"), Say(RuleSentence::kMissing)});
  if (term.number() < 1) issues.push_back({PathOf(term, "number"), Say(RuleSentence::kAtLeastOne)});
  if (term.title().nl().empty()) issues.push_back({PathOf(term, "title.nl"), Say(RuleSentence::kMissing)});
}

void CheckNumbers(const std::vector<v1::Term>& terms, std::vector<Issue>& issues) {
  absl::flat_hash_set<std::pair<int, int>> seen;
  for (const v1::Term& term : terms) {
    if (!seen.insert({term.kind(), term.number()}).second) {
      issues.push_back(
          {PathOf(term, "number"), Say(RuleSentence::kNumberTwice, {{"number", absl::StrCat(term.number())}})});
    }
  }
}

}  // namespace

std::shared_ptr<const Vocabulary> Vocabulary::Create(const v1::Vocabulary& file, std::vector<Issue>& issues) {
  const size_t issues_before = issues.size();
  std::shared_ptr<Vocabulary> vocabulary(new Vocabulary);
  vocabulary->terms_.assign(file.terms().begin(), file.terms().end());
  std::sort(vocabulary->terms_.begin(), vocabulary->terms_.end(), Before);
  for (const v1::Term& term : vocabulary->terms_) CheckTerm(term, issues);
  CheckNumbers(vocabulary->terms_, issues);
  vocabulary->IndexCodes(issues);
  vocabulary->IndexWider(issues);
  vocabulary->IndexKin();
  vocabulary->IndexWishWords();
  if (issues.size() > issues_before) return nullptr;
  return vocabulary;
}

void Vocabulary::IndexCodes(std::vector<Issue>& issues) {
  for (TermId id = 0; id < size(); ++id) {
    if (!by_code_.emplace(KeyOf(terms_[id].kind(), terms_[id].code()), id).second) {
      issues.push_back({PathOf(terms_[id], "code"), Say(RuleSentence::kCodeTwice)});
    }
  }
}

std::vector<TermId> Vocabulary::FindKin(const v1::Term& term,
                                        const google::protobuf::RepeatedPtrField<std::string>& codes,
                                        std::string_view field, std::vector<Issue>& issues) const {
  std::vector<TermId> kin;
  for (const std::string& code : codes) {
    const TermId id = Find(term.kind(), code);
    if (id == kNoTerm) {
      issues.push_back({PathOf(term, field), Say(RuleSentence::kNoSuchTerm, {{"code", code}})});
    } else {
      kin.push_back(id);
    }
  }
  return kin;
}

void Vocabulary::IndexWider(std::vector<Issue>& issues) {
  std::vector<std::vector<TermId>> wider_by_one(size());
  related_.resize(size());
  for (TermId id = 0; id < size(); ++id) {
    wider_by_one[id] = FindKin(terms_[id], terms_[id].broader(), "broader", issues);
    related_[id] = FindKin(terms_[id], terms_[id].related(), "related", issues);
  }
  wider_.resize(size());
  for (TermId id = 0; id < size(); ++id) {
    std::deque<TermId> queue(wider_by_one[id].begin(), wider_by_one[id].end());
    absl::flat_hash_set<TermId> seen;
    for (; !queue.empty(); queue.pop_front()) {
      if (!seen.insert(queue.front()).second) continue;
      queue.insert(queue.end(), wider_by_one[queue.front()].begin(), wider_by_one[queue.front()].end());
    }
    if (seen.contains(id)) issues.push_back({PathOf(terms_[id], "broader"), Say(RuleSentence::kTermCircle)});
    wider_[id].assign(seen.begin(), seen.end());
    std::sort(wider_[id].begin(), wider_[id].end());
  }
}

void Vocabulary::IndexKin() {
  kin_.resize(size());
  for (TermId asked = 0; asked < size(); ++asked) {
    for (TermId offered = 0; offered < size(); ++offered) {
      if (terms_[asked].kind() != terms_[offered].kind()) continue;
      if (KinshipOf(asked, offered) != Kinship::kNone) kin_[asked].push_back(offered);
    }
  }
}

void Vocabulary::IndexWishWords() {
  for (TermId id = 0; id < size(); ++id) {
    if (terms_[id].kind() != v1::WISH || terms_[id].retired()) continue;
    wish_by_word_.emplace(FoldText(terms_[id].code()), id);
    wish_by_word_.emplace(FoldText(terms_[id].title().nl()), id);
    for (const std::string& synonym : terms_[id].synonyms()) wish_by_word_.emplace(FoldText(synonym), id);
  }
}

TermId Vocabulary::Find(v1::TermKind kind, std::string_view code) const {
  const auto found = by_code_.find(KeyOf(kind, code));
  return found == by_code_.end() ? kNoTerm : found->second;
}

bool Vocabulary::IsBelow(TermId narrow, TermId wide) const {
  return std::binary_search(wider_[narrow].begin(), wider_[narrow].end(), wide);
}

Kinship Vocabulary::KinshipOf(TermId asked, TermId offered) const {
  if (asked == offered) return Kinship::kSame;
  if (IsBelow(offered, asked)) return Kinship::kNarrower;
  if (IsBelow(asked, offered)) return Kinship::kRelated;
  // "May do instead" also holds for what is narrower than the term that may do.
  for (TermId other : related_[asked]) {
    if (other == offered || IsBelow(offered, other)) return Kinship::kRelated;
  }
  return Kinship::kNone;
}

std::vector<TermId> Vocabulary::WishesIn(std::string_view words, const WishWords& more) const {
  const auto find = [&](const std::string& expression) {
    const auto first = more.find(expression);
    if (first != more.end()) return first->second;
    const auto found = wish_by_word_.find(expression);
    return found == wish_by_word_.end() ? kNoTerm : found->second;
  };
  const std::vector<std::string> folded = FoldWords(words);
  std::vector<TermId> wishes;
  // The longest run of words that is a known expression wins: "samen eten" before "eten".
  for (size_t begin = 0; begin < folded.size();) {
    size_t taken = 1;
    for (size_t length = std::min<size_t>(kLongestExpression, folded.size() - begin); length >= 1; --length) {
      std::string expression = folded[begin];
      for (size_t i = 1; i < length; ++i) absl::StrAppend(&expression, " ", folded[begin + i]);
      const TermId found = find(expression);
      if (found == kNoTerm) continue;
      if (std::find(wishes.begin(), wishes.end(), found) == wishes.end()) wishes.push_back(found);
      taken = length;
      break;
    }
    begin += taken;
  }
  return wishes;
}

}  // namespace koppel::matcher
