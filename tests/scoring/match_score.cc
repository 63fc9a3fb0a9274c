// Scores a running server on a file of cases: match_score --server ADDR [--verbose] [--max N] FILE.jsonl

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "CLI/CLI.hpp"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "tests/scoring/scorer.h"

namespace koppel::scoring {
namespace {

int ScoreFile(const std::string& file, const std::string& address, const ScorerOptions& options) {
  std::ifstream in(file);
  if (!in) {
    std::cerr << "match_score: cannot open " << file << "\n";
    return EXIT_FAILURE;
  }
  const absl::StatusOr<std::vector<ScoringCase>> cases = ReadCases(in);
  if (!cases.ok()) {
    std::cerr << "match_score: " << file << ": " << cases.status() << "\n";
    return EXIT_FAILURE;
  }
  const auto server = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  const absl::StatusOr<Score> score = ScoreCases(*cases, server, options, std::cout);
  if (!score.ok()) {
    std::cerr << "match_score: " << address << ": " << score.status() << "\n";
    return EXIT_FAILURE;
  }
  PrintSummary(*score, std::cout);
  if (options.verbose) std::cout << "first by the lenient reading " << score->lenient_first << "\n";
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace koppel::scoring

int main(int argc, char** argv) {
  std::string file;
  std::string server;
  koppel::scoring::ScorerOptions options;
  CLI::App app("Scores a running server on a file of cases.");
  app.add_option("--server", server, "Where the server listens")->envname("KOPPEL_SERVER")->required();
  app.add_flag("--verbose", options.verbose, "Also show the cases that are right");
  app.add_option("--max", options.max_proposals, "How many proposals to ask for; 0 is the server's own number");
  app.add_option("FILE", file, "Cases, one a line as JSON")->required();
  CLI11_PARSE(app, argc, argv);
  return koppel::scoring::ScoreFile(file, server, options);
}
