// Writes why an offering is or is not proposed, as an adviser tells it to a resident: every condition with a mark in
// words, the points, and what would have to change.

#ifndef KOPPEL_CLIENTS_CLI_EXPLANATION_H_
#define KOPPEL_CLIENTS_CLI_EXPLANATION_H_

#include <vector>

#include "clients/cli/printer.h"
#include "clients/cli/texts.h"
#include "koppel/v1/explanation.pb.h"

namespace koppel::cli {

// One offering. With the output `wide` also names, fields, and where each rule comes from.
void WriteExplanation(const koppel::v1::Explanation& explanation, Language language, Printer& printer);

// The columns of a table of offerings: name, standing, rank, points, what stands in the way and what would change it.
Columns<koppel::v1::Explanation> ExplanationColumns(Language language);

// That table for people: who may lead first, by rank; then who may join, then the others; by points within those. Long
// sentences are cut off unless the output is `wide`.
void WriteExplanations(std::vector<koppel::v1::Explanation> explanations, Language language, Printer& printer);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_EXPLANATION_H_
