// Early return of errors, for functions that return absl::Status or absl::StatusOr.
//
//   RETURN_IF_ERROR(store.Ready());
//   ASSIGN_OR_RETURN(Record record, store.Get(key));

#ifndef KOPPEL_BASE_STATUS_MACROS_H_
#define KOPPEL_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define RETURN_IF_ERROR(expression)                                           \
  do {                                                                        \
    if (::absl::Status status_ = (expression); !status_.ok()) return status_; \
  } while (false)

#define KOPPEL_CONCAT_INNER(a, b) a##b
#define KOPPEL_CONCAT(a, b) KOPPEL_CONCAT_INNER(a, b)

#define ASSIGN_OR_RETURN(target, expression) \
  KOPPEL_ASSIGN_OR_RETURN(KOPPEL_CONCAT(status_or_, __LINE__), target, expression)

#define KOPPEL_ASSIGN_OR_RETURN(temporary, target, expression) \
  auto temporary = (expression);                               \
  if (!temporary.ok()) return std::move(temporary).status();   \
  target = *std::move(temporary)

#endif  // KOPPEL_BASE_STATUS_MACROS_H_
