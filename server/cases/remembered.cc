#include "server/cases/remembered.h"

#include <functional>

#include "base/resource_name.h"
#include "base/status_macros.h"
#include "koppel/v1/referral_service.pb.h"
#include "server/environment.h"
#include "server/errors.h"
#include "server/records.h"
#include "server/workflow/case.h"

namespace koppel::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsRecordOfCase(const Descriptor* type) {
  return type == v1::Referral::descriptor() || type == v1::Offer::descriptor() || type == v1::Placement::descriptor() ||
         type == v1::Advice::descriptor();
}

// Visits the record that is the response, or those that stand in it.
absl::Status ForRecords(Message& response, const std::function<absl::Status(Message&)>& visit) {
  if (IsRecordOfCase(response.GetDescriptor())) return visit(response);
  const Reflection& reflection = *response.GetReflection();
  const Descriptor& type = *response.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor* field = type.field(i);
    if (!IsRecordOfCase(field->message_type())) continue;
    for (int at = 0; field->is_repeated() && at < reflection.FieldSize(response, field); ++at) {
      RETURN_IF_ERROR(visit(*reflection.MutableRepeatedMessage(&response, field, at)));
    }
    if (!field->is_repeated() && reflection.HasField(response, field)) {
      RETURN_IF_ERROR(visit(*reflection.MutableMessage(&response, field)));
    }
  }
  return absl::OkStatus();
}

absl::Status FillInAdvice(const Environment& environment, const std::string& name, Message& record) {
  absl::StatusOr<v1::Advice> advice = environment.cases.GetAdvice(name);
  if (absl::IsNotFound(advice.status())) return NotFound(name);
  RETURN_IF_ERROR(advice.status());
  record.CopyFrom(*advice);
  return absl::OkStatus();
}

absl::Status FillIn(const Environment& environment, Message& record) {
  const std::string name = NameOfRecord(record);
  if (record.GetDescriptor() == v1::Advice::descriptor()) return FillInAdvice(environment, name, record);
  absl::StatusOr<storage::StoredCase> stored =
      environment.cases.Get(IsNameIn("referrals", name) ? name : ParentOf(name));
  if (absl::IsNotFound(stored.status())) return NotFound(name);
  RETURN_IF_ERROR(stored.status());
  const Message* found = &stored->record.referral();
  if (IsNameIn("offers", name)) found = workflow::FindOffer(stored->record, name);
  if (IsNameIn("placements", name)) found = workflow::FindPlacement(stored->record, name);
  if (found == nullptr) return NotFound(name);
  record.CopyFrom(*found);
  return absl::OkStatus();
}

}  // namespace

void KeepNames(Message& response) {
  ForRecords(response, [](Message& record) {
    const std::string name = NameOfRecord(record);
    record.Clear();
    SetName(record, name);
    return absl::OkStatus();
  }).IgnoreError();
}

absl::Status FillInRecords(const Environment& environment, Message& response) {
  return ForRecords(response, [&](Message& record) { return FillIn(environment, record); });
}

}  // namespace koppel::server
