// Lists of what hangs on requests, with the terms that are kept with the requests themselves.

#ifndef KOPPEL_CLIENTS_CLI_COMMANDS_TERMS_H_
#define KOPPEL_CLIENTS_CLI_COMMANDS_TERMS_H_

#include <map>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "base/resource_name.h"
#include "clients/cli/case/clocks.h"
#include "clients/cli/case/report.h"
#include "clients/cli/commands/case.h"
#include "clients/cli/session.h"
#include "clients/cpp/client.h"

namespace koppel::cli {

// What requests say of when something is due, by the name of the request.
class Terms {
 public:
  // Asks for the request of every offer or placement, each once. Of one that may not be seen nothing is due.
  template <class Records>
  static absl::StatusOr<Terms> Of(client::Client& koppel, const Records& records) {
    Terms terms;
    for (const auto& record : records) {
      const std::string name = ParentOf(record.name());
      if (terms.referrals_.contains(name)) continue;
      koppel::v1::GetReferralRequest request;
      request.set_name(name);
      absl::StatusOr<koppel::v1::Referral> referral = koppel.Call(request);
      const bool is_hidden = absl::IsNotFound(referral.status()) || absl::IsPermissionDenied(referral.status());
      if (!referral.ok() && !is_hidden) return referral.status();
      terms.referrals_[name] = is_hidden ? koppel::v1::Referral() : *std::move(referral);
    }
    return terms;
  }

  // When and why something is to be done about an offer or placement; "-" where no term was agreed.
  std::string DueOf(const std::string& name) const;
  std::string WhyOf(const std::string& name, Language language) const;
  // The soonest term by law of its request, with the reason.
  std::string ByLawOf(const std::string& name, Language language) const;

 private:
  const koppel::v1::Referral& ReferralOf(const std::string& name) const { return referrals_.at(ParentOf(name)); }

  std::map<std::string, koppel::v1::Referral> referrals_;
};

// Shows offers or placements, to people with when each is due; a wide table says why, and what is due by law.
template <class Record>
absl::Status ShowListWithTerms(Session& session, client::Client& koppel,
                               const google::protobuf::RepeatedPtrField<Record>& records, Columns<Record> columns) {
  constexpr int kBehindState = 3;
  if (!session.printer().for_people()) return ShowList(session, records, columns);
  ASSIGN_OR_RETURN(const Terms terms, Terms::Of(koppel, records));
  const Language language = session.language();
  columns.insert(columns.begin() + kBehindState, {"DUE", [&](const Record& one) { return terms.DueOf(one.name()); }});
  columns.push_back({Say(SheetSentence::kColumnWhy, language),
                     [&](const Record& one) { return terms.WhyOf(one.name(), language); }, true});
  columns.push_back({Say(SheetSentence::kColumnByLaw, language),
                     [&](const Record& one) { return terms.ByLawOf(one.name(), language); }, true});
  return ShowList(session, records, columns);
}

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_COMMANDS_TERMS_H_
