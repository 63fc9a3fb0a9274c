#include "tests/scoring/scorer.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "grpcpp/client_context.h"
#include "koppel/v1/directory_service.grpc.pb.h"
#include "koppel/v1/matching_service.grpc.pb.h"
#include "tests/scoring/judge.h"
#include "tests/scoring/referral_of_case.h"

namespace koppel::scoring {
namespace {

using koppel::v1::DirectoryService;
using koppel::v1::MatchingService;

constexpr int kPageSize = 500;

absl::Status ToStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return {static_cast<absl::StatusCode>(status.error_code()), status.error_message()};
}

absl::StatusOr<Words> ReadWords(DirectoryService::Stub& directory) {
  std::vector<v1::Term> terms;
  v1::ListVocabularyRequest request;
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    v1::ListVocabularyResponse page;
    const absl::Status status = ToStatus(directory.ListVocabulary(&context, request, &page));
    if (!status.ok()) return status;
    terms.insert(terms.end(), page.terms().begin(), page.terms().end());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return Words(terms);
}

// "providers/org-x/offerings/act-y" -> act-y, org-x.
void AddOwner(const std::string& offering, Owners& owners) {
  const size_t begin = offering.find('/') + 1;
  owners[offering.substr(offering.rfind('/') + 1)] = offering.substr(begin, offering.find('/', begin) - begin);
}

absl::StatusOr<Owners> ReadOwners(DirectoryService::Stub& directory) {
  Owners owners;
  v1::ListOfferingsRequest request;
  request.set_parent("providers/-");
  request.set_page_size(kPageSize);
  do {
    grpc::ClientContext context;
    v1::ListOfferingsResponse page;
    const absl::Status status = ToStatus(directory.ListOfferings(&context, request, &page));
    if (!status.ok()) return status;
    for (const auto& offering : page.offerings()) AddOwner(offering.name(), owners);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return owners;
}

std::string Wanted(const Expected& expected) {
  if (expected.nothing_fits()) return expected.escalate.empty() ? "nothing" : expected.escalate;
  return absl::StrCat(absl::StrJoin(expected.partners, ", "), expected.activities.empty() ? "" : " or ",
                      absl::StrJoin(expected.activities, ", "),
                      expected.delivery.empty() ? "" : absl::StrCat(", ", expected.delivery));
}

std::string Heading(const Verdict& verdict) {
  if (verdict.first) return "right";
  return verdict.within_three ? "not first" : "MISS";
}

void Report(const ScoringCase& scoring_case, const MappedReferral& mapped, const Verdict& verdict, bool verbose,
            std::ostream& out) {
  for (const std::string& warning : mapped.warnings) out << scoring_case.id << "  note: " << warning << "\n";
  for (const std::string& what : verdict.forbidden) out << scoring_case.id << "  FORBIDDEN " << what << "\n";
  if (verdict.first && verdict.forbidden.empty() && !verbose) return;
  out << scoring_case.id << "  " << Heading(verdict) << "\n    wanted: " << Wanted(scoring_case.expected)
      << "\n    got:    " << verdict.got << "\n";
  if (verbose) out << "    asked:  " << mapped.referral.ShortDebugString() << "\n";
  if (verbose && !verdict.first) out << "    lenient reading: " << (verdict.lenient_first ? "right" : "wrong") << "\n";
  if (!verdict.first || !verdict.forbidden.empty()) out << "    why:    " << scoring_case.expected.why << "\n";
}

void Count(const Verdict& verdict, Score& score) {
  ++score.cases;
  score.forbidden += verdict.forbidden.empty() ? 0 : 1;
  score.first += verdict.first ? 1 : 0;
  score.within_three += verdict.within_three ? 1 : 0;
  score.lenient_first += verdict.lenient_first ? 1 : 0;
}

}  // namespace

absl::StatusOr<Score> ScoreCases(const std::vector<ScoringCase>& cases, const std::shared_ptr<grpc::Channel>& server,
                                 const ScorerOptions& options, std::ostream& out) {
  const auto directory = DirectoryService::NewStub(server);
  const auto matching = MatchingService::NewStub(server);
  const absl::StatusOr<Words> words = ReadWords(*directory);
  if (!words.ok()) return words.status();
  const absl::StatusOr<Owners> owners = ReadOwners(*directory);
  if (!owners.ok()) return owners.status();

  Score score;
  for (const ScoringCase& scoring_case : cases) {
    const MappedReferral mapped = ReferralOfCase(scoring_case.request, *words);
    v1::MatchRequest request;
    *request.mutable_referral() = mapped.referral;
    request.set_max_proposals(options.max_proposals);
    grpc::ClientContext context;
    v1::MatchResponse answer;
    const absl::Status status = ToStatus(matching->Match(&context, request, &answer));
    if (!status.ok()) return absl::Status(status.code(), absl::StrCat(scoring_case.id, ": ", status.message()));
    const Verdict verdict = Judge(scoring_case.expected, answer, *owners);
    Report(scoring_case, mapped, verdict, options.verbose, out);
    Count(verdict, score);
  }
  return score;
}

void PrintSummary(const Score& score, std::ostream& out) {
  out << "forbidden " << score.forbidden << ", first " << score.first << "/" << score.cases << ", within three "
      << score.within_three << "/" << score.cases << "\n";
}

}  // namespace koppel::scoring
