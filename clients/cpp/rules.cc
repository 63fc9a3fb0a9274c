// The methods of the client for the rules.

#include <string>
#include <utility>
#include <vector>

#include "base/status_macros.h"
#include "clients/cpp/client.h"
#include "clients/cpp/pages.h"

namespace koppel::client {

namespace v1 = koppel::v1;
using RuleStub = v1::RuleService::StubInterface;

absl::StatusOr<std::vector<v1::RuleSetSummary>> Client::ListRuleSets() {
  ASSIGN_OR_RETURN(auto response, AllPages(caller_, *rules_, &RuleStub::ListRuleSets, v1::ListRuleSetsRequest()));
  return std::vector<v1::RuleSetSummary>(response.rule_sets().begin(), response.rule_sets().end());
}

absl::StatusOr<v1::RuleSetRevision> Client::GetRuleSetRevision(const std::string& name, bool merged) {
  v1::GetRuleSetRevisionRequest request;
  request.set_name(name);
  request.set_merged(merged);
  return caller_.Call(*rules_, &RuleStub::GetRuleSetRevision, std::move(request));
}

absl::StatusOr<std::vector<v1::RuleSetRevision>> Client::ListRuleSetRevisions(const std::string& name) {
  v1::ListRuleSetRevisionsRequest request;
  request.set_parent(name);
  ASSIGN_OR_RETURN(auto response, AllPages(caller_, *rules_, &RuleStub::ListRuleSetRevisions, std::move(request)));
  return std::vector<v1::RuleSetRevision>(response.revisions().begin(), response.revisions().end());
}

absl::StatusOr<v1::ValidateRuleSetResponse> Client::ValidateRuleSet(const v1::RuleSet& rule_set) {
  v1::ValidateRuleSetRequest request;
  *request.mutable_rule_set() = rule_set;
  return caller_.Call(*rules_, &RuleStub::ValidateRuleSet, std::move(request));
}

absl::StatusOr<v1::TestRuleSetResponse> Client::TestRuleSet(const v1::RuleSetSource& source) {
  v1::TestRuleSetRequest request;
  *request.mutable_rule_set() = source;
  return caller_.Call(*rules_, &RuleStub::TestRuleSet, std::move(request));
}

absl::StatusOr<v1::DiffRuleSetsResponse> Client::DiffRuleSets(const v1::RuleSetSource& base,
                                                              const v1::RuleSetSource& candidate) {
  v1::DiffRuleSetsRequest request;
  *request.mutable_base() = base;
  *request.mutable_candidate() = candidate;
  return caller_.Call(*rules_, &RuleStub::DiffRuleSets, std::move(request));
}

absl::StatusOr<v1::CompareRuleSetsResponse> Client::CompareRuleSets(const v1::CompareRuleSetsRequest& request) {
  return caller_.Call(*rules_, &RuleStub::CompareRuleSets, request);
}

absl::StatusOr<v1::TryReadingResponse> Client::TryReading(const v1::TryReadingRequest& request) {
  return caller_.Call(*rules_, &RuleStub::TryReading, request);
}

absl::StatusOr<v1::RuleSetRevision> Client::ApplyRuleSet(const v1::RuleSet& rule_set, const std::string& note,
                                                         const ChangeOptions& change) {
  v1::ApplyRuleSetRequest request;
  *request.mutable_rule_set() = rule_set;
  request.set_note(note);
  request.set_validate_only(change.validate_only);
  request.set_request_id(change.request_id);
  ASSIGN_OR_RETURN(auto response, caller_.Call(*rules_, &RuleStub::ApplyRuleSet, std::move(request)));
  return std::move(*response.mutable_revision());
}

absl::StatusOr<v1::ActivateRuleSetsResponse> Client::ActivateRuleSets(const std::vector<std::string>& revisions,
                                                                      const std::string& start_date,
                                                                      const ChangeOptions& change) {
  v1::ActivateRuleSetsRequest request;
  request.mutable_revisions()->Assign(revisions.begin(), revisions.end());
  request.set_start_date(start_date);
  request.set_validate_only(change.validate_only);
  request.set_request_id(change.request_id);
  return caller_.Call(*rules_, &RuleStub::ActivateRuleSets, std::move(request));
}

absl::StatusOr<v1::RuleSetRevision> Client::RollbackRuleSet(const std::string& name, const ChangeOptions& change) {
  v1::RollbackRuleSetRequest request;
  request.set_name(name);
  request.set_validate_only(change.validate_only);
  request.set_request_id(change.request_id);
  ASSIGN_OR_RETURN(auto response, caller_.Call(*rules_, &RuleStub::RollbackRuleSet, std::move(request)));
  return std::move(*response.mutable_revision());
}

}  // namespace koppel::client
