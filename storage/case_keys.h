// The keys of cases and of the lists by which they are found. Which there are: storage/cases.h.

#ifndef KOPPEL_STORAGE_CASE_KEYS_H_
#define KOPPEL_STORAGE_CASE_KEYS_H_

#include <set>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "base/types.h"
#include "koppel/internal/record.pb.h"

namespace koppel::storage {

inline constexpr std::string_view kCasePrefix = "case/";
inline constexpr std::string_view kAdvicePrefix = "advice/";
inline constexpr std::string_view kDuePrefix = "due/";
inline constexpr std::string_view kTodoPrefix = "todo/";
inline constexpr std::string_view kQueuePrefix = "queue/";
inline constexpr std::string_view kNamedPrefix = "named/";
inline constexpr std::string_view kNamingPrefix = "naming/";
inline constexpr std::string_view kNoticePrefix = "notice/";

std::string CaseKey(std::string_view name);
std::string AdviceKey(std::string_view name);

// Of the notice with this number that is written with a change of the case as it was at `expected`.
std::string NoticeKey(std::string_view name, Revision expected, size_t number);

// What the keys start with of cases that wait for a party, of offers that wait for a place, and of cases that name a
// record of the directory.
std::string TodoPrefix(std::string_view party);
std::string QueuePrefix(std::string_view offering);
std::string NamedPrefix(std::string_view record);

// Written by every commit with which a case comes to name the record.
std::string NamingKey(std::string_view record);

// What comes after all keys of cases that are due at `now`.
std::string DueEnd(absl::Time now);

// All keys of lists on which this case stands.
std::set<std::string> ListKeysOf(const koppel::internal::CaseRecord& record);

// The name of the case in a key that starts with kDuePrefix; the names of the offering and of the offer in one that
// starts with kQueuePrefix. Empty when the key is damaged.
std::string CaseNameInDue(std::string_view key);
std::string OfferingInQueue(std::string_view key);
std::string OfferInQueue(std::string_view key);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_CASE_KEYS_H_
