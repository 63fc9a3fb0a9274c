#include "tests/matcher/oracle.h"

#include <algorithm>
#include <climits>
#include <map>
#include <sstream>
#include <tuple>

#include "tests/matcher/oracle_fit.h"
#include "tests/matcher/oracle_lists.h"

namespace koppel::oracle {
namespace {

using v1::Condition;

struct Candidate {
  const v1::Offering* offering;
  std::vector<Fit> fits;  // For each need.
  bool excluded = false;
  bool may_lead = false;
  std::vector<std::string> obstacles;
  std::vector<std::string> questions;
};

Condition::Effect EffectOf(const Condition& condition, const Facts& facts) {
  if (condition.has_applies() && Holds(condition.applies(), facts) == false) return Condition::ALLOW;
  const std::optional<bool> value = Holds(condition.must(), facts);
  if (value == true) return Condition::ALLOW;
  if (value == false) {
    return condition.when_no() == Condition::EFFECT_UNSPECIFIED ? Condition::EXCLUDE : condition.when_no();
  }
  return condition.when_unknown() == Condition::EFFECT_UNSPECIFIED ? Condition::ASK : condition.when_unknown();
}

int PointsOf(const v1::Preference& preference, const Facts& facts, bool leads) {
  if (leads ? preference.join_only() : preference.lead_only()) return 0;
  if (preference.has_when() && Holds(preference.when(), facts) != true) return 0;
  if (!preference.has_scale()) return preference.points();
  const Fact fact = facts.Get(preference.scale().field());
  if (!fact.known || fact.number < 0) return 0;
  return preference.points() * std::min(preference.scale().max_steps(), fact.number / preference.scale().step());
}

class Oracle {
 public:
  explicit Oracle(const Book& book) : book_(book) {}

  Answer Run() {
    Answer answer;
    answer.escalations = FindEscalations();
    escalated_ = !answer.escalations.empty();
    for (const auto& [name, offering] : book_.offerings) {
      const Candidate candidate = Judge(offering);
      const bool comes_near = std::any_of(candidate.fits.begin(), candidate.fits.end(),
                                          [](const Fit& fit) { return fit.grade != kNothing; });
      if (comes_near && book_.IsInMunicipality(offering)) candidates_.push_back(candidate);
    }
    answer.proposals = FindProposals();
    answer.bridges = FindBridges();
    if (!FirstNeedIsAnswered()) answer.near_misses = FindNearMisses();
    return answer;
  }

  bool MayLead(const std::string& name) {
    escalated_ = !FindEscalations().empty();
    const v1::Offering& offering = book_.offerings.at(name);
    const Candidate candidate = Judge(offering);
    const bool comes_near =
        std::any_of(candidate.fits.begin(), candidate.fits.end(), [](const Fit& fit) { return fit.grade != kNothing; });
    return comes_near && candidate.may_lead && book_.IsInMunicipality(offering);
  }

 private:
  const v1::Weights& weights() const { return book_.rules.weights(); }

  Facts FactsOf(const v1::Offering* offering) const { return Facts(book_, escalated_, offering); }

  // ------------------------------------------------------------------------------------------------ whom to call first

  std::vector<Escalation> FindEscalations() {
    std::vector<Escalation> found;
    std::set<std::string> called;
    for (const v1::Route& route : book_.rules.routes()) {
      escalated_ = !found.empty();
      if (Holds(route.when(), FactsOf(nullptr)) != true) continue;
      Escalation escalation{route.id(), "", route.phone()};
      const v1::Offering* offering = route.has_find() ? FindFor(route) : nullptr;
      if (offering != nullptr) {
        const std::string& own = offering->contact().phone();
        escalation.offering = offering->name();
        escalation.phone = own.empty() ? book_.ProviderOf(*offering).contact().phone() : own;
      } else if (route.phone().empty()) {
        continue;
      }
      const std::string whom = offering != nullptr ? offering->name() : route.phone();
      if (called.insert(whom).second) found.push_back(escalation);
    }
    return found;
  }

  const v1::Offering* FindFor(const v1::Route& route) const {
    for (const auto& [name, offering] : book_.offerings) {
      const Facts facts = FactsOf(&offering);
      const bool here = facts.Get("pair.in_service_area").number == 1 && facts.Get("pair.contract_valid").number == 1;
      if (here && Holds(route.find(), facts) != false) return &offering;
    }
    return nullptr;
  }

  // ------------------------------------------------------------------------------------------------------- one
  // offering

  Candidate Judge(const v1::Offering& offering) const {
    Candidate candidate{&offering, {}, false, true, {}, {}};
    const Facts facts = FactsOf(&offering);
    for (const Need& need : book_.needs) candidate.fits.push_back(FitOf(book_, need, offering));
    for (const Condition& condition : book_.RulesFor(offering).conditions()) {
      const Condition::Effect effect = EffectOf(condition, facts);
      if (effect == Condition::EXCLUDE) candidate.excluded = true;
      if (effect == Condition::EXCLUDE || effect == Condition::JOIN_ONLY) candidate.obstacles.push_back(condition.id());
      if (effect == Condition::JOIN_ONLY || effect == Condition::ASK) candidate.questions.push_back(condition.id());
    }
    candidate.may_lead = candidate.obstacles.empty();
    return candidate;
  }

  // A plain need is answered by whoever works in its domain.
  bool Answers(const Candidate& candidate, size_t need) const {
    const Grade grade = candidate.fits[need].grade;
    return grade >= kPartial || (grade == kDomain && book_.needs[need].is_plain());
  }

  int NeedPoints(const Candidate& candidate, size_t need) const {
    const auto& percents = weights().need_percent();
    const int place = std::min(static_cast<int>(need), percents.size() - 1);
    return candidate.fits[need].points * percents[place] / 100;
  }

  int PreferencePoints(const Candidate& candidate, bool leads) const {
    int points = 0;
    for (const v1::Preference& preference : book_.RulesFor(*candidate.offering).preferences()) {
      points += PointsOf(preference, FactsOf(candidate.offering), leads);
    }
    return points;
  }

  // ----------------------------------------------------------------------------------------------------------
  // proposals

  std::vector<Proposal> FindProposals() const {
    std::vector<std::pair<Proposal, const Candidate*>> found;
    for (const Candidate& candidate : candidates_) {
      if (candidate.may_lead) found.emplace_back(Compose(candidate), &candidate);
    }
    std::sort(found.begin(), found.end(),
              [&](const auto& a, const auto& b) { return OrderOf(a.first, *a.second) < OrderOf(b.first, *b.second); });
    std::vector<Proposal> proposals;
    for (auto& [proposal, candidate] : found) {
      const bool equal = !proposals.empty() && proposals.back().points == proposal.points;
      proposal.rank = equal ? proposals.back().rank : static_cast<int>(proposals.size()) + 1;
      proposals.push_back(proposal);
    }
    return proposals;
  }

  std::tuple<int, int, int, std::string> OrderOf(const Proposal& proposal, const Candidate& lead) const {
    const Fact load = FactsOf(lead.offering).Get("offering.load_percent");
    const Fact start = FactsOf(lead.offering).Get("pair.start_days");
    return {-proposal.points, load.known ? load.number : INT_MAX, start.known ? start.number : INT_MAX, proposal.lead};
  }

  Proposal Compose(const Candidate& lead) const {
    Proposal proposal;
    proposal.lead = lead.offering->name();
    proposal.questions = lead.questions;
    proposal.points = PreferencePoints(lead, true);
    std::vector<const Candidate*> parts = {&lead};
    for (size_t need = 0; need < book_.needs.size(); ++need) {
      proposal.points += NeedPoints(lead, need);
      if (lead.fits[need].grade != kNothing) proposal.needs.push_back(static_cast<int>(need));
      if (!Answers(lead, need)) LetJoin(need, parts, proposal);
    }
    const v1::Team* team = book_.TeamOf(*lead.offering);
    if (team != nullptr && team->decides_who_starts()) proposal.team = team->name();
    if (team != nullptr) proposal.coach = CoachOf(*team, proposal);
    return proposal;
  }

  // The first part that joined already and answers the need, else the offering that is worth most.
  void LetJoin(size_t need, std::vector<const Candidate*>& parts, Proposal& proposal) const {
    for (size_t i = 1; i < parts.size(); ++i) {
      if (!Answers(*parts[i], need)) continue;
      proposal.joins[i - 1].needs.push_back(static_cast<int>(need));
      return;
    }
    const Candidate* best = nullptr;
    std::tuple<int, bool> highest;
    for (const Candidate& candidate : candidates_) {
      if (!MayJoin(candidate, need) || Contains(parts, &candidate)) continue;
      const bool same_place = AtPlaceOf(*parts[0], candidate);
      const std::tuple<int, bool> value = {JoinValue(candidate, need) + (same_place ? weights().same_place() : 0),
                                           same_place};
      if (best != nullptr && value <= highest) continue;
      best = &candidate;
      highest = value;
    }
    if (best == nullptr) return;
    parts.push_back(best);
    proposal.joins.push_back({best->offering->name(), {static_cast<int>(need)}});
    proposal.points += JoinValue(*best, need) * weights().join_percent() / 100;
    if (AtPlaceOf(*parts[0], *best)) proposal.points += weights().same_place();
  }

  bool MayJoin(const Candidate& candidate, size_t need) const {
    const v1::Offering::Kind kind = candidate.offering->kind();
    if (candidate.excluded || candidate.fits[need].grade < kDomain) return false;
    if (kind == v1::Offering::CARE) return candidate.fits[need].grade >= kPartial;
    return kind == v1::Offering::ACTIVITY && Answers(candidate, need);
  }

  int JoinValue(const Candidate& candidate, size_t need) const {
    return NeedPoints(candidate, need) + PreferencePoints(candidate, false);
  }

  static bool AtPlaceOf(const Candidate& lead, const Candidate& other) {
    return !lead.offering->location().empty() && lead.offering->location() == other.offering->location();
  }

  // The first offering of a coach that may be proposed; nobody when a coach has another part already.
  std::string CoachOf(const v1::Team& team, const Proposal& proposal) const {
    const bool social =
        std::any_of(book_.needs.begin(), book_.needs.end(), [](const Need& need) { return need.domain == v1::SOCIAL; });
    if (!social) return "";
    for (const v1::Team::Member& member : team.members()) {
      if (member.role() != v1::Team::COACH || book_.providers.count(member.provider()) == 0) continue;
      for (const std::string& name : member.offerings()) {
        const auto offering = book_.offerings.find(name);
        if (offering == book_.offerings.end()) continue;
        const bool joins = std::any_of(proposal.joins.begin(), proposal.joins.end(),
                                       [&](const Join& join) { return join.offering == name; });
        if (joins || proposal.lead == name) return "";
        if (!Judge(offering->second).excluded) return name;
      }
    }
    return "";
  }

  // ------------------------------------------------------------------------------------------- until there is a place

  bool IsWaitedFor(const std::string& offering) const {
    return Contains(book_.question.referral.waiting_at(), offering);
  }

  Bridges FindBridges() const {
    const auto& waiting = book_.question.referral.waiting_at();
    Bridges bridges;
    if (std::none_of(waiting.begin(), waiting.end(), [&](const auto& name) { return book_.offerings.count(name); })) {
      return bridges;
    }
    for (const std::string& name : waiting) {
      if (bridges.coach.empty()) bridges.coach = CoachMeanwhile(name);
    }
    const size_t seats = bridges.coach.empty() ? 3 : 2;
    std::vector<std::tuple<int, std::string, std::vector<int>>> found;
    for (const Candidate& candidate : candidates_) {
      const std::string& name = candidate.offering->name();
      if (IsWaitedFor(name) || name == bridges.coach || !IsOpenActivity(candidate)) continue;
      const std::vector<int> needs = NeedsAnswered(candidate);
      if (needs.empty()) continue;
      std::vector<int> values;
      for (int need : needs) values.push_back(JoinValue(candidate, need));
      found.emplace_back(-*std::max_element(values.begin(), values.end()), name, needs);
    }
    std::sort(found.begin(), found.end());
    if (found.size() > seats) found.resize(seats);
    for (const auto& [value, name, needs] : found) bridges.walk_ins.push_back({name, needs});
    return bridges;
  }

  bool IsOpenActivity(const Candidate& candidate) const {
    return !candidate.excluded && candidate.offering->kind() == v1::Offering::ACTIVITY &&
           book_.CapacityOf(*candidate.offering).state() == v1::Capacity::OPEN;
  }

  std::vector<int> NeedsAnswered(const Candidate& candidate) const {
    std::vector<int> needs;
    for (size_t need = 0; need < book_.needs.size(); ++need) {
      if (Answers(candidate, need)) needs.push_back(static_cast<int>(need));
    }
    return needs;
  }

  // Of the team of what is waited for; also where there is no social need.
  std::string CoachMeanwhile(const std::string& waited_for) const {
    const auto offering = book_.offerings.find(waited_for);
    const v1::Team* team = offering == book_.offerings.end() ? nullptr : book_.TeamOf(offering->second);
    if (team == nullptr) return "";
    for (const v1::Team::Member& member : team->members()) {
      if (member.role() != v1::Team::COACH || book_.providers.count(member.provider()) == 0) continue;
      for (const std::string& name : member.offerings()) {
        const auto coach = book_.offerings.find(name);
        const bool there = coach != book_.offerings.end() && !IsWaitedFor(name);
        if (there && !Judge(coach->second).excluded) return name;
      }
    }
    return "";
  }

  // -------------------------------------------------------------------------------------------------------- near
  // misses

  bool FirstNeedIsAnswered() const {
    const bool led =
        std::any_of(candidates_.begin(), candidates_.end(), [](const auto& each) { return each.may_lead; });
    return led && std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
             const bool looks_further = book_.needs[0].is_plain() && candidate.fits[0].grade == kGeneralist;
             return !candidate.excluded && (Answers(candidate, 0) || looks_further);
           });
  }

  std::vector<NearMiss> FindNearMisses() const {
    std::vector<Candidate> misses;
    for (const Candidate& candidate : candidates_) AddMiss(candidate, misses);
    if (misses.empty()) {
      for (const auto& [name, offering] : book_.offerings) AddMiss(Judge(offering), misses);
    }
    const auto order = [&](const Candidate& miss) {
      const int distance = FactsOf(miss.offering).Distance().value_or(INT_MAX);
      return std::make_tuple(miss.obstacles.size(), -miss.fits[0].points, distance, miss.offering->name());
    };
    std::sort(misses.begin(), misses.end(), [&](const auto& a, const auto& b) { return order(a) < order(b); });
    if (misses.size() > 3) misses.resize(3);
    std::vector<NearMiss> near_misses;
    for (const Candidate& miss : misses) near_misses.push_back(NearMissOf(miss));
    return near_misses;
  }

  void AddMiss(const Candidate& candidate, std::vector<Candidate>& misses) const {
    if (!candidate.may_lead && Answers(candidate, 0)) misses.push_back(candidate);
  }

  NearMiss NearMissOf(const Candidate& miss) const {
    return {miss.offering->name(), NeedsAnswered(miss), miss.obstacles};
  }

  const Book& book_;
  bool escalated_ = false;
  std::vector<Candidate> candidates_;  // In the order of their names.
};

template <typename List>
std::string Joined(const List& values) {
  std::ostringstream out;
  for (const auto& value : values) out << (out.tellp() > 0 ? "," : "") << value;
  return out.str();
}

}  // namespace

Answer AnswerTo(const Question& question) { return Oracle(Book(question)).Run(); }

bool MayLead(const Book& book, const std::string& offering) { return Oracle(book).MayLead(offering); }

std::string LinesOf(const Answer& answer) {
  std::ostringstream out;
  for (const Escalation& escalation : answer.escalations) {
    out << "first " << escalation.route << " " << escalation.offering << " " << escalation.phone << "\n";
  }
  for (const Proposal& proposal : answer.proposals) {
    out << proposal.rank << ". " << proposal.lead << " for " << Joined(proposal.needs) << ", " << proposal.points
        << " points";
    for (const Join& join : proposal.joins) out << " + " << join.offering << " for " << Joined(join.needs);
    if (!proposal.coach.empty()) out << " + coach " << proposal.coach;
    if (!proposal.team.empty()) out << " in " << proposal.team;
    out << " asks " << Joined(proposal.questions) << "\n";
  }
  for (const Join& walk_in : answer.bridges.walk_ins) {
    out << "until then " << walk_in.offering << " for " << Joined(walk_in.needs) << "\n";
  }
  if (!answer.bridges.coach.empty()) out << "until then coach " << answer.bridges.coach << "\n";
  for (const NearMiss& miss : answer.near_misses) {
    out << "near " << miss.offering << " for " << Joined(miss.needs) << " but " << Joined(miss.obstacles) << "\n";
  }
  return out.str();
}

}  // namespace koppel::oracle
