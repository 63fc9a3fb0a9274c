#include "clients/cli/reading/confirm.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "base/status_macros.h"
#include "clients/cli/errors.h"
#include "clients/cli/reading/grouped.h"
#include "clients/cli/reading/words.h"
#include "clients/cli/table.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;

enum class Answer { kYes, kNo };

class Confirmation {
 public:
  Confirmation(const TextReading& read, const SubtopicTitles& titles, bool confirm_all, Session& session,
               v1::Referral& referral)
      : read_(read),
        titles_(titles),
        confirm_all_(confirm_all),
        asks_(session.in_is_terminal() && !confirm_all),
        session_(session),
        referral_(referral) {}

  absl::Status Run() {
    RETURN_IF_ERROR(TakeUrgency());
    return TakeNeeds();
  }

 private:
  void Tell(const std::string& text) { session_.err() << Plain(text) << "\n"; }
  std::string SayIt(Text text, const koppel::Arguments& arguments = {}) const {
    return Say(text, session_.language(), arguments);
  }

  // ---- Urgency.

  absl::Status TakeUrgency() {
    const v1::Urgency seen = read_.reading.urgency();
    for (const v1::UrgencySignal& signal : GroupSignals(read_.reading)) ShowSignal(signal);
    if (seen == v1::ACUTE_DANGER) Tell(SayIt(Text::kConfirmDangerFirst));
    if (seen <= referral_.urgency()) return absl::OkStatus();
    if (asks_) {
      ASSIGN_OR_RETURN(const Answer answer, Ask(Text::kConfirmUrgency));
      if (answer == Answer::kNo) return absl::OkStatus();
    } else {
      Tell(SayIt(confirm_all_ ? Text::kConfirmUrgencyTaken : Text::kConfirmUrgencyLeftOpen,
                 {{"urgency", UrgencyWord(seen, session_.language())}}));
    }
    referral_.set_urgency(seen);
    return absl::OkStatus();
  }

  void ShowSignal(const v1::UrgencySignal& signal) {
    Tell(absl::StrCat("! ", UrgencyWord(signal.urgency(), session_.language()), ": ",
                      In(session_.language(), signal.reason()), " - ", Quote(read_.text, signal.spans())));
  }

  // ---- Needs.

  absl::Status TakeNeeds() {
    const std::vector<v1::NeedFinding> needs = GroupNeeds(read_.reading, /*counting=*/true);
    if (needs.empty()) Tell(SayIt(Text::kReadingNothing));
    for (const v1::NeedFinding& need : needs) RETURN_IF_ERROR(TakeNeed(need));
    if (left_open_ > 0) Tell(SayIt(Text::kConfirmLeftOpen, {{"count", absl::StrCat(left_open_)}}));
    return absl::OkStatus();
  }

  absl::Status TakeNeed(const v1::NeedFinding& need) {
    const int has = PlaceOf(need);
    if (has >= 0 && !referral_.needs(has).unconfirmed()) return absl::OkStatus();
    Tell(absl::StrCat(TitleOf(need.domain(), need.subtopic(), titles_, session_.language()), " - ",
                      Quote(read_.text, need.spans())));
    Answer answer = Answer::kYes;
    if (asks_) {
      ASSIGN_OR_RETURN(answer, Ask(Text::kConfirmNeed));
    }
    if (answer == Answer::kYes) {
      Keep(need, has);
    } else if (has >= 0) {
      referral_.mutable_needs()->DeleteSubrange(has, 1);
    }
    return absl::OkStatus();
  }

  // Where the referral has this need; negative when it does not.
  int PlaceOf(const v1::NeedFinding& need) const {
    for (int i = 0; i < referral_.needs_size(); ++i) {
      const v1::Need& has = referral_.needs(i);
      if (has.domain() == need.domain() && has.subtopic() == need.subtopic()) return i;
    }
    return -1;
  }

  void Keep(const v1::NeedFinding& need, int has) {
    const bool open = !asks_ && !confirm_all_;
    if (open) ++left_open_;
    v1::Need& kept = has >= 0 ? *referral_.mutable_needs(has) : *referral_.add_needs();
    kept.set_domain(need.domain());
    kept.set_subtopic(need.subtopic());
    kept.set_unconfirmed(open);
  }

  // Asks until the answer is one of those that are offered.
  absl::StatusOr<Answer> Ask(Text question) {
    std::string line;
    while (session_.err() << SayIt(question) << " " << std::flush && std::getline(session_.in(), line)) {
      const std::string word = absl::AsciiStrToLower(absl::StripAsciiWhitespace(line));
      if (word == "j" || word == "ja" || word == "y" || word == "yes") return Answer::kYes;
      if (word == "n" || word == "nee" || word == "no") return Answer::kNo;
      if (word == "s" || word == "stop") break;
    }
    return MakeError(absl::StatusCode::kCancelled, "STOPPED", Text::kConfirmStopped);
  }

  const TextReading& read_;
  const SubtopicTitles& titles_;
  bool confirm_all_;
  bool asks_;
  int left_open_ = 0;  // Needs that nobody confirmed.
  Session& session_;
  v1::Referral& referral_;
};

}  // namespace

absl::Status ConfirmNeeds(const TextReading& read, const SubtopicTitles& titles, bool confirm_all, Session& session,
                          v1::Referral& referral) {
  return Confirmation(read, titles, confirm_all, session, referral).Run();
}

}  // namespace koppel::cli
