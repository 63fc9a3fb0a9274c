#include "clients/cli/commands/terms.h"

#include <algorithm>

#include "clients/cli/case/times.h"

namespace koppel::cli {
namespace {

// What the request waits for about an offer or placement; null: nothing with a date.
const v1::Waiting* WaitingAbout(const v1::Referral& referral, const std::string& name) {
  const auto& all = referral.waiting_for();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.about() == name && one.has_due_time(); });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::string Terms::DueOf(const std::string& name) const {
  if (const v1::Waiting* waiting = WaitingAbout(ReferralOf(name), name)) return DueTime(waiting->due_time());
  const v1::Clock* term = NextTermOf(ReferralOf(name).clocks(), name);
  return term == nullptr ? "-" : DueTime(term->due_time());
}

std::string Terms::WhyOf(const std::string& name, Language language) const {
  const v1::Referral& referral = ReferralOf(name);
  if (const v1::Waiting* waiting = WaitingAbout(referral, name)) return WhyDue(referral.clocks(), *waiting, language);
  const v1::Clock* term = NextTermOf(referral.clocks(), name);
  return term == nullptr ? "-" : In(language, term->reason().text());
}

std::string Terms::ByLawOf(const std::string& name, Language language) const {
  return SoonestByLaw(ReferralOf(name).clocks(), language);
}

}  // namespace koppel::cli
