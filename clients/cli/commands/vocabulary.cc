#include <string>
#include <vector>

#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/enums.h"
#include "koppel/v1/vocabulary.pb.h"

namespace koppel::cli {
namespace {

using koppel::v1::Term;

std::string DomainsOfTerm(const Term& term) {
  std::string names;
  for (const int domain : term.domains()) {
    absl::StrAppend(&names, names.empty() ? "" : ",", NameOf(static_cast<koppel::v1::Domain>(domain)));
  }
  return names;
}

Columns<Term> TermColumns(Language language) {
  return {{"NAME", [](const Term& t) { return t.code(); }},
          {"KIND", [](const Term& t) { return NameOf(t.kind()); }},
          {"DOMAINS", DomainsOfTerm},
          {"LAW", [](const Term& t) { return NameOf(t.legal_basis()); }, true},
          {"TITLE", [language](const Term& t) { return In(language, t.title()); }}};
}

absl::Status RunVocabulary(Session& session) {
  koppel::v1::ListVocabularyRequest request;
  request.set_kind(EnumOf<koppel::v1::TermKind>(session.given().Text("--kind")));
  request.set_domain(EnumOf<koppel::v1::Domain>(session.given().Text("--domain")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(auto response, koppel->ListVocabulary(std::move(request)));
  const std::vector<Term> terms(response.terms().begin(), response.terms().end());
  session.printer().List(terms, TermColumns(session.language()));
  TellWhenEmpty(session, terms.empty());
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> VocabularyCommands() {
  return {
      {"vocabulary",
       "",
       "List the valid codes: sub-topics, expertise, target groups, wishes and more",
       "koppel vocabulary --kind wish --domain SOCIAL",
       {{"--kind", "", Shape::kChoice, false, "KIND", "Only codes of this kind", Choices<koppel::v1::TermKind>()},
        {"--domain", "", Shape::kChoice, false, "DOMAIN", "Only codes of this domain", Choices<koppel::v1::Domain>()}},
       RunVocabulary}};
}

}  // namespace koppel::cli
