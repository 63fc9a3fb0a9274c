#include "matcher/reader/lexicon_merge.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "base/reader_sentences.h"
#include "base/rule_sentences.h"
#include "matcher/reader/no_signs.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedPtrField;
using koppel::v1::RuleSet;

template <typename Part>
std::string IdOf(const Part& part) {
  return part.id();
}
// As patterns write it, so that a group may have the name of an entry.
std::string IdOf(const koppel::v1::WordGroup& group) { return absl::StrCat("@", group.name()); }
// So that a sign may be of a word that is an id.
std::string IdOf(const koppel::v1::LexiconSign& sign) { return absl::StrCat("sign:", sign.words()); }

constexpr char kScale[] = "scale";

std::string NoSignsId() { return absl::StrCat("@", kNoSignsGroup); }

class LexiconMerger {
 public:
  explicit LexiconMerger(std::vector<Issue>& issues) : issues_(issues) {}

  void Add(const RuleSet& set) {
    const koppel::v1::Lexicon& lexicon = set.lexicon();
    koppel::v1::Lexicon& merged = result_.lexicon;
    merged.mutable_abbreviations()->MergeFrom(lexicon.abbreviations());
    merged.mutable_ordinary_words()->MergeFrom(lexicon.ordinary_words());
    AddParts(set, "groups", lexicon.groups(), *merged.mutable_groups(), result_.groups);
    AddParts(set, "entries", lexicon.entries(), *merged.mutable_entries(), result_.entries);
    AddParts(set, "nothings", lexicon.nothings(), *merged.mutable_nothings(), result_.nothings);
    AddParts(set, "cues", lexicon.cues(), *merged.mutable_cues(), result_.cues);
    AddParts(set, "questions", lexicon.questions(), *merged.mutable_questions(), result_.questions);
    AddParts(set, "examples", lexicon.examples(), *merged.mutable_examples(), result_.examples);
    AddParts(set, "signs", lexicon.signs(), *merged.mutable_signs(), result_.signs);
    if (lexicon.has_scale()) AddScale(set);
  }

  MergedLexicon Take() { return std::move(result_); }

 private:
  struct Place {
    const RuleSet* set;
    std::string kind;
    int part;
  };

  template <typename Part>
  void AddParts(const RuleSet& set, const std::string& kind, const RepeatedPtrField<Part>& parts,
                RepeatedPtrField<Part>& merged, std::vector<LexiconOrigin>& origins) {
    for (int i = 0; i < parts.size(); ++i) {
      const std::string id = IdOf(parts[i]);
      LexiconOrigin origin{set.name(), absl::StrCat("lexicon.", kind, "[", i, "]")};
      const auto [place, is_new] = places_.try_emplace(id, Place{&set, kind, merged.size()});
      if (is_new) {
        *merged.Add() = parts[i];
        origins.push_back(std::move(origin));
      } else if (MayReplace(set, kind, id, place->second)) {
        *merged.Mutable(place->second.part) = parts[i];
        origins[place->second.part] = std::move(origin);
        place->second.set = &set;
      } else if (!id.empty()) {
        Report(origin, id, place->second);
      }
    }
  }

  void AddScale(const RuleSet& set) {
    const auto [place, is_new] = places_.try_emplace(absl::StrCat("@@", kScale), Place{&set, kScale, 0});
    if (!is_new && !MayReplace(set, kScale, kScale, place->second)) {
      return Report({set.name(), absl::StrCat("lexicon.", kScale)}, kScale, place->second);
    }
    place->second.set = &set;
    result_.scale = {set.name(), absl::StrCat("lexicon.", kScale)};
    *result_.lexicon.mutable_scale() = set.lexicon().scale();
  }

  // What may not weigh is the same everywhere.
  static bool MayReplace(const RuleSet& set, const std::string& kind, const std::string& id, const Place& place) {
    return kind == place.kind && id != NoSignsId() && !set.municipalities().empty() &&
           place.set->municipalities().empty();
  }

  void Report(const LexiconOrigin& origin, const std::string& id, const Place& place) {
    const bool same_set = place.set->name() == origin.set;
    issues_.push_back({origin.path,
                       same_set ? Say(RuleSentence::kIdTwice, {{"id", id}})
                                : Say(ReaderSentence::kIdInOtherLexicon, {{"id", id}, {"set", place.set->name()}}),
                       origin.set});
  }

  std::vector<Issue>& issues_;
  absl::flat_hash_map<std::string, Place> places_;  // By id.
  MergedLexicon result_;
};

}  // namespace

MergedLexicon MergeLexicons(const std::vector<const RuleSet*>& sets, std::vector<Issue>& issues) {
  LexiconMerger merger(issues);
  for (const RuleSet* set : sets) merger.Add(*set);
  return merger.Take();
}

}  // namespace koppel::matcher
