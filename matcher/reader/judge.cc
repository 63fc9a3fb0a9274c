#include "matcher/reader/judge.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "base/reader_sentences.h"
#include "matcher/reader/counting.h"
#include "matcher/reader/primary.h"
#include "matcher/reader/readings.h"

namespace koppel::matcher {
namespace {

using koppel::v1::Classification;
using koppel::v1::Domain;
using koppel::v1::LexiconCue;
using koppel::v1::LexiconQuestion;
using koppel::v1::NeedFinding;
using koppel::v1::UrgencySignal;

// So many of the weightiest signs are shown.
constexpr size_t kShownSigns = 4;

class Judgement {
 public:
  Judgement(const std::vector<Word>& words, const std::vector<PatternMatch>& matches, std::vector<Reading> readings,
            const SignWeights& signs, const CompiledLexicon& lexicon)
      : words_(words),
        matches_(matches),
        readings_(std::move(readings)),
        signs_(signs),
        lexicon_(lexicon.file()),
        table_(lexicon.signs()) {}

  Classification Judge() {
    DecideWhatCounts(readings_);
    FillNeeds();
    FillNeedsOfSigns();
    FillDomains();
    FillUrgency();
    FillQuestions();
    return std::move(result_);
  }

 private:
  template <typename Places>
  void FillSpans(const Places& places, google::protobuf::RepeatedPtrField<koppel::v1::TextSpan>& spans) const {
    int before = -2;
    for (const int place : places) {
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

  // Where signs speak against it, it does not.
  bool Counts(const Reading& reading, Domain domain) const { return reading.counts && !signs_.Doubts(domain); }

  bool CountsAnywhere(const Reading& reading) const {
    if (reading.domains.empty()) return reading.counts;
    return std::any_of(reading.domains.begin(), reading.domains.end(),
                       [&](Domain domain) { return Counts(reading, domain); });
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
  bool SaysTheSame(const Reading& reading, const NeedFinding& need) const {
    const bool one_hints = reading.is_clear() != (need.strength() >= koppel::v1::CLEAR);
    return (one_hints || need.subtopic() == reading.entry->subtopic()) && need.polarity() == PolarityOf(reading) &&
           need.when() == WhenOf(reading) && need.counts() == Counts(reading, need.domain()) &&
           need.whose() == WhoseOf(reading);
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
    need.set_counts(Counts(reading, domain));
    FillSpans(reading.match->words, *need.mutable_spans());
    AddRules(reading, need);
    if (reading.counts && !need.counts()) AddRule(kSignsRule, need);
  }

  bool HasNeed(Domain domain) const {
    return std::any_of(result_.needs().begin(), result_.needs().end(),
                       [domain](const NeedFinding& need) { return need.counts() && need.domain() == domain; });
  }

  // Whether words say clearly that there is no need in this domain, or no longer. What is of somebody else or only
  // offered may be the resident's all the same.
  bool IsRuledOut(Domain domain) const {
    return std::any_of(readings_.begin(), readings_.end(), [domain](const Reading& reading) {
      return (reading.denied || reading.past) && reading.is_clear() && reading.person == Person::kResident &&
             std::find(reading.domains.begin(), reading.domains.end(), domain) != reading.domains.end();
    });
  }

  // Needs that no pattern found.
  void FillNeedsOfSigns() {
    bool any = false;
    for (int i = koppel::v1::BODY; i <= koppel::v1::SOCIETY; ++i) {
      const auto domain = static_cast<Domain>(i);
      if (!HasNeed(domain) && signs_.Finds(domain) && !IsRuledOut(domain)) FillNeedOfSigns(domain);
      any = any || HasNeed(domain);
    }
    const Domain likeliest = signs_.LikeliestDomain();
    if (!any && signs_.FindsNeed() && !IsRuledOut(likeliest)) FillNeedOfSigns(likeliest);
  }

  // Before what stands later in the text.
  void FillNeedOfSigns(Domain domain) {
    const std::vector<FoundSign> signs = signs_.Weightiest(SubjectOf(domain), kShownSigns);
    if (signs.empty()) return;  // Nothing to show.
    NeedFinding& need = *result_.add_needs();
    need.set_domain(domain);
    need.set_strength(koppel::v1::HINT);
    need.set_polarity(NeedFinding::AFFIRMED);
    need.set_whose(NeedFinding::OF_RESIDENT);
    need.set_when(NeedFinding::PRESENT);
    need.set_counts(true);
    FillSpans(PlacesOf(signs), *need.mutable_spans());
    AddRule(kSignsRule, need);
    google::protobuf::RepeatedPtrField<NeedFinding>& needs = *result_.mutable_needs();
    const auto begins = [&](int i) { return needs[i].spans(0).begin_byte(); };
    for (int i = needs.size() - 1; i > 0 && begins(i) < begins(i - 1); --i) needs.SwapElements(i, i - 1);
  }

  static std::vector<int> PlacesOf(const std::vector<FoundSign>& signs) {
    std::set<int> places;
    for (const FoundSign& sign : signs) {
      for (int i = 0; i < sign.words; ++i) places.insert(sign.first_word + i);
    }
    return {places.begin(), places.end()};
  }

  void FillDomains() {
    std::array<bool, koppel::v1::Domain_ARRAYSIZE> found = {};
    for (const NeedFinding& need : result_.needs()) {
      if (need.counts()) found[need.domain()] = true;
    }
    for (int domain = koppel::v1::BODY; domain <= koppel::v1::SOCIETY; ++domain) {
      if (found[domain]) result_.add_domains(static_cast<Domain>(domain));
    }
    const SignWeights asking = WeighSigns(words_, AskingSentences(), table_);
    result_.set_primary(PrimaryDomain(readings_, words_, signs_, asking, result_.domains()));
  }

  // Those with a question mark, or with a cue that says what is asked or what comes first.
  std::set<int> AskingSentences() const {
    std::set<int> sentences;
    if (result_.domains_size() < 2) return sentences;  // There is nothing to choose.
    for (const PatternMatch& match : matches_) {
      if (match.pattern->kind != RuleKind::kCue) continue;
      const LexiconCue::Kind kind = lexicon_.cues(match.pattern->rule).kind();
      if (kind == LexiconCue::ASK || kind == LexiconCue::FIRST) sentences.insert(words_[match.first()].sentence);
    }
    for (const Word& word : words_) {
      if (word.question) sentences.insert(word.sentence);
    }
    return sentences;
  }

  // Danger counts whoever it is about.
  void FillUrgency() {
    for (const Reading& reading : readings_) {
      if (reading.urgency == koppel::v1::URGENCY_UNSPECIFIED || !reading.is_so()) continue;
      const bool doubted = reading.urgency == koppel::v1::ACUTE_DANGER && signs_.DoubtsDanger();
      const koppel::v1::Urgency urgency = doubted ? koppel::v1::URGENT : reading.urgency;
      result_.set_urgency(std::max(result_.urgency(), urgency));
      UrgencySignal& signal = *result_.add_signals();
      signal.set_urgency(urgency);
      *signal.mutable_reason() = reading.entry->reason();
      FillSpans(reading.match->words, *signal.mutable_spans());
      signal.set_rule(reading.entry->id());
    }
    if (signs_.FindsDanger() && !HasDangerSignal() && !IsDangerRuledOut()) FillDangerOfSigns();
    if (result_.urgency() == koppel::v1::URGENCY_UNSPECIFIED) {
      *result_.mutable_no_signal() = Say(ReaderSentence::kNoSignal);
    }
  }

  bool HasDangerSignal() const {
    return std::any_of(result_.signals().begin(), result_.signals().end(),
                       [](const UrgencySignal& signal) { return signal.urgency() == koppel::v1::ACUTE_DANGER; });
  }

  // Whether words tell of danger that is not so.
  bool IsDangerRuledOut() const {
    return std::any_of(readings_.begin(), readings_.end(), [](const Reading& reading) {
      return reading.urgency == koppel::v1::ACUTE_DANGER && !reading.is_so();
    });
  }

  void FillDangerOfSigns() {
    const std::vector<FoundSign> signs = signs_.Weightiest(kDangerSubject, kShownSigns);
    if (signs.empty()) return;  // Nothing to show.
    result_.set_urgency(koppel::v1::ACUTE_DANGER);
    UrgencySignal& signal = *result_.add_signals();
    signal.set_urgency(koppel::v1::ACUTE_DANGER);
    *signal.mutable_reason() = Say(ReaderSentence::kSignsOfDanger);
    FillSpans(PlacesOf(signs), *signal.mutable_spans());
    signal.set_rule(kSignsRule);
  }

  // The sub-topics of what counts.
  absl::flat_hash_set<absl::string_view> FoundSubtopics() const {
    absl::flat_hash_set<absl::string_view> found;
    const koppel::v1::LexiconEntry* before = nullptr;
    for (const Reading& reading : readings_) {
      if (!CountsAnywhere(reading)) continue;
      if (reading.entry != before) found.insert(reading.entry->subtopic());
      before = reading.entry;
    }
    return found;
  }

  bool IsAskedAfter(const LexiconQuestion& question, const absl::flat_hash_set<absl::string_view>& found) const {
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
    const absl::flat_hash_set<absl::string_view> found = FoundSubtopics();
    for (const LexiconQuestion& question : lexicon_.questions()) {
      if (!IsAskedAfter(question, found)) continue;
      koppel::v1::ReaderQuestion& asked = *result_.add_questions();
      asked.set_rule(question.id());
      asked.set_domain(question.domain());
      *asked.mutable_text() = question.text();
    }
  }

  const std::vector<Word>& words_;
  const std::vector<PatternMatch>& matches_;
  std::vector<Reading> readings_;
  const SignWeights& signs_;
  const koppel::v1::Lexicon& lexicon_;
  const SignTable& table_;
  Classification result_;
};

}  // namespace

Classification Judge(const std::vector<Word>& words, const std::vector<PatternMatch>& matches,
                     const std::vector<WordContext>& context, const SignWeights& signs,
                     const CompiledLexicon& lexicon) {
  return Judgement(words, matches, ReadEntries(words, matches, context, lexicon.file()), signs, lexicon).Judge();
}

}  // namespace koppel::matcher
