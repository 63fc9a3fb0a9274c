#include "matcher/reader/persons.h"

#include <algorithm>
#include <utility>

namespace koppel::matcher {
namespace {

using koppel::v1::Gender;
using koppel::v1::LexiconCue;

// "Nu woont hij": a pronoun speaks for at most so many words before it.
constexpr int kWordsBeforePronoun = 2;

bool MayBeOne(Gender a, Gender b) {
  return a == b || a == koppel::v1::GENDER_UNSPECIFIED || b == koppel::v1::GENDER_UNSPECIFIED;
}

class PersonFollower {
 public:
  PersonFollower(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                 const koppel::v1::Lexicon& lexicon)
      : words_(words), lexicon_(lexicon), persons_(words.size(), Person::kResident) {
    Collect(matches);
    close_ = speaks_ ? Person::kSpeakersOwn : Person::kOther;
  }

  std::vector<Person> Follow() {
    if (together_) return std::move(persons_);
    size_t next = 0;
    for (int i = 0; i < static_cast<int>(words_.size()); ++i) {
      if (words_[i].gap == Gap::kSentence) BeginSentence();
      for (; next < cues_.size() && cues_[next]->first() <= i; ++next) {
        Meet(*cues_[next]);
        last_cue_ = std::max(last_cue_, cues_[next]->last());
      }
      persons_[i] = i <= passing_ ? close_ : now_;
    }
    return std::move(persons_);
  }

 private:
  const LexiconCue& CueOf(const PatternMatch& match) const { return lexicon_.cues(match.pattern->rule); }

  // By place. "Mijn" in "mijn broer" tells that somebody speaks, but not that it is about the speaker.
  void Collect(const std::vector<PatternMatch>& matches) {
    int named_until = -1;
    for (const PatternMatch& match : matches) {
      if (match.pattern->kind != RuleKind::kCue || !TellsOfPerson(CueOf(match).kind())) continue;
      if (CueOf(match).kind() != LexiconCue::SPEAKER) {
        named_until = std::max(named_until, match.last());
        cues_.push_back(&match);
        continue;
      }
      speaks_ = true;
      together_ = together_ || CueOf(match).scope() == LexiconCue::TEXT;
      if (match.last() > named_until) cues_.push_back(&match);
    }
  }

  // Who speaks goes on about the same person until "ik" comes back.
  void BeginSentence() {
    if (!speaks_) now_ = last_named_ = Person::kResident;
  }

  void Meet(const PatternMatch& match) {
    const LexiconCue& cue = CueOf(match);
    switch (cue.kind()) {
      case LexiconCue::SPEAKER:
        now_ = Person::kResident;
        break;
      case LexiconCue::RESIDENT:
        if (!speaks_) now_ = last_named_ = Person::kResident;
        break;
      case LexiconCue::RELATIVE:
        now_ = last_named_ = close_;
        gender_ = cue.gender();
        break;
      case LexiconCue::NAMED:
        last_named_ = close_;
        gender_ = cue.gender();
        passing_ = match.last();
        break;
      default:
        now_ = MayBeOne(gender_, cue.gender()) ? last_named_ : Person::kResident;
        MarkBefore(match.first());
        break;
    }
  }

  // "Nu woont hij": the words between the beginning of a clause and its pronoun are about the same person.
  void MarkBefore(int pronoun) {
    int begin = pronoun;
    while (begin > 0 && words_[begin].gap == Gap::kSpace) {
      if (--begin < pronoun - kWordsBeforePronoun || begin <= last_cue_) return;
    }
    std::fill(persons_.begin() + begin, persons_.begin() + pronoun, now_);
  }

  const std::vector<Word>& words_;
  const koppel::v1::Lexicon& lexicon_;
  std::vector<const PatternMatch*> cues_;
  bool speaks_ = false;
  bool together_ = false;
  Person close_ = Person::kOther;
  Person now_ = Person::kResident;
  Person last_named_ = Person::kResident;
  Gender gender_ = koppel::v1::GENDER_UNSPECIFIED;
  int last_cue_ = -1;  // The last word of the cues that were met.
  int passing_ = -1;   // The last word of somebody named in passing.
  std::vector<Person> persons_;
};

}  // namespace

bool TellsOfPerson(LexiconCue::Kind kind) {
  return kind == LexiconCue::SPEAKER || kind == LexiconCue::RESIDENT || kind == LexiconCue::RELATIVE ||
         kind == LexiconCue::PRONOUN || kind == LexiconCue::NAMED;
}

std::vector<Person> FollowPersons(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                                  const koppel::v1::Lexicon& lexicon) {
  return PersonFollower(words, matches, lexicon).Follow();
}

}  // namespace koppel::matcher
