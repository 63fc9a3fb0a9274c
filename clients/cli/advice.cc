#include "clients/cli/advice.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "base/civil.h"
#include "clients/cli/enums.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

constexpr char kIndent[] = "   ";

// In an advice that is kept a reason may be a code without its sentence.
bool HasSentence(const v1::Reason& reason) { return !reason.text().nl().empty() || !reason.text().en().empty(); }

class AdviceWriter {
 public:
  AdviceWriter(Language language, Printer& printer) : language_(language), printer_(printer) {}

  void Write(const v1::MatchResponse& response) {
    WriteEscalations(response);
    WriteProposals(response);
    WriteBridges(response);
    for (const v1::NearMiss& near_miss : response.near_misses()) WriteNearMiss(near_miss);
    if (!response.near_misses().empty()) Line("");
    WriteRemarks(response);
    if (!response.proposals().empty()) Line(Say(Text::kPersonDecides, language_));
  }

 private:
  void Line(const std::string& text) { printer_.Line(Plain(text)); }
  void Heading(Text text) { printer_.Line(printer_.Bold(Say(text, language_))); }

  void Bullets(const google::protobuf::RepeatedPtrField<v1::Reason>& reasons, const std::string& indent) {
    for (const v1::Reason& reason : reasons) {
      if (HasSentence(reason)) Line(indent + "- " + In(language_, reason.text()));
    }
  }

  void WriteEscalations(const v1::MatchResponse& response) {
    if (response.escalations().empty()) return;
    Heading(Text::kFirstDo);
    for (const v1::Escalation& escalation : response.escalations()) {
      std::string line = "! " + In(language_, escalation.instruction());
      // An instruction often holds the number already.
      if (!escalation.phone().empty() && line.find(escalation.phone()) == std::string::npos) {
        absl::StrAppend(&line, " ", Say(Text::kCall, language_, {{"phone", escalation.phone()}}));
      }
      Line(line);
      if (!escalation.provider_title().empty()) Line(kIndent + escalation.provider_title());
      if (IsWide() && !escalation.offering().empty()) Line(kIndent + escalation.offering());
    }
    Line("");
  }

  void WriteProposals(const v1::MatchResponse& response) {
    if (response.proposals().empty()) {
      // With an escalation first, that there is no proposal is no news.
      if (response.escalations().empty()) WriteNoProposal();
      return;
    }
    Heading(Text::kProposals);
    int rank_before = 0;
    for (const v1::Proposal& proposal : response.proposals()) {
      WriteProposal(proposal, proposal.rank() == rank_before);
      rank_before = proposal.rank();
      Line("");
    }
  }

  void WriteNoProposal() {
    Line(Say(Text::kNoProposal, language_));
    Line("");
  }

  void WriteProposal(const v1::Proposal& proposal, bool equal) {
    for (const v1::Part& part : proposal.parts()) {
      const bool lead = part.role() == v1::Part::LEAD;
      std::string line = lead ? absl::StrCat(proposal.rank(), ". ") : kIndent;
      absl::StrAppend(&line, Say(TextFor(part, proposal), language_, {{"part", TitleOf(part)}}));
      if (lead && equal) absl::StrAppend(&line, " ", Say(Text::kEqual, language_));
      Line(line);
      WriteWhy(part);
    }
    if (IsWide()) WritePoints(proposal);
  }

  // Who can be there meanwhile: none of them starts what the request asks for.
  void WriteBridges(const v1::MatchResponse& response) {
    if (response.bridges().empty()) return;
    Heading(Text::kBridges);
    for (const v1::Part& bridge : response.bridges()) {
      const Text text = bridge.role() == v1::Part::COACH ? Text::kCoach : Text::kJoins;
      Line(kIndent + Say(text, language_, {{"part", TitleOf(bridge)}}));
      WriteWhy(bridge);
      // It has no number to choose it by.
      const std::string part = absl::StrCat(v1::Part::Role_Name(bridge.role()), "=", bridge.offering());
      Line(kIndent + Say(Text::kChooseWith, language_, {{"part", part}}));
    }
    Line("");
  }

  void WriteWhy(const v1::Part& part) {
    WriteFacts(part);
    if (IsWide()) WriteCodes(part);
    Bullets(part.reasons(), kIndent);
    if (std::none_of(part.questions().begin(), part.questions().end(), HasSentence)) return;
    Line(kIndent + Say(Text::kQuestions, language_));
    Bullets(part.questions(), kIndent);
  }

  static Text TextFor(const v1::Part& part, const v1::Proposal& proposal) {
    switch (part.role()) {
      case v1::Part::COACH:
        return Text::kCoach;
      case v1::Part::LEAD:
        return proposal.team().empty() ? Text::kStart : Text::kLikelyStart;
      default:
        return Text::kJoins;
    }
  }

  // "De Schoor - Breien en handwerken (Buurtcentrum De Cartoon)"
  static std::string TitleOf(const v1::Part& part) {
    const std::string place = part.location_title().empty() ? "" : absl::StrCat(" (", part.location_title(), ")");
    return absl::StrCat(part.provider_title(), " - ", part.offering_title(), place);
  }

  // What a resident asks next: is there room, from when, how far.
  void WriteFacts(const v1::Part& part) {
    std::vector<std::string> facts;
    if (part.capacity_state() == v1::Capacity::OPEN) facts.push_back(Say(Text::kRoomOpen, language_));
    if (part.capacity_state() == v1::Capacity::FREE) facts.push_back(Say(Text::kRoomFree, language_));
    if (part.capacity_state() == v1::Capacity::ASSESSMENT_FIRST) {
      facts.push_back(Say(Text::kRoomAssessment, language_));
    }
    if (part.capacity_state() != v1::Capacity::OPEN && part.has_capacity_confirm_time()) {
      const auto confirmed = absl::FromUnixSeconds(part.capacity_confirm_time().seconds());
      const std::string date = FormatDate(absl::ToCivilDay(confirmed, absl::UTCTimeZone()));
      facts.push_back(Say(Text::kConfirmed, language_, {{"date", date}}));
    }
    if (!part.earliest_start_date().empty()) {
      facts.push_back(Say(Text::kEarliestStart, language_, {{"date", part.earliest_start_date()}}));
    }
    if (part.has_distance_meters()) {
      facts.push_back(Say(Text::kDistance, language_, {{"km", Kilometers(part.distance_meters())}}));
    }
    if (!facts.empty()) Line(kIndent + absl::StrJoin(facts, ", "));
  }

  std::string Kilometers(int meters) const {
    std::string text = absl::StrFormat("%.1f", meters / 1000.0);
    if (language_ == Language::kDutch) text.replace(text.find('.'), 1, ",");
    return text;
  }

  void WriteCodes(const v1::Part& part) {
    Line(absl::StrCat(kIndent, part.offering(), " form=", NameOf(part.form()),
                      " capacity=", NameOf(part.capacity_state())));
  }

  void WritePoints(const v1::Proposal& proposal) {
    std::string points = absl::StrCat(kIndent, "points=", proposal.points());
    for (const v1::Points& factor : proposal.factors()) {
      absl::StrAppend(&points, " ", factor.factor(), "=", factor.points());
    }
    Line(points);
  }

  void WriteNearMiss(const v1::NearMiss& near_miss) {
    const std::string part = absl::StrCat(near_miss.provider_title(), " - ", near_miss.offering_title());
    Line(Say(Text::kNearMiss, language_, {{"part", part}}));
    Bullets(near_miss.obstacles(), kIndent);
  }

  void WriteRemarks(const v1::MatchResponse& response) {
    if (std::none_of(response.remarks().begin(), response.remarks().end(), HasSentence)) return;
    Heading(Text::kRemarks);
    Bullets(response.remarks(), "");
    Line("");
  }

  bool IsWide() const { return printer_.output() == Output::kWide; }

  Language language_;
  Printer& printer_;
};

}  // namespace

void WriteAdvice(const v1::MatchResponse& response, Language language, Printer& printer) {
  AdviceWriter(language, printer).Write(response);
}

}  // namespace koppel::cli
