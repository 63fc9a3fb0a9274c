#include "matcher/reader/lexicon_patterns.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/reader_sentences.h"
#include "base/rule_sentences.h"
#include "matcher/reader/no_signs.h"
#include "matcher/reader/signs.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedField;
using google::protobuf::RepeatedPtrField;
using koppel::v1::LexiconCue;
using koppel::v1::LexiconEntry;
using koppel::v1::LocalizedText;

class PatternReader {
 public:
  PatternReader(const MergedLexicon& merged, const Vocabulary& vocabulary, std::vector<Issue>& issues)
      : merged_(merged), lexicon_(merged.lexicon), vocabulary_(vocabulary), issues_(issues) {}

  std::vector<LexiconPattern> Read() {
    for (int i = 0; i < lexicon_.groups_size(); ++i) ReadGroup(i);
    for (int i = 0; i < lexicon_.entries_size(); ++i) ReadEntry(i);
    for (int i = 0; i < lexicon_.nothings_size(); ++i) ReadNothing(i);
    for (int i = 0; i < lexicon_.cues_size(); ++i) ReadCue(i);
    for (int i = 0; i < lexicon_.questions_size(); ++i) ReadQuestion(i);
    for (int i = 0; i < lexicon_.examples_size(); ++i) ReadExample(i);
    const NoSigns no_signs(groups_[kNoSignsGroup]);
    for (int i = 0; i < lexicon_.signs_size(); ++i) ReadSign(i, no_signs);
    if (lexicon_.has_scale()) ReadScale(lexicon_.scale());
    return std::move(patterns_);
  }

 private:
  void Report(const LexiconOrigin& origin, const std::string& field, LocalizedText message) {
    issues_.push_back({absl::StrCat(origin.path, ".", field), std::move(message), origin.set});
  }

  void CheckId(const LexiconOrigin& origin, const std::string& id) {
    if (id.empty()) Report(origin, "id", Say(RuleSentence::kMissing));
    if (id == kSignsRule) Report(origin, "id", Say(ReaderSentence::kIdIsTaken, {{"id", id}}));
  }

  void CheckSubtopic(const LexiconOrigin& origin, const std::string& field, const std::string& code) {
    if (code.empty() || vocabulary_.Find(koppel::v1::SUBTOPIC, code) != kNoTerm) return;
    Report(origin, field, Say(ReaderSentence::kNoSuchSubtopic, {{"code", code}}));
  }

  void CheckSubtopics(const LexiconOrigin& origin, const RepeatedPtrField<std::string>& codes) {
    for (int i = 0; i < codes.size(); ++i) CheckSubtopic(origin, absl::StrCat("subtopics[", i, "]"), codes[i]);
  }

  void ReadGroup(int group) {
    const auto& words = lexicon_.groups(group).words();
    if (words.size() > kMostGroupWords) {
      Report(merged_.groups[group], "words",
             Say(ReaderSentence::kGroupTooLarge, {{"max", absl::StrCat(kMostGroupWords)}}));
    }
    std::vector<PatternWord>& read = groups_[lexicon_.groups(group).name()];
    for (int i = 0; i < std::min(words.size(), kMostGroupWords); ++i) {
      std::vector<PatternPlace> places;
      if (ParseWord(words[i], places) && places.size() == 1) {
        read.push_back(places[0].any_of[0]);
      } else {
        Report(merged_.groups[group], absl::StrCat("words[", i, "]"),
               Say(ReaderSentence::kNotOneWord, {{"word", words[i]}}));
      }
    }
  }

  void ReadWords(const LexiconOrigin& origin, const std::string& field, const RepeatedPtrField<std::string>& words,
                 RuleKind kind, int rule) {
    if (words.empty() && kind != RuleKind::kUnless) Report(origin, field, Say(RuleSentence::kMissing));
    for (int i = 0; i < words.size() && !full_; ++i) {
      const std::string place = absl::StrCat(field, "[", i, "]");
      std::vector<Pattern> variants;
      if (std::optional<LocalizedText> problem = ParsePattern(words[i], groups_, variants)) {
        Report(origin, place, *std::move(problem));
        continue;
      }
      for (Pattern& pattern : variants) Keep({std::move(pattern), kind, rule}, sizes_[origin.set]);
    }
  }

  // What one set has of the lexicon.
  struct Size {
    size_t patterns = 0;
    size_t words = 0;
  };

  void Keep(LexiconPattern pattern, Size& size) {
    const size_t words = CountWords(pattern.pattern);
    words_ += words;
    size.words += words;
    ++size.patterns;
    patterns_.push_back(std::move(pattern));
    if (full_) return;
    if (patterns_.size() > kMostPatterns) ReportFull(ReaderSentence::kTooManyPatterns, kMostPatterns, &Size::patterns);
    if (words_ > kMostLexiconWords) ReportFull(ReaderSentence::kTooManyWords, kMostLexiconWords, &Size::words);
  }

  // The set that is read last need not be the one that is too large.
  void ReportFull(ReaderSentence sentence, size_t max, size_t Size::*of) {
    full_ = true;
    const auto largest = std::max_element(sizes_.begin(), sizes_.end(), [of](const auto& one, const auto& other) {
      return one.second.*of < other.second.*of;
    });
    issues_.push_back({"lexicon", Say(sentence, {{"max", absl::StrCat(max)}}), largest->first});
  }

  // Values from outside are numbers; the reader uses them as places.
  void CheckValue(const LexiconOrigin& origin, const std::string& field, bool valid) {
    if (!valid) Report(origin, field, Say(ReaderSentence::kNoSuchValue));
  }

  void CheckDomains(const LexiconOrigin& origin, const RepeatedField<int>& domains) {
    for (int i = 0; i < domains.size(); ++i) {
      CheckValue(origin, absl::StrCat("domains[", i, "]"),
                 domains[i] != koppel::v1::DOMAIN_UNSPECIFIED && koppel::v1::Domain_IsValid(domains[i]));
    }
  }

  static bool MayBeUrgency(koppel::v1::Urgency urgency) {
    return urgency == koppel::v1::URGENCY_UNSPECIFIED || urgency == koppel::v1::URGENT ||
           urgency == koppel::v1::ACUTE_DANGER;
  }

  void CheckValues(const LexiconOrigin& origin, const LexiconEntry& entry) {
    CheckDomains(origin, entry.domains());
    CheckValue(origin, "moves_to", koppel::v1::Domain_IsValid(entry.moves_to()));
    CheckValue(origin, "strength", koppel::v1::NeedStrength_IsValid(entry.strength()));
    CheckValue(origin, "urgency", MayBeUrgency(entry.urgency()));
  }

  void ReadEntry(int i) {
    const LexiconEntry& entry = lexicon_.entries(i);
    const LexiconOrigin& origin = merged_.entries[i];
    const bool urgent = entry.urgency() != koppel::v1::URGENCY_UNSPECIFIED;
    CheckValues(origin, entry);
    CheckId(origin, entry.id());
    CheckSubtopic(origin, "subtopic", entry.subtopic());
    if (entry.domains().empty() && !urgent) Report(origin, "domains", Say(ReaderSentence::kDomainOrUrgency));
    if (entry.has_reason() != urgent) Report(origin, "reason", Say(ReaderSentence::kReasonWithUrgency));
    ReadWords(origin, "words", entry.words(), RuleKind::kEntry, i);
    ReadWords(origin, "unless", entry.unless(), RuleKind::kUnless, i);
  }

  void ReadNothing(int i) {
    CheckId(merged_.nothings[i], lexicon_.nothings(i).id());
    ReadWords(merged_.nothings[i], "words", lexicon_.nothings(i).words(), RuleKind::kNothing, i);
  }

  void ReadCue(int i) {
    const LexiconCue& cue = lexicon_.cues(i);
    CheckId(merged_.cues[i], cue.id());
    if (cue.kind() == LexiconCue::KIND_UNSPECIFIED || !LexiconCue::Kind_IsValid(cue.kind())) {
      Report(merged_.cues[i], "kind", Say(ReaderSentence::kKindMissing));
    }
    CheckValue(merged_.cues[i], "scope", LexiconCue::Scope_IsValid(cue.scope()));
    CheckValue(merged_.cues[i], "gender", koppel::v1::Gender_IsValid(cue.gender()));
    CheckValue(merged_.cues[i], "reach", cue.reach() >= 0);
    ReadWords(merged_.cues[i], "words", cue.words(), RuleKind::kCue, i);
  }

  void ReadQuestion(int i) {
    CheckId(merged_.questions[i], lexicon_.questions(i).id());
    CheckValue(merged_.questions[i], "domain", koppel::v1::Domain_IsValid(lexicon_.questions(i).domain()));
    CheckSubtopics(merged_.questions[i], lexicon_.questions(i).subtopics());
  }

  void ReadExample(int i) {
    CheckId(merged_.examples[i], lexicon_.examples(i).id());
    CheckDomains(merged_.examples[i], lexicon_.examples(i).domains());
    CheckValue(merged_.examples[i], "primary", koppel::v1::Domain_IsValid(lexicon_.examples(i).primary()));
    CheckValue(merged_.examples[i], "urgency", MayBeUrgency(lexicon_.examples(i).urgency()));
    CheckSubtopics(merged_.examples[i], lexicon_.examples(i).subtopics());
  }

  void ReadSign(int i, const NoSigns& no_signs) {
    const std::string& words = lexicon_.signs(i).words();
    if (!IsSignWords(words)) {
      Report(merged_.signs[i], "words", Say(ReaderSentence::kNoSign, {{"words", words}}));
    } else if (no_signs.Contains(words)) {
      Report(merged_.signs[i], "words",
             Say(ReaderSentence::kMayNotWeigh, {{"words", words}, {"group", kNoSignsGroup}}));
    }
  }

  void ReadScale(const koppel::v1::LexiconScale& scale) {
    if (!scale.base().words().empty()) Report(merged_.scale, "base.words", Say(ReaderSentence::kNoWordsInBase));
    CheckMarks("found_at", scale.found_at(), "doubted_below", scale.doubted_below());
    CheckMarks("danger_at", scale.danger_at(), "danger_doubted_below", scale.danger_doubted_below());
    CheckMarks("need_at", scale.need_at(), "no_need_below", scale.no_need_below());
  }

  // What is found is not doubted at once.
  void CheckMarks(const std::string& found_by, int found_at, const std::string& doubted_by, int doubted_below) {
    if (found_at > doubted_below) return;
    Report(merged_.scale, found_by, Say(ReaderSentence::kMarksCross, {{"other", doubted_by}}));
  }

  const MergedLexicon& merged_;
  const koppel::v1::Lexicon& lexicon_;
  const Vocabulary& vocabulary_;
  std::vector<Issue>& issues_;
  WordGroups groups_;
  std::vector<LexiconPattern> patterns_;
  std::map<std::string, Size> sizes_;  // By set.
  size_t words_ = 0;                   // In all patterns.
  bool full_ = false;
};

}  // namespace

std::vector<LexiconPattern> ReadPatterns(const MergedLexicon& merged, const Vocabulary& vocabulary,
                                         std::vector<Issue>& issues) {
  return PatternReader(merged, vocabulary, issues).Read();
}

}  // namespace koppel::matcher
