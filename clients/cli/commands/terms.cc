#include "clients/cli/commands/terms.h"

#include "clients/cli/case/times.h"

namespace koppel::cli {

std::string Terms::DueOf(const std::string& name) const {
  const v1::Clock* term = NextTermOf(ClocksOf(name), name);
  return term == nullptr ? "-" : DueTime(term->due_time());
}

std::string Terms::WhyOf(const std::string& name, Language language) const {
  const v1::Clock* term = NextTermOf(ClocksOf(name), name);
  return term == nullptr ? "-" : In(language, term->reason().text());
}

std::string Terms::ByLawOf(const std::string& name, Language language) const {
  return SoonestByLaw(ClocksOf(name), language);
}

}  // namespace koppel::cli
