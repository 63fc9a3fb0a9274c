#include "storage/case_keys.h"

#include <algorithm>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "storage/case_names.h"
#include "storage/records.h"

namespace koppel::storage {
namespace {

using koppel::internal::CaseRecord;
using koppel::v1::Clock;
using koppel::v1::Offer;

// So many hexadecimal digits hold any number, in the order of the numbers.
constexpr size_t kDigits = 16;

// Of whom no statutory term runs.
constexpr std::string_view kNoTerm = "ffffffffffffffff";

std::string Ordered(int64_t number) { return absl::StrFormat("%016x", std::max<int64_t>(0, number)); }

std::string OrderedTime(const google::protobuf::Timestamp& time) {
  return Ordered(absl::ToUnixMicros(FromTimestamp(time)));
}

// A term that passed is the earliest there is: who is overdue goes first.
bool IsOpenStatutoryTerm(const Clock& clock) {
  const bool is_open = clock.state() == Clock::RUNNING || clock.state() == Clock::PASSED;
  return is_open && (clock.kind() == Clock::INVESTIGATION || clock.kind() == Clock::DECISION);
}

std::string EarliestTerm(const CaseRecord& record) {
  std::string earliest(kNoTerm);
  for (const Clock& clock : record.referral().clocks()) {
    if (IsOpenStatutoryTerm(clock)) earliest = std::min(earliest, OrderedTime(clock.due_time()));
  }
  return earliest;
}

// The most urgent comes first: as urgent as it is now, not as it was when it was sent.
int UrgencyDigit(const CaseRecord& record) {
  const int urgency = std::clamp<int>(record.referral().urgency(), koppel::v1::NORMAL, koppel::v1::ACUTE_DANGER);
  return koppel::v1::ACUTE_DANGER - urgency;
}

std::string QueueKey(const CaseRecord& record, const Offer& offer) {
  return absl::StrCat(QueuePrefix(offer.offering()), UrgencyDigit(record), EarliestTerm(record),
                      OrderedTime(offer.send_time()), "/", offer.name());
}

// Where the name of an offering ends that starts at `start`: after "providers/x/offerings/y".
size_t EndOfOffering(std::string_view key, size_t start) {
  size_t end = start;
  for (int segment = 0; segment < 4 && end != std::string_view::npos; ++segment) {
    end = key.find('/', segment == 0 ? start : end + 1);
  }
  return end;
}

}  // namespace

std::string CaseKey(std::string_view name) { return std::string(kCasePrefix).append(name); }

std::string AdviceKey(std::string_view name) { return std::string(kAdvicePrefix).append(name); }

std::string NoticeKey(std::string_view name, Revision expected, size_t number) {
  return absl::StrCat(std::string(kNoticePrefix).append(name), "/", Ordered(expected.value), "/", number);
}

std::string TodoPrefix(std::string_view party) { return std::string(kTodoPrefix).append(party).append("/"); }

std::string QueuePrefix(std::string_view offering) { return std::string(kQueuePrefix).append(offering).append("/"); }

std::string NamedPrefix(std::string_view record) { return std::string(kNamedPrefix).append(record).append("/"); }

std::string NamingKey(std::string_view record) { return std::string(kNamingPrefix).append(record); }

std::string DueEnd(absl::Time now) {
  // The first key that comes after all that start with this moment: '0' is what follows '/'.
  return std::string(kDuePrefix).append(Ordered(absl::ToUnixMicros(now))).append("0");
}

std::set<std::string> ListKeysOf(const CaseRecord& record) {
  const koppel::v1::Referral& referral = record.referral();
  std::set<std::string> keys;
  if (referral.has_next_event_time()) {
    keys.insert(absl::StrCat(std::string(kDuePrefix), OrderedTime(referral.next_event_time()), "/", referral.name()));
  }
  for (const koppel::v1::Waiting& waiting : referral.waiting_for()) {
    keys.insert(TodoPrefix(waiting.party()).append(referral.name()));
  }
  for (const Offer& offer : record.offers()) {
    if (offer.state() == Offer::ON_WAITING_LIST) keys.insert(QueueKey(record, offer));
  }
  for (const std::string& name : NamedBy(record)) keys.insert(NamedPrefix(name).append(referral.name()));
  return keys;
}

std::string CaseNameInDue(std::string_view key) {
  constexpr size_t kStart = kDuePrefix.size() + kDigits + 1;
  return key.size() > kStart ? std::string(key.substr(kStart)) : "";
}

std::string OfferingInQueue(std::string_view key) {
  const size_t end = EndOfOffering(key, kQueuePrefix.size());
  if (end == std::string_view::npos) return "";
  return std::string(key.substr(kQueuePrefix.size(), end - kQueuePrefix.size()));
}

std::string OfferInQueue(std::string_view key) {
  const size_t order = EndOfOffering(key, kQueuePrefix.size());
  if (order == std::string_view::npos) return "";
  const size_t name = key.find('/', order + 1);
  return name == std::string_view::npos ? "" : std::string(key.substr(name + 1));
}

}  // namespace koppel::storage
