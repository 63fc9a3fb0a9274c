#include "server/validation.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/text_guard.h"
#include "base/utf8.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/timestamp.pb.h"
#include "koppel/v1/annotations.pb.h"
#include "koppel/v1/area.pb.h"
#include "koppel/v1/referral_service.pb.h"
#include "koppel/v1/rules.pb.h"
#include "server/limits.h"
#include "server/page_token.h"
#include "server/record_rules.h"
#include "server/records.h"

namespace koppel::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr size_t kLongestPageToken = 1000;

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? text[i] != '-' : !std::isxdigit(static_cast<unsigned char>(text[i]))) return false;
  }
  return true;
}

Sentence UnknownTerm(v1::TermKind kind) {
  switch (kind) {
    case v1::EXPERTISE:
      return Sentence::kUnknownExpertise;
    case v1::TARGET_GROUP:
      return Sentence::kUnknownTargetGroup;
    case v1::WISH:
      return Sentence::kUnknownWish;
    case v1::LANGUAGE:
      return Sentence::kUnknownLanguage;
    case v1::PRODUCT_CATEGORY:
      return Sentence::kUnknownProductCategory;
    default:
      return Sentence::kUnknownSubtopic;
  }
}

Sentence Holds(PersonalData::Kind kind) {
  switch (kind) {
    case PersonalData::Kind::kBsn:
      return Sentence::kHoldsBsn;
    case PersonalData::Kind::kEmail:
      return Sentence::kHoldsEmail;
    case PersonalData::Kind::kPhone:
      break;
  }
  return Sentence::kHoldsPhone;
}

// A request that makes a record names it apart from the record.
bool MakesRecord(const Message& root) { return root.GetDescriptor()->name().starts_with("Create"); }

class Walk {
 public:
  Walk(const Message& root, const Known& known, Violations& violations)
      : known_(known),
        violations_(violations),
        names_ignored_(MakesRecord(root)),
        changes_referral_(root.GetDescriptor() == v1::UpdateReferralRequest::descriptor()) {}

  void VisitMessage(const Message& message, const std::string& path) {
    const auto& descriptor = *message.GetDescriptor();
    if (descriptor.full_name() == "google.protobuf.Timestamp") return VisitTimestamp(message, path);
    if (descriptor.file()->package() != "koppel.v1") return;
    for (int i = 0; i < descriptor.field_count(); ++i) VisitField(message, *descriptor.field(i), path);
    CheckRecordRules(message, known_, path, violations_);
  }

 private:
  void VisitField(const Message& message, const FieldDescriptor& field, const std::string& path) {
    const bool identifies = Behaves(field, v1::IDENTIFIER);
    if (Behaves(field, v1::OUTPUT_ONLY) || (identifies && names_ignored_)) return;
    const std::string at = JoinPath(path, field.name());
    if (!IsSet(message, field)) {
      const bool needed = identifies ? !MayBeNameless(field) : Behaves(field, v1::REQUIRED);
      if (needed) violations_.Add(at, Sentence::kRequired);
      return;
    }
    if (!field.is_repeated()) return VisitValue(message, field, -1, at);
    const int size = message.GetReflection()->FieldSize(message, &field);
    if (size > MaxValuesOf(field)) {
      return violations_.Add(at, Sentence::kTooMany, {{"max", std::to_string(MaxValuesOf(field))}});
    }
    for (int i = 0; i < size; ++i) VisitValue(message, field, i, absl::StrCat(at, "[", i, "]"));
  }

  // A request for support that is only tried out has no name.
  bool MayBeNameless(const FieldDescriptor& field) const {
    return field.containing_type() == v1::Referral::descriptor() && !changes_referral_;
  }

  static bool IsSet(const Message& message, const FieldDescriptor& field) {
    const Reflection& reflection = *message.GetReflection();
    return field.is_repeated() ? reflection.FieldSize(message, &field) > 0 : reflection.HasField(message, &field);
  }

  // `index` is -1 for a field that is not repeated.
  void VisitValue(const Message& message, const FieldDescriptor& field, int index, const std::string& at) {
    const Reflection& reflection = *message.GetReflection();
    const bool repeated = index >= 0;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING: {
        if (field.type() == FieldDescriptor::TYPE_BYTES) return;
        return VisitString(
            field, at,
            repeated ? reflection.GetRepeatedString(message, &field, index) : reflection.GetString(message, &field));
      }
      case FieldDescriptor::CPPTYPE_MESSAGE:
        // A rule set is checked by its handler, so that what is wrong in it is a list of problems and no refusal.
        if (field.message_type() == v1::RuleSet::descriptor()) return;
        return VisitMessage(
            repeated ? reflection.GetRepeatedMessage(message, &field, index) : reflection.GetMessage(message, &field),
            at);
      case FieldDescriptor::CPPTYPE_ENUM:
        return VisitEnum(field, at,
                         repeated ? reflection.GetRepeatedEnumValue(message, &field, index)
                                  : reflection.GetEnumValue(message, &field));
      case FieldDescriptor::CPPTYPE_INT32:
        return VisitNumber(
            field, at,
            repeated ? reflection.GetRepeatedInt32(message, &field, index) : reflection.GetInt32(message, &field));
      case FieldDescriptor::CPPTYPE_INT64:
        return VisitNumber(field, at, reflection.GetInt64(message, &field));
      default:
        return;
    }
  }

  void VisitEnum(const FieldDescriptor& field, const std::string& at, int number) {
    // In a list, "not stated" says nothing and is a mistake.
    const bool stated = number != 0 || !field.is_repeated();
    if (stated && field.enum_type()->FindValueByNumber(number) != nullptr) return;
    violations_.Add(at, Sentence::kUnknownEnum, {{"value", std::to_string(number)}});
  }

  void VisitNumber(const FieldDescriptor& field, const std::string& at, int64_t value) {
    const auto [min, max] = BoundsOf(field);
    if (value >= min && value <= max) return;
    violations_.Add(at, Sentence::kOutOfRange,
                    {{"value", std::to_string(value)}, {"min", std::to_string(min)}, {"max", std::to_string(max)}});
  }

  void VisitTimestamp(const Message& message, const std::string& at) {
    const auto& timestamp = static_cast<const google::protobuf::Timestamp&>(message);
    // The years 1 to 9999, as the type itself declares.
    const bool valid = timestamp.seconds() >= -62135596800 && timestamp.seconds() <= 253402300799 &&
                       timestamp.nanos() >= 0 && timestamp.nanos() <= 999999999;
    if (!valid) violations_.Add(at, Sentence::kBadTimestamp);
  }

  void VisitString(const FieldDescriptor& field, const std::string& at, const std::string& value) {
    if (const auto byte = FirstNotUtf8(value); byte.has_value()) {
      return violations_.Add(at, Sentence::kNotUtf8At, {{"byte", std::to_string(*byte + 1)}});
    }
    if (value.empty()) return violations_.Add(at, Sentence::kRequired);  // In a list.
    if (field.name() == "page_token") return VisitPageToken(at, value);
    if (field.name() == "request_id") {
      if (!IsUuid(value)) violations_.Add(at, Sentence::kBadUuid);
      return;
    }
    if (names_ignored_ && field.name().ends_with("_id")) {
      if (!IsId(value)) violations_.Add(at, Sentence::kBadId);
      return;
    }
    if (!VisitLength(field, at, value)) return;
    VisitDeclared(field, at, value);
  }

  void VisitPageToken(const std::string& at, const std::string& value) {
    if (value.size() > kLongestPageToken || !OpenPageToken(value).has_value()) {
      violations_.Add(at, Sentence::kBadPageToken);
    }
  }

  // Whether the text is short enough to be looked at further.
  bool VisitLength(const FieldDescriptor& field, const std::string& at, const std::string& value) {
    const int max = MaxCharactersOf(field);
    if (CountCharacters(value) <= static_cast<size_t>(max)) return true;
    violations_.Add(at, Sentence::kTooLong, {{"max", std::to_string(max)}});
    return false;
  }

  void VisitDeclared(const FieldDescriptor& field, const std::string& at, const std::string& value) {
    const auto& options = field.options();
    if (options.GetExtension(v1::area_code)) VisitArea(field, at, value);
    if (options.GetExtension(v1::date) && !ParseDate(value).has_value()) violations_.Add(at, Sentence::kBadDate);
    if (options.GetExtension(v1::time_of_day) && !ParseTimeOfDay(value).has_value()) {
      violations_.Add(at, Sentence::kBadTimeOfDay);
    }
    if (HoldsResidentText(field)) VisitResidentText(at, value);
    if (!options.GetExtension(v1::resource).empty()) VisitName(field, at, value);
    const v1::TermKind kind = options.GetExtension(v1::term);
    if (kind != v1::TERM_KIND_UNSPECIFIED && known_.vocabulary.Find(kind, value) == matcher::kNoTerm) {
      violations_.Add(at, UnknownTerm(kind), {{"code", Shown(value)}});
    }
  }

  void VisitArea(const FieldDescriptor& field, const std::string& at, const std::string& value) {
    if (!IsAreaCode(value)) return violations_.Add(at, Sentence::kBadAreaCode, {{"code", Shown(value)}});
    // A table says which areas there are; what its areas refer to is checked with the table as a whole.
    if (field.containing_type() == v1::Area::descriptor() || !known_.knows_area) return;
    if (!known_.knows_area(value)) violations_.Add(at, Sentence::kUnknownArea, {{"code", value}});
  }

  void VisitResidentText(const std::string& at, const std::string& value) {
    const std::vector<PersonalData> found = FindPersonalData(value);
    const std::string_view text = value;
    for (size_t i = 0; i < std::min(found.size(), kMaxPlacesNamed); ++i) {
      const size_t before = CountCharacters(text.substr(0, found[i].begin));
      const size_t length = CountCharacters(text.substr(found[i].begin, found[i].end - found[i].begin));
      violations_.Add(at, Holds(found[i].kind),
                      {{"from", std::to_string(before + 1)}, {"to", std::to_string(before + length)}});
    }
    if (found.size() <= kMaxPlacesNamed) return;
    violations_.Add(at, Sentence::kHoldsMore, {{"count", std::to_string(found.size() - kMaxPlacesNamed)}});
  }

  void VisitName(const FieldDescriptor& field, const std::string& at, const std::string& value) {
    const std::string& collection = field.options().GetExtension(v1::resource);
    const bool lists = field.name() == "parent" && field.containing_type()->name().starts_with("List");
    if (lists && value == kAnyParent) return;
    if (!IsNameIn(collection, value)) {
      return violations_.Add(at, Sentence::kBadName, {{"pattern", std::string(NamePattern(collection))}});
    }
    // What a request is about is looked up by its handler: that it is missing is NOT_FOUND.
    const bool is_nested = at.find('.') != std::string::npos;
    const bool is_subject = !is_nested && (field.name() == "name" || field.name() == "parent");
    const bool refers = !Behaves(field, v1::IDENTIFIER) && !is_subject;
    if (refers && known_.exists && !known_.exists(value)) {
      violations_.Add(at, Sentence::kNoSuchRecord, {{"name", value}});
    }
  }

  const Known& known_;
  Violations& violations_;
  const bool names_ignored_;
  const bool changes_referral_;
};

}  // namespace

void Validate(const Message& message, const Known& known, Violations& violations) {
  Walk(message, known, violations).VisitMessage(message, "");
}

}  // namespace koppel::server
