// Tells people what an import found and did.

#ifndef KOPPEL_CLIENTS_CLI_IMPORT_REPORT_H_
#define KOPPEL_CLIENTS_CLI_IMPORT_REPORT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/area_file.h"
#include "clients/cli/session.h"
#include "koppel/v1/directory_service.pb.h"

namespace koppel::cli {

// Writes the line, the field and what is wrong on a line of standard error.
void WriteProblem(Session& session, const FileProblem& problem);

// Writes each problem. INVALID_ARGUMENT FILE_PROBLEMS when there are any: `summary` with the file and their number.
absl::Status ReportProblems(Session& session, const std::string& file, const std::vector<FileProblem>& problems,
                            Text summary = Text::kFileProblems);

// Writes problems and warnings to standard error, and what changed to standard output. INVALID_ARGUMENT when a problem
// kept the file out. With `lines_known` false the lines are not those of the file people know, and names are shown
// instead.
absl::Status ReportImport(Session& session, const std::string& file,
                          const koppel::v1::ImportDirectoryResponse& response, bool lines_known);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_IMPORT_REPORT_H_
