#include "matcher/reader/context.h"

#include <algorithm>
#include <utility>
namespace koppel::matcher {
namespace {

using koppel::v1::LexiconCue;

// However long a clause or sentence is, a cue reaches no further: the time stays linear in the text.
constexpr int kFarthest = 60;

class ContextReader {
 public:
  ContextReader(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                const koppel::v1::Lexicon& lexicon)
      : words_(words), matches_(matches), lexicon_(lexicon), context_(words.size()) {}

  std::vector<WordContext> Read() {
    DivideInClauses();
    for (const PatternMatch& match : matches_) {
      if (IsCue(match) && !TellsOfPerson(KindOf(match))) Spread(match);
    }
    EndPastAtNow();
    const std::vector<Person> persons = FollowPersons(words_, matches_, lexicon_);
    for (size_t i = 0; i < persons.size(); ++i) context_[i].person = persons[i];
    return std::move(context_);
  }

 private:
  bool IsCue(const PatternMatch& match) const { return match.pattern->kind == RuleKind::kCue; }
  LexiconCue::Kind KindOf(const PatternMatch& match) const { return lexicon_.cues(match.pattern->rule).kind(); }
  int size() const { return static_cast<int>(words_.size()); }

  void DivideInClauses() {
    std::vector<bool> ends(words_.size(), false);
    for (const PatternMatch& match : matches_) {
      if (IsCue(match) && KindOf(match) == LexiconCue::SCOPE_END) ends[match.first()] = true;
    }
    clause_.resize(words_.size());
    int clause = 0;
    for (int i = 0; i < size(); ++i) {
      if (words_[i].gap != Gap::kSpace || ends[i]) ++clause;
      clause_[i] = clause;
    }
  }

  bool IsInScope(int from, int word, LexiconCue::Scope scope) const {
    if (scope == LexiconCue::TEXT) return true;
    if (scope == LexiconCue::SENTENCE || scope == LexiconCue::REST) {
      return words_[word].sentence == words_[from].sentence;
    }
    return clause_[word] == clause_[from];
  }

  void Spread(const PatternMatch& match) {
    const LexiconCue& cue = lexicon_.cues(match.pattern->rule);
    const int reach = cue.reach() > 0 ? std::min(cue.reach(), kFarthest) : kFarthest;
    if (cue.scope() == LexiconCue::TEXT) {
      SpreadOverText(match);
      return;
    }
    if (cue.scope() != LexiconCue::BEFORE) {
      for (int i = match.last() + 1; i < size() && i <= match.last() + reach; ++i) {
        if (!IsInScope(match.last(), i, cue.scope())) break;
        Mark(i, match);
      }
    }
    if (cue.scope() == LexiconCue::AFTER || cue.scope() == LexiconCue::REST ||
        cue.scope() == LexiconCue::SCOPE_UNSPECIFIED) {
      return;
    }
    for (int i = match.last(); i >= 0 && i >= match.first() - reach; --i) {
      if (!IsInScope(match.first(), i, cue.scope())) break;
      Mark(i, match);
    }
  }

  // Once for each cue, however often it stands there. What a nearer cue says goes before it.
  void SpreadOverText(const PatternMatch& match) {
    if (std::find(over_text_.begin(), over_text_.end(), match.pattern->rule) != over_text_.end()) return;
    over_text_.push_back(match.pattern->rule);
    for (int i = 0; i < size(); ++i) {
      if (context_[i].of(KindOf(match)) == kNoCue) Mark(i, match);
    }
  }

  void Mark(int word, const PatternMatch& match) { context_[word].cue[KindOf(match)] = match.pattern->rule; }

  // "vroeger verslaafd, nu schulden": from "nu" on nothing is past by what was said before it.
  void EndPastAtNow() {
    for (const PatternMatch& match : matches_) {
      if (!IsCue(match) || KindOf(match) != LexiconCue::NOW) continue;
      for (int i = match.last() + 1; i < size() && i <= match.last() + kFarthest; ++i) {
        if (words_[i].sentence != words_[match.last()].sentence) break;
        const int past = context_[i].of(LexiconCue::PAST);
        if (past == kNoCue || lexicon_.cues(past).scope() != LexiconCue::REST) continue;
        context_[i].cue[LexiconCue::PAST] = kNoCue;
      }
    }
  }

  const std::vector<Word>& words_;
  const std::vector<PatternMatch>& matches_;
  const koppel::v1::Lexicon& lexicon_;
  std::vector<WordContext> context_;
  std::vector<int> clause_;
  std::vector<int> over_text_;
};

}  // namespace

std::vector<WordContext> ReadContext(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                                     const koppel::v1::Lexicon& lexicon) {
  return ContextReader(words, matches, lexicon).Read();
}

}  // namespace koppel::matcher
