// What a step is judged by besides the case itself: what was agreed, the rules, who is in a team, how much room there
// is. Plain values, gathered by the server before the step.

#ifndef KOPPEL_SERVER_WORKFLOW_SETTING_H_
#define KOPPEL_SERVER_WORKFLOW_SETTING_H_

#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "base/calendar.h"
#include "koppel/v1/offering.pb.h"
#include "koppel/v1/rules.pb.h"
#include "koppel/v1/team.pb.h"

namespace koppel::workflow {

// The terms agreed with a party for the urgency of the case, in working days; 0: none.
struct Agreed {
  int receipt = 0;
  int answer = 0;
  int first_contact = 0;
  int start = 0;
  std::string source;  // Such as "Werkafspraak"; said with the date.
};

struct Setting {
  Calendar calendar;
  koppel::v1::Procedure procedure;
  std::vector<koppel::v1::DeclineReason> decline_reasons;
  std::map<std::string, Agreed> agreed;                     // By party: "providers/x" or "teams/x".
  std::map<std::string, koppel::v1::Team> teams;            // By name; of the case's offers and choice.
  std::map<std::string, koppel::v1::Capacity> capacities;   // By offering; of the case's parts. Absent: unknown.
  std::map<std::string, absl::Time> offering_change_times;  // By offering: when its record was last changed.
  std::map<std::string, absl::Time> capacity_report_times;  // By offering: when its room was last reported.
};

// Who does it and when.
struct Act {
  std::string by;                    // A subject; kItself for what Koppel notices.
  absl::Time time;                   //
  std::vector<std::string> parties;  // For whom the subject may answer: "providers/x", "teams/x"; "*" for everybody.
};

inline constexpr char kItself[] = "koppel";

}  // namespace koppel::workflow

#endif  // KOPPEL_SERVER_WORKFLOW_SETTING_H_
