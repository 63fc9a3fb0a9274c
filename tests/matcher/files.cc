#include "tests/matcher/files.h"

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"

namespace koppel::matcher {
namespace {

using google::protobuf::util::JsonStringToMessage;

constexpr char kRoot[] = KOPPEL_SOURCE_DIR "/";

void FillArea(const std::vector<std::string>& columns, v1::Area& area) {
  area.set_code(columns[1]);
  area.set_title(columns[2]);
  area.set_parent(columns[3]);
  double latitude = 0, longitude = 0;
  if (!absl::SimpleAtod(columns[5], &latitude) || !absl::SimpleAtod(columns[6], &longitude)) return;
  area.mutable_point()->set_latitude(latitude);
  area.mutable_point()->set_longitude(longitude);
}

// The columns level, code, name, parent_code, province, lat, lon; no value holds a comma.
std::vector<v1::DirectoryEntry> ReadAreas() {
  std::map<std::string, v1::DirectoryEntry> tables;
  std::istringstream in(ReadProjectFile("clients/samples/areas.csv"));
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) {
    const std::vector<std::string> columns = absl::StrSplit(line, ',');
    const std::string name = columns[0] == "gemeente" ? "areaTables/nl" : "areaTables/gm" + columns[1].substr(2, 4);
    v1::AreaTable& table = *tables[name].mutable_area_table();
    table.set_name(name);
    FillArea(columns, *table.add_areas());
  }
  std::vector<v1::DirectoryEntry> entries;
  for (auto& [name, entry] : tables) entries.push_back(std::move(entry));
  return entries;
}

std::vector<v1::DirectoryEntry> ReadSamples() {
  std::vector<v1::DirectoryEntry> entries = ReadAreas();
  std::istringstream in(ReadProjectFile("clients/samples/directory.jsonl"));
  std::string line;
  while (std::getline(in, line)) EXPECT_TRUE(JsonStringToMessage(line, &entries.emplace_back()).ok()) << line;
  return entries;
}

}  // namespace

std::string ReadProjectFile(const std::string& path) {
  std::ifstream in(kRoot + path);
  EXPECT_TRUE(in.is_open()) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

const v1::Vocabulary& RealVocabulary() {
  static const auto* vocabulary =
      new v1::Vocabulary(FromText<v1::Vocabulary>(ReadProjectFile("matcher/rules/vocabulary.textproto")));
  return *vocabulary;
}

const v1::RuleSet& RealRules() {
  static const auto* rules =
      new v1::RuleSet(FromText<v1::RuleSet>(ReadProjectFile("matcher/rules/national/nl.textproto")));
  return *rules;
}

std::shared_ptr<const Vocabulary> CompiledVocabulary() {
  static const auto* compiled = [] {
    std::vector<Issue> issues;
    auto* made = new std::shared_ptr<const Vocabulary>(Vocabulary::Create(RealVocabulary(), issues));
    for (const Issue& issue : issues) ADD_FAILURE() << issue.path << " " << issue.message.en();
    return made;
  }();
  return *compiled;
}

const std::vector<v1::DirectoryEntry>& SampleDirectory() {
  static const auto* directory = new std::vector<v1::DirectoryEntry>(ReadSamples());
  return *directory;
}

v1::Referral SampleRequest(const std::string& file) {
  v1::Referral referral;
  EXPECT_TRUE(JsonStringToMessage(ReadProjectFile("clients/samples/" + file), &referral).ok()) << file;
  return referral;
}

std::shared_ptr<const World> BuildWorld(const std::vector<v1::DirectoryEntry>& directory, const v1::RuleSet& rules) {
  return BuildWorld(directory, std::vector<v1::RuleSet>{rules});
}

std::shared_ptr<const World> BuildWorld(const std::vector<v1::DirectoryEntry>& directory,
                                        std::vector<v1::RuleSet> sets) {
  std::vector<Issue> issues;
  const auto layers =
      RuleLayers::Create(std::move(sets), CompiledVocabulary(), absl::CivilDay(SampleMoment().local), issues);
  for (const Issue& issue : issues) ADD_FAILURE() << issue.set << " " << issue.path << " " << issue.message.en();
  WorldBuilder builder(layers, CompiledVocabulary());
  for (const v1::DirectoryEntry& entry : directory) builder.Add(entry);
  return builder.Build(Revision{1});
}

Moment SampleMoment() {
  const absl::CivilMinute local(2026, 11, 21, 13, 0);
  return {absl::FromCivil(local, absl::UTCTimeZone()) - absl::Hours(1), local};
}

}  // namespace koppel::matcher
