// Reads a whole engine back and checks that its parts agree.

#ifndef KOPPEL_STORAGE_VERIFY_H_
#define KOPPEL_STORAGE_VERIFY_H_

#include "absl/status/status.h"
#include "storage/engine.h"

namespace koppel::storage {

// Every key and value can be read; the change log has no gaps; every record stands in the log at its revision, as far
// back as the log reaches; nothing is newer than the last commit. DATA_LOSS names the first key at fault.
absl::Status VerifyEngine(const EngineView& view);

}  // namespace koppel::storage

#endif  // KOPPEL_STORAGE_VERIFY_H_
