// Texts whose labels are known (gouden standaard), to score the reader by.

#ifndef KOPPEL_CLIENTS_CLI_READING_GOLD_H_
#define KOPPEL_CLIENTS_CLI_READING_GOLD_H_

#include <istream>
#include <string>
#include <vector>

#include "clients/cli/area_file.h"
#include "google/protobuf/repeated_field.h"
#include "koppel/v1/common.pb.h"

namespace koppel::cli {

// What a text is labelled with.
struct Labels {
  google::protobuf::RepeatedField<int> domains;  // In the order of Domain, each once.
  koppel::v1::Domain primary = koppel::v1::DOMAIN_UNSPECIFIED;
  bool urgent = false;
};

struct GoldText {
  int line = 0;
  std::string id;
  std::string id_json;  // As TextLine.
  std::string text;
  Labels labels;
};

struct Gold {
  std::vector<GoldText> texts;        // In the order of the file.
  std::vector<FileProblem> problems;  // By line. With any, the texts are incomplete.
  std::vector<FileProblem> notes;     // By line, about texts that are there all the same.
};

// Each line an object with "text", "domains" (a list of lichaam, geest, sociaal, maatschappelijk), "primary" (one of
// those domains, or null without any), "urgent" (true or false) and perhaps "id"; other fields are passed over.
Gold ReadGold(std::istream& in);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_READING_GOLD_H_
