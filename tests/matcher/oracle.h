// A slow and plain matcher to compare the fast one with: by docs/rules.md, straight from the records, without index,
// and with no code in common but the messages.
//
//   Answer answer = AnswerTo(question);
//   std::string lines = LinesOf(answer);

#ifndef KOPPEL_TESTS_MATCHER_ORACLE_H_
#define KOPPEL_TESTS_MATCHER_ORACLE_H_

#include <string>
#include <vector>

#include "tests/matcher/oracle_facts.h"

namespace koppel::oracle {

struct Escalation {
  std::string route;
  std::string offering;
  std::string phone;
};

struct Join {
  std::string offering;
  std::vector<int> needs;
};

struct Proposal {
  int points = 0;
  int rank = 0;
  std::string lead;
  std::vector<int> needs;
  std::vector<Join> joins;
  std::string coach;
  std::string team;                    // Only a team that decides who starts.
  std::vector<std::string> questions;  // The codes of what is asked about the lead.
};

struct NearMiss {
  std::string offering;
  std::vector<int> needs;
  std::vector<std::string> obstacles;  // The codes.
};

// Who can be there until there is a place.
struct Bridges {
  std::vector<Join> walk_ins;
  std::string coach;
};

struct Answer {
  std::vector<Escalation> escalations;
  std::vector<Proposal> proposals;  // All of them.
  Bridges bridges;
  std::vector<NearMiss> near_misses;
};

// The question names areas and codes that exist, and has a need.
Answer AnswerTo(const Question& question);

// Whether this offering of the book would lead a proposal. Looks at the book and at the question it was made from, as
// both are now.
bool MayLead(const Book& book, const std::string& offering);

// A line for each thing, for comparing and for reading.
std::string LinesOf(const Answer& answer);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_ORACLE_H_
