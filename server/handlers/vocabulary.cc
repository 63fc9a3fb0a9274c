#include "server/handlers/vocabulary.h"

#include <algorithm>

#include "base/status_macros.h"
#include "server/environment.h"
#include "server/page_token.h"

namespace koppel::server {
namespace {

bool Wants(const v1::ListVocabularyRequest& request, const v1::Term& term) {
  if (request.kind() != v1::TERM_KIND_UNSPECIFIED && term.kind() != request.kind()) return false;
  const auto& domains = term.domains();
  return request.domain() == v1::DOMAIN_UNSPECIFIED ||
         std::find(domains.begin(), domains.end(), request.domain()) != domains.end();
}

}  // namespace

absl::StatusOr<v1::ListVocabularyResponse> ListVocabulary(Call& call, const v1::ListVocabularyRequest& request) {
  ASSIGN_OR_RETURN(const PageRequest wanted, ReadPageRequest(request));
  // The place in the vocabulary, which does not change while the server runs.
  const auto& terms = call.environment.book.vocabulary->terms();
  const auto size = static_cast<int64_t>(terms.size());
  v1::ListVocabularyResponse response;
  for (int64_t at = wanted.from.has_value() ? wanted.from->offset() : 0; at < size; ++at) {
    if (!Wants(request, terms[at])) continue;
    if (response.terms_size() == wanted.size) {
      response.set_next_page_token(wanted.Next("", at, 0));
      break;
    }
    *response.add_terms() = terms[at];
  }
  return response;
}

}  // namespace koppel::server
