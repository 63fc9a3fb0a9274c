#include "clients/cli/enums.h"

namespace koppel::cli {

std::vector<std::string> ChoicesOf(const google::protobuf::EnumDescriptor* type) {
  std::vector<std::string> names;
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() != 0) names.push_back(type->value(i)->name());
  }
  return names;
}

std::string NameOfValue(const google::protobuf::EnumDescriptor* type, int value) {
  const auto* known = value == 0 ? nullptr : type->FindValueByNumber(value);
  return known == nullptr ? "-" : known->name();
}

}  // namespace koppel::cli
