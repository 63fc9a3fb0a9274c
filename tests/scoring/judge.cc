#include "tests/scoring/judge.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace koppel::scoring {
namespace {

using koppel::v1::MatchResponse;
using koppel::v1::Offering;
using koppel::v1::Part;

// Whom the answer sends the resident to: a provider with an offering, or a telephone number.
struct Candidate {
  std::string provider;  // Id, or the number.
  std::string offering;  // Id; empty for a number.
  v1::Form form = v1::FORM_UNSPECIFIED;
  bool is_activity = false;
  bool is_escalation = false;

  // One of the activities of the file, not the organisation as such.
  bool is_single_activity() const { return is_activity && absl::StartsWith(offering, "act-"); }
};

std::string IdOf(const std::string& name) { return name.substr(name.rfind('/') + 1); }

Candidate CandidateOf(const v1::Escalation& escalation) {
  Candidate candidate;
  candidate.provider = escalation.provider().empty() ? escalation.phone() : IdOf(escalation.provider());
  candidate.offering = IdOf(escalation.offering());
  candidate.is_escalation = true;
  return candidate;
}

Candidate CandidateOf(const Part& part) {
  return {IdOf(part.provider()), IdOf(part.offering()), part.form(), part.kind() == Offering::ACTIVITY, false};
}

// Escalations first, then the leads, in the order of the answer.
std::vector<Candidate> LeadersOf(const MatchResponse& answer) {
  std::vector<Candidate> leaders;
  for (const auto& escalation : answer.escalations()) leaders.push_back(CandidateOf(escalation));
  for (const auto& proposal : answer.proposals()) leaders.push_back(CandidateOf(proposal.parts(0)));
  return leaders;
}

std::vector<Candidate> EverybodyIn(const MatchResponse& answer) {
  std::vector<Candidate> everybody;
  for (const auto& escalation : answer.escalations()) everybody.push_back(CandidateOf(escalation));
  for (const auto& proposal : answer.proposals()) {
    for (const Part& part : proposal.parts()) everybody.push_back(CandidateOf(part));
  }
  return everybody;
}

bool OwnsAcceptableActivity(const std::string& provider, const Expected& expected, const Owners& owners) {
  return std::any_of(expected.activities.begin(), expected.activities.end(), [&](const std::string& activity) {
    const auto owner = owners.find(activity);
    return owner != owners.end() && owner->second == provider;
  });
}

bool IsRightForm(const Candidate& candidate, const std::string& delivery) {
  if (candidate.is_escalation) return true;
  if (delivery == "thuis") return candidate.form == v1::AT_HOME;
  if (delivery == "haalzorg") return candidate.form == v1::HAALZORG;
  return true;
}

bool IsRightProvider(const Candidate& candidate, const Expected& expected, const Owners& owners) {
  return expected.partners.contains(candidate.provider) || OwnsAcceptableActivity(candidate.provider, expected, owners);
}

bool IsRight(const Candidate& candidate, const Expected& expected, const Owners& owners) {
  if (expected.nothing_fits()) return candidate.provider == expected.escalate;
  if (!IsRightForm(candidate, expected.delivery)) return false;
  if (expected.activities.contains(candidate.offering)) return true;
  return !candidate.is_single_activity() && IsRightProvider(candidate, expected, owners);
}

bool IsForbidden(const Candidate& candidate, const std::string& never, const Expected& expected, const Owners& owners) {
  if (never == "haalzorg") return candidate.form == v1::HAALZORG;
  if (candidate.offering == never) return true;
  if (candidate.provider != never) return false;
  return !candidate.is_single_activity() || !OwnsAcceptableActivity(never, expected, owners);
}

bool InformalIsBest(const MatchResponse& answer) {
  return answer.escalations().empty() && !answer.proposals().empty() &&
         answer.proposals(0).parts(0).kind() == Offering::ACTIVITY;
}

std::string Describe(const Candidate& candidate) {
  std::string text = candidate.is_escalation ? absl::StrCat("escalation ", candidate.provider) : candidate.provider;
  if (!candidate.offering.empty()) absl::StrAppend(&text, "/", candidate.offering);
  if (candidate.form != v1::FORM_UNSPECIFIED) absl::StrAppend(&text, " ", v1::Form_Name(candidate.form));
  return text;
}

std::string Describe(const MatchResponse& answer) {
  std::vector<std::string> texts;
  for (const auto& escalation : answer.escalations()) texts.push_back(Describe(CandidateOf(escalation)));
  for (const auto& proposal : answer.proposals()) {
    std::vector<std::string> parts;
    for (const Part& part : proposal.parts()) parts.push_back(Describe(CandidateOf(part)));
    texts.push_back(absl::StrCat(absl::StrJoin(parts, " + "), " (", proposal.points(), ")"));
  }
  return texts.empty() ? "nothing" : absl::StrJoin(texts, "; ");
}

std::vector<std::string> ForbiddenIn(const MatchResponse& answer, const Expected& expected, const Owners& owners) {
  std::vector<std::string> forbidden;
  for (const std::string& never : expected.never) {
    if (never == "informal-as-best") {
      if (InformalIsBest(answer)) forbidden.push_back("an activity leads the first proposal");
      continue;
    }
    for (const Candidate& candidate : EverybodyIn(answer)) {
      if (!IsForbidden(candidate, never, expected, owners)) continue;
      forbidden.push_back(absl::StrCat(never, ": ", Describe(candidate)));
      break;
    }
  }
  return forbidden;
}

}  // namespace

Verdict Judge(const Expected& expected, const MatchResponse& answer, const Owners& owners) {
  Verdict verdict;
  const std::vector<Candidate> leaders = LeadersOf(answer);
  const auto end = leaders.begin() + std::min<size_t>(3, leaders.size());
  const auto is_right = [&](const Candidate& candidate) { return IsRight(candidate, expected, owners); };
  verdict.within_three = std::any_of(leaders.begin(), end, is_right);
  verdict.first = !leaders.empty() && is_right(leaders.front());
  if (expected.nothing_fits() && expected.escalate.empty()) verdict.first = verdict.within_three = leaders.empty();
  verdict.lenient_first = verdict.first || (!leaders.empty() && IsRightProvider(leaders.front(), expected, owners));
  verdict.forbidden = ForbiddenIn(answer, expected, owners);
  verdict.got = Describe(answer);
  return verdict;
}

}  // namespace koppel::scoring
