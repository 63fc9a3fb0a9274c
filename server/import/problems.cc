#include "server/import/problems.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "server/limits.h"

namespace koppel::server {

Problems::Problem& Problems::AddProblem(int line, const std::string& name, const std::string& field) {
  Problem& problem = list_.emplace_back();
  problem.set_line(line);
  problem.set_name(name);
  problem.set_field(field);
  return problem;
}

void Problems::Add(int line, const std::string& name, const std::string& field, v1::LocalizedText message) {
  *AddProblem(line, name, field).mutable_message() = std::move(message);
  refuse_ = true;
}

void Problems::Add(int line, const std::string& name, const std::string& field, Sentence sentence,
                   const Arguments& arguments) {
  Add(line, name, field, Say(sentence, arguments));
}

void Problems::Warn(int line, const std::string& name, const std::string& field, Sentence sentence,
                    const Arguments& arguments) {
  Problem& problem = AddProblem(line, name, field);
  *problem.mutable_message() = Say(sentence, arguments);
  problem.set_warning(true);
}

google::protobuf::RepeatedPtrField<Problems::Problem> Problems::Take() {
  const auto place = [](const Problem& problem) {
    return problem.line() == kWholeFile ? std::numeric_limits<int>::max() : problem.line();
  };
  std::stable_sort(list_.begin(), list_.end(), [&](const Problem& a, const Problem& b) { return place(a) < place(b); });
  const size_t kept = std::min(list_.size(), static_cast<size_t>(kMaxProblems));
  if (const size_t more = list_.size() - kept; more > 0) {
    const bool warning = std::none_of(list_.begin() + kept, list_.end(), [](const Problem& p) { return !p.warning(); });
    list_.resize(kept);
    Problem& rest = AddProblem(kWholeFile, "", "");
    *rest.mutable_message() = Say(Sentence::kMoreProblems, {{"count", std::to_string(more)}});
    rest.set_warning(warning);
  }
  google::protobuf::RepeatedPtrField<Problem> taken(list_.begin(), list_.end());
  list_.clear();
  return taken;
}

}  // namespace koppel::server
