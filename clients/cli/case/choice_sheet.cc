#include "clients/cli/case/choice_sheet.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/resource_name.h"
#include "clients/cli/case/report.h"
#include "clients/cli/case/sheet_facts.h"
#include "clients/cli/case/times.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

const v1::Offering* FindOffering(const OfferingsByName& offerings, const std::string& name) {
  const auto found = offerings.find(name);
  return found == offerings.end() ? nullptr : &found->second;
}

// With a full stop, unless it ends already.
std::string AsSentence(const std::string& text) {
  const bool ends = absl::EndsWith(text, ".") || absl::EndsWith(text, "?") || absl::EndsWith(text, "!");
  return ends ? text : text + ".";
}

// "Samen koken (De Schoor): Donderdag van 17:00 tot 19:00 uur. Waar? Het buurthuis. Wat kost het? Het is gratis."
std::string JoiningPart(const v1::Part& part, const OfferingsByName& offerings, Language language) {
  const std::string title = absl::StrCat(part.offering_title(), " (", part.provider_title(), ")");
  const v1::Offering* offering = FindOffering(offerings, part.offering());
  const std::string cost =
      absl::StrCat(" ", Say(SheetSentence::kRowCost, language), " ", AsSentence(WhatItCosts(offering, language)));
  if (part.role() == v1::Part::COACH) {
    return AsSentence(Say(SheetSentence::kCoachAlong, language, {{"title", title}})) + cost;
  }
  return absl::StrCat(title, ": ", AsSentence(WhenItIs(offering, language)), " ",
                      Say(SheetSentence::kRowWhere, language), " ", AsSentence(WhereItIs(part, language)), cost);
}

std::string WhatComesWith(const v1::Proposal& proposal, const OfferingsByName& offerings, Language language) {
  std::vector<std::string> parts;
  for (const v1::Part& part : proposal.parts()) {
    if (part.role() != v1::Part::LEAD) parts.push_back(JoiningPart(part, offerings, language));
  }
  return parts.empty() ? Say(SheetSentence::kNothing, language) : absl::StrJoin(parts, " ");
}

// `decided`: the resident has a decision of the municipality already.
std::string WhoSaysYes(const v1::Proposal& proposal, const v1::Offering* offering, bool decided, Language language) {
  const bool decision = !decided && offering != nullptr &&
                        std::find(offering->enrolment().begin(), offering->enrolment().end(),
                                  v1::Offering::WITH_DECISION) != offering->enrolment().end();
  const std::string before = decision ? Say(SheetSentence::kDecisionNeeded, language) + " " : "";
  if (!proposal.team().empty()) {
    return before + Say(SheetSentence::kTeamDecides, language, {{"team", proposal.team_title()}});
  }
  return before + Say(SheetSentence::kPartnerDecides, language, {{"provider", proposal.parts(0).provider_title()}});
}

SheetOption MakeOption(int number, const v1::AdviceRecord& record, const OfferingsByName& offerings,
                       Language language) {
  const v1::Proposal& proposal = record.proposals(number - 1);
  const v1::Part& lead = proposal.parts(0);
  const v1::Offering* offering = FindOffering(offerings, lead.offering());
  SheetOption option{number, lead.offering_title(), {}};
  const auto add = [&](SheetSentence question, std::string answer) {
    option.rows.emplace_back(Say(question, language), std::move(answer));
  };
  add(SheetSentence::kRowWhat, WhatItIs(lead, offering, language));
  add(SheetSentence::kRowBy, proposal.team().empty() ? lead.provider_title() : proposal.team_title());
  add(SheetSentence::kRowWhere, WhereItIs(lead, language));
  add(SheetSentence::kRowWhen, WhenItIs(offering, language));
  add(SheetSentence::kRowHowSoon, HowSoon(lead, language));
  add(SheetSentence::kRowCost, WhatItCosts(offering, language));
  add(SheetSentence::kRowWith, WhatComesWith(proposal, offerings, language));
  add(SheetSentence::kRowWhoDecides, WhoSaysYes(proposal, offering, record.referral().has_decision(), language));
  return option;
}

// That one walks in is what makes it possible meanwhile.
SheetBridge MakeBridge(const v1::Part& part, const OfferingsByName& offerings, Language language) {
  std::string text = JoiningPart(part, offerings, language);
  if (part.capacity_state() == v1::Capacity::OPEN) absl::StrAppend(&text, " ", HowSoon(part, language));
  return {part.offering_title(), std::move(text)};
}

// What to do first: the instruction, whom, and the number.
std::string UrgentLine(const v1::Escalation& escalation, Language language) {
  std::vector<std::string> parts;
  for (const std::string& part : {In(language, escalation.instruction()), escalation.provider_title()}) {
    if (!part.empty()) parts.push_back(AsSentence(part));
  }
  std::string line = absl::StrJoin(parts, " ");
  if (!escalation.phone().empty() && line.find(escalation.phone()) == std::string::npos) {
    absl::StrAppend(&line, line.empty() ? "" : " ",
                    Say(SheetSentence::kCallThis, language, {{"phone", escalation.phone()}}));
  }
  return line;
}

}  // namespace

std::vector<std::string> UrgentLines(const v1::Advice& advice, Language language) {
  std::vector<std::string> lines;
  for (const v1::Escalation& escalation : advice.record().escalations()) {
    lines.push_back(UrgentLine(escalation, language));
  }
  return lines;
}

ChoiceSheet MakeChoiceSheet(const v1::Advice& advice, const OfferingsByName& offerings, int max_options,
                            Language language) {
  ChoiceSheet sheet;
  sheet.language = language;
  sheet.advice = NumberOf(advice.name());
  sheet.date = In(language, DateInWords(LocalDay(advice.create_time())));
  const v1::AdviceRecord& record = advice.record();
  for (int i = 0; i < record.proposals_size(); ++i) {
    if (record.proposals(i).parts().empty()) continue;
    if (static_cast<int>(sheet.options.size()) == max_options) {
      ++sheet.left_out;
    } else {
      sheet.options.push_back(MakeOption(i + 1, record, offerings, language));
    }
  }
  for (const v1::Part& bridge : record.bridges()) sheet.bridges.push_back(MakeBridge(bridge, offerings, language));
  return sheet;
}

}  // namespace koppel::cli
