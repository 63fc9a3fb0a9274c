// Makes the changes that docs/rules.md lists under "What can change" in the records themselves. Shares no code with the
// matcher.

#ifndef KOPPEL_TESTS_MATCHER_RECORD_EDITS_H_
#define KOPPEL_TESTS_MATCHER_RECORD_EDITS_H_

#include <string>
#include <vector>

#include "tests/matcher/oracle_facts.h"

namespace koppel::oracle {

// A field with the value it gets, as a step of a koppel.v1.Change says it.
struct RecordEdit {
  std::string field;
  std::string to;
};

// The records of one candidate. Points to what is edited.
struct Records {
  Question* question;  // The request and the moment.
  v1::Offering* offering;
  v1::Capacity* capacity;
  v1::Provider* provider;
  v1::Team* team;  // Null when it works in none.
};

// Those in the directory of a question; adds a capacity where there is none. `team` is the name of the team it works
// in, or empty.
Records RecordsIn(Question& question, const std::string& offering, const std::string& team);

// Those in a book that was made from `question`.
Records RecordsIn(Question& question, Book& book, const std::string& offering, const std::string& team);

// Makes one change. The changes of a set are made in the order of FieldsThatChange.
void Apply(const RecordEdit& edit, const Records& records);

// All fields, in order.
const std::vector<std::string>& FieldsThatChange();

// The values a field could get, for records as they are: all that docs/rules.md allows. Of ages all when `every_age`,
// else one in seven and those beside the ages that stand in the records.
std::vector<std::string> ValuesOf(const std::string& field, const Book& book, const Records& records, bool every_age);

}  // namespace koppel::oracle

#endif  // KOPPEL_TESTS_MATCHER_RECORD_EDITS_H_
