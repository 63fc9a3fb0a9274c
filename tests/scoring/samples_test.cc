// The sample directory and the vocabulary hold together: every line can be read, every code and every reference is
// known.

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "koppel/v1/directory_entry.pb.h"
#include "koppel/v1/referral.pb.h"
#include "matcher/rules/vocabulary.h"

namespace koppel {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using matcher::Vocabulary;
using testing::IsEmpty;
using v1::DirectoryEntry;

const std::string kSamples = absl::StrCat(KOPPEL_SOURCE_DIR, "/clients/samples/");

std::string ReadFile(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

v1::Vocabulary ReadVocabulary() {
  v1::Vocabulary file;
  const std::string text = ReadFile(absl::StrCat(KOPPEL_SOURCE_DIR, "/matcher/rules/vocabulary.textproto"));
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &file));
  return file;
}

std::vector<v1::Term> ReadTerms() {
  const v1::Vocabulary file = ReadVocabulary();
  return {file.terms().begin(), file.terms().end()};
}

std::shared_ptr<const Vocabulary> CompileVocabulary() {
  std::vector<matcher::Issue> issues;
  auto vocabulary = Vocabulary::Create(ReadVocabulary(), issues);
  for (const matcher::Issue& issue : issues) ADD_FAILURE() << issue.path << " " << issue.message.en();
  return vocabulary;
}

std::vector<DirectoryEntry> ReadDirectory() {
  std::vector<DirectoryEntry> entries;
  std::ifstream in(absl::StrCat(kSamples, "directory.jsonl"));
  std::string line;
  while (std::getline(in, line)) {
    const auto status = google::protobuf::util::JsonStringToMessage(line, &entries.emplace_back());
    EXPECT_TRUE(status.ok()) << "line " << entries.size() << ": " << status.ToString();
  }
  return entries;
}

// The codes of areas.csv.
std::set<std::string> ReadAreaCodes() {
  std::set<std::string> codes;
  std::ifstream in(absl::StrCat(kSamples, "areas.csv"));
  std::string line;
  while (std::getline(in, line)) {
    const std::vector<std::string> columns = absl::StrSplit(line, ',');
    codes.insert(columns.at(1));
  }
  return codes;
}

std::string NameOf(const DirectoryEntry& entry) {
  switch (entry.entry_case()) {
    case DirectoryEntry::kProvider:
      return entry.provider().name();
    case DirectoryEntry::kLocation:
      return entry.location().name();
    case DirectoryEntry::kOffering:
      return entry.offering().name();
    case DirectoryEntry::kCapacity:
      return entry.capacity().name();
    case DirectoryEntry::kTeam:
      return entry.team().name();
    default:
      return "";
  }
}

// What may stand in the fields of a message, by their annotations.
class Checker {
 public:
  Checker(const Vocabulary& vocabulary, std::set<std::string> areas, std::set<std::string> names)
      : vocabulary_(vocabulary), areas_(std::move(areas)), names_(std::move(names)) {}

  // The fields at fault, each with its value.
  std::vector<std::string> Check(const Message& message) const {
    std::vector<std::string> faults;
    std::vector<const FieldDescriptor*> fields;
    message.GetReflection()->ListFields(message, &fields);
    for (const FieldDescriptor* field : fields) CheckField(message, field, faults);
    return faults;
  }

 private:
  void CheckField(const Message& message, const FieldDescriptor* field, std::vector<std::string>& faults) const {
    const auto& reflection = *message.GetReflection();
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        const Message& part = field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                                   : reflection.GetMessage(message, field);
        for (const std::string& fault : Check(part)) faults.push_back(absl::StrCat(field->name(), ".", fault));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
        const std::string text = field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                                      : reflection.GetString(message, field);
        if (!IsKnown(field, text)) faults.push_back(absl::StrCat(field->name(), ": ", text));
      }
    }
  }

  bool IsKnown(const FieldDescriptor* field, const std::string& text) const {
    const auto& options = field->options();
    if (options.HasExtension(v1::term)) {
      return vocabulary_.Find(options.GetExtension(v1::term), text) != matcher::kNoTerm;
    }
    if (options.GetExtension(v1::area_code)) return areas_.contains(text);
    if (options.HasExtension(v1::resource) && field->name() != "name") return names_.contains(text);
    return true;
  }

  const Vocabulary& vocabulary_;
  std::set<std::string> areas_;
  std::set<std::string> names_;
};

class Samples : public testing::Test {
 protected:
  const std::shared_ptr<const Vocabulary> vocabulary_ = CompileVocabulary();
  const std::vector<DirectoryEntry> entries_ = ReadDirectory();

  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const DirectoryEntry& entry : entries_) names.insert(NameOf(entry));
    return names;
  }

  Checker MakeChecker() const { return {*vocabulary_, ReadAreaCodes(), Names()}; }
};

TEST_F(Samples, DirectoryEndsWithTheNumberOfItsLines) {
  ASSERT_FALSE(entries_.empty());
  EXPECT_EQ(entries_.back().end().entries(), static_cast<int>(entries_.size()) - 1);
}

TEST_F(Samples, NamesAreUnique) {
  // The end line has no name, and counts as one.
  EXPECT_EQ(Names().size(), entries_.size());
}

TEST_F(Samples, CodesAndReferencesAreKnown) {
  const Checker checker = MakeChecker();
  for (const DirectoryEntry& entry : entries_) EXPECT_THAT(checker.Check(entry), IsEmpty()) << NameOf(entry);
}

TEST_F(Samples, CheckerSeesWhatIsUnknown) {
  DirectoryEntry entry;
  v1::Offering& offering = *entry.mutable_offering();
  offering.add_expertise("toveren");
  offering.add_service_areas("GM9999");
  offering.set_location("locations/nergens");
  EXPECT_THAT(MakeChecker().Check(entry),
              testing::UnorderedElementsAre("offering.expertise: toveren", "offering.service_areas: GM9999",
                                            "offering.location: locations/nergens"));
}

TEST_F(Samples, OfferingsBelongToAProviderAndCapacitiesToAnOffering) {
  const std::set<std::string> names = Names();
  for (const DirectoryEntry& entry : entries_) {
    const std::string name = NameOf(entry);
    if (entry.has_offering()) {
      EXPECT_TRUE(names.contains(name.substr(0, name.find("/offerings/")))) << name;
    }
    if (entry.has_capacity()) {
      EXPECT_TRUE(names.contains(name.substr(0, name.rfind("/capacity")))) << name;
    }
  }
}

TEST_F(Samples, RequestsCanBeReadAndUseKnownCodes) {
  const Checker checker = MakeChecker();
  int count = 0;
  for (const char* folder : {"requests", "requests-more"}) {
    for (const auto& file : std::filesystem::directory_iterator(absl::StrCat(kSamples, folder))) {
      v1::Referral referral;
      const auto status = google::protobuf::util::JsonStringToMessage(ReadFile(file.path()), &referral);
      EXPECT_TRUE(status.ok()) << file.path() << ": " << status.ToString();
      EXPECT_THAT(checker.Check(referral), IsEmpty()) << file.path();
      ++count;
    }
  }
  EXPECT_GT(count, 6);
}

TEST(VocabularyFile, WordsOfWishesMeanOneThing) {
  std::map<std::string, std::string> meanings;
  for (const v1::Term& term : ReadTerms()) {
    if (term.kind() != v1::WISH) continue;
    for (const std::string& word : term.synonyms()) {
      const auto [known, is_new] = meanings.emplace(word, term.code());
      EXPECT_TRUE(is_new || known->second == term.code()) << word << ": " << known->second << ", " << term.code();
    }
  }
}

TEST(VocabularyFile, ExpertiseByDecisionOrReferralIsProfessional) {
  for (const v1::Term& term : ReadTerms()) {
    if (term.legal_basis() != v1::LEGAL_BASIS_UNSPECIFIED) {
      EXPECT_TRUE(term.professional()) << term.code();
    }
  }
}

TEST(VocabularyFile, SubtopicsExpertiseAndWishesHaveADomain) {
  for (const v1::Term& term : ReadTerms()) {
    if (term.kind() == v1::SUBTOPIC || term.kind() == v1::EXPERTISE || term.kind() == v1::WISH) {
      EXPECT_FALSE(term.domains().empty()) << term.code();
    }
  }
}

}  // namespace
}  // namespace koppel
