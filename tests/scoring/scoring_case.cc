#include "tests/scoring/scoring_case.h"

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

namespace koppel::scoring {
namespace {

std::set<std::string> SetAt(const Json& json, const std::string& key) {
  const std::vector<std::string> texts = TextsAt(json, key);
  return {texts.begin(), texts.end()};
}

Expected ReadExpected(const Json& json) {
  Expected expected;
  expected.partners = SetAt(json, "acceptable_partner");
  expected.activities = SetAt(json, "acceptable_activity");
  expected.delivery = TextAt(json, "delivery");
  expected.never = TextsAt(json, "never");
  expected.escalate = TextAt(json, "escalate");
  expected.why = TextAt(json, "why");
  return expected;
}

}  // namespace

absl::StatusOr<std::vector<ScoringCase>> ReadCases(std::istream& in) {
  std::vector<ScoringCase> cases;
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty()) continue;
    Json json;
    if (!google::protobuf::util::JsonStringToMessage(line, &json).ok() || !Says(json, "request") ||
        !Says(json, "expected")) {
      return absl::InvalidArgumentError(absl::StrCat("line ", number, " is not a case with request and expected"));
    }
    cases.push_back({TextAt(json, "id"), ObjectAt(json, "request"), ReadExpected(ObjectAt(json, "expected"))});
  }
  return cases;
}

}  // namespace koppel::scoring
