#include "matcher/advice.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "koppel/v1/annotations.pb.h"
#include "matcher/rules/merge.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::MessageDifferencer;
using Difference = v1::ReplayAdviceResponse::Difference;

// A longer value is shortened: it is there to be recognised.
constexpr size_t kLongestShown = 500;

std::string Joined(const std::string& path, const FieldDescriptor& field, int index) {
  const std::string name = field.is_repeated() ? absl::StrCat(field.name(), "[", index, "]") : field.name();
  return path.empty() ? name : absl::StrCat(path, ".", name);
}

// A sentence, or words of a resident: what is in no record.
bool HoldsWords(const FieldDescriptor& field) {
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    return field.message_type() == v1::LocalizedText::descriptor();
  }
  return field.options().GetExtension(v1::resident_text);
}

// Of a request: where it is on its road and whose it is, which matching does not look at.
bool IsOfTheRoad(const FieldDescriptor& field) {
  constexpr int kFirstOfTheRoad = 30;
  if (field.containing_type() != v1::Referral::descriptor() || field.number() < kFirstOfTheRoad) return false;
  return field.number() != v1::Referral::kDeclinesFieldNumber && field.number() != v1::Referral::kWaitingAtFieldNumber;
}

std::vector<const FieldDescriptor*> FieldsOf(const Message& message) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  return fields;
}

// Leaves codes, and of a request what matching looks at.
void KeepCodes(Message& message) {
  const Reflection& reflection = *message.GetReflection();
  for (const FieldDescriptor* field : FieldsOf(message)) {
    if (HoldsWords(*field) || IsOfTheRoad(*field)) {
      reflection.ClearField(&message, field);
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        KeepCodes(*reflection.MutableRepeatedMessage(&message, field, i));
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      KeepCodes(*reflection.MutableMessage(&message, field));
    }
  }
}

void FindForeignParts(const Message& message, const std::string& path, ForeignParts& found) {
  const Reflection& reflection = *message.GetReflection();
  if (!reflection.GetUnknownFields(message).empty()) found.unknown_fields.push_back(path);
  for (const FieldDescriptor* field : FieldsOf(message)) {
    if (IsOfTheRoad(*field)) {
      found.of_the_road.push_back(Joined(path, *field, 0));
    } else if (HoldsWords(*field)) {
      found.words.push_back(Joined(path, *field, 0));
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && field->is_repeated()) {
      for (int i = 0; i < reflection.FieldSize(message, field); ++i) {
        FindForeignParts(reflection.GetRepeatedMessage(message, field, i), Joined(path, *field, i), found);
      }
    } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      FindForeignParts(reflection.GetMessage(message, field), Joined(path, *field, 0), found);
    }
  }
}

// Adds the wishes that are read from the words, in the order in which a request is compiled.
void ReadWishes(const Vocabulary& vocabulary, const WishWords& more, v1::Need& need) {
  for (TermId wish : vocabulary.WishesIn(need.wish_text(), more)) {
    const std::string& code = vocabulary.term(wish).code();
    const auto& wishes = need.wishes();
    if (std::find(wishes.begin(), wishes.end(), code) == wishes.end()) need.add_wishes(code);
  }
}

// The request as it is recorded: wishes that stand in words become codes.
v1::Referral RecordedRequest(const v1::Referral& referral, const World& world) {
  const CompiledRules& rules = world.layers->For(world.MunicipalityCode(world.FindArea(referral.area())));
  v1::Referral read = referral;
  for (v1::Need& need : *read.mutable_needs()) ReadWishes(*world.vocabulary, rules.wish_words, need);
  return StructuredRequest(read);
}

std::string Shortened(std::string text) {
  if (text.size() <= kLongestShown) return text;
  size_t end = kLongestShown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // Not within a character.
  return text.substr(0, end) + "...";
}

// The value of a field as text; of a list the one at `index`. Nothing for a field that is not known.
std::string ValueOf(const Message& message, const FieldDescriptor* known, int index) {
  if (known == nullptr) return "";
  const FieldDescriptor& field = *known;
  const Reflection& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return Shortened(field.is_repeated() ? reflection.GetRepeatedString(message, &field, index)
                                         : reflection.GetString(message, &field));
  }
  google::protobuf::TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintFieldValueToString(message, &field, field.is_repeated() ? index : -1, &text);
  return Shortened(text);
}

using Path = std::vector<MessageDifferencer::SpecificField>;

// Notes what a MessageDifferencer finds.
class Notes : public MessageDifferencer::Reporter {
 public:
  void ReportAdded(const Message&, const Message& is, const Path& path) override {
    Add(path).set_is(ValueOf(is, path.back().field, path.back().new_index));
  }

  void ReportDeleted(const Message& was, const Message&, const Path& path) override {
    Add(path).set_was(ValueOf(was, path.back().field, path.back().index));
  }

  void ReportModified(const Message& was, const Message& is, const Path& path) override {
    // What differs within a message has been told.
    const FieldDescriptor* field = path.back().field;
    if (field != nullptr && field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return;
    Difference& difference = Add(path);
    difference.set_was(ValueOf(was, path.back().field, path.back().index));
    difference.set_is(ValueOf(is, path.back().field, path.back().new_index));
  }

  std::vector<Difference> Take() { return std::move(differences_); }

 private:
  Difference& Add(const Path& path) {
    std::string at;
    for (const auto& step : path) {
      if (step.field != nullptr) at = Joined(at, *step.field, std::max(step.index, step.new_index));
    }
    differences_.emplace_back().set_path(at);
    return differences_.back();
  }

  std::vector<Difference> differences_;
};

}  // namespace

v1::Referral StructuredRequest(const v1::Referral& referral) {
  v1::Referral structured = referral;
  KeepCodes(structured);
  return structured;
}

v1::AdviceRecord RecordAdvice(const v1::Referral& referral, int max_proposals, const v1::MatchResponse& answer,
                              const World& world, const std::string& vocabulary_digest) {
  v1::AdviceRecord record;
  record.set_schema_version(kAdviceSchema);
  record.set_matcher_version(kMatcherVersion);
  *record.mutable_referral() = RecordedRequest(referral, world);
  record.set_max_proposals(max_proposals);
  *record.mutable_match_time() = answer.match_time();
  record.set_revision(answer.revision());
  for (const v1::RuleSet& set : world.layers->sets()) record.add_rule_sets(RevisionNameOf(set));
  record.set_vocabulary_digest(vocabulary_digest);
  *record.mutable_escalations() = answer.escalations();
  *record.mutable_proposals() = answer.proposals();
  *record.mutable_near_misses() = answer.near_misses();
  *record.mutable_remarks() = answer.remarks();
  *record.mutable_bridges() = answer.bridges();
  KeepCodes(record);
  return record;
}

std::string BytesOf(const v1::AdviceRecord& record) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream output(&stream);
    output.SetSerializationDeterministic(true);
    record.SerializeToCodedStream(&output);
  }
  return bytes;
}

std::vector<Difference> CompareAdvice(const v1::AdviceRecord& was, const v1::AdviceRecord& is) {
  Notes notes;
  MessageDifferencer differencer;
  differencer.ReportDifferencesTo(&notes);
  differencer.Compare(was, is);
  return notes.Take();
}

ForeignParts ForeignPartsOf(const google::protobuf::Message& message) {
  ForeignParts found;
  FindForeignParts(message, "", found);
  return found;
}

}  // namespace koppel::matcher
