#include "clients/cli/case/report.h"

#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/advice.h"
#include "clients/cli/case/clocks.h"
#include "clients/cli/case/names.h"
#include "clients/cli/case/times.h"
#include "clients/cli/enums.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

// As people write it; as the server knows it where a script reads names.
std::string NameFor(const Printer& printer, const std::string& name) {
  return printer.for_people() ? ShortName(name) : name;
}

std::string TextOrDash(const std::string& text) { return text.empty() ? "-" : text; }

// "wacht op providers/x: antwoorden (GM0034/x/1), uiterlijk 2026-11-25"
std::string WaitingLine(const v1::Waiting& waiting, Language language) {
  std::string step = WordIn(language, waiting.step());
  if (!waiting.about().empty()) absl::StrAppend(&step, " (", ShortName(waiting.about()), ")");
  const std::string party = ShortName(waiting.party());
  if (!waiting.has_due_time()) return Say(SheetSentence::kWaitsFor, language, {{"party", party}, {"step", step}});
  return Say(SheetSentence::kWaitsForBy, language,
             {{"party", party}, {"step", step}, {"due", DueTime(waiting.due_time())}});
}

std::string NextOf(const v1::Referral& referral, Language language) {
  if (referral.waiting_for().empty()) return "-";
  const v1::Waiting& next = referral.waiting_for(0);
  return absl::StrCat(ShortName(next.party()), ": ", WordIn(language, next.step()));
}

std::string DueOf(const v1::Waiting& waiting) { return waiting.has_due_time() ? DueTime(waiting.due_time()) : "-"; }

std::string NextDueOf(const v1::Referral& referral) {
  return referral.waiting_for().empty() ? "-" : DueOf(referral.waiting_for(0));
}

std::string WhyNextIsDue(const v1::Referral& referral, Language language) {
  return referral.waiting_for().empty() ? "-" : WhyDue(referral.clocks(), referral.waiting_for(0), language);
}

std::string TimeOrDash(bool is_given, const google::protobuf::Timestamp& time) {
  return is_given ? LocalTime(time) : "-";
}

// A state, with what goes with it: "ACCEPTED (late)".
std::string StateOf(const v1::Offer& offer) {
  const std::string late = offer.late() ? " (late)" : "";
  const std::string reason = offer.decline_reason().empty() ? "" : absl::StrCat(" (", offer.decline_reason(), ")");
  return absl::StrCat(NameOf(offer.state()), late, reason);
}

void WriteReasons(const google::protobuf::RepeatedPtrField<v1::Reason>& reasons, SheetSentence heading,
                  Language language, Printer& printer) {
  if (reasons.empty()) return;
  printer.Line(printer.Bold(Say(heading, language)));
  for (const v1::Reason& reason : reasons) printer.Line("- " + Plain(In(language, reason.text())));
  printer.Line("");
}

void WriteFits(const v1::Advice& advice, Language language, Printer& printer) {
  for (int i = 0; i < advice.fits_size(); ++i) {
    if (advice.fits(i) == v1::FIT_UNSPECIFIED) continue;
    printer.Line(
        Say(SheetSentence::kProposalFits, language,
            {{"number", absl::StrCat(i + 1)}, {"fit", WordIn(language, static_cast<v1::Fit>(advice.fits(i)))}}));
  }
}

void WriteSetAside(const v1::Advice& advice, Language language, Printer& printer) {
  if (advice.set_aside().empty()) return;
  printer.Line(printer.Bold(Say(SheetSentence::kSetAside, language)));
  // A partner may be there with more offerings and the same words.
  std::set<std::string> told;
  for (const v1::Advice::SetAside& aside : advice.set_aside()) {
    const std::string text = In(language, aside.reason().text());
    const std::string line = "- " + Plain(text.empty() ? aside.offering() : text);
    if (told.insert(line).second) printer.Line(line);
  }
  printer.Line("");
}

}  // namespace

std::string Say(SheetSentence sentence, Language language, const koppel::Arguments& arguments) {
  return In(language, koppel::Say(sentence, arguments));
}

Columns<v1::Referral> ReferralColumns(const Printer& printer, Language language) {
  return {{"NAME", [&printer](const v1::Referral& r) { return NameFor(printer, r.name()); }},
          {"STATE", [](const v1::Referral& r) { return NameOf(r.state()); }},
          {"URGENCY", [](const v1::Referral& r) { return NameOf(r.urgency()); }, true},
          {"AREA", [](const v1::Referral& r) { return r.area(); }, true},
          {"ETAG", [](const v1::Referral& r) { return TextOrDash(r.etag()); }, true},
          {"DUE", NextDueOf},
          {"NEXT", [language](const v1::Referral& r) { return NextOf(r, language); }},
          {Say(SheetSentence::kColumnWhy, language),
           [language](const v1::Referral& r) { return WhyNextIsDue(r, language); }, true},
          {Say(SheetSentence::kColumnByLaw, language),
           [language](const v1::Referral& r) { return SoonestByLaw(r.clocks(), language); }, true}};
}

Columns<v1::Offer> OfferColumns(const Printer& printer) {
  return {{"NAME", [&printer](const v1::Offer& o) { return NameFor(printer, o.name()); }},
          {"ROLE", [](const v1::Offer& o) { return NameOf(o.role()); }},
          {"STATE", StateOf},
          {"SENT", [](const v1::Offer& o) { return TimeOrDash(o.has_send_time(), o.send_time()); }, true},
          {"ANSWERED", [](const v1::Offer& o) { return TimeOrDash(o.has_answer_time(), o.answer_time()); }, true},
          {"RECORDED_BY", [](const v1::Offer& o) { return TextOrDash(o.recorded_by()); }, true},
          {"OFFERING", [](const v1::Offer& o) { return TextOrDash(o.offering()); }, true},
          {"PARTY", [](const v1::Offer& o) { return TextOrDash(o.party()); }}};
}

Columns<v1::Placement> PlacementColumns(const Printer& printer) {
  return {{"NAME", [&printer](const v1::Placement& p) { return NameFor(printer, p.name()); }},
          {"ROLE", [](const v1::Placement& p) { return NameOf(p.role()); }},
          {"STATE", [](const v1::Placement& p) { return NameOf(p.state()); }},
          {"ROAD", [](const v1::Placement& p) { return NameOf(p.handover_road()); }, true},
          {"START", [](const v1::Placement& p) { return TextOrDash(p.start_date()); }, true},
          {"END", [](const v1::Placement& p) { return TextOrDash(p.end_date()); }, true},
          {"OFFERING", [](const v1::Placement& p) { return TextOrDash(p.offering()); }}};
}

Columns<v1::InboxItem> InboxColumns(const Printer& printer, Language language) {
  const auto about = [&printer](const v1::InboxItem& i) {
    return NameFor(printer, i.waiting().about().empty() ? i.referral() : i.waiting().about());
  };
  return {{"NAME", about},
          {"URGENCY", [](const v1::InboxItem& i) { return NameOf(i.urgency()); }},
          {Say(SheetSentence::kColumnDue, language), [](const v1::InboxItem& i) { return DueOf(i.waiting()); }},
          {Say(SheetSentence::kColumnStep, language),
           [language](const v1::InboxItem& i) { return WordIn(language, i.waiting().step()); }},
          {Say(SheetSentence::kColumnWhy, language),
           [language](const v1::InboxItem& i) { return WhyDue(i.clocks(), i.waiting(), language); }, true},
          {Say(SheetSentence::kColumnByLaw, language),
           [language](const v1::InboxItem& i) { return SoonestByLaw(i.clocks(), language); }, true}};
}

Columns<v1::Event> EventColumns() {
  return {{"TIME", [](const v1::Event& e) { return LocalTime(e.event_time()); }},
          {"CODE", [](const v1::Event& e) { return e.code(); }},
          {"BY", [](const v1::Event& e) { return TextOrDash(e.by()); }},
          {"ABOUT", [](const v1::Event& e) { return TextOrDash(ShortName(e.about())); }},
          {"REASON", [](const v1::Event& e) { return TextOrDash(e.reason()); }},
          {"ON_BEHALF_OF", [](const v1::Event& e) { return TextOrDash(e.on_behalf_of()); }}};
}

void WriteWaiting(const v1::Referral& referral, Language language, Printer& printer) {
  for (const v1::Waiting& waiting : referral.waiting_for()) {
    printer.Line("   " + Plain(WaitingLine(waiting, language)));
  }
  if (referral.waiting_at().empty()) return;
  printer.Line("   " + Plain(Say(SheetSentence::kMeanwhile, language, {{"name", ShortName(referral.name())}})));
}

void WriteKeptAdvice(const v1::Advice& advice, Language language, Printer& printer) {
  v1::MatchResponse answer;
  *answer.mutable_escalations() = advice.record().escalations();
  *answer.mutable_proposals() = advice.record().proposals();
  *answer.mutable_near_misses() = advice.record().near_misses();
  *answer.mutable_remarks() = advice.record().remarks();
  *answer.mutable_bridges() = advice.record().bridges();
  WriteReasons(advice.warnings(), SheetSentence::kWarnings, language, printer);
  WriteAdvice(answer, language, printer);
  WriteFits(advice, language, printer);
  WriteSetAside(advice, language, printer);
}

}  // namespace koppel::cli
