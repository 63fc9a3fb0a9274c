// Reads the project's own rules, vocabulary and samples for tests, and messages from text.

#ifndef KOPPEL_TESTS_MATCHER_FILES_H_
#define KOPPEL_TESTS_MATCHER_FILES_H_

#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "koppel/v1/directory_entry.pb.h"
#include "koppel/v1/referral.pb.h"
#include "koppel/v1/rules.pb.h"
#include "koppel/v1/vocabulary.pb.h"
#include "matcher/match.h"
#include "matcher/rules/layers.h"
#include "matcher/rules/vocabulary.h"
#include "matcher/world/world.h"

namespace koppel::matcher {

// The message that `text` holds; a failure of the test when it holds none.
template <typename Message>
Message FromText(const std::string& text) {
  Message message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// The text of a file, by its path from the root of the project.
std::string ReadProjectFile(const std::string& path);

// The files as they stand in matcher/rules.
const v1::Vocabulary& RealVocabulary();
const v1::RuleSet& RealRules();
std::shared_ptr<const Vocabulary> CompiledVocabulary();

// The areas and the directory of clients/samples.
const std::vector<v1::DirectoryEntry>& SampleDirectory();

// A request of clients/samples, such as "requests/zeist-eenzaam.json".
v1::Referral SampleRequest(const std::string& file);

// A failure of the test when the rules do not compile.
std::shared_ptr<const World> BuildWorld(const std::vector<v1::DirectoryEntry>& directory, const v1::RuleSet& rules);
std::shared_ptr<const World> BuildWorld(const std::vector<v1::DirectoryEntry>& directory,
                                        std::vector<v1::RuleSet> sets);

// Saturday 21 November 2026, one o'clock in the afternoon: when the samples are fresh.
Moment SampleMoment();

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_MATCHER_FILES_H_
