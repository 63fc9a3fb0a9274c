// Puts together JSON that is no message of the API.

#ifndef KOPPEL_CLIENTS_CLI_JSON_H_
#define KOPPEL_CLIENTS_CLI_JSON_H_

#include <string>
#include <utility>
#include <vector>

namespace koppel::cli {

// A JSON string, with its quotation marks. The text is UTF-8.
std::string JsonString(const std::string& text);

std::string JsonBool(bool value);

// Both take values that are JSON and give one line; the members keep their order.
std::string JsonList(const std::vector<std::string>& values);
std::string JsonObject(const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_JSON_H_
