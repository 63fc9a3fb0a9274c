#include "clients/cli/case/sentences.h"

#include <map>
#include <string>

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using Reasons = google::protobuf::RepeatedPtrField<v1::Reason>;

// What makes a reason the same: its code and what was filled in.
std::string KeyOf(v1::Reason reason) {
  reason.clear_text();
  return reason.SerializeAsString();
}

// Sentences by what they belong to: an offering, or nothing for what is about the whole.
class Sentences {
 public:
  explicit Sentences(const v1::MatchResponse& answer) {
    for (const v1::Proposal& proposal : answer.proposals()) {
      for (const v1::Part& part : proposal.parts()) {
        Learn(part.offering(), part.reasons());
        Learn(part.offering(), part.questions());
      }
    }
    for (const v1::Part& bridge : answer.bridges()) {
      Learn(bridge.offering(), bridge.reasons());
      Learn(bridge.offering(), bridge.questions());
    }
    for (const v1::NearMiss& near_miss : answer.near_misses()) Learn(near_miss.offering(), near_miss.obstacles());
    Learn("", answer.remarks());
    for (const v1::Escalation& escalation : answer.escalations()) {
      instructions_[escalation.route()] = escalation.instruction();
    }
  }

  void Fill(v1::AdviceRecord& record) const {
    for (v1::Proposal& proposal : *record.mutable_proposals()) {
      for (v1::Part& part : *proposal.mutable_parts()) {
        Fill(part.offering(), *part.mutable_reasons());
        Fill(part.offering(), *part.mutable_questions());
      }
    }
    for (v1::Part& bridge : *record.mutable_bridges()) {
      Fill(bridge.offering(), *bridge.mutable_reasons());
      Fill(bridge.offering(), *bridge.mutable_questions());
    }
    for (v1::NearMiss& near_miss : *record.mutable_near_misses()) {
      Fill(near_miss.offering(), *near_miss.mutable_obstacles());
    }
    Fill("", *record.mutable_remarks());
    for (v1::Escalation& escalation : *record.mutable_escalations()) {
      const auto found = instructions_.find(escalation.route());
      if (found != instructions_.end()) *escalation.mutable_instruction() = found->second;
    }
  }

 private:
  void Learn(const std::string& about, const Reasons& reasons) {
    for (const v1::Reason& reason : reasons) texts_[about + "\n" + KeyOf(reason)] = reason.text();
  }

  void Fill(const std::string& about, Reasons& reasons) const {
    for (v1::Reason& reason : reasons) {
      const auto found = texts_.find(about + "\n" + KeyOf(reason));
      if (found != texts_.end()) *reason.mutable_text() = found->second;
    }
  }

  std::map<std::string, v1::LocalizedText> texts_;
  std::map<std::string, v1::LocalizedText> instructions_;
};

}  // namespace

void AddSentences(client::Client& koppel, v1::Advice& advice) {
  v1::MatchRequest request;
  *request.mutable_referral() = advice.record().referral();
  request.set_max_proposals(advice.record().max_proposals());
  const auto answer = koppel.Match(request);
  if (answer.ok()) Sentences(*answer).Fill(*advice.mutable_record());
}

}  // namespace koppel::cli
