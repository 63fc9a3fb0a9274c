#include "matcher/rules/vocabulary.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/matcher/files.h"
#include "tests/matcher/issues.h"

namespace koppel::matcher {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr char kFile[] = R"pb(
  terms {
    kind: WISH
    number: 1
    code: "bewegen"
    title { nl: "Bewegen" }
  }
  terms {
    kind: WISH
    number: 2
    code: "wandelen"
    title { nl: "Wandelen" }
    broader: "bewegen"
  }
  terms {
    kind: WISH
    number: 3
    code: "nordic-walking"
    title { nl: "Nordic walking" }
    broader: "wandelen"
  }
  terms {
    kind: WISH
    number: 4
    code: "gesprek"
    title { nl: "Een gesprek" }
    related: "maatje"
  }
  terms {
    kind: WISH
    number: 5
    code: "maatje"
    title { nl: "Maatje" }
    synonyms: "vaste bezoeker"
  }
  terms {
    kind: WISH
    number: 6
    code: "buddy"
    title { nl: "Buddy" }
    broader: "maatje"
  }
  terms {
    kind: WISH
    number: 7
    code: "eten"
    title { nl: "Eten" }
  }
  terms {
    kind: WISH
    number: 8
    code: "samen-eten"
    title { nl: "Samen eten" }
  }
  terms {
    kind: WISH
    number: 9
    code: "oud"
    title { nl: "Oud woord" }
    retired: true
  }
  terms {
    kind: WISH
    number: 10
    code: "cafe"
    title { nl: "Café" }
  }
  terms {
    kind: EXPERTISE
    number: 1
    code: "maatje"
    title { nl: "Maatje" }
  }
)pb";

std::vector<Issue> IssuesOf(const std::string& text) {
  std::vector<Issue> issues;
  const auto vocabulary = Vocabulary::Create(FromText<v1::Vocabulary>(text), issues);
  EXPECT_EQ(vocabulary == nullptr, !issues.empty());
  return issues;
}

class VocabularyTest : public testing::Test {
 protected:
  void SetUp() override {
    std::vector<Issue> issues;
    vocabulary_ = Vocabulary::Create(FromText<v1::Vocabulary>(kFile), issues);
    ASSERT_THAT(issues, IsEmpty());
  }

  TermId Wish(const std::string& code) const { return vocabulary_->Find(v1::WISH, code); }
  Kinship KinshipOf(const std::string& asked, const std::string& offered) const {
    return vocabulary_->KinshipOf(Wish(asked), Wish(offered));
  }
  std::vector<std::string> WishesIn(const std::string& words) const {
    std::vector<std::string> codes;
    for (TermId wish : vocabulary_->WishesIn(words)) codes.push_back(vocabulary_->term(wish).code());
    return codes;
  }

  std::shared_ptr<const Vocabulary> vocabulary_;
};

TEST_F(VocabularyTest, FindsATermByItsKindAndCode) {
  EXPECT_EQ(vocabulary_->term(Wish("maatje")).number(), 5);
  EXPECT_EQ(vocabulary_->term(vocabulary_->Find(v1::EXPERTISE, "maatje")).number(), 1);
  EXPECT_EQ(vocabulary_->Find(v1::EXPERTISE, "wandelen"), kNoTerm);
  EXPECT_EQ(Wish("vliegen"), kNoTerm);
}

TEST_F(VocabularyTest, ANarrowerTermAnswersAWiderOneAtAnyDepth) {
  EXPECT_EQ(KinshipOf("bewegen", "bewegen"), Kinship::kSame);
  EXPECT_EQ(KinshipOf("bewegen", "wandelen"), Kinship::kNarrower);
  EXPECT_EQ(KinshipOf("bewegen", "nordic-walking"), Kinship::kNarrower);
}

TEST_F(VocabularyTest, AWiderTermIsOnlyRelated) {
  EXPECT_EQ(KinshipOf("nordic-walking", "bewegen"), Kinship::kRelated);
  EXPECT_EQ(KinshipOf("wandelen", "maatje"), Kinship::kNone);
}

TEST_F(VocabularyTest, WhatMayDoInsteadHoldsOneWayAndForWhatIsNarrower) {
  EXPECT_EQ(KinshipOf("gesprek", "maatje"), Kinship::kRelated);
  EXPECT_EQ(KinshipOf("gesprek", "buddy"), Kinship::kRelated);
  EXPECT_EQ(KinshipOf("maatje", "gesprek"), Kinship::kNone);
}

TEST_F(VocabularyTest, KinAreTheTermsThatAnswerInSomeWay) {
  EXPECT_THAT(vocabulary_->KinOf(Wish("gesprek")),
              UnorderedElementsAre(Wish("gesprek"), Wish("maatje"), Wish("buddy")));
}

TEST_F(VocabularyTest, WishesAreReadFromWordsWithoutCaseAccentsOrPunctuation) {
  EXPECT_THAT(WishesIn("Graag WANDELEN, en soms naar het cafe!"), ElementsAre("wandelen", "cafe"));
  EXPECT_THAT(WishesIn("café"), ElementsAre("cafe"));
  EXPECT_THAT(WishesIn("een vaste bezoeker"), ElementsAre("maatje"));
  EXPECT_THAT(WishesIn("vliegen"), IsEmpty());
  EXPECT_THAT(WishesIn(""), IsEmpty());
}

TEST_F(VocabularyTest, TheLongestExpressionWins) {
  EXPECT_THAT(WishesIn("samen eten"), ElementsAre("samen-eten"));
  EXPECT_THAT(WishesIn("eten"), ElementsAre("eten"));
}

TEST_F(VocabularyTest, AWishIsReadOnceAndARetiredOneNever) {
  EXPECT_THAT(WishesIn("wandelen wandelen"), ElementsAre("wandelen"));
  EXPECT_THAT(WishesIn("oud"), IsEmpty());
}

TEST(Vocabulary, CircleOfWiderTermsIsReported) {
  EXPECT_THAT(IssuesOf(R"pb(
                terms {
                  kind: WISH
                  number: 1
                  code: "a"
                  title { nl: "A" }
                  broader: "b"
                }
                terms {
                  kind: WISH
                  number: 2
                  code: "b"
                  title { nl: "B" }
                  broader: "a"
                }
              )pb"),
              Contains(IssueAt("WISH \"a\".broader", "circle")));
}

TEST(Vocabulary, DoubleNumbersAndCodesAreReportedWithinTheirKind) {
  EXPECT_THAT(IssuesOf(R"pb(
                terms {
                  kind: WISH
                  number: 1
                  code: "a"
                  title { nl: "A" }
                }
                terms {
                  kind: WISH
                  number: 1
                  code: "b"
                  title { nl: "B" }
                }
                terms {
                  kind: LANGUAGE
                  number: 1
                  code: "a"
                  title { nl: "A" }
                }
              )pb"),
              ElementsAre(IssueAt("WISH \"b\".number", "used twice: 1")));
  EXPECT_THAT(IssuesOf(R"pb(
                terms {
                  kind: WISH
                  number: 1
                  code: "a"
                  title { nl: "A" }
                }
                terms {
                  kind: WISH
                  number: 2
                  code: "a"
                  title { nl: "A" }
                }
              )pb"),
              ElementsAre(IssueAt("WISH \"a\".code", "used twice")));
}

TEST(Vocabulary, UnknownKinIsReported) {
  EXPECT_THAT(IssuesOf(R"pb(terms {
                              kind: WISH
                              number: 1
                              code: "a"
                              title { nl: "A" }
                              broader: "x"
                              related: "y"
                            })pb"),
              ElementsAre(IssueAt("WISH \"a\".broader", "x"), IssueAt("WISH \"a\".related", "y")));
}

TEST(Vocabulary, AllThatIsMissingIsReportedAtOnce) {
  EXPECT_THAT(IssuesOf("terms { }"), ElementsAre(IssueAt("TERM_KIND_UNSPECIFIED \"\".kind", "missing"),
                                                 IssueAt("TERM_KIND_UNSPECIFIED \"\".code", "missing"),
                                                 IssueAt("TERM_KIND_UNSPECIFIED \"\".number", "1 or more"),
                                                 IssueAt("TERM_KIND_UNSPECIFIED \"\".title.nl", "missing")));
}

TEST(RealVocabularyFile, ReadsKnittingTogether) {
  const auto vocabulary = CompiledVocabulary();
  EXPECT_THAT(vocabulary->WishesIn("samen breien"), Contains(vocabulary->Find(v1::WISH, "breien")));
  EXPECT_THAT(vocabulary->terms(), Not(IsEmpty()));
}

}  // namespace
}  // namespace koppel::matcher
