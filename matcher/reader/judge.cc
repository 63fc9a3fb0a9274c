#include "matcher/reader/judge.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "base/reader_sentences.h"
#include "matcher/reader/counting.h"
#include "matcher/reader/primary.h"
#include "matcher/reader/readings.h"

namespace koppel::matcher {
namespace {

using koppel::v1::Classification;
using koppel::v1::Domain;
using koppel::v1::LexiconQuestion;
using koppel::v1::NeedFinding;
using koppel::v1::UrgencySignal;

class Judgement {
 public:
  Judgement(const std::vector<Word>& words, std::vector<Reading> readings, const koppel::v1::Lexicon& lexicon)
      : words_(words), readings_(std::move(readings)), lexicon_(lexicon) {}

  Classification Judge() {
    DecideWhatCounts(readings_);
    FillNeeds();
    FillDomains();
    FillUrgency();
    FillQuestions();
    return std::move(result_);
  }

 private:
  void FillSpans(const PatternMatch& match, google::protobuf::RepeatedPtrField<koppel::v1::TextSpan>& spans) const {
    int before = -2;
    for (const int place : match.words) {
      const Word& word = words_[place];
      if (place != before + 1) {
        koppel::v1::TextSpan& span = *spans.Add();
        span.set_begin_byte(word.begin_byte);
        span.set_begin_character(word.begin_character);
      }
      koppel::v1::TextSpan& span = *spans.rbegin();
      span.set_end_byte(word.end_byte);
      span.set_end_character(word.end_character);
      before = place;
    }
  }

  static NeedFinding::Polarity PolarityOf(const Reading& reading) {
    if (reading.denied) return NeedFinding::DENIED;
    return reading.not_asked ? NeedFinding::NOT_ASKED : NeedFinding::AFFIRMED;
  }

  static NeedFinding::Whose WhoseOf(const Reading& reading) {
    return reading.person == Person::kResident ? NeedFinding::OF_RESIDENT : NeedFinding::OF_OTHER;
  }

  static NeedFinding::When WhenOf(const Reading& reading) {
    if (reading.past) return NeedFinding::PAST;
    return reading.wished ? NeedFinding::WISHED : NeedFinding::PRESENT;
  }

  // Entries that say the same of the same words are one need, with the rules of each.
  void FillNeeds() {
    result_.mutable_needs()->Reserve(static_cast<int>(readings_.size()));
    const PatternMatch* before = nullptr;
    int same_words = 0;  // Where the needs of these words begin.
    for (const Reading& reading : readings_) {
      if (before == nullptr || before->words != reading.match->words) same_words = result_.needs_size();
      before = reading.match;
      for (const Domain domain : reading.domains) {
        if (NeedFinding* said = FindSaid(reading, domain, same_words)) {
          Strengthen(reading, *said);
        } else {
          FillNeed(reading, domain, *result_.add_needs());
        }
      }
    }
  }

  NeedFinding* FindSaid(const Reading& reading, Domain domain, int from) {
    for (int i = from; i < result_.needs_size(); ++i) {
      NeedFinding& need = *result_.mutable_needs(i);
      if (need.domain() == domain && SaysTheSame(reading, need)) return &need;
    }
    return nullptr;
  }

  // What hints at any sub-topic adds nothing to one that is said clearly, whichever was found first.
  static bool SaysTheSame(const Reading& reading, const NeedFinding& need) {
    const bool one_hints = reading.is_clear() != (need.strength() >= koppel::v1::CLEAR);
    return (one_hints || need.subtopic() == reading.entry->subtopic()) && need.polarity() == PolarityOf(reading) &&
           need.when() == WhenOf(reading) && need.counts() == reading.counts && need.whose() == WhoseOf(reading);
  }

  void Strengthen(const Reading& reading, NeedFinding& need) const {
    if (reading.strength() > need.strength()) {
      need.set_subtopic(reading.entry->subtopic());
      need.set_strength(reading.strength());
    }
    AddRules(reading, need);
  }

  static void AddRule(const std::string& id, NeedFinding& need) {
    if (std::find(need.rules().begin(), need.rules().end(), id) == need.rules().end()) need.add_rules(id);
  }

  void AddRules(const Reading& reading, NeedFinding& need) const {
    AddRule(reading.entry->id(), need);
    for (const int cue : reading.cues) AddRule(lexicon_.cues(cue).id(), need);
  }

  void FillNeed(const Reading& reading, Domain domain, NeedFinding& need) const {
    need.set_domain(domain);
    need.set_subtopic(reading.entry->subtopic());
    need.set_strength(reading.strength());
    need.set_polarity(PolarityOf(reading));
    need.set_whose(WhoseOf(reading));
    need.set_when(WhenOf(reading));
    need.set_counts(reading.counts);
    FillSpans(*reading.match, *need.mutable_spans());
    AddRules(reading, need);
  }

  void FillDomains() {
    std::array<bool, koppel::v1::Domain_ARRAYSIZE> found = {};
    for (const NeedFinding& need : result_.needs()) {
      if (need.counts()) found[need.domain()] = true;
    }
    for (int domain = koppel::v1::BODY; domain <= koppel::v1::SOCIETY; ++domain) {
      if (found[domain]) result_.add_domains(static_cast<Domain>(domain));
    }
    result_.set_primary(PrimaryDomain(readings_, words_));
  }

  // Danger counts whoever it is about.
  void FillUrgency() {
    for (const Reading& reading : readings_) {
      if (reading.urgency == koppel::v1::URGENCY_UNSPECIFIED || !reading.is_so()) continue;
      result_.set_urgency(std::max(result_.urgency(), reading.urgency));
      UrgencySignal& signal = *result_.add_signals();
      signal.set_urgency(reading.urgency);
      *signal.mutable_reason() = reading.entry->reason();
      FillSpans(*reading.match, *signal.mutable_spans());
      signal.set_rule(reading.entry->id());
    }
    if (result_.urgency() == koppel::v1::URGENCY_UNSPECIFIED) {
      *result_.mutable_no_signal() = Say(ReaderSentence::kNoSignal);
    }
  }

  // The sub-topics of what counts.
  absl::flat_hash_set<std::string> FoundSubtopics() const {
    absl::flat_hash_set<std::string> found;
    const koppel::v1::LexiconEntry* before = nullptr;
    for (const Reading& reading : readings_) {
      if (reading.counts && reading.entry != before) found.insert(reading.entry->subtopic());
      if (reading.counts) before = reading.entry;
    }
    return found;
  }

  bool IsAskedAfter(const LexiconQuestion& question, const absl::flat_hash_set<std::string>& found) const {
    const auto& domains = result_.domains();
    if (std::find(domains.begin(), domains.end(), question.domain()) != domains.end()) return false;
    const auto& after = question.subtopics();
    return std::any_of(after.begin(), after.end(),
                       [&](const std::string& subtopic) { return found.contains(subtopic); });
  }

  void FillQuestions() {
    koppel::v1::ReaderQuestion& danger = *result_.add_questions();
    danger.set_rule("danger");
    *danger.mutable_text() = Say(ReaderSentence::kIsThereDanger);
    const absl::flat_hash_set<std::string> found = FoundSubtopics();
    for (const LexiconQuestion& question : lexicon_.questions()) {
      if (!IsAskedAfter(question, found)) continue;
      koppel::v1::ReaderQuestion& asked = *result_.add_questions();
      asked.set_rule(question.id());
      asked.set_domain(question.domain());
      *asked.mutable_text() = question.text();
    }
  }

  const std::vector<Word>& words_;
  std::vector<Reading> readings_;
  const koppel::v1::Lexicon& lexicon_;
  Classification result_;
};

}  // namespace

Classification Judge(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                     const std::vector<WordContext>& context, const CompiledLexicon& lexicon) {
  return Judgement(words, ReadEntries(words, matches, context, lexicon.file()), lexicon.file()).Judge();
}

}  // namespace koppel::matcher
