// All limits of the server, in one place.

#ifndef KOPPEL_SERVER_LIMITS_H_
#define KOPPEL_SERVER_LIMITS_H_

#include <cstddef>
#include <cstdint>

#include "absl/time/time.h"

namespace koppel::server {

// The largest message a caller may send.
inline constexpr size_t kMaxMessageBytes = size_t{4} << 20;
// What the transport lets through before Koppel can say in its own words that a message is too large.
inline constexpr size_t kMaxTransportBytes = size_t{16} << 20;
// The largest directory file.
inline constexpr size_t kMaxImportBytes = size_t{64} << 20;
// How much of a directory file goes into one message.
inline constexpr size_t kExportChunkBytes = size_t{64} << 10;

// How many records a page holds when the caller does not say, and at most.
inline constexpr int kDefaultPageSize = 50;
inline constexpr int kMaxPageSize = 500;
// How many bytes of records a page holds at most; callers take messages of 4 MiB.
inline constexpr size_t kMaxPageBytes = size_t{3} << 20;

// The longest text where a field states no other, in characters.
inline constexpr int kMaxTextCharacters = 1000;
// How many values a repeated field may have where no other limit is stated.
inline constexpr int kMaxValues = 500;
// How many needs a referral may have.
inline constexpr int kMaxNeeds = 20;
// How many areas a table may have; the largest municipality has about 650.
inline constexpr int kMaxAreas = 5000;
// How much of a value that is refused is repeated in the error, in characters.
inline constexpr int kMaxShownCharacters = 40;

// How many proposals a match gives when the caller does not say, and at most.
inline constexpr int kDefaultProposals = 5;
inline constexpr int kMaxProposals = 20;

// The largest record of an advice, and how many fields that differ are named when it is worked out again.
inline constexpr size_t kMaxAdviceBytes = size_t{1} << 20;
inline constexpr int kMaxDifferences = 1000;

// How many fields an error names. Errors travel in metadata, of which gRPC takes 8 KiB in all, in base64.
inline constexpr int kMaxViolations = 50;
inline constexpr size_t kMaxErrorBytes = 4500;
inline constexpr size_t kMaxErrorMessageBytes = 800;
// How many problems of a file are named.
inline constexpr int kMaxProblems = 1000;

// The longest name by which a caller says who it is.
inline constexpr size_t kMaxSubjectCharacters = 60;
// The largest rule set, serialised. With the answer that is remembered it is twice in a commit, of which the smallest
// engine takes 1 MiB.
inline constexpr size_t kMaxRuleSetBytes = size_t{400} << 10;
// How many rule sets, and how many bytes of them, are installed in one commit; the smallest engine takes 1 MiB and 128
// operations.
inline constexpr size_t kMaxInstalledSets = 50;
inline constexpr size_t kMaxInstalledBytes = size_t{800} << 10;
// The longest text that is read for needs, in bytes, and how many places of personal data in a text are named.
inline constexpr size_t kMaxReadBytes = size_t{64} << 10;
inline constexpr size_t kMaxPlacesNamed = 10;
// The longest pattern of a lexicon, in characters; how many a part of it may have, and how many ordinary words and
// signs it may.
inline constexpr int kMaxPatternCharacters = 4000;
inline constexpr int kMaxWords = 5000;
inline constexpr int kMaxOrdinaryWords = 50000;
inline constexpr int kMaxSigns = 50000;
// On how many days to come rules may begin, of all sets together: on each the sets are compiled and tried.
inline constexpr size_t kMaxStartDays = 50;
// How many rule sets an advice may name: one for each municipality, and a few teams in each.
inline constexpr int kMaxRuleSets = 2000;
// How many requests other rules are tried out on at a time.
inline constexpr int kMaxWhatIfRequests = 2000;

// How many cases are looked at in one round of what time asks, and how many who wait for a place are asked in one.
inline constexpr size_t kMaxSweptAtOnce = 200;
inline constexpr size_t kMaxAskedAtOnce = 100;

// How often a change is tried when others change the same records at the same time.
inline constexpr int kMaxAttempts = 20;
// When to come back after UNAVAILABLE.
inline constexpr absl::Duration kTryAgainAfter = absl::Seconds(1);
// How long a call may take when the caller does not say.
inline constexpr absl::Duration kDefaultDeadline = absl::Seconds(30);
// How long a call waits just after midnight for the rules of the new day.
inline constexpr absl::Duration kNewDayWait = absl::Seconds(2);
// How often a call that waits looks whether its caller is still there.
inline constexpr absl::Duration kCancelCheckInterval = absl::Milliseconds(200);
// How long calls get to finish when the server stops.
inline constexpr absl::Duration kDrainLimit = absl::Seconds(10);

// How long the answer to a request id is remembered, and how often those that are older are forgotten.
inline constexpr absl::Duration kRequestMemory = absl::Hours(7 * 24);
inline constexpr absl::Duration kForgetInterval = absl::Hours(1);

// How many requests one call looks at to find those that are asked for.
inline constexpr int kMaxCasesLookedAt = 5000;
// How many requests that changed wait to be told to one that watches. Above that the log is read again later.
inline constexpr size_t kMaxWatchedNames = 10000;

// How many notices are brought at a time, and how long bringing one may take.
inline constexpr size_t kMaxNoticesAtATime = 20;
inline constexpr absl::Duration kNoticeTimeout = absl::Seconds(5);
// When a notice that could not be brought is tried again: twice as late every time.
inline constexpr absl::Duration kFirstNoticeRetry = absl::Minutes(1);
inline constexpr absl::Duration kLastNoticeRetry = absl::Hours(24);
// How often that is done: for a week in all.
inline constexpr int kMaxNoticeTries = 18;

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_LIMITS_H_
