#include "matcher/matching/request.h"

#include <algorithm>
#include <string>

#include "base/civil.h"

namespace koppel::matcher {
namespace {

using google::protobuf::RepeatedPtrField;

template <typename T>
bool Contains(const std::vector<T>& values, T value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::vector<TermId> TermsOf(const Vocabulary& vocabulary, v1::TermKind kind,
                            const RepeatedPtrField<std::string>& codes) {
  std::vector<TermId> terms;
  for (const std::string& code : codes) {
    const TermId term = vocabulary.Find(kind, code);
    if (term != kNoTerm) terms.push_back(term);
  }
  return terms;
}

CompiledNeed CompileNeed(const v1::Need& need, const Vocabulary& vocabulary, const CompiledRules& rules) {
  CompiledNeed compiled;
  compiled.domain = need.domain();
  if (!need.subtopic().empty()) compiled.subtopic = vocabulary.Find(v1::SUBTOPIC, need.subtopic());
  compiled.expertise = TermsOf(vocabulary, v1::EXPERTISE, need.expertise());
  compiled.wishes = TermsOf(vocabulary, v1::WISH, need.wishes());
  for (TermId wish : vocabulary.WishesIn(need.wish_text(), rules.wish_words)) {
    if (!Contains(compiled.wishes, wish)) compiled.wishes.push_back(wish);
  }
  return compiled;
}

std::vector<int> ProvidersOf(const World& world, const RepeatedPtrField<std::string>& names) {
  std::vector<int> providers;
  for (const std::string& name : names) {
    const int provider = world.FindProvider(name);
    if (provider != kNone) providers.push_back(provider);
  }
  return providers;
}

std::vector<int> DeclinedIn(const World& world, const v1::Referral& referral, absl::CivilDay today) {
  std::vector<int> offerings;
  for (const v1::Decline& decline : referral.declines()) {
    const int offering = StillCounts(decline, today) ? world.FindOffering(decline.offering()) : kNone;
    if (offering != kNone) offerings.push_back(offering);
  }
  return offerings;
}

std::vector<int> WaitedFor(const World& world, const v1::Referral& referral) {
  std::vector<int> offerings;
  for (const std::string& name : referral.waiting_at()) {
    const int offering = world.FindOffering(name);
    if (offering != kNone) offerings.push_back(offering);
  }
  return offerings;
}

void Append(const std::vector<TermId>& from, std::vector<TermId>& to) { to.insert(to.end(), from.begin(), from.end()); }

bool NeedsDecisionByLaw(const std::vector<TermId>& expertise, const Vocabulary& vocabulary) {
  return std::any_of(expertise.begin(), expertise.end(),
                     [&](TermId term) { return vocabulary.term(term).legal_basis() == v1::WMO_DECISION; });
}

// Whether the expertise a need asks can only be had with a decision: by those who have it here, or, where nobody has
// it, by law.
bool AwaitsDecision(const CompiledNeed& need, const std::vector<int>& around, const World& world,
                    const EditedRows* edited) {
  if (need.expertise.empty()) return false;
  bool needs_decision = NeedsDecisionByLaw(need.expertise, *world.vocabulary);
  const auto partition = around.empty() ? world.partitions.end() : world.partitions.find(around.back());
  if (partition == world.partitions.end()) return needs_decision;
  for (int offering : partition->second.offerings) {
    const OfferingRow& row = RowOf(world, edited, offering);
    const auto has = [&](TermId term) { return Contains(row.expertise, term); };
    if (!std::all_of(need.expertise.begin(), need.expertise.end(), has)) continue;
    if (std::none_of(row.areas.begin(), row.areas.end(), [&](int area) { return Contains(around, area); })) continue;
    if (!row.needs_decision) return false;
    needs_decision = true;
  }
  return needs_decision;
}

std::vector<std::pair<int, const CompiledRules*>> TeamRulesIn(const World& world, std::string_view municipality) {
  std::vector<std::pair<int, const CompiledRules*>> found;
  for (const auto& [team, rules] : world.layers->TeamsIn(municipality)) {
    for (int i = 0; i < static_cast<int>(world.teams.size()); ++i) {
      if (world.teams[i].name == team) found.emplace_back(i, rules.get());
    }
  }
  return found;
}

}  // namespace

bool StillCounts(const v1::Decline& decline, absl::CivilDay today) {
  return today <= ParseDate(decline.until_date()).value_or(today);
}

bool HasDecision(const v1::Referral& referral, absl::CivilDay today) {
  if (!referral.has_decision()) return false;
  const auto start = ParseDate(referral.decision().start_date());
  const auto end = ParseDate(referral.decision().end_date());
  return (!end || today <= *end) && (!start || !end || *start <= *end);
}

CompiledRequest::CompiledRequest(const v1::Referral& referral, const World& world, const Moment& moment,
                                 const EditedRows* edited)
    : source(referral),
      now(moment),
      rules(world.layers->For(world.MunicipalityCode(world.FindArea(referral.area())))),
      team_rules(TeamRulesIn(world, world.MunicipalityCode(world.FindArea(referral.area())))),
      area(world.FindArea(referral.area())) {
  const Vocabulary& vocabulary = *world.vocabulary;
  if (area != kNone) around = world.AreasAround(area);
  for (const v1::Need& need : referral.needs()) {
    needs.push_back(CompileNeed(need, vocabulary, rules));
    domains |= 1u << need.domain();
    Append(needs.back().expertise, expertise);
    Append(needs.back().wishes, wishes);
    if (needs.back().subtopic != kNoTerm) subtopics.push_back(needs.back().subtopic);
  }
  for (int need : referral.access_needs()) access_needs |= 1u << need;
  for (int form : referral.preferred_forms()) preferred_forms |= 1u << form;
  target_groups = TermsOf(vocabulary, v1::TARGET_GROUP, referral.target_groups());
  languages = TermsOf(vocabulary, v1::LANGUAGE, referral.languages());
  availability = CompileAllHours(referral.availability());
  preferred_hours = CompileAllHours(referral.preferred_hours());
  refused_providers = ProvidersOf(world, referral.refused_providers());
  declined = DeclinedIn(world, referral, absl::CivilDay(now.local));
  waiting_at = WaitedFor(world, referral);
  involved_providers = ProvidersOf(world, referral.involved_providers());
  has_decision = HasDecision(referral, absl::CivilDay(now.local));
  if (has_decision && !referral.decision().product_category().empty()) {
    decision_category = vocabulary.Find(v1::PRODUCT_CATEGORY, referral.decision().product_category());
  }
  care_awarded = has_decision && NeedsDecisionByLaw(expertise, vocabulary);
  awaits_decision = !has_decision && std::any_of(needs.begin(), needs.end(), [&](const CompiledNeed& need) {
    return AwaitsDecision(need, around, world, edited);
  });
  const TermId dutch = vocabulary.Find(v1::LANGUAGE, "nl");
  speaks_dutch = languages.empty() || Contains(languages, dutch);
}

}  // namespace koppel::matcher
