// What can change, who can bring it about, and what it costs: one table. docs/rules.md, "What can change", has the same
// for people. What is not here nobody can change: kind, form, what an offering is for, the municipality, urgency, the
// gender policy, what is known of the resident.
//
// The changes of a set are made in the order of the table.

#ifndef KOPPEL_MATCHER_CHANGE_LEVERS_H_
#define KOPPEL_MATCHER_CHANGE_LEVERS_H_

#include <string>
#include <vector>

#include "base/change_sentences.h"
#include "koppel/v1/explanation.pb.h"
#include "matcher/change/draft.h"
#include "matcher/rules/fields.h"

namespace koppel::matcher {

// A change for people.
struct ShownEdit {
  ChangeSentence sentence;
  std::string from;  // "?": not known, "-": none.
  std::string to;
  Arguments dutch;
  Arguments english;
};

// Something that can change. What a value means is up to the lever: a number, a symbol, a term or a count of days.
struct Lever {
  std::string path;
  v1::Change::Who who;
  int cost;                  // Only good for comparing.
  bool of_request;           // The compiled request depends on it too.
  std::vector<Field> moves;  // The fields of the rules it may move, not counting `request.escalated`.
  // The values worth trying, the mildest first; empty where nothing can change.
  std::vector<int> (*values)(const Situation& situation, const Draft& draft);
  void (*apply)(const Situation& situation, int value, Draft& draft);
  // `draft` is as things are.
  ShownEdit (*show)(const Situation& situation, const Draft& draft, int value);
};

// In the order of the table.
const std::vector<Lever>& AllLevers();

// The two parts of the table. Only AllLevers asks for them.
std::vector<Lever> RequestLevers();
std::vector<Lever> ProviderLevers();

// The place of "referral.age" in the table.
size_t AgeLever();

// All ages from `low` to `high` do.
ShownEdit ShowAges(int low, int high);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_CHANGE_LEVERS_H_
