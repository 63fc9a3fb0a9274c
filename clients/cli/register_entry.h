// An entry for the Dutch Algoritmeregister (algoritmes.overheid.nl), made from the rules that count.
//
// In Dutch alone, as the register takes no other language. The fields are those of its publication standard, version
// 1.0, none longer than that allows. What only the organisation itself knows is left empty.

#ifndef KOPPEL_CLIENTS_CLI_REGISTER_ENTRY_H_
#define KOPPEL_CLIENTS_CLI_REGISTER_ENTRY_H_

#include <string>
#include <vector>

#include "koppel/v1/rule_service.pb.h"

namespace koppel::cli {

// What the entry is made from.
struct RegisterSource {
  koppel::v1::RuleSet rules;           // As they count: the set together with those it builds on.
  std::vector<std::string> revisions;  // The revisions that count, the national one first.
  std::vector<std::string> lexicons;   // The revisions of the lexicons by which texts are read, in the order of names.
  std::string begin_date;              // The first day on which the set counted, "YYYY-MM-DD"; empty when unknown.
  std::string organization;            // Empty when not said.
  std::string contact;                 // An e-mail address or web page; empty when not said.
};

// A field of the standard.
struct RegisterField {
  std::string name;   // Such as "description_short".
  std::string title;  // As the register shows it, such as "Korte omschrijving".
  std::vector<std::string> values;
  bool is_list = false;  // Several values, as "category" has.
};

// In the order of the standard.
std::vector<RegisterField> MakeRegisterEntry(const RegisterSource& source);

// The fields that the standard wants and that are empty.
std::vector<std::string> MissingFields(const std::vector<RegisterField>& entry);

// The entry as one JSON object; empty fields are left out.
std::string RegisterJson(const std::vector<RegisterField>& entry);

// The same to read: a heading for each field, and every rule with its source.
std::string RegisterText(const std::vector<RegisterField>& entry, const RegisterSource& source);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_REGISTER_ENTRY_H_
