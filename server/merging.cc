#include "server/merging.h"

#include <string>
#include <vector>

#include "google/protobuf/util/field_mask_util.h"
#include "koppel/v1/annotations.pb.h"
#include "server/records.h"
#include "server/serve.h"
#include "server/validation.h"

namespace koppel::server {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::util::FieldMaskUtil;

bool ReplacesAll(const FieldMask& mask) { return mask.paths_size() == 1 && mask.paths(0) == "*"; }

void CheckMask(const FieldMask& mask, const Descriptor* descriptor, Violations& violations) {
  if (ReplacesAll(mask)) return;
  for (int i = 0; i < mask.paths_size(); ++i) {
    if (FieldMaskUtil::GetFieldDescriptors(descriptor, mask.paths(i), nullptr)) continue;
    violations.Add("update_mask.paths[" + std::to_string(i) + "]", Sentence::kUnknownPath,
                   {{"path", Shown(mask.paths(i))}});
  }
}

// The mask that stands for an absent one: the fields that are set.
FieldMask SetFieldsOf(const Message& record) {
  std::vector<const FieldDescriptor*> fields;
  record.GetReflection()->ListFields(record, &fields);
  FieldMask mask;
  for (const FieldDescriptor* field : fields) mask.add_paths(field->name());
  return mask;
}

// The paths a change may touch: not the name, nor what the server sets itself.
FieldMask ChangeablePaths(const FieldMask& mask, const Descriptor& descriptor) {
  FieldMask changeable;
  for (const std::string& path : mask.paths()) {
    const FieldDescriptor* field = descriptor.FindFieldByName(path.substr(0, path.find('.')));
    if (field == nullptr || Behaves(*field, v1::OUTPUT_ONLY) || Behaves(*field, v1::IDENTIFIER)) continue;
    if (FieldMaskUtil::GetFieldDescriptors(&descriptor, path, nullptr)) changeable.add_paths(path);
  }
  return changeable;
}

}  // namespace

FieldMask MaskOf(const Message& request) {
  const FieldDescriptor* field = request.GetDescriptor()->FindFieldByName("update_mask");
  return static_cast<const FieldMask&>(request.GetReflection()->GetMessage(request, field));
}

std::unique_ptr<Message> Merge(const Message& record, const FieldMask& mask, const Message* current) {
  std::unique_ptr<Message> merged(record.New());
  if (current == nullptr || ReplacesAll(mask)) {
    merged->CopyFrom(record);
  } else {
    merged->CopyFrom(*current);
    const FieldMask paths = mask.paths().empty() ? SetFieldsOf(record) : mask;
    FieldMaskUtil::MergeOptions options;
    options.set_replace_message_fields(true);
    options.set_replace_repeated_fields(true);
    FieldMaskUtil::MergeMessageTo(record, ChangeablePaths(paths, *record.GetDescriptor()), options, merged.get());
  }
  ClearOutputOnly(*merged);
  return merged;
}

absl::Status ValidateMerged(const Call& call, const Message& request, const Message& merged) {
  std::unique_ptr<Message> whole(request.New());
  whole->CopyFrom(request);
  const Descriptor& descriptor = *request.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    if (descriptor.field(i)->message_type() != merged.GetDescriptor()) continue;
    whole->GetReflection()->MutableMessage(whole.get(), descriptor.field(i))->CopyFrom(merged);
  }
  Violations violations;
  CheckMask(MaskOf(request), merged.GetDescriptor(), violations);
  Validate(*whole, KnownIn(call, /*references=*/true), violations);
  return violations.ToStatus();
}

}  // namespace koppel::server
