// classify: what needs a text tells of, and how well texts are read.

#include <algorithm>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/import_report.h"
#include "clients/cli/json.h"
#include "clients/cli/reading/gold.h"
#include "clients/cli/reading/report.h"
#include "clients/cli/reading/score_report.h"
#include "clients/cli/reading/text_input.h"
#include "clients/cli/reading/text_lines.h"
#include "clients/cli/reading/trial.h"
#include "clients/cli/reading/words.h"
#include "clients/cli/rule_report.h"
#include "clients/cli/rule_source.h"
#include "clients/cli/usage.h"
#include "clients/cpp/errors.h"

namespace koppel::cli {
namespace {

using koppel::v1::Classification;
using koppel::v1::ClassifyResponse;

constexpr char kOnlyText[] = "1";  // The id of a text that has none.

// "1 geest,sociaal"
std::string NameLine(const std::string& id, const Classification& reading) {
  std::vector<std::string> words;
  for (const auto domain : FirstDomainFirst(reading)) words.push_back(DomainWord(domain));
  return absl::StrCat(id, " ", words.empty() ? "-" : absl::StrJoin(words, ","));
}

absl::StatusOr<SubtopicTitles> TitlesForPeople(Session& session, client::Client& koppel) {
  if (!session.printer().for_people()) return SubtopicTitles();
  return AskSubtopicTitles(session, koppel);
}

// ---- With what to read.

absl::StatusOr<Trial> TrialOf(Session& session) {
  const Given& given = session.given();
  Trial trial;
  for (const std::string& word : given.Words("--rules")) {
    ASSIGN_OR_RETURN(trial.rule_sets.emplace_back(), SourceOf(session, word));
  }
  trial.area = given.Text("--area");
  return trial;
}

// Reads texts with the active lexicons, or with drafts when there are any.
class TextReader {
 public:
  TextReader(client::Client& koppel, Trial trial) : koppel_(koppel), trial_(std::move(trial)) {}

  // How many texts are best read at once: drafts are made ready again for each call.
  size_t best_count() const { return trial_.rule_sets.empty() ? 1 : kMostTextsInCall; }

  // For each text, in their order, the answer or why it was not read.
  std::vector<absl::StatusOr<ClassifyResponse>> Read(const std::vector<std::string>& texts) {
    std::vector<absl::StatusOr<ClassifyResponse>> answers;
    if (trial_.rule_sets.empty()) {
      for (const std::string& text : texts) answers.push_back(koppel_.Classify(text, trial_.area));
      return answers;
    }
    for (auto& reading : TryReadingEach(koppel_, trial_, texts)) {
      answers.push_back(ToAnswer(std::move(reading)));
    }
    return answers;
  }

 private:
  static absl::StatusOr<ClassifyResponse> ToAnswer(absl::StatusOr<Classification> reading) {
    RETURN_IF_ERROR(reading.status());
    ClassifyResponse answer;
    *answer.mutable_classification() = *std::move(reading);
    return answer;
  }

  client::Client& koppel_;
  Trial trial_;
};

// ---- One text.

absl::Status ClassifyText(Session& session) {
  const Given& given = session.given();
  const std::vector<std::string> words = given.Has("TEXT") ? given.Words("TEXT") : std::vector<std::string>{"-"};
  ASSIGN_OR_RETURN(const std::string text, ReadText(session, words));
  ASSIGN_OR_RETURN(Trial trial, TrialOf(session));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  const auto response = std::move(TextReader(*koppel, std::move(trial)).Read({text}).front());
  if (!response.ok()) return ReportRefusedRules(session, response.status());
  ASSIGN_OR_RETURN(const SubtopicTitles titles, TitlesForPeople(session, *koppel));
  Printer& printer = session.printer();
  const Classification& reading = response->classification();
  if (printer.for_people()) {
    WriteReading({text, reading}, titles, given.Has("--explain"), session);
  } else if (printer.output() == Output::kJson) {
    printer.Json(*response);
  } else if (printer.output() == Output::kJsonLines) {
    printer.Line(ReadingJson(JsonString(kOnlyText), reading, session.language()));
  } else {
    printer.Line(NameLine(kOnlyText, reading));
  }
  return absl::OkStatus();
}

// ---- A file of texts.

// Reads text after text and writes each answer before it takes the next; with drafts many at a time.
class FileClassifier {
 public:
  FileClassifier(Session& session, TextReader reader, SubtopicTitles titles)
      : session_(session), printer_(session.printer()), reader_(std::move(reader)), titles_(std::move(titles)) {}

  absl::Status Run(const std::string& name, std::istream& in) {
    if (printer_.output() == Output::kJson) printer_.out() << "[";
    const absl::Status status = RunLines(in);
    if (printer_.output() == Output::kJson) printer_.out() << "\n]\n";
    RETURN_IF_ERROR(status);
    if (problems_ == 0) return absl::OkStatus();
    return MakeError(absl::StatusCode::kInvalidArgument, "FILE_PROBLEMS", Text::kLinesNotRead,
                     {{"file", name}, {"count", absl::StrCat(problems_)}});
  }

 private:
  absl::Status RunLines(std::istream& in) {
    TextLines lines(in);
    size_t bytes = 0;
    while (auto line = lines.Next()) {
      bytes += line->text.size();
      if (bytes > kMostBytesInCall) {
        RETURN_IF_ERROR(ReadWaiting());
        bytes = line->text.size();
      }
      waiting_.push_back(*std::move(line));
      if (waiting_.size() < reader_.best_count()) continue;
      RETURN_IF_ERROR(ReadWaiting());
      bytes = 0;
    }
    return ReadWaiting();
  }

  // Reads the lines that were taken and answers for each, in their order.
  absl::Status ReadWaiting() {
    const std::vector<TextLine> lines = std::exchange(waiting_, {});
    std::vector<std::string> texts;
    for (const TextLine& line : lines) {
      if (!line.problem.has_value()) texts.push_back(line.text);
    }
    const auto answers = reader_.Read(texts);
    auto answer = answers.begin();
    for (const TextLine& line : lines) {
      if (line.problem.has_value()) {
        Refuse(line, *line.problem);
      } else {
        RETURN_IF_ERROR(Take(line, *answer++));
      }
    }
    return absl::OkStatus();
  }

  // Only what is wrong with this text leaves the others as they are.
  absl::Status Take(const TextLine& line, const absl::StatusOr<ClassifyResponse>& answer) {
    if (line.note.has_value()) WriteProblem(session_, *line.note);
    if (answer.ok()) {
      Answer(line, *answer);
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(IfOfAll(ReportRefusedRules(session_, answer.status())));
    Refuse(line, ProblemAt(line.line, "", MessageOf(answer.status())));
    return absl::OkStatus();
  }

  // The error when it is not about one text.
  static absl::Status IfOfAll(const absl::Status& status) {
    const client::ErrorDetails details = client::DetailsOf(status);
    const bool of_one = details.code == absl::StatusCode::kInvalidArgument && details.reason != kRulesRefused;
    return of_one ? absl::OkStatus() : status;
  }

  static koppel::v1::LocalizedText MessageOf(const absl::Status& status) {
    const client::ErrorDetails details = client::DetailsOf(status);
    koppel::v1::LocalizedText message;
    message.set_nl(details.dutch);
    message.set_en(details.message);
    return message;
  }

  void Refuse(const TextLine& line, const FileProblem& problem) {
    ++problems_;
    WriteProblem(session_, problem);
    const std::string field = problem.field.empty() ? "" : problem.field + ": ";
    const std::string error = Plain(field + In(session_.language(), problem.message));
    const std::string json = JsonObject({{"id", line.id_json}, {"error", JsonString(error)}});
    if (printer_.output() == Output::kJson) WriteElement(json);
    if (printer_.output() == Output::kJsonLines) printer_.Line(json);
  }

  void Answer(const TextLine& line, const ClassifyResponse& response) {
    const Classification& reading = response.classification();
    if (printer_.for_people()) {
      printer_.Line(printer_.Bold(Plain(line.id)));
      WriteReading({line.text, reading}, titles_, session_.given().Has("--explain"), session_);
      printer_.Line("");
    } else if (printer_.output() == Output::kJson) {
      WriteElement(JsonObject({{"id", line.id_json}, {"response", ToJson(response, /*pretty=*/false)}}));
    } else if (printer_.output() == Output::kJsonLines) {
      printer_.Line(ReadingJson(line.id_json, reading, session_.language()));
    } else {
      printer_.Line(Plain(NameLine(line.id, reading)));
    }
  }

  void WriteElement(const std::string& json) {
    printer_.out() << (is_first_ ? "\n" : ",\n") << json;
    is_first_ = false;
  }

  Session& session_;
  Printer& printer_;
  TextReader reader_;
  SubtopicTitles titles_;
  std::vector<TextLine> waiting_;  // Taken and not read yet.
  bool is_first_ = true;
  int problems_ = 0;
};

absl::Status ClassifyLines(Session& session, const std::string& name, std::istream& in) {
  ASSIGN_OR_RETURN(Trial trial, TrialOf(session));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect());
  ASSIGN_OR_RETURN(SubtopicTitles titles, TitlesForPeople(session, *koppel));
  return FileClassifier(session, TextReader(*koppel, std::move(trial)), std::move(titles)).Run(name, in);
}

absl::Status ClassifyFile(Session& session) {
  const std::string path = session.given().Text("--file");
  if (path == "-") return ClassifyLines(session, "stdin", session.in());
  ASSIGN_OR_RETURN(std::ifstream file, OpenFile(path));
  return ClassifyLines(session, path, file);
}

// ---- Texts with their labels.

absl::StatusOr<std::vector<GoldText>> ReadGoldFile(Session& session, const std::string& path) {
  Gold gold;
  if (path == "-") {
    gold = ReadGold(session.in());
  } else {
    ASSIGN_OR_RETURN(std::ifstream file, OpenFile(path));
    gold = ReadGold(file);
  }
  const std::string name = path == "-" ? "stdin" : path;
  for (const FileProblem& note : gold.notes) WriteProblem(session, note);
  RETURN_IF_ERROR(ReportProblems(session, name, gold.problems, Text::kScoreProblems));
  if (!gold.texts.empty()) return std::move(gold.texts);
  return MakeError(absl::StatusCode::kInvalidArgument, "FILE_EMPTY", Text::kNoTexts, {{"file", name}});
}

absl::Status ScoreFile(Session& session) {
  const Given& given = session.given();
  ASSIGN_OR_RETURN(const Trial trial, TrialOf(session));
  ASSIGN_OR_RETURN(const std::vector<GoldText> texts, ReadGoldFile(session, given.Text("--score")));
  ASSIGN_OR_RETURN(client::Client * koppel, session.Connect(kImportTimeout));
  const auto readings = TryReading(*koppel, trial, texts);
  if (!readings.ok()) return ReportRefusedRules(session, readings.status());
  WriteScore(texts, *readings, !given.Has("--figures-only"), session);
  return absl::OkStatus();
}

// Standard input can be read once.
absl::Status CheckInputOnce(const Given& given, bool from_input) {
  const std::vector<std::string> rules = given.Words("--rules");
  const auto drafts = std::count(rules.begin(), rules.end(), "-");
  const bool texts = from_input || given.Words("TEXT") == std::vector<std::string>{"-"} ||
                     given.Text("--file") == "-" || given.Text("--score") == "-";
  return drafts + texts > 1 ? UsageError(Text::kDraftAndTextFromInput) : absl::OkStatus();
}

absl::Status RunClassify(Session& session) {
  const Given& given = session.given();
  RETURN_IF_ERROR(CheckGoesWith(given, "--figures-only", "--score"));
  const bool from_input = !given.Has("TEXT") && !given.Has("--file") && !given.Has("--score");
  if (!from_input || session.in_is_terminal()) RETURN_IF_ERROR(CheckOneOf(given, {"TEXT", "--file", "--score"}));
  RETURN_IF_ERROR(CheckInputOnce(given, from_input));
  if (given.Has("--score")) return ScoreFile(session);
  return given.Has("--file") ? ClassifyFile(session) : ClassifyText(session);
}

}  // namespace

std::vector<Command> ClassifyCommands() {
  return {{"classify",
           "",
           "Show which needs a Dutch text tells of; suggestions, kept nowhere",
           "koppel classify 'Mevrouw is eenzaam en slaapt slecht.' --explain",
           {{"TEXT", "", Shape::kWords, false, "", "What the resident said; - or nothing is standard input"},
            {"--area", "", Shape::kText, false, "CODE", "Where the resident lives (CBS code), for local words"},
            {"--explain", "", Shape::kFlag, false, "",
             "Show the text with its marks too, and what was seen and does not count"},
            {"--file", "-f", Shape::kFile, false, "FILE",
             "Many texts: on each line a JSON object with id and text. A line that is not right gives its id and an "
             "error, the others are read; the exit code is 3 then. - is standard input"},
            {"--score", "", Shape::kFile, false, "FILE",
             "Score the reader by texts with their labels: on each line text, domains, primary and urgent; with every "
             "miss and its trace"},
            {"--rules", "", Shape::kWords, false, "SET...",
             "Lexicons to try out in the place of the active ones of that name; a name, or a file when it has a dot. "
             "After TEXT"},
            {"--figures-only", "", Shape::kFlag, false, "", "With --score: leave out the misses"}},
           RunClassify}};
}

}  // namespace koppel::cli
