// Advice for a case: proposals, with who is set aside since it said no, and what the adviser should know.

#ifndef KOPPEL_SERVER_CASES_ADVISING_H_
#define KOPPEL_SERVER_CASES_ADVISING_H_

#include "absl/status/status.h"
#include "server/cases/step.h"

namespace koppel::server {

// Makes the next advice for the case of the step and takes it in. Whether it may be asked for has been looked at.
absl::Status Advise(const Environment& environment, CaseStep& step, int max_proposals);

// Where a lead fell silent in this step and nobody did anything about it yet: makes a fresh advice without whom did not
// answer, and sends the next offer where the rules say so.
absl::Status AnswerSilence(const Environment& environment, CaseStep& step);

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_CASES_ADVISING_H_
