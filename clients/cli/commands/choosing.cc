#include "clients/cli/commands/choosing.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/resource_name.h"
#include "clients/cli/case/choice_sheet.h"
#include "clients/cli/case/sentences.h"
#include "clients/cli/case/times.h"
#include "clients/cli/commands/case.h"
#include "clients/cli/enums.h"
#include "clients/cli/table.h"
#include "clients/cli/usage.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::Choice;

constexpr int kOptionsOnSheet = 3;

// The code of the event when the adviser changed the request.
constexpr char kUpdateEvent[] = "UpdateReferral";

absl::StatusOr<v1::Referral> FetchReferralOf(Session& session, client::Client& koppel) {
  v1::GetReferralRequest request;
  request.set_name(FullReferralName(session.given().Text("NAME")));
  return koppel.Call(request);
}

// ---- Choosing.

Choice::ChosenPart ChosenPartOf(const v1::Part& part) {
  Choice::ChosenPart chosen;
  chosen.set_role(part.role());
  chosen.set_offering(part.offering());
  *chosen.mutable_needs() = part.needs();
  return chosen;
}

// The proposal as it stands in the advice. A number that is not there goes along for the server to refuse.
void ChooseProposal(const v1::Advice& advice, int number, Choice& choice) {
  choice.set_proposal(number);
  if (number < 1 || number > advice.record().proposals_size()) return;
  const v1::Proposal& proposal = advice.record().proposals(number - 1);
  choice.set_team(proposal.team());
  for (const v1::Part& part : proposal.parts()) *choice.add_parts() = ChosenPartOf(part);
}

// All parts of the advice. Who can be there until there is a place comes first: it is there for all needs it answers.
std::vector<v1::Part> PartsOf(const v1::AdviceRecord& record) {
  std::vector<v1::Part> parts(record.bridges().begin(), record.bridges().end());
  for (const v1::Proposal& proposal : record.proposals()) {
    parts.insert(parts.end(), proposal.parts().begin(), proposal.parts().end());
  }
  return parts;
}

// The needs for which the advice names the offering; for a lead it does not name: all.
void TakeNeedsFromAdvice(const v1::Advice& advice, Choice::ChosenPart& chosen) {
  for (const v1::Part& part : PartsOf(advice.record())) {
    if (part.offering() != chosen.offering() || part.role() != chosen.role()) continue;
    *chosen.mutable_needs() = part.needs();
    return;
  }
  if (chosen.role() != v1::Part::LEAD) return;
  for (int need = 0; need < advice.record().referral().needs_size(); ++need) chosen.add_needs(need);
}

// Reads "LEAD=providers/x/offerings/y" or "JOIN=providers/x/offerings/y@1,2", with needs counted from 1.
absl::StatusOr<Choice::ChosenPart> ReadPart(const std::string& text, const v1::Advice& advice) {
  const std::vector<std::string> sides = absl::StrSplit(text, absl::MaxSplits('=', 1));
  const auto role = EnumOf<v1::Part::Role>(absl::AsciiStrToUpper(sides.front()));
  if (sides.size() != 2 || role == v1::Part::ROLE_UNSPECIFIED) return UsageError(Text::kNotAPart, {{"value", text}});
  const std::vector<std::string> words = absl::StrSplit(sides[1], absl::MaxSplits('@', 1));
  Choice::ChosenPart chosen;
  chosen.set_role(role);
  chosen.set_offering(words.front());
  if (words.size() == 1) {
    TakeNeedsFromAdvice(advice, chosen);
    return chosen;
  }
  for (const std::string& word : std::vector<std::string>(absl::StrSplit(words[1], ','))) {
    int need = 0;
    if (!absl::SimpleAtoi(word, &need) || need < 1) return UsageError(Text::kNotAPart, {{"value", text}});
    chosen.add_needs(need - 1);
  }
  return chosen;
}

// A proposal, other parts, or none of these.
absl::Status FillChoice(const Given& given, const v1::Advice& advice, Choice& choice) {
  choice.set_advice(NumberOf(advice.name()));
  if (given.Has("--proposal")) ChooseProposal(advice, given.Whole("--proposal").value_or(0), choice);
  for (const std::string& text : given.Words("--part")) {
    ASSIGN_OR_RETURN(*choice.add_parts(), ReadPart(text, advice));
  }
  if (given.Has("--team")) choice.set_team(given.Text("--team"));
  choice.set_chooser(EnumOf<Choice::Chooser>(given.Text("--chooser")));
  choice.set_reason(EnumOf<Choice::Reason>(given.Text("--reason")));
  choice.set_note(given.Text("--note"));
  return absl::OkStatus();
}

// The resident may hold a sheet of another advice, where the same number is another proposal.
void TellAdviceChosenOn(Session& session, const v1::Advice& advice) {
  session.err() << Say(SheetSentence::kChosenOn, session.language(),
                       {{"advice", absl::StrCat(NumberOf(advice.name()))}, {"date", LocalDay(advice.create_time())}})
                << "\n";
}

absl::Status RunChoose(Session& session) {
  const Given& given = session.given();
  RETURN_IF_ERROR(CheckOneOf(given, {"--proposal", "--part", "--none"}));
  RETURN_IF_ERROR(CheckGoesWith(given, "--team", "--part"));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const v1::Advice advice, FetchAdvice(session, *koppel));
  v1::ChoosePartsRequest request;
  request.set_name(FullReferralName(given.Text("NAME")));
  RETURN_IF_ERROR(FillChoice(given, advice, *request.mutable_choice()));
  RETURN_IF_ERROR(RunStep(session, std::move(request), "chosen"));
  if (!given.Has("--number")) TellAdviceChosenOn(session, advice);
  return absl::OkStatus();
}

// ---- The choice sheet.

// The offerings that stand on the sheet. One that was deleted meanwhile is left out.
absl::StatusOr<OfferingsByName> FetchOfferings(client::Client& koppel, const v1::Advice& advice, int max_options) {
  v1::AdviceRecord record = advice.record();
  auto& proposals = *record.mutable_proposals();
  if (proposals.size() > max_options) proposals.DeleteSubrange(max_options, proposals.size() - max_options);
  OfferingsByName offerings;
  for (const v1::Part& part : PartsOf(record)) {
    if (offerings.count(part.offering()) > 0) continue;
    auto offering = koppel.Get<v1::Offering>(part.offering());
    if (absl::IsNotFound(offering.status())) continue;
    RETURN_IF_ERROR(offering.status());
    offerings[part.offering()] = *std::move(offering);
  }
  return offerings;
}

bool IsOutdated(const v1::Referral& referral, const v1::Advice& advice) {
  const auto changed_after = [&advice](const v1::Event& event) {
    return event.code() == kUpdateEvent && event.event_time().seconds() > advice.create_time().seconds();
  };
  return referral.latest_advice() > NumberOf(advice.name()) ||
         std::any_of(referral.events().begin(), referral.events().end(), changed_after);
}

// What the adviser has to know and the page does not say.
absl::Status WarnAdviser(Session& session, client::Client& koppel, v1::Advice advice) {
  const Language language = session.language();
  if (!advice.record().escalations().empty()) {
    AddSentences(koppel, advice);
    session.err() << Say(SheetSentence::kActFirst, language) << "\n";
    for (const std::string& line : UrgentLines(advice, language)) session.err() << "! " << Plain(line) << "\n";
  }
  ASSIGN_OR_RETURN(const v1::Referral referral, FetchReferralOf(session, koppel));
  if (!IsOutdated(referral, advice)) return absl::OkStatus();
  session.err() << Say(SheetSentence::kOutdatedAdvice, language, {{"advice", absl::StrCat(NumberOf(advice.name()))}})
                << "\n";
  return absl::OkStatus();
}

absl::Status RunChoiceSheet(Session& session) {
  const Given& given = session.given();
  const int max_options = std::max(1, given.Whole("--options").value_or(kOptionsOnSheet));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const v1::Advice advice, FetchAdvice(session, *koppel));
  RETURN_IF_ERROR(WarnAdviser(session, *koppel, advice));
  ASSIGN_OR_RETURN(const OfferingsByName offerings, FetchOfferings(*koppel, advice, max_options));
  const ChoiceSheet sheet = MakeChoiceSheet(advice, offerings, max_options, session.language());
  session.printer().out() << (given.Text("--format") == "html" ? ToHtml(sheet) : ToPlainText(sheet));
  return absl::OkStatus();
}

}  // namespace

Argument AdviceNumberArgument() {
  return {"--number", "", Shape::kWhole, false, "N", "Which advice; default the latest"};
}

absl::StatusOr<v1::Advice> FetchAdvice(Session& session, client::Client& koppel) {
  const std::string name = FullReferralName(session.given().Text("NAME"));
  int number = session.given().Whole("--number").value_or(0);
  if (number == 0) {
    ASSIGN_OR_RETURN(const v1::Referral referral, FetchReferralOf(session, koppel));
    number = referral.latest_advice();
  }
  if (number == 0) return MakeError(absl::StatusCode::kNotFound, "NO_ADVICE", Text::kNoAdviceYet, {{"name", name}});
  v1::GetAdviceRequest request;
  request.set_name(AdviceName(name, number));
  return koppel.Call(request);
}

std::vector<Command> ChoosingCommands() {
  return {{"referral",
           "choice-sheet",
           "Print a page for the resident to choose from: what, when, at what cost, how to say no",
           "koppel referral choice-sheet GM0034/x --format html",
           {ReferralArgument(),
            AdviceNumberArgument(),
            {"--format", "", Shape::kChoice, false, "FORMAT", "How it is written; default txt", {"html", "txt"}},
            {"--options", "", Shape::kWhole, false, "N", "How many options at most; default 3"}},
           RunChoiceSheet},
          {"referral", "choose", "Record what the resident chose: a proposal, other parts, or none of these",
           "koppel referral choose GM0034/x --proposal 2 --chooser TOGETHER --reason NEARER",
           StepArguments(
               {ReferralArgument(),
                {"--proposal", "", Shape::kWhole, false, "N", "The proposal with this place in the advice, from 1"},
                {"--part", "", Shape::kWords, false, "PART...",
                 "Other parts, such as LEAD=providers/x/offerings/y; with @1,2 for these needs, counted from 1. After "
                 "NAME"},
                {"--team", "", Shape::kText, false, "NAME", "With --part: the team that decides who starts"},
                {"--none", "", Shape::kFlag, false, "", "None of these"},
                {"--chooser", "", Shape::kChoice, true, "WHO", "Who chose", Choices<Choice::Chooser>()},
                {"--reason", "", Shape::kChoice, false, "REASON", "Why it is not the first proposal",
                 Choices<Choice::Reason>()},
                {"--note", "", Shape::kText, false, "TEXT", "The same in a few words; never about who the resident is"},
                {"--number", "", Shape::kWhole, false, "N",
                 "The advice that the sheet of the resident names; refused when there is a later one. Default the "
                 "latest"}}),
           RunChoose}};
}

}  // namespace koppel::cli
