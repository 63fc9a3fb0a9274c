// The Dutch names of the fields that rules speak of; docs/rules.md says what they mean.

#ifndef KOPPEL_CLIENTS_CLI_FIELD_NAMES_H_
#define KOPPEL_CLIENTS_CLI_FIELD_NAMES_H_

#include <string>

namespace koppel::cli {

// What a field is called in Dutch, such as "leeftijd" for "request.age", or what a field is made of, such as "age" for
// "pair.age_fits". The field itself when it is not known.
std::string DutchNameOfField(const std::string& field);

// What was compared or wanted, in Dutch: "hooguit 65" for "at most 65", "niet vol" for "not FULL", "onbekend" for "?".
// Codes of the vocabulary stay as they are.
std::string DutchValue(const std::string& value);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_FIELD_NAMES_H_
