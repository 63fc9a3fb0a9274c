#include "matcher/reader/overlap.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/types/span.h"

namespace koppel::matcher {
namespace {

using koppel::v1::LexiconCue;

class OverlapKeeper {
 public:
  OverlapKeeper(const std::vector<Word>& words, std::vector<PatternMatch> matches, const CompiledLexicon& lexicon)
      : words_(words), lexicon_(lexicon), matches_(std::move(matches)) {}

  std::vector<PatternMatch> Keep() {
    DropUnless();
    std::vector<const PatternMatch*> needs;
    std::vector<const PatternMatch*> persons;
    for (const PatternMatch& match : matches_) {
      if (match.pattern->kind == RuleKind::kUnless) continue;
      if (LayerOf(match) == kNeeds) needs.push_back(&match);
      if (LayerOf(match) == kPersons) persons.push_back(&match);
    }
    const std::vector<Heaviest> over_needs = HeaviestOver(needs);
    const std::vector<Heaviest> over_persons = HeaviestOver(persons);
    std::vector<PatternMatch> kept;
    for (const PatternMatch& match : matches_) {
      if (match.pattern->kind == RuleKind::kUnless) continue;
      const Layer layer = LayerOf(match);
      if (layer == kNeeds && IsCovered(match, over_needs)) continue;
      if (IsPartOfNeeds(match) && TouchesLongNeed(match, over_needs)) continue;
      if (layer == kPersons && !IsSpeaker(match) && IsCovered(match, over_persons)) continue;
      kept.push_back(match);
    }
    return SortedOnce(std::move(kept));
  }

 private:
  // Matches of one layer push each other aside.
  enum Layer { kNeeds, kPersons, kOtherCues };

  Layer LayerOf(const PatternMatch& match) const {
    if (match.pattern->kind != RuleKind::kCue) return kNeeds;
    switch (lexicon_.file().cues(match.pattern->rule).kind()) {
      case LexiconCue::SPEAKER:
      case LexiconCue::RESIDENT:
      case LexiconCue::RELATIVE:
      case LexiconCue::NAMED:
      case LexiconCue::PRONOUN:
        return kPersons;
      default:
        return kOtherCues;
    }
  }

  // That somebody speaks is also told by "mijn" in "mijn broer".
  bool IsSpeaker(const PatternMatch& match) const {
    return lexicon_.file().cues(match.pattern->rule).kind() == LexiconCue::SPEAKER;
  }

  // Whether it can be part of a need: "geen geld".
  bool IsPartOfNeeds(const PatternMatch& match) const {
    if (match.pattern->kind != RuleKind::kCue) return false;
    const LexiconCue::Kind kind = lexicon_.file().cues(match.pattern->rule).kind();
    return kind == LexiconCue::NEGATION || kind == LexiconCue::PAST;
  }

  // The heaviest matches over a word: of each domain, and in the first place of what is no need. Needs in different
  // domains stand beside each other: "wakker van de schulden".
  using Heaviest = std::array<const PatternMatch*, koppel::v1::Domain_ARRAYSIZE>;

  static constexpr int kNoNeed[] = {koppel::v1::DOMAIN_UNSPECIFIED};

  absl::Span<const int> DomainsOf(const PatternMatch& match) const {
    if (match.pattern->kind != RuleKind::kEntry) return kNoNeed;
    return lexicon_.file().entries(match.pattern->rule).domains();
  }

  std::vector<Heaviest> HeaviestOver(const std::vector<const PatternMatch*>& matches) const {
    std::vector<Heaviest> heaviest(words_.size(), Heaviest{});
    for (const PatternMatch* match : matches) {
      for (const int word : match->words) {
        for (const int domain : DomainsOf(*match)) {
          const PatternMatch*& most = heaviest[word][domain];
          if (most == nullptr || most->pattern->weight < match->pattern->weight) most = match;
        }
      }
    }
    return heaviest;
  }

  // Whether heavier ones that are no need, or needs in the same domain, lie over all words of a match.
  bool IsCovered(const PatternMatch& match, const std::vector<Heaviest>& heaviest) const {
    const auto is_heavier = [&](const PatternMatch* over) {
      return over != nullptr && over->pattern->weight > match.pattern->weight;
    };
    return std::all_of(match.words.begin(), match.words.end(), [&](int word) {
      const Heaviest& over = heaviest[word];
      const absl::Span<const int> domains = DomainsOf(match);
      return is_heavier(over[koppel::v1::DOMAIN_UNSPECIFIED]) ||
             std::any_of(domains.begin(), domains.end(), [&](int domain) { return is_heavier(over[domain]); }) ||
             (match.pattern->kind == RuleKind::kNothing && std::any_of(over.begin(), over.end(), is_heavier));
    });
  }

  // Whether a denial shares a word with a need or name of several words: then it is part of that.
  bool TouchesLongNeed(const PatternMatch& match, const std::vector<Heaviest>& heaviest) const {
    const auto is_long = [](const PatternMatch* over) { return over != nullptr && over->words.size() > 1; };
    return std::any_of(match.words.begin(), match.words.end(),
                       [&](int word) { return std::any_of(heaviest[word].begin(), heaviest[word].end(), is_long); });
  }

  // By the first word; of one rule at the same words only one.
  static std::vector<PatternMatch> SortedOnce(std::vector<PatternMatch> matches) {
    const auto key = [](const PatternMatch& match) {
      return std::tie(match.words, match.pattern->kind, match.pattern->rule);
    };
    std::stable_sort(matches.begin(), matches.end(),
                     [&](const PatternMatch& a, const PatternMatch& b) { return key(a) < key(b); });
    const auto same = [&](const PatternMatch& a, const PatternMatch& b) { return key(a) == key(b); };
    matches.erase(std::unique(matches.begin(), matches.end(), same), matches.end());
    return matches;
  }

  // Drops entries where the sentence has what they must not stand beside.
  void DropUnless() {
    absl::flat_hash_set<std::pair<int, int>> dropped;
    for (const PatternMatch& match : matches_) {
      if (match.pattern->kind != RuleKind::kUnless) continue;
      dropped.emplace(match.pattern->rule, words_[match.first()].sentence);
    }
    if (dropped.empty()) return;
    const auto is_dropped = [&](const PatternMatch& match) {
      return match.pattern->kind == RuleKind::kEntry &&
             dropped.contains(std::pair(match.pattern->rule, words_[match.first()].sentence));
    };
    matches_.erase(std::remove_if(matches_.begin(), matches_.end(), is_dropped), matches_.end());
  }

  const std::vector<Word>& words_;
  const CompiledLexicon& lexicon_;
  std::vector<PatternMatch> matches_;
};

}  // namespace

std::vector<PatternMatch> KeepHeaviest(const std::vector<Word>& words, std::vector<PatternMatch> matches,
                                       const CompiledLexicon& lexicon) {
  return OverlapKeeper(words, std::move(matches), lexicon).Keep();
}

}  // namespace koppel::matcher
