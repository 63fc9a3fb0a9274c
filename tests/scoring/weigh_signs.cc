// Writes the lexicons of signs again, from texts with their labels (docs/lexicon.md):
//
//   weigh_signs matcher/rules/lexicon tests/scoring/reading-seen.jsonl
//
// The first argument is the folder of the lexicons; the others are files of the shape that `koppel classify --score`
// reads. Points are the weights of a logistic regression for each subject, rounded; the same texts give the same
// points.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/reading/gold.h"
#include "matcher/reader/signs.h"
#include "tests/reader/lexicon_files.h"

namespace koppel::scoring {
namespace {

using matcher::Abbreviations;
using matcher::kDangerSubject;
using matcher::kSubjects;
using matcher::SubjectPoints;

// So often an example of a lexicon counts.
constexpr int kTimesAnExample = 5;
// What stands in fewer texts says more of those texts than of others.
constexpr int kFewestTextsOfWord = 2;
constexpr int kFewestTextsOfPair = 3;
// As LexiconScale counts: points are ten times the logarithm of the odds.
constexpr double kPointsPerLogit = 10;
constexpr double kFewestSigns = 10;
// Of the regression: how much large weights cost, how often the texts are gone through, and how far a step goes.
constexpr double kShrinkage = 0.2;
constexpr int kRounds = 40;
constexpr double kStep = 0.3;
constexpr uint32_t kSeed = 1;

// The marks of the scale: where tests/scoring/reading-marks.jsonl is read best (docs/lexicon.md).
constexpr char kThresholds[] =
    "found_at: 20 doubted_below: -34 danger_at: -6 danger_doubted_below: -24 need_at: 25 no_need_below: 3";

constexpr std::array<const char*, kSubjects> kFields = {"body", "mind", "social", "society", "danger", "need"};

bool IsPair(const std::string& sign) { return sign.find(' ') != std::string::npos; }

// A text as the signs in it, and whether it tells of each subject.
struct LabelledText {
  std::vector<std::string> words;  // Signs as they are written; numbers into the table once that is made.
  std::vector<int> signs;
  std::array<bool, kSubjects> tells = {};
};

// Words that within a sentence mostly begin with a capital: names of people, places and peoples. Those are no signs
// either.
class Names {
 public:
  void Look(std::string_view text, const Abbreviations& abbreviations) {
    const matcher::WordsOfText read = matcher::ReadText(text, abbreviations);
    for (const matcher::Word& word : read.words()) {
      if (word.gap == matcher::Gap::kSentence) continue;
      const bool capital = text[word.begin_byte] >= 'A' && text[word.begin_byte] <= 'Z' && !word.capitals;
      Count& count = counts_[std::string(matcher::SignWord(word))];
      ++(capital ? count.capitals : count.others);
    }
  }

  bool Contains(std::string_view sign_word) const {
    const auto count = counts_.find(sign_word);
    return count != counts_.end() && count->second.capitals > count->second.others;
  }

 private:
  struct Count {
    int capitals = 0;
    int others = 0;
  };

  std::map<std::string, Count, std::less<>> counts_;
};

std::vector<std::string> SignsOf(std::string_view text, const Names& names, const Abbreviations& abbreviations) {
  const matcher::WordsOfText read = matcher::ReadText(text, abbreviations);
  std::vector<std::string> signs;
  std::string before;
  for (const matcher::Word& word : read.words()) {
    const std::string_view cut = matcher::SignWord(word);
    const std::string sign(matcher::RealNoSigns().Contains(cut) || names.Contains(cut) ? "" : cut);
    if (!before.empty() && !sign.empty()) signs.push_back(absl::StrCat(before, " ", sign));
    if (!sign.empty()) signs.push_back(sign);
    before = sign;
  }
  std::sort(signs.begin(), signs.end());
  signs.erase(std::unique(signs.begin(), signs.end()), signs.end());
  return signs;
}

LabelledText LabelledOf(const cli::GoldText& gold, const Names& names, const Abbreviations& abbreviations) {
  LabelledText text{SignsOf(gold.text, names, abbreviations), {}, {}};
  for (const int domain : gold.labels.domains) text.tells[matcher::SubjectOf(static_cast<v1::Domain>(domain))] = true;
  text.tells[kDangerSubject] = gold.labels.urgent;
  text.tells[matcher::kNeedSubject] = !gold.labels.domains.empty();
  return text;
}

// What each sign weighs before anything is learned: a rarer one more.
struct Signs {
  std::vector<std::string> words;
  std::vector<double> rarity;
  std::vector<double> shrinkage;  // For each text it stands in.
};

Signs Number(std::vector<LabelledText>& texts) {
  std::map<std::string, int> counts;
  for (const LabelledText& text : texts) {
    for (const std::string& sign : text.words) ++counts[sign];
  }
  Signs signs;
  std::map<std::string, int> numbers;
  for (const auto& [sign, count] : counts) {
    if (count < (IsPair(sign) ? kFewestTextsOfPair : kFewestTextsOfWord)) continue;
    numbers[sign] = static_cast<int>(signs.words.size());
    signs.words.push_back(sign);
    signs.shrinkage.push_back(kShrinkage / count);
    signs.rarity.push_back(std::log((1.0 + static_cast<double>(texts.size())) / (1.0 + count)) + 1);
  }
  for (LabelledText& text : texts) {
    for (const std::string& sign : text.words) {
      if (const auto number = numbers.find(sign); number != numbers.end()) text.signs.push_back(number->second);
    }
  }
  return signs;
}

// Logistic regression for one subject, by stochastic gradient descent with a step for each weight (AdaGrad).
class Regression {
 public:
  Regression(const std::vector<LabelledText>& texts, const Signs& signs, int subject)
      : texts_(texts),
        signs_(signs),
        subject_(subject),
        weights_(signs.words.size(), 0),
        slopes_(signs.words.size(), kSmall) {}

  void Learn() {
    std::vector<int> order(texts_.size());
    std::iota(order.begin(), order.end(), 0);
    std::mt19937 random(kSeed);
    for (int round = 0; round < kRounds; ++round) {
      for (size_t i = order.size() - 1; i > 0; --i) std::swap(order[i], order[random() % (i + 1)]);
      for (const int text : order) LearnFrom(texts_[text]);
    }
  }

  int base() const { return ToPoints(base_); }
  int points(size_t sign) const { return ToPoints(weights_[sign] * signs_.rarity[sign]); }

 private:
  static constexpr double kSmall = 1e-8;

  static int ToPoints(double logit) { return static_cast<int>(std::lround(kPointsPerLogit * logit)); }

  void LearnFrom(const LabelledText& text) {
    const double share = 1 / std::sqrt(std::max(kFewestSigns, static_cast<double>(text.signs.size())));
    double logit = base_;
    for (const int sign : text.signs) logit += weights_[sign] * signs_.rarity[sign] * share;
    const double error = (text.tells[subject_] ? 1 : 0) - 1 / (1 + std::exp(-logit));
    Move(error, base_, base_slope_);
    for (const int sign : text.signs) {
      Move(error * signs_.rarity[sign] * share - signs_.shrinkage[sign] * weights_[sign], weights_[sign],
           slopes_[sign]);
    }
  }

  static void Move(double slope, double& weight, double& slopes) {
    slopes += slope * slope;
    weight += kStep * slope / std::sqrt(slopes);
  }

  const std::vector<LabelledText>& texts_;
  const Signs& signs_;
  const int subject_;
  std::vector<double> weights_;
  std::vector<double> slopes_;
  double base_ = 0;
  double base_slope_ = kSmall;
};

// The examples of the lexicons are texts with labels too, and few against what has to stay: each counts several times.
void AddExamples(const v1::Lexicon& lexicon, std::vector<cli::GoldText>& texts) {
  for (const v1::LexiconExample& example : lexicon.examples()) {
    cli::GoldText gold;
    gold.text = example.text();
    gold.labels.domains = example.domains();
    gold.labels.urgent = example.urgency() == v1::ACUTE_DANGER;
    texts.insert(texts.end(), kTimesAnExample, gold);
  }
}

// Says what is wrong with a file, if anything.
bool ReadTexts(const char* path, std::vector<cli::GoldText>& texts) {
  std::ifstream file(path);
  const cli::Gold gold = cli::ReadGold(file);
  const bool right = !gold.texts.empty() && gold.problems.empty();
  if (!right) std::cerr << path << ": no texts, or lines that are not right\n";
  texts.insert(texts.end(), gold.texts.begin(), gold.texts.end());
  return right;
}

std::vector<LabelledText> LabelledTexts(const std::vector<cli::GoldText>& golds, const Abbreviations& abbreviations) {
  Names names;
  for (const cli::GoldText& gold : golds) names.Look(gold.text, abbreviations);
  std::vector<LabelledText> texts;
  for (const cli::GoldText& gold : golds) texts.push_back(LabelledOf(gold, names, abbreviations));
  return texts;
}

std::string FieldsOf(const SubjectPoints& points) {
  std::string fields;
  for (int subject = 0; subject < kSubjects; ++subject) {
    if (points[subject] != 0) absl::StrAppend(&fields, " ", kFields[subject], ": ", points[subject]);
  }
  return fields;
}

// One file of signs: those of which `belongs`.
struct SignFile {
  const char* name;
  const char* title;
  bool pairs;
  char first;  // Of the letters with which its signs begin.
  char last;
};

constexpr SignFile kFiles[] = {{"tekens", "Tekens: losse woorden", false, '\0', '\x7f'},
                               {"tekens-paren-a-g", "Tekens: twee woorden, a tot en met g", true, '\0', 'g'},
                               {"tekens-paren-h-m", "Tekens: twee woorden, h tot en met m", true, 'h', 'm'},
                               {"tekens-paren-n-z", "Tekens: twee woorden, n tot en met z", true, 'n', '\x7f'}};

bool Holds(const SignFile& file, const std::string& sign) {
  const char letter = static_cast<unsigned char>(sign[0]) > 0x7f ? '\x7f' : sign[0];
  return IsPair(sign) == file.pairs && letter >= file.first && letter <= file.last;
}

constexpr char kHeader[] =
    R"(# Wat woorden samen over een tekst zeggen, elk een beetje: de tekens en hun punten.
#
# Gemaakt door tests/scoring/weigh_signs uit teksten met labels. Maak het opnieuw als er teksten bij zijn gekomen;
# docs/lexicon.md zegt hoe, en wat de punten betekenen. U mag punten ook met de hand veranderen.
#
# proto-file: koppel/v1/rules.proto
# proto-message: koppel.v1.RuleSet
)";

// Whether it was written.
bool Write(const SignFile& file, const std::string& folder, const Signs& signs,
           const std::vector<Regression>& learned) {
  std::ofstream out(absl::StrCat(folder, "/", file.name, ".textproto"));
  out << kHeader << "name: \"ruleSets/lexicon-" << file.name << "\"\ntitle: \"" << file.title
      << "\"\ndescription: \"Woorden die samen wijzen op een behoefte of op gevaar.\"\nlevel: LEXICON\n\nlexicon {\n";
  const auto points_of = [&](auto points) {
    SubjectPoints all;
    for (int subject = 0; subject < kSubjects; ++subject) all[subject] = points(learned[subject]);
    return FieldsOf(all);
  };
  if (!file.pairs) {
    out << "  scale {\n    base {" << points_of([](const Regression& regression) { return regression.base(); })
        << " }\n    " << kThresholds << "\n  }\n";
  }
  for (size_t sign = 0; sign < signs.words.size(); ++sign) {
    if (!Holds(file, signs.words[sign])) continue;
    const std::string points = points_of([&](const Regression& regression) { return regression.points(sign); });
    if (!points.empty()) out << "  signs { words: \"" << signs.words[sign] << "\"" << points << " }\n";
  }
  out << "}\n" << std::flush;
  if (!out) std::cerr << file.name << ": cannot be written\n";
  return out.good();
}

// All lexicons without the signs, which are made here: those of before may no longer be allowed.
std::shared_ptr<const matcher::CompiledLexicon> CompileWithoutSigns() {
  std::vector<v1::RuleSet> sets = matcher::LexiconSets();
  std::vector<const v1::RuleSet*> together;
  for (v1::RuleSet& set : sets) {
    set.mutable_lexicon()->clear_signs();
    together.push_back(&set);
  }
  std::vector<matcher::Issue> issues;
  return matcher::CompileLexicon(together, *matcher::LexiconVocabulary(), issues);
}

}  // namespace
}  // namespace koppel::scoring

int main(int count, char** arguments) {
  namespace scoring = koppel::scoring;
  if (count < 3) {
    std::cerr << "usage: weigh_signs FOLDER TEXTS...\n";
    return 2;
  }
  std::vector<koppel::cli::GoldText> golds;
  for (int i = 2; i < count; ++i) {
    if (!scoring::ReadTexts(arguments[i], golds)) return 1;
  }
  const auto lexicon = scoring::CompileWithoutSigns();
  if (lexicon == nullptr) {
    std::cerr << "the lexicons have faults: build/dev/bin/reader_lexicon_test tells which\n";
    return 1;
  }
  scoring::AddExamples(lexicon->file(), golds);
  std::vector<scoring::LabelledText> texts = scoring::LabelledTexts(golds, lexicon->abbreviations());
  const scoring::Signs signs = scoring::Number(texts);
  std::vector<scoring::Regression> learned;
  for (int subject = 0; subject < koppel::matcher::kSubjects; ++subject) {
    learned.emplace_back(texts, signs, subject);
    learned.back().Learn();
  }
  bool written = true;
  for (const scoring::SignFile& file : scoring::kFiles)
    written = scoring::Write(file, arguments[1], signs, learned) && written;
  return written ? 0 : 1;
}
