// What is said to and about parties that have something to do: the notice itself, and what is wrong with a watch. In
// plain Dutch (B1) with its English twin. See sentences.h.
//
// A notice says nothing of a resident and names no request: it goes by ordinary mail.

#ifndef KOPPEL_BASE_NOTICE_SENTENCES_H_
#define KOPPEL_BASE_NOTICE_SENTENCES_H_

#include <vector>

#include "absl/time/civil_time.h"
#include "base/sentences.h"
#include "koppel/v1/common.pb.h"

namespace koppel {

// The sentences themselves stand in notice_sentences.cc; behind each are its placeholders.
enum class NoticeSentence {
  // What is wrong with a field.
  kBadParty,        //
  kBadResumeToken,  //
  // A notice.
  kNoticeSubject,   //
  kSomethingWaits,  //
  kNoticeDue,       // {date}
};

// All of them, in the order above.
std::vector<NoticeSentence> AllNoticeSentences();

koppel::v1::LocalizedText Say(NoticeSentence sentence, const Arguments& arguments = {});

// A day as people write it: "maandag 23 november 2026", "Monday 23 November 2026".
koppel::v1::LocalizedText SayDay(absl::CivilDay day);

}  // namespace koppel

#endif  // KOPPEL_BASE_NOTICE_SENTENCES_H_
