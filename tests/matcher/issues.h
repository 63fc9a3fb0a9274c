// Matches what is reported of rules and vocabularies.

#ifndef KOPPEL_TESTS_MATCHER_ISSUES_H_
#define KOPPEL_TESTS_MATCHER_ISSUES_H_

#include <string>

#include "gmock/gmock.h"
#include "matcher/rules/vocabulary.h"

namespace koppel::matcher {

// An issue with this path, and this in its English message; it says something in Dutch too.
inline auto IssueAt(const std::string& path, const std::string& message) {
  using testing::HasSubstr, testing::Property, testing::Field, testing::IsEmpty, testing::Not;
  return testing::AllOf(Field("path", &Issue::path, path),
                        Field("message", &Issue::message,
                              testing::AllOf(Property("en", &v1::LocalizedText::en, HasSubstr(message)),
                                             Property("nl", &v1::LocalizedText::nl, Not(IsEmpty())))));
}

// The same, in this rule set.
inline auto IssueIn(const std::string& set, const std::string& path, const std::string& message) {
  return testing::AllOf(testing::Field("set", &Issue::set, set), IssueAt(path, message));
}

}  // namespace koppel::matcher

#endif  // KOPPEL_TESTS_MATCHER_ISSUES_H_
