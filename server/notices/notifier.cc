#include "server/notices/notifier.h"

#include "base/notice_sentences.h"

namespace koppel::server {

std::vector<std::string> LinesOf(const Notice& notice) {
  std::vector<std::string> lines = {Say(NoticeSentence::kSomethingWaits).nl()};
  if (notice.last_day.has_value()) {
    lines.push_back(Say(NoticeSentence::kNoticeDue, {{"date", SayDay(*notice.last_day).nl()}}).nl());
  }
  return lines;
}

}  // namespace koppel::server
