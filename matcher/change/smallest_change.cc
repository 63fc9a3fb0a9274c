#include "matcher/change/smallest_change.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "base/change_sentences.h"
#include "matcher/change/search.h"
#include "matcher/matching/explanation.h"

namespace koppel::matcher {
namespace {

// Turns what was found into words.
class RemedyWriter {
 public:
  explicit RemedyWriter(const Situation& situation) : situation_(situation), start_(situation), search_(situation) {}

  Remedy Write() {
    Remedy remedy;
    const Search::Result result = search_.Find();
    switch (result.end) {
      case Search::End::kFound:
        remedy.change = ChangeOf(result);
        break;
      case Search::End::kNone:
        AddObstacles(remedy);
        break;
      case Search::End::kTooLarge:
        AddBound("more-changes", ChangeSentence::kMoreChanges, remedy);
        break;
      case Search::End::kTooMuchWork:
        AddBound("too-much-work", ChangeSentence::kTooMuchWork, remedy);
    }
    return remedy;
  }

 private:
  v1::Change ChangeOf(const Search::Result& result) {
    v1::Change change;
    change.set_cost(result.cost);
    for (const Edit& edit : result.edits) *change.add_steps() = StepOf(edit, result.edits);
    return change;
  }

  v1::Change::Step StepOf(const Edit& edit, const Edits& edits) {
    const Lever& lever = AllLevers()[edit.lever];
    const ShownEdit shown =
        edit.lever == AgeLever() ? ShowAgesThatDo(edits) : lever.show(situation_, start_, edit.value);
    v1::Change::Step step;
    step.set_field(lever.path);
    step.set_from(shown.from);
    step.set_to(shown.to);
    step.set_who(lever.who);
    step.mutable_text()->set_nl(Say(shown.sentence, shown.dutch).nl());
    step.mutable_text()->set_en(Say(shown.sentence, shown.english).en());
    return step;
  }

  // An age is asked after and not chosen, so all neighbouring ages that do are shown.
  ShownEdit ShowAgesThatDo(Edits edits) {
    const auto found =
        std::find_if(edits.begin(), edits.end(), [](const Edit& edit) { return edit.lever == AgeLever(); });
    const size_t place = found->place;
    const auto does = [&](size_t other) {
      *found = {AgeLever(), other, situation_.ages[other]};
      return search_.ObstaclesAfter(edits).empty();
    };
    size_t low = place, high = place;
    while (low > 0 && does(low - 1)) --low;
    while (high + 1 < situation_.ages.size() && does(high + 1)) ++high;
    return ShowAges(situation_.ages[low], situation_.ages[high]);
  }

  void AddObstacles(Remedy& remedy) {
    const RequestFacts request_facts(situation_.request, situation_.escalated);
    const Explainer explainer(situation_.world, situation_.request, request_facts, situation_.offering);
    const std::vector<size_t> obstacles = search_.ObstaclesAfter({});
    std::vector<size_t> fixed;
    for (size_t condition : obstacles) {
      if (search_.Find(condition).end == Search::End::kNone) fixed.push_back(condition);
    }
    for (size_t condition : fixed.empty() ? obstacles : fixed) {
      explainer.ExplainObstacle(Evaluate(situation_.rules.conditions[condition], explainer.facts()),
                                remedy.unchangeable);
    }
  }

  static void AddBound(const std::string& code, ChangeSentence sentence, Remedy& remedy) {
    const v1::LocalizedText text = Say(sentence);
    const Arguments limit = {{"limit", absl::StrCat(kMaxSteps)}};
    AddReason(code, text.nl(), text.en(), limit, limit, remedy.unchangeable);
  }

  const Situation& situation_;
  const Draft start_;
  Search search_;
};

}  // namespace

Remedy FindRemedy(const World& world, const CompiledRequest& request, bool escalated, int offering) {
  const Situation situation(world, request, escalated, offering);
  return RemedyWriter(situation).Write();
}

}  // namespace koppel::matcher
