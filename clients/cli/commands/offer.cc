// offer: what a partner or team is asked, and what it answers.

#include <string>
#include <utility>
#include <vector>

#include "clients/cli/case/times.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/case.h"
#include "clients/cli/commands/terms.h"
#include "clients/cli/enums.h"
#include "clients/cli/usage.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using v1::Offer;

// The request of a step about the offer NAME.
template <class Request>
Request AboutOffer(const Session& session) {
  Request request;
  request.set_name(FullOfferName(session.given().Text("NAME")));
  return request;
}

absl::Status RunGetOffer(Session& session) {
  return RunShow(session, AboutOffer<v1::GetOfferRequest>(session), OfferColumns(session.printer()));
}

absl::Status RunListOffers(Session& session) {
  v1::ListOffersRequest request;
  request.set_parent(FullReferralName(session.given().Text("NAME")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(const auto response, koppel->Call(request));
  return ShowListWithTerms(session, *koppel, response.offers(), OfferColumns(session.printer()));
}

absl::Status RunRecall(Session& session) {
  return RunStep(session, AboutOffer<v1::RecallOfferRequest>(session), "recalled");
}

absl::Status RunReceipt(Session& session) {
  return RunStep(session, AboutOffer<v1::ConfirmReceiptRequest>(session), "received");
}

absl::Status RunReply(Session& session) {
  return RunStep(session, AboutOffer<v1::ReplyToQuestionRequest>(session), "replied");
}

absl::Status RunAccept(Session& session) {
  const Given& given = session.given();
  auto request = AboutOffer<v1::AnswerOfferRequest>(session);
  if (given.Has("--from") && given.Has("--after-intake")) {
    return UsageError(Text::kOneOfThese, {{"choices", "--from, --after-intake"}});
  }
  request.set_verdict(given.Has("--after-intake") ? v1::YES_AFTER_INTAKE
                      : given.Has("--from")       ? v1::YES_FROM
                                                  : v1::YES);
  request.set_start_date(given.Text("--from"));
  return RunStep(session, std::move(request), "accepted");
}

absl::Status RunDecline(Session& session) {
  auto request = AboutOffer<v1::AnswerOfferRequest>(session);
  request.set_verdict(v1::NO);
  request.set_decline_reason(session.given().Text("--reason"));
  request.set_better_provider(session.given().Text("--better"));
  return RunStep(session, std::move(request), "declined");
}

absl::Status RunAsk(Session& session) {
  auto request = AboutOffer<v1::AnswerOfferRequest>(session);
  request.set_verdict(v1::QUESTION);
  request.set_question(EnumOf<Offer::Question>(session.given().Text("--question")));
  return RunStep(session, std::move(request), "questioned");
}

absl::Status RunIntake(Session& session) {
  const Given& given = session.given();
  RETURN_IF_ERROR(CheckOneOf(given, {"--starts", "--stops"}));
  RETURN_IF_ERROR(CheckGoesWith(given, "--from", "--starts"));
  RETURN_IF_ERROR(CheckGoesWith(given, "--reason", "--stops"));
  auto request = AboutOffer<v1::ConcludeIntakeRequest>(session);
  request.set_starts(given.Has("--starts"));
  request.set_start_date(given.Text("--from"));
  request.set_decline_reason(given.Text("--reason"));
  return RunStep(session, std::move(request), given.Has("--starts") ? "accepted" : "stopped");
}

absl::Status RunRespond(Session& session) {
  const Given& given = session.given();
  auto request = AboutOffer<v1::RecordMemberResponseRequest>(session);
  Offer::MemberResponse& response = *request.mutable_response();
  response.set_provider(given.Text("--member"));
  response.set_verdict(EnumOf<Offer::MemberResponse::Verdict>(given.Text("--verdict")));
  response.set_better_provider(given.Text("--better"));
  return RunStep(session, std::move(request), "responded");
}

absl::Status RunDecide(Session& session) {
  const Given& given = session.given();
  auto request = AboutOffer<v1::RecordTeamDecisionRequest>(session);
  Offer::TeamDecision& decision = *request.mutable_decision();
  decision.set_starter(given.Text("--starter"));
  decision.set_decided_by(given.Text("--by"));
  for (const std::string& offering : given.Words("--joining")) decision.add_joining(offering);
  decision.set_coach_at_intake(given.Has("--coach"));
  decision.set_first_contact_date(given.Text("--first-contact"));
  return RunStep(session, std::move(request), "decided");
}

Argument BetterArgument() {
  return {"--better", "", Shape::kText, false, "PROVIDER", "Who would suit better, such as providers/x"};
}

Argument DeclineReasonArgument(bool required, const std::string& when) {
  return {"--reason", "",   Shape::kText,
          required,   "ID", when + ": a decline reason of the rules; see 'koppel rules get ruleSets/nl'"};
}

std::vector<Command> AnswerCommands() {
  return {
      {"offer", "accept", "Say yes to an offer: now, from a date, or after an intake",
       "koppel offer accept GM0034/x/1 --from 2026-12-07 --on-behalf-of providers/org-kwintes",
       StepArguments({OfferArgument(),
                      {"--from", "", Shape::kText, false, "DATE", "Yes, from this day (YYYY-MM-DD)"},
                      {"--after-intake", "", Shape::kFlag, false, "", "Yes, after an intake"},
                      OnBehalfArgument()}),
       RunAccept},
      {"offer", "decline", "Say no to an offer, with the reason", "koppel offer decline GM0034/x/1 --reason vol",
       StepArguments({OfferArgument(), DeclineReasonArgument(true, "Why not"), BetterArgument(), OnBehalfArgument()}),
       RunDecline},
      {"offer", "ask", "Ask something back before answering an offer", "koppel offer ask GM0034/x/1 --question CONSENT",
       StepArguments({OfferArgument(),
                      {"--question", "", Shape::kChoice, true, "QUESTION", "What is asked", Choices<Offer::Question>()},
                      OnBehalfArgument()}),
       RunAsk},
      {"offer", "reply", "Say that the question of the partner is answered; the clock goes on",
       "koppel offer reply GM0034/x/1", StepArguments({OfferArgument()}), RunReply},
      {"offer", "intake", "Say how the intake went: it starts, or it stops",
       "koppel offer intake GM0034/x/1 --starts --from 2026-12-07",
       StepArguments({OfferArgument(),
                      {"--starts", "", Shape::kFlag, false, "", "It starts"},
                      {"--from", "", Shape::kText, false, "DATE", "With --starts: from this day (YYYY-MM-DD)"},
                      {"--stops", "", Shape::kFlag, false, "", "It does not start"},
                      DeclineReasonArgument(false, "With --stops, why"),
                      OnBehalfArgument()}),
       RunIntake}};
}

std::vector<Command> TeamCommandsOfOffers() {
  return {{"offer", "respond", "Record what a member of the team says: it can, it cannot, or another would be better",
           "koppel offer respond GM0352/x/1 --member providers/org-abrona --verdict CAN",
           StepArguments({OfferArgument(),
                          {"--member", "", Shape::kText, true, "PROVIDER", "Which member"},
                          {"--verdict", "", Shape::kChoice, true, "VERDICT", "What it says",
                           Choices<Offer::MemberResponse::Verdict>()},
                          BetterArgument()}),
           RunRespond},
          {"offer", "decide", "Record what the team decided: who starts, and what joins",
           "koppel offer decide GM0352/x/1 --starter providers/org-abrona/offerings/begeleiding-thuis --by "
           "providers/org-abrona",
           StepArguments(
               {OfferArgument(),
                {"--starter", "", Shape::kText, true, "OFFERING", "Who starts: an offering of a member"},
                {"--by", "", Shape::kText, true, "PROVIDER", "The member on whose behalf it was decided"},
                {"--joining", "", Shape::kWords, false, "OFFERING...", "Which welfare joins"},
                {"--coach", "", Shape::kFlag, false, "", "The coach is at the intake"},
                {"--first-contact", "", Shape::kText, false, "DATE", "The day of the first contact (YYYY-MM-DD)"}}),
           RunDecide}};
}

}  // namespace

std::vector<Command> OfferCommands() {
  std::vector<Command> rows = {
      {"offer",
       "list",
       "List the offers of a request, the oldest first",
       "koppel offer list GM0034/x --output wide",
       {ReferralArgument()},
       RunListOffers},
      {"offer", "get", "Show an offer", "koppel offer get GM0034/x/1 --output json", {OfferArgument()}, RunGetOffer},
      {"offer", "recall", "Take an offer back that is not answered with yes", "koppel offer recall GM0034/x/1",
       StepArguments({OfferArgument()}), RunRecall},
      {"offer", "receipt", "Say that an offer has arrived", "koppel offer receipt GM0034/x/1",
       StepArguments({OfferArgument(), OnBehalfArgument()}), RunReceipt}};
  for (const auto more : {AnswerCommands, TeamCommandsOfOffers}) {
    for (Command& row : more()) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace koppel::cli
