#include "matcher/trial/fairness.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "base/trial_sentences.h"
#include "matcher/compare.h"

namespace koppel::matcher {
namespace {

using Response = v1::CompareRuleSetsResponse;
using Counts = Response::Counts;

constexpr size_t kMostNamed = 8;

// One of the counts that can change, and what is said of a group in which it is large.
struct Measure {
  TrialSentence sentence;
  bool (Counts::*is_shown)() const;
  int32_t (Counts::*count)() const;
};
constexpr Measure kMeasures[] = {
    {TrialSentence::kGroupLosesMore, &Counts::has_lost, &Counts::lost},
    {TrialSentence::kGroupChangesMore, &Counts::has_other_first, &Counts::other_first},
    {TrialSentence::kGroupGainsMore, &Counts::has_gained, &Counts::gained},
};

// A group in which something happens clearly more often than among the others.
struct Standout {
  TrialSentence sentence;
  const Response::Group* group;
  int share;  // In percent.
  int rest;
};

int PercentOf(int part, int whole) { return (100 * part + whole / 2) / whole; }

std::optional<Standout> StandoutOf(const Measure& measure, const Response::Group& group, const Counts& total) {
  const Counts& counts = group.counts();
  if (!counts.has_requests() || !(counts.*measure.is_shown)() || !(total.*measure.is_shown)()) return std::nullopt;
  const int64_t size = counts.requests();
  const int64_t others = total.requests() - size;
  if (size < kLargeEnough || others < kLargeEnough) return std::nullopt;
  const int64_t in_group = (counts.*measure.count)();
  const int64_t in_others = (total.*measure.count)() - in_group;
  // Shares, multiplied by both sizes and by 100.
  const int64_t share = 100 * in_group * others;
  const int64_t rest = 100 * in_others * size;
  if (100 * share < kTimesPercent * rest || share - rest < kPointsMore * size * others) return std::nullopt;
  return Standout{measure.sentence, &group, PercentOf(in_group, size), PercentOf(in_others, others)};
}

std::vector<Standout> StandoutsIn(const Response& shown) {
  std::vector<Standout> found;
  for (const Measure& measure : kMeasures) {
    for (const Response::Group& group : shown.groups()) {
      const std::optional<Standout> standout = StandoutOf(measure, group, shown.total());
      if (standout.has_value()) found.push_back(*standout);
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Standout& a, const Standout& b) { return a.share - a.rest > b.share - b.rest; });
  return found;
}

TrialSentence SentenceFor(Response::Dimension dimension) {
  switch (dimension) {
    case Response::SUBTOPIC:
      return TrialSentence::kSubtopic;
    case Response::WIJK:
      return TrialSentence::kWijk;
    case Response::AGE_GROUP:
      return TrialSentence::kAgeGroup;
    case Response::GENDER:
      return TrialSentence::kGender;
    default:
      return TrialSentence::kLanguage;
  }
}

// Puts sentences one after the other.
class Paragraph {
 public:
  void Add(TrialSentence sentence, const Arguments& arguments = {}) { Add(sentence, arguments, arguments); }

  void Add(TrialSentence sentence, const Arguments& dutch, const Arguments& english) {
    Append(Say(sentence, dutch).nl(), *text_.mutable_nl());
    Append(Say(sentence, english).en(), *text_.mutable_en());
  }

  v1::LocalizedText Take() { return std::move(text_); }

 private:
  static void Append(const std::string& sentence, std::string& text) {
    absl::StrAppend(&text, text.empty() ? "" : " ", sentence);
  }

  v1::LocalizedText text_;
};

void AddTotals(const Counts& total, Paragraph& paragraph) {
  const auto arguments = [&](bool dutch) -> Arguments {
    const v1::LocalizedText not_shown = Say(TrialSentence::kNotShown);
    const auto number = [&](bool shown, int count) {
      return shown ? absl::StrCat(count) : dutch ? not_shown.nl() : not_shown.en();
    };
    return {{"requests", absl::StrCat(total.requests())},
            {"other_first", number(total.has_other_first(), total.other_first())},
            {"gained", number(total.has_gained(), total.gained())},
            {"lost", number(total.has_lost(), total.lost())}};
  };
  paragraph.Add(TrialSentence::kHowManyChange, arguments(true), arguments(false));
  paragraph.Add(TrialSentence::kHowManyGainAndLose, arguments(true), arguments(false));
}

void AddStandout(const Standout& standout, Paragraph& paragraph) {
  const v1::LocalizedText& title = standout.group->title();
  const TrialSentence dimension = SentenceFor(standout.group->dimension());
  const auto arguments = [&](const std::string& group) -> Arguments {
    return {{"group", group}, {"share", absl::StrCat(standout.share)}, {"rest", absl::StrCat(standout.rest)}};
  };
  paragraph.Add(standout.sentence, arguments(Say(dimension, {{"group", title.nl()}}).nl()),
                arguments(Say(dimension, {{"group", title.en()}}).en()));
}

void AddGroups(const std::vector<Standout>& standouts, Paragraph& paragraph) {
  const size_t named = std::min(kMostNamed, standouts.size());
  for (size_t i = 0; i < named; ++i) AddStandout(standouts[i], paragraph);
  if (named < standouts.size()) {
    paragraph.Add(TrialSentence::kMoreGroups, {{"count", absl::StrCat(standouts.size() - named)}});
  }
  if (standouts.empty()) paragraph.Add(TrialSentence::kNoGroupStandsOut);
  paragraph.Add(TrialSentence::kWhenAGroupStandsOut,
                {{"min", absl::StrCat(kLargeEnough)}, {"points", absl::StrCat(kPointsMore)}});
}

}  // namespace

v1::LocalizedText FairnessOf(const Response& shown) {
  Paragraph paragraph;
  if (!shown.total().has_requests()) {
    paragraph.Add(TrialSentence::kTooFewRequests, {{"min", absl::StrCat(kSmallCount)}});
    return paragraph.Take();
  }
  const std::vector<Standout> standouts = StandoutsIn(shown);
  AddTotals(shown.total(), paragraph);
  AddGroups(standouts, paragraph);
  if (!standouts.empty()) paragraph.Add(TrialSentence::kLookAtGroups);
  const bool nobody_loses = shown.total().has_lost() && shown.total().lost() == 0;
  if (!nobody_loses) paragraph.Add(TrialSentence::kLookAtLosses);
  paragraph.Add(TrialSentence::kSmallCountsLeftOut, {{"max", absl::StrCat(kSmallCount - 1)}});
  paragraph.Add(TrialSentence::kNoProof);
  return paragraph.Take();
}

}  // namespace koppel::matcher
