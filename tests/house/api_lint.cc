#include "tests/house/api_lint.h"

#include <regex>
#include <set>
#include <sstream>

#include "koppel/v1/annotations.pb.h"

namespace koppel::house {
namespace {

using ::google::protobuf::Descriptor;
using ::google::protobuf::EnumDescriptor;
using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::FileDescriptor;
using ::google::protobuf::MethodDescriptor;
using ::google::protobuf::ServiceDescriptor;
using ::google::protobuf::SourceLocation;

// "AreaTable" becomes "area_table".
std::string ToSnakeCase(const std::string& camel) {
  std::string snake;
  for (char c : camel) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !snake.empty()) snake += '_';
    snake += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return snake;
}

std::string ToUpperSnakeCase(const std::string& camel) {
  std::string upper = ToSnakeCase(camel);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return upper;
}

bool Matches(const std::string& name, const char* pattern) { return std::regex_match(name, std::regex(pattern)); }

bool IsMessage(const FieldDescriptor* field, const std::string& full_name) {
  return field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && field->message_type()->full_name() == full_name;
}

// The verbs whose methods change one record and answer with it.
bool IsWriteVerb(const std::string& verb) { return verb == "Create" || verb == "Update" || verb == "Set"; }

// A method name taken apart: the verb, and what it is about.
struct MethodName {
  std::string verb;
  std::string noun;
};

MethodName TakeApart(const std::string& name) {
  size_t end = 1;
  while (end < name.size() && std::isupper(static_cast<unsigned char>(name[end])) == 0) ++end;
  return {name.substr(0, end), name.substr(end)};
}

class Linter {
 public:
  explicit Linter(std::vector<std::string>& problems) : problems_(problems) {}

  void CheckFile(const FileDescriptor* file) {
    for (int i = 0; i < file->service_count(); ++i) FindResources(file->service(i));
    for (int i = 0; i < file->message_type_count(); ++i) CheckMessage(file->message_type(i));
    for (int i = 0; i < file->enum_type_count(); ++i) CheckEnum(file->enum_type(i));
    for (int i = 0; i < file->extension_count(); ++i) CheckField(file->extension(i));
    for (int i = 0; i < file->service_count(); ++i) CheckService(file->service(i));
  }

 private:
  void Say(const std::string& name, const std::string& what) { problems_.push_back(name + " " + what); }

  template <typename Element>
  void CheckComment(const Element* element) {
    SourceLocation location;
    if (!element->GetSourceLocation(&location) || location.leading_comments.empty()) {
      Say(element->full_name(), "has no comment");
    }
  }

  void CheckMessage(const Descriptor* message) {
    CheckComment(message);
    if (!Matches(message->name(), "[A-Z][A-Za-z0-9]*")) Say(message->full_name(), "is not in CamelCase");
    for (int i = 0; i < message->field_count(); ++i) CheckField(message->field(i));
    for (int i = 0; i < message->real_oneof_decl_count(); ++i) CheckComment(message->oneof_decl(i));
    for (int i = 0; i < message->nested_type_count(); ++i) CheckMessage(message->nested_type(i));
    for (int i = 0; i < message->enum_type_count(); ++i) CheckEnum(message->enum_type(i));
  }

  void CheckField(const FieldDescriptor* field) {
    CheckComment(field);
    if (!Matches(field->name(), "[a-z][a-z0-9]*(_[a-z0-9]+)*")) Say(field->full_name(), "is not in snake_case");
    const bool flag = field->type() == FieldDescriptor::TYPE_BOOL;
    if (Matches(field->name(), ".*_time") && !flag && !IsMessage(field, "google.protobuf.Timestamp") &&
        !field->options().GetExtension(koppel::v1::time_of_day)) {
      Say(field->full_name(), "is neither a Timestamp nor a time of day");
    }
    if (Matches(field->name(), ".*_date") && field->type() != FieldDescriptor::TYPE_STRING) {
      Say(field->full_name(), "is no date in text");
    }
  }

  void CheckEnum(const EnumDescriptor* type) {
    CheckComment(type);
    const std::string zero = ToUpperSnakeCase(type->name()) + "_UNSPECIFIED";
    if (type->value(0)->number() != 0 || type->value(0)->name() != zero) {
      Say(type->full_name(), "does not start with " + zero);
    }
    for (int i = 0; i < type->value_count(); ++i) {
      CheckComment(type->value(i));
      if (!Matches(type->value(i)->name(), "[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")) {
        Say(type->value(i)->full_name(), "is not in UPPER_SNAKE_CASE");
      }
    }
  }

  // Resources are what a service can create, update or set.
  void FindResources(const ServiceDescriptor* service) {
    for (int i = 0; i < service->method_count(); ++i) {
      if (IsWriteVerb(TakeApart(service->method(i)->name()).verb)) {
        resources_.insert(service->method(i)->output_type()->full_name());
      }
    }
  }

  void CheckService(const ServiceDescriptor* service) {
    CheckComment(service);
    for (int i = 0; i < service->method_count(); ++i) CheckMethod(service->method(i));
  }

  void CheckMethod(const MethodDescriptor* method) {
    CheckComment(method);
    const MethodName name = TakeApart(method->name());
    if (method->input_type()->name() != method->name() + "Request") {
      Say(method->full_name(), "does not take " + method->name() + "Request");
    }
    CheckResponse(method, name);
    if (name.verb == "List" || name.verb == "Search") CheckPaging(method);
    if (IsWriteVerb(name.verb) || name.verb == "Delete" || name.verb == "Import") CheckMutation(method);
    if (IsWriteVerb(name.verb)) CheckWrite(method, name);
    const bool one_record = name.verb == "Get" && resources_.count(method->output_type()->full_name()) > 0;
    if (one_record || name.verb == "Delete") Require(method->input_type(), "name", FieldDescriptor::TYPE_STRING);
    if (name.verb == "Delete") Require(method->input_type(), "etag", FieldDescriptor::TYPE_STRING);
  }

  void CheckResponse(const MethodDescriptor* method, const MethodName& name) {
    const bool record = name.verb == "Get" || IsWriteVerb(name.verb);
    const std::string expected = record ? method->file()->package() + "." + name.noun
                                 : name.verb == "Delete"
                                     ? "google.protobuf.Empty"
                                     : method->file()->package() + "." + method->name() + "Response";
    if (method->output_type()->full_name() != expected) Say(method->full_name(), "does not give " + expected);
  }

  void CheckPaging(const MethodDescriptor* method) {
    Require(method->input_type(), "page_size", FieldDescriptor::TYPE_INT32);
    Require(method->input_type(), "page_token", FieldDescriptor::TYPE_STRING);
    Require(method->output_type(), "next_page_token", FieldDescriptor::TYPE_STRING);
    const FieldDescriptor* first = method->output_type()->FindFieldByNumber(1);
    if (first == nullptr || !first->is_repeated()) {
      Say(method->output_type()->full_name(), "does not have what it lists in field 1");
    }
  }

  // A stream carries what belongs to the call in the options of its first message.
  void CheckMutation(const MethodDescriptor* method) {
    const Descriptor* options = method->input_type()->FindNestedTypeByName("Options");
    const Descriptor* request = options == nullptr ? method->input_type() : options;
    Require(request, "request_id", FieldDescriptor::TYPE_STRING);
    Require(request, "validate_only", FieldDescriptor::TYPE_BOOL);
  }

  void CheckWrite(const MethodDescriptor* method, const MethodName& name) {
    const Descriptor* request = method->input_type();
    Require(request, ToSnakeCase(name.noun), FieldDescriptor::TYPE_MESSAGE);
    if (name.verb == "Create") Require(request, ToSnakeCase(name.noun) + "_id", FieldDescriptor::TYPE_STRING);
    if (name.verb == "Update") Require(request, "update_mask", FieldDescriptor::TYPE_MESSAGE);
    Require(method->output_type(), "name", FieldDescriptor::TYPE_STRING);
    Require(method->output_type(), "etag", FieldDescriptor::TYPE_STRING);
  }

  void Require(const Descriptor* message, const std::string& field_name, FieldDescriptor::Type type) {
    const FieldDescriptor* field = message->FindFieldByName(field_name);
    if (field == nullptr) {
      Say(message->full_name(), "has no " + field_name);
    } else if (field->type() != type || field->is_repeated()) {
      Say(field->full_name(), "is of the wrong type");
    }
  }

  std::vector<std::string>& problems_;
  std::set<std::string> resources_;
};

void AddNumbers(const EnumDescriptor* type, Numbers& numbers) {
  for (int i = 0; i < type->value_count(); ++i) {
    numbers[type->full_name() + "." + type->value(i)->name()] = type->value(i)->number();
  }
}

void AddNumbers(const Descriptor* message, Numbers& numbers) {
  for (int i = 0; i < message->field_count(); ++i)
    numbers[message->field(i)->full_name()] = message->field(i)->number();
  for (int i = 0; i < message->nested_type_count(); ++i) AddNumbers(message->nested_type(i), numbers);
  for (int i = 0; i < message->enum_type_count(); ++i) AddNumbers(message->enum_type(i), numbers);
}

}  // namespace

std::vector<std::string> LintApi(const Files& files) {
  std::vector<std::string> problems;
  for (const FileDescriptor* file : files) Linter(problems).CheckFile(file);
  return problems;
}

Numbers NumbersOf(const Files& files) {
  Numbers numbers;
  for (const FileDescriptor* file : files) {
    for (int i = 0; i < file->message_type_count(); ++i) AddNumbers(file->message_type(i), numbers);
    for (int i = 0; i < file->enum_type_count(); ++i) AddNumbers(file->enum_type(i), numbers);
    for (int i = 0; i < file->extension_count(); ++i) {
      numbers[file->extension(i)->full_name()] = file->extension(i)->number();
    }
  }
  return numbers;
}

std::string FormatNumbers(const Numbers& numbers) {
  std::string text;
  for (const auto& [name, number] : numbers) text += name + "=" + std::to_string(number) + "\n";
  return text;
}

Numbers ParseNumbers(const std::string& text) {
  Numbers numbers;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const size_t equals = line.find('=');
    if (equals != std::string::npos) numbers[line.substr(0, equals)] = std::stoi(line.substr(equals + 1));
  }
  return numbers;
}

std::vector<std::string> CompareNumbers(const Numbers& stored, const Numbers& now) {
  std::vector<std::string> differences;
  for (const auto& [name, number] : stored) {
    const auto found = now.find(name);
    if (found == now.end()) {
      differences.push_back(name + " is gone: reserve " + std::to_string(number));
    } else if (found->second != number) {
      differences.push_back(name + " was " + std::to_string(number) + " and is " + std::to_string(found->second));
    }
  }
  for (const auto& [name, number] : now) {
    if (stored.count(name) == 0) differences.push_back(name + "=" + std::to_string(number) + " is new");
  }
  return differences;
}

}  // namespace koppel::house
