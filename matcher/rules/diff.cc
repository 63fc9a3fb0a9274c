#include "matcher/rules/diff.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/civil.h"
#include "base/rule_sentences.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/rules/example_checks.h"

namespace koppel::matcher {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::RepeatedPtrField;
using google::protobuf::TextFormat;
using google::protobuf::util::MessageDifferencer;
using v1::RuleChange;

bool IsMessage(const FieldDescriptor& field) { return field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE; }

// A list of words or patterns in a part of a lexicon.
bool IsWords(const FieldDescriptor& field) {
  return field.is_repeated() && field.cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
         field.file() == v1::Lexicon::descriptor()->file();
}

// On one line, as it would stand in a file.
std::string TextOf(const Message& message) {
  TextFormat::Printer printer;
  printer.SetSingleLineMode(true);
  printer.SetUseUtf8StringEscaping(true);
  std::string text;
  printer.PrintToString(message, &text);
  return std::string(absl::StripTrailingAsciiWhitespace(text));
}

// A value that is no message; `i` is its place in a list, -1 where there is no list.
std::string ScalarText(const Message& message, const FieldDescriptor& field, int i) {
  const auto& reflection = *message.GetReflection();
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
    return i < 0 ? reflection.GetString(message, &field) : reflection.GetRepeatedString(message, &field, i);
  }
  std::string text;
  TextFormat::Printer().PrintFieldValueToString(message, &field, i, &text);
  return text;
}

// The value of a field as one text; empty when it has none.
std::string FieldText(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  if (field.is_repeated()) {
    std::vector<std::string> texts;
    for (int i = 0; i < reflection.FieldSize(message, &field); ++i) {
      texts.push_back(IsMessage(field)
                          ? absl::StrCat("{ ", TextOf(reflection.GetRepeatedMessage(message, &field, i)), " }")
                          : ScalarText(message, field, i));
    }
    return absl::StrJoin(texts, ", ");
  }
  if (field.has_presence() && !reflection.HasField(message, &field)) return "";
  return IsMessage(field) ? TextOf(reflection.GetMessage(message, &field)) : ScalarText(message, field, -1);
}

// What tells the elements of a list apart: the id or the date, else the title, the name or the words.
std::string KeyOf(const Message& element) {
  if (const auto* entry = dynamic_cast<const v1::DirectoryEntry*>(&element)) return NameOf(*entry);
  for (const char* name : {"id", "free_date", "title", "name", "words"}) {
    const FieldDescriptor* field = element.GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) return element.GetReflection()->GetString(element, field);
  }
  return "";
}

// What is compared of an element.
const Message& ContentOf(const Message& element) {
  const auto* entry = dynamic_cast<const v1::DirectoryEntry*>(&element);
  const Message* record = entry == nullptr ? nullptr : RecordOf(*entry);
  return record == nullptr ? element : *record;
}

// The elements of a list by key; of a key that is used twice, in their order.
class KeyedList {
 public:
  KeyedList(const Message& set, const FieldDescriptor& field) {
    for (int i = 0; i < set.GetReflection()->FieldSize(set, &field); ++i) {
      const Message& element = set.GetReflection()->GetRepeatedMessage(set, &field, i);
      std::string key = KeyOf(element);
      const int time = times_[key]++;
      keys_.emplace_back(std::move(key), time);
      elements_[keys_.back()] = &element;
    }
  }

  using Key = std::pair<std::string, int>;
  const std::vector<Key>& keys() const { return keys_; }
  const Message* Find(const Key& key) const {
    const auto found = elements_.find(key);
    return found == elements_.end() ? nullptr : found->second;
  }

  // The keys that `other` has too, in the order of this list.
  std::string OrderWith(const KeyedList& other) const {
    std::vector<std::string> shared;
    for (const Key& key : keys_) {
      if (other.Find(key) != nullptr) shared.push_back(key.first);
    }
    return absl::StrJoin(shared, ", ");
  }

 private:
  std::map<std::string, int> times_;
  std::vector<Key> keys_;
  std::map<Key, const Message*> elements_;
};

class Differ {
 public:
  std::vector<RuleChange> Run(const v1::RuleSet& base, const v1::RuleSet& candidate) {
    const auto& descriptor = *v1::RuleSet::descriptor();
    for (int i = 0; i < descriptor.field_count(); ++i) {
      const FieldDescriptor& field = *descriptor.field(i);
      if (field.number() == v1::RuleSet::kRevisionFieldNumber) continue;
      if (field.number() == v1::RuleSet::kLexiconFieldNumber) {
        DiffLexicon(base.lexicon(), candidate.lexicon());
      } else if (field.is_repeated() && IsMessage(field)) {
        DiffList(field.name(), KeyedList(base, field), KeyedList(candidate, field));
      } else {
        DiffField(field.name(), field, base, candidate);
      }
    }
    return std::move(changes_);
  }

 private:
  void Add(RuleChange::Kind kind, const std::string& path, const std::string& before, const std::string& after) {
    RuleChange& change = changes_.emplace_back();
    change.set_kind(kind);
    change.set_path(path);
    change.set_before(before);
    change.set_after(after);
  }

  void DiffList(const std::string& path, const KeyedList& base, const KeyedList& candidate) {
    const std::string order_before = base.OrderWith(candidate);
    const std::string order_after = candidate.OrderWith(base);
    if (order_before != order_after) Add(RuleChange::CHANGED, path, order_before, order_after);
    for (const KeyedList::Key& key : candidate.keys()) {
      const Message* before = base.Find(key);
      const Message* after = candidate.Find(key);
      const std::string at = absl::StrCat(path, "[", key.first, "]");
      if (before == nullptr) {
        Add(RuleChange::ADDED, at, "", TextOf(*after));
      } else if (after->GetDescriptor() == v1::LexiconSign::descriptor()) {
        DiffSign(at, *before, *after);
      } else {
        DiffElement(at, ContentOf(*before), ContentOf(*after));
      }
    }
    for (const KeyedList::Key& key : base.keys()) {
      if (candidate.Find(key) != nullptr) continue;
      Add(RuleChange::REMOVED, absl::StrCat(path, "[", key.first, "]"), TextOf(*base.Find(key)), "");
    }
  }

  // There are very many, and their points are worked out together: one line for each.
  void DiffSign(const std::string& path, const Message& before, const Message& after) {
    if (MessageDifferencer::Equals(before, after)) return;
    Add(RuleChange::CHANGED, path, TextOf(before), TextOf(after));
  }

  void DiffLexicon(const v1::Lexicon& before, const v1::Lexicon& after) {
    for (int i = 0; i < v1::Lexicon::descriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *v1::Lexicon::descriptor()->field(i);
      const std::string path = absl::StrCat("lexicon.", field.name());
      if (!field.is_repeated()) {
        DiffField(path, field, before, after);
      } else if (IsMessage(field)) {
        DiffList(path, KeyedList(before, field), KeyedList(after, field));
      } else {
        DiffWords(path, field, before, after);
      }
    }
  }

  // Lists of words are long, and their order says nothing: only what came and what went is named.
  void DiffWords(const std::string& path, const FieldDescriptor& field, const Message& before, const Message& after) {
    const std::vector<std::string> words_before = WordsIn(before, field);
    const std::vector<std::string> words_after = WordsIn(after, field);
    const std::string added = Without(words_after, words_before);
    const std::string removed = Without(words_before, words_after);
    if (!added.empty()) Add(RuleChange::ADDED, path, "", added);
    if (!removed.empty()) Add(RuleChange::REMOVED, path, removed, "");
    if (added.empty() && removed.empty() && words_before != words_after) {
      Add(RuleChange::CHANGED, path, absl::StrJoin(words_before, ", "), absl::StrJoin(words_after, ", "));
    }
  }

  static std::vector<std::string> WordsIn(const Message& message, const FieldDescriptor& field) {
    std::vector<std::string> words;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
      words.push_back(message.GetReflection()->GetRepeatedString(message, &field, i));
    }
    return words;
  }

  static std::string Without(const std::vector<std::string>& words, const std::vector<std::string>& others) {
    const std::set<std::string> known(others.begin(), others.end());
    std::vector<std::string> left;
    std::copy_if(words.begin(), words.end(), std::back_inserter(left),
                 [&](const std::string& word) { return !known.contains(word); });
    return absl::StrJoin(left, ", ");
  }

  void DiffElement(const std::string& path, const Message& before, const Message& after) {
    if (before.GetDescriptor() != after.GetDescriptor()) {
      Add(RuleChange::CHANGED, path, TextOf(before), TextOf(after));
      return;
    }
    for (int i = 0; i < before.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *before.GetDescriptor()->field(i);
      DiffField(absl::StrCat(path, ".", field.name()), field, before, after);
    }
  }

  // Sentences, the weights and the procedure field by field, the words of a lexicon one by one, other values as one
  // text.
  void DiffField(const std::string& path, const FieldDescriptor& field, const Message& before, const Message& after) {
    if (IsWords(field)) return DiffWords(path, field, before, after);
    const auto* type = IsMessage(field) && !field.is_repeated() ? field.message_type() : nullptr;
    if (type == v1::Sentence::descriptor() || type == v1::LocalizedText::descriptor() ||
        type == v1::Weights::descriptor() || type == v1::Procedure::descriptor() ||
        type == v1::LexiconScale::descriptor()) {
      const auto part = [&](const Message& of) -> const Message& { return of.GetReflection()->GetMessage(of, &field); };
      return DiffElement(path, part(before), part(after));
    }
    const std::string text_before = FieldText(before, field);
    const std::string text_after = FieldText(after, field);
    if (text_before == text_after) return;
    Add(text_before.empty()  ? RuleChange::ADDED
        : text_after.empty() ? RuleChange::REMOVED
                             : RuleChange::CHANGED,
        path, text_before, text_after);
  }

  std::vector<RuleChange> changes_;
};

// As ForChangedRules, for one kind.
template <typename Rule, typename Look>
void ForChangedOfKind(const std::string& kind, const RepeatedPtrField<Rule>& base,
                      const RepeatedPtrField<Rule>& candidate, const Look& look) {
  std::map<std::string, const Rule*> known;
  for (const Rule& rule : base) known[rule.id()] = &rule;
  for (int i = 0; i < candidate.size(); ++i) {
    const Rule& rule = candidate.Get(i);
    const auto start = ParseDate(rule.start_date());
    const auto found = known.find(rule.id());
    const Rule* before = found == known.end() ? nullptr : found->second;
    const bool same = before != nullptr && MessageDifferencer::Equals(*before, rule);
    if (same || !start) continue;
    look(absl::StrCat(kind, "[", i, "].start_date"), before == nullptr ? "" : before->start_date(), *start);
  }
}

// Calls `look` for every rule with a readable start date that is not in `base` as it is: with the path of that date,
// the date it had there (empty for a new rule) and the one it has.
template <typename Look>
void ForChangedRules(const v1::RuleSet& base, const v1::RuleSet& candidate, const Look& look) {
  ForChangedOfKind("conditions", base.conditions(), candidate.conditions(), look);
  ForChangedOfKind("preferences", base.preferences(), candidate.preferences(), look);
  ForChangedOfKind("routes", base.routes(), candidate.routes(), look);
  ForChangedOfKind("agreements", base.agreements(), candidate.agreements(), look);
  ForChangedOfKind("terms", base.terms(), candidate.terms(), look);
  ForChangedOfKind("decline_reasons", base.decline_reasons(), candidate.decline_reasons(), look);
}

}  // namespace

std::vector<RuleChange> DiffRules(const v1::RuleSet& base, const v1::RuleSet& candidate) {
  return Differ().Run(base, candidate);
}

std::vector<Issue> BackdatedRules(const v1::RuleSet& base, const v1::RuleSet& candidate, absl::CivilDay today) {
  std::vector<Issue> issues;
  ForChangedRules(base, candidate, [&](const std::string& path, const std::string&, absl::CivilDay start) {
    if (start >= today) return;
    issues.push_back({path, Say(RuleSentence::kBackdated, {{"today", FormatDate(today)}}), candidate.name()});
  });
  return issues;
}

std::vector<Issue> RulesWithGap(const v1::RuleSet& base, const v1::RuleSet& candidate, absl::CivilDay day) {
  std::vector<Issue> issues;
  ForChangedRules(base, candidate, [&](const std::string& path, const std::string& had, absl::CivilDay start) {
    const auto counted = ParseDate(had);
    if (start <= day || !counted || *counted >= start) return;
    const Arguments days = {{"day", FormatDate(day)}, {"start", FormatDate(start)}};
    issues.push_back({path, Say(RuleSentence::kGap, days), candidate.name()});
  });
  return issues;
}

}  // namespace koppel::matcher
