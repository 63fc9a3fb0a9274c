#include "clients/cli/rule_sheet_rows.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "base/civil.h"
#include "clients/cli/enums.h"
#include "google/protobuf/reflection.h"

namespace koppel::cli {
namespace {

namespace v1 = koppel::v1;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using koppel::v1::LocalizedText;

// A step of an agreement: a number of days, and all else in the row of the agreement itself.
constexpr RowKind Step(const char* word, const char* days) {
  return {word, "agreements", {"", "id", nullptr, days}, Text::kSheetNoAgreement};
}

constexpr RowKind kKinds[] = {
    {"punten",
     "preferences",
     {"", "id", nullptr, "points", nullptr, "source", "rationale", "start_date"},
     Text::kSheetNewPreference},
    {"afspraak",
     "agreements",
     {"", "id", "urgency", "answer_working_days", nullptr, "source", "rationale", "start_date"},
     std::nullopt},
    Step("afspraak-ontvangst", "receipt_working_days"),
    Step("afspraak-contact", "first_contact_working_days"),
    Step("afspraak-start", "start_working_days"),
    {"afwijzing",
     "decline_reasons",
     {"", "id", "cause", "days", nullptr, "source", "rationale", "start_date"},
     Text::kSheetNewReason},
    {"woorden", "terms", {"", "id", "wish", nullptr, "words", "source", "rationale", "start_date"}, std::nullopt}};

bool IsWordList(const Place& place) {
  return place.field->is_repeated() && place.field->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
}

// Words are separated by commas; a comma within one is written "\,".
std::string JoinWords(const Place& place) {
  const auto words = place.message->GetReflection()->GetRepeatedFieldRef<std::string>(*place.message, place.field);
  return absl::StrJoin(words, ", ", [](std::string* out, const std::string& word) {
    out->append(absl::StrReplaceAll(word, {{"\\", "\\\\"}, {",", "\\,"}}));
  });
}

std::vector<std::string> SplitWords(const std::string& text) {
  std::vector<std::string> words(1);
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ',') {
      words.emplace_back();
    } else {
      if (text[i] == '\\' && i + 1 < text.size()) ++i;
      words.back() += text[i];
    }
  }
  for (std::string& word : words) absl::StripAsciiWhitespace(&word);
  words.erase(std::remove(words.begin(), words.end(), ""), words.end());
  return words;
}

std::string NumberOf(const Place& place) {
  const auto* reflection = place.message->GetReflection();
  if (place.index >= 0) return absl::StrCat(reflection->GetRepeatedInt32(*place.message, place.field, place.index));
  if (place.field->has_presence() && !reflection->HasField(*place.message, place.field)) return "";
  return absl::StrCat(reflection->GetInt32(*place.message, place.field));
}

// "1-11-2026", as spreadsheets show dates, becomes "2026-11-01"; other texts stay.
std::string IsoDate(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, '-');
  int day = 0;
  int month = 0;
  int year = 0;
  if (parts.size() != 3 || parts[2].size() != 4 || !absl::SimpleAtoi(parts[0], &day) ||
      !absl::SimpleAtoi(parts[1], &month) || !absl::SimpleAtoi(parts[2], &year) || day < 0 || month < 0 || year < 0) {
    return text;
  }
  return absl::StrFormat("%04d-%02d-%02d", year, month, day);
}

std::optional<LocalizedText> SetNumber(const Place& place, const std::string& text) {
  int32_t number = 0;
  if (!absl::SimpleAtoi(text, &number)) return Say(Text::kSheetBadNumber, {{"value", text}});
  const auto* reflection = place.message->GetReflection();
  if (place.index >= 0) {
    reflection->SetRepeatedInt32(place.message, place.field, place.index, number);
  } else {
    reflection->SetInt32(place.message, place.field, number);
  }
  return std::nullopt;
}

std::optional<LocalizedText> SetEnum(const Place& place, const std::string& text) {
  const auto* type = place.field->enum_type();
  const auto* value = type->FindValueByName(absl::AsciiStrToUpper(text));
  if (value == nullptr || value->number() == 0) {
    return Say(Text::kSheetNotAChoice, {{"value", text}, {"choices", absl::StrJoin(ChoicesOf(type), ", ")}});
  }
  place.message->GetReflection()->SetEnum(place.message, place.field, value);
  return std::nullopt;
}

std::optional<LocalizedText> SetWords(const Place& place, const std::string& text) {
  const std::vector<std::string> words = SplitWords(text);
  if (words.empty()) return Say(Text::kSheetNoWords);
  const auto* reflection = place.message->GetReflection();
  reflection->ClearField(place.message, place.field);
  for (const std::string& word : words) reflection->AddString(place.message, place.field, word);
  return std::nullopt;
}

const FieldDescriptor* ListOf(const RowKind& kind) { return v1::RuleSet::descriptor()->FindFieldByName(kind.list); }

SheetRow RowOf(const RowKind& kind, Message* rule) {
  const auto* type = rule->GetDescriptor();
  const std::string id = rule->GetReflection()->GetString(*rule, type->FindFieldByName("id"));
  SheetRow row{kind.word, id, absl::StrCat(kind.list, "[", id, "]"), kind.fields[kSource] == nullptr, {}};
  for (int column = kFor; column < kColumnCount; ++column) {
    if (kind.fields[column] != nullptr) row.places[column] = {rule, type->FindFieldByName(kind.fields[column])};
  }
  return row;
}

// "exact" for a field; "need_percent_1", "need_percent_2" for the elements of one that is repeated.
std::vector<SheetRow> WeightRows(v1::Weights& weights) {
  std::vector<SheetRow> rows;
  const auto add = [&](const FieldDescriptor* field, const std::string& id, int index) {
    SheetRow row{kWeightKind, id, "weights", false, {}};
    row.places[kValue] = {&weights, field, index};
    rows.push_back(std::move(row));
  };
  for (int i = 0; i < weights.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = weights.GetDescriptor()->field(i);
    const int size = field->is_repeated() ? weights.GetReflection()->FieldSize(weights, field) : 0;
    for (int index = 0; index < size; ++index) add(field, absl::StrCat(field->name(), "_", index + 1), index);
    if (!field->is_repeated()) add(field, field->name(), -1);
  }
  return rows;
}

// Its numbers and its answers; where it comes from stands in the text file.
std::vector<SheetRow> ProcedureRows(v1::Procedure& procedure) {
  std::vector<SheetRow> rows;
  for (int i = 0; i < procedure.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor* field = procedure.GetDescriptor()->field(i);
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) continue;
    SheetRow row{kProcedureKind, field->name(), "procedure", false, {}};
    row.places[kValue] = {&procedure, field};
    rows.push_back(std::move(row));
  }
  return rows;
}

void Append(std::vector<SheetRow> more, std::vector<SheetRow>& rows) {
  rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

const RowKind* KindNamed(const std::string& word) {
  const auto* kind =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const RowKind& k) { return k.word == word; });
  return kind == std::end(kKinds) ? nullptr : kind;
}

std::string KindWords() {
  return absl::StrCat(absl::StrJoin(kKinds, ", ", [](std::string* out, const RowKind& k) { out->append(k.word); }),
                      ", ", kWeightKind, ", ", kProcedureKind);
}

std::vector<SheetRow> RowsOf(v1::RuleSet& rule_set) {
  std::vector<SheetRow> rows;
  for (const RowKind& kind : kKinds) {
    const FieldDescriptor* list = ListOf(kind);
    for (int i = 0; i < rule_set.GetReflection()->FieldSize(rule_set, list); ++i) {
      rows.push_back(RowOf(kind, rule_set.GetReflection()->MutableRepeatedMessage(&rule_set, list, i)));
    }
  }
  if (rule_set.has_weights()) Append(WeightRows(*rule_set.mutable_weights()), rows);
  if (rule_set.has_procedure()) Append(ProcedureRows(*rule_set.mutable_procedure()), rows);
  return rows;
}

std::vector<SheetRow> AddRows(const RowKind& kind, const std::string& id, v1::RuleSet& rule_set) {
  Message* rule = rule_set.GetReflection()->AddMessage(&rule_set, ListOf(kind));
  rule->GetReflection()->SetString(rule, rule->GetDescriptor()->FindFieldByName("id"), id);
  std::vector<SheetRow> rows = {RowOf(kind, rule)};
  for (const RowKind& part : kKinds) {
    if (ListOf(part) == ListOf(kind) && part.word != kind.word) rows.push_back(RowOf(part, rule));
  }
  return rows;
}

std::string TextOf(const Place& place) {
  if (place.message == nullptr) return "";
  if (IsWordList(place)) return JoinWords(place);
  const auto* reflection = place.message->GetReflection();
  switch (place.field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return NumberOf(place);
    case FieldDescriptor::CPPTYPE_ENUM: {
      const int value = reflection->GetEnumValue(*place.message, place.field);
      return value == 0 ? "" : NameOfValue(place.field->enum_type(), value);
    }
    default:
      return reflection->GetString(*place.message, place.field);
  }
}

std::string Normal(int column, std::string_view cell) {
  std::string text(absl::StripAsciiWhitespace({cell.data(), cell.size()}));
  text = absl::StrReplaceAll(text, {{"\r\n", "\n"}});
  return column == kStart ? IsoDate(text) : text;
}

std::optional<LocalizedText> SetTo(const Place& place, int column, const std::string& text) {
  if (IsWordList(place)) return SetWords(place, text);
  if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_INT32) return SetNumber(place, text);
  if (place.field->cpp_type() == FieldDescriptor::CPPTYPE_ENUM) return SetEnum(place, text);
  if (column == kStart && !ParseDate(text).has_value()) return Say(Text::kSheetBadDate, {{"value", text}});
  place.message->GetReflection()->SetString(place.message, place.field, text);
  return std::nullopt;
}

}  // namespace koppel::cli
