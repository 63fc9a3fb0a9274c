// Collects what is wrong with a message: everything, not only the first thing.

#ifndef KOPPEL_SERVER_VIOLATIONS_H_
#define KOPPEL_SERVER_VIOLATIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/sentences.h"
#include "server/errors.h"

namespace koppel::server {

// A refused value as an error may repeat it: shortened, and withheld where it holds personal data.
std::string Shown(std::string_view value);

class Violations {
 public:
  void Add(const std::string& field, Sentence sentence, const Arguments& arguments = {});

  bool empty() const { return list_.empty(); }
  const std::vector<Violation>& list() const { return list_; }

  // OK when there are none.
  absl::Status ToStatus() const;

 private:
  std::vector<Violation> list_;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_VIOLATIONS_H_
