#include "matcher/reader/readings.h"

#include <algorithm>
#include <utility>

namespace koppel::matcher {
namespace {

using koppel::v1::LexiconCue;

class EntryReader {
 public:
  EntryReader(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
              const std::vector<WordContext>& context, const koppel::v1::Lexicon& lexicon)
      : words_(words), matches_(matches), context_(context), lexicon_(lexicon) {}

  std::vector<Reading> Read() {
    soon_ = std::any_of(matches_.begin(), matches_.end(), [this](const PatternMatch& match) {
      return match.pattern->kind == RuleKind::kCue && lexicon_.cues(match.pattern->rule).kind() == LexiconCue::SOON;
    });
    for (const PatternMatch& match : matches_) {
      if (match.pattern->kind == RuleKind::kEntry) readings_.push_back(ReadEntry(match));
    }
    return std::move(readings_);
  }

 private:
  Reading ReadEntry(const PatternMatch& match) const {
    Reading reading;
    reading.match = &match;
    reading.entry = &lexicon_.entries(match.pattern->rule);
    reading.urgency = UrgencyOf(*reading.entry);
    for (const int domain : reading.entry->domains()) {
      reading.domains.push_back(static_cast<koppel::v1::Domain>(domain));
    }
    ReadCues(reading);
    reading.asked = reading.asked || reading.entry->asked();
    reading.in_question = words_[match.first()].question;
    const bool danger = reading.urgency == koppel::v1::ACUTE_DANGER;
    SetAside(danger, reading);
    if (!reading.entry->between_people() && !danger) reading.person = context_[match.first()].person;
    return reading;
  }

  // A cue over the whole text is less sure than one nearby. What is asked for first is asked for, also where the text
  // says that something else is over; and what it offers elsewhere never takes danger away.
  void SetAside(bool danger, Reading& reading) const {
    const auto set_aside = [&](LexiconCue::Kind kind, bool stays, bool& flag, bool& flag_of_text) {
      if (!flag || !IsOverText(kind, *reading.match)) return;
      flag = false;
      flag_of_text = !stays;
    };
    set_aside(LexiconCue::PAST, reading.first, reading.past, reading.text_is_past);
    set_aside(LexiconCue::OFFER, danger, reading.not_asked, reading.text_asks_nothing);
  }

  // Unspecified where it only counts now, and nothing says that it is now.
  koppel::v1::Urgency UrgencyOf(const koppel::v1::LexiconEntry& entry) const {
    return entry.urgent_when_soon() && !soon_ ? koppel::v1::URGENCY_UNSPECIFIED : entry.urgency();
  }

  void ReadCues(Reading& reading) const {
    const auto look = [&](LexiconCue::Kind kind, bool& flag) {
      const int cue = CueOver(*reading.match, kind);
      if (cue == kNoCue) return;
      flag = true;
      reading.cues.push_back(cue);
    };
    if (!reading.entry->never_denied()) look(LexiconCue::NEGATION, reading.denied);
    if (!reading.entry->never_past()) look(LexiconCue::PAST, reading.past);
    look(LexiconCue::OFFER, reading.not_asked);
    look(LexiconCue::SUPPOSITION, reading.not_asked);
    look(LexiconCue::WISH, reading.wished);
    look(LexiconCue::ASK, reading.asked);
    look(LexiconCue::FIRST, reading.first);
    look(LexiconCue::BACKGROUND, reading.background);
  }

  // The cue of a kind that reaches more than half of the words of a match; kNoCue when there is none.
  int CueOver(const PatternMatch& match, LexiconCue::Kind kind) const {
    size_t reached = 0;
    int cue = kNoCue;
    for (const int word : match.words) {
      if (context_[word].of(kind) == kNoCue) continue;
      ++reached;
      cue = context_[word].of(kind);
    }
    return reached * 2 > match.words.size() ? cue : kNoCue;
  }

  // Whether the cue of a kind over a match is one over the whole text.
  bool IsOverText(LexiconCue::Kind kind, const PatternMatch& match) const {
    const int cue = CueOver(match, kind);
    return cue != kNoCue && lexicon_.cues(cue).scope() == LexiconCue::TEXT;
  }

  const std::vector<Word>& words_;
  const std::vector<PatternMatch>& matches_;
  const std::vector<WordContext>& context_;
  const koppel::v1::Lexicon& lexicon_;
  bool soon_ = false;
  std::vector<Reading> readings_;
};

}  // namespace

std::vector<Reading> ReadEntries(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                                 const std::vector<WordContext>& context, const koppel::v1::Lexicon& lexicon) {
  return EntryReader(words, matches, context, lexicon).Read();
}

}  // namespace koppel::matcher
