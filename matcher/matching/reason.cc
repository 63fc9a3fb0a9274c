#include "matcher/matching/reason.h"

#include <algorithm>

namespace koppel::matcher {
namespace {

bool IsListed(const v1::Reason& reason, std::string_view name) {
  return std::any_of(reason.arguments().begin(), reason.arguments().end(),
                     [&](const v1::Argument& argument) { return argument.name() == name; });
}

void AddArgument(std::string_view name, const Arguments& arguments, v1::Reason& reason) {
  const auto found =
      std::find_if(arguments.begin(), arguments.end(), [&](const auto& argument) { return argument.first == name; });
  if (found == arguments.end() || IsListed(reason, name)) return;
  v1::Argument& argument = *reason.add_arguments();
  argument.set_name(std::string(name));
  argument.set_value(found->second);
}

void AddArguments(std::string_view sentence, const Arguments& arguments, v1::Reason& reason) {
  for (size_t open = sentence.find('{'); open != std::string_view::npos; open = sentence.find('{', open)) {
    const size_t close = sentence.find('}', open);
    if (close == std::string_view::npos) return;
    AddArgument(sentence.substr(open + 1, close - open - 1), arguments, reason);
    open = close;
  }
}

}  // namespace

void AddReason(const std::string& code, std::string_view nl, std::string_view en, const Arguments& dutch,
               const Arguments& english, Reasons& reasons) {
  v1::Reason& reason = *reasons.Add();
  reason.set_code(code);
  reason.mutable_text()->set_nl(FillIn(nl, dutch));
  reason.mutable_text()->set_en(FillIn(en, english));
  AddArguments(nl, dutch, reason);
}

void AddReason(const std::string& code, Sentence sentence, const Arguments& dutch, const Arguments& english,
               Reasons& reasons) {
  const v1::LocalizedText text = Say(sentence);
  AddReason(code, text.nl(), text.en(), dutch, english, reasons);
}

}  // namespace koppel::matcher
