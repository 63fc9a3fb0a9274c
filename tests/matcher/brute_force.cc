#include "tests/matcher/brute_force.h"

#include "tests/matcher/oracle.h"

namespace koppel::oracle {
namespace {

// Edits a question and a book of it in place, and puts them back.
class Trier {
 public:
  Trier(const Question& question, const std::string& offering)
      : question_(question), book_(question_), offering_(offering) {
    const v1::Team* team = book_.TeamOf(book_.offerings.at(offering));
    records_ = RecordsIn(question_, book_, offering, team == nullptr ? "" : team->name());
  }

  std::optional<std::vector<RecordEdit>> TryUpTo(size_t max_fields) {
    for (size_t size = 1; size <= max_fields; ++size) {
      values_.clear();
      for (const std::string& field : FieldsThatChange()) {
        values_.push_back(ValuesOf(field, book_, records_, size == 1));
      }
      edits_.clear();
      if (Try(0, size)) return edits_;
    }
    return std::nullopt;
  }

 private:
  // Adds `left` more changes of the fields from `from` on.
  bool Try(size_t from, size_t left) {
    if (left == 0) return MayLeadAfterEdits();
    for (size_t i = from; i + left <= FieldsThatChange().size(); ++i) {
      for (const std::string& value : values_[i]) {
        edits_.push_back({FieldsThatChange()[i], value});
        if (Try(i + 1, left - 1)) return true;
        edits_.pop_back();
      }
    }
    return false;
  }

  bool MayLeadAfterEdits() {
    const Records& r = records_;
    const auto referral = r.question->referral;
    const auto time = r.question->time;
    const auto local = r.question->local;
    const auto offering = *r.offering;
    const auto capacity = *r.capacity;
    const auto provider = *r.provider;
    const v1::Team team = r.team == nullptr ? v1::Team() : *r.team;
    for (const RecordEdit& edit : edits_) Apply(edit, r);
    const bool leads = MayLead(book_, offering_);
    r.question->referral = referral;
    r.question->time = time;
    r.question->local = local;
    *r.offering = offering;
    *r.capacity = capacity;
    *r.provider = provider;
    if (r.team != nullptr) *r.team = team;
    return leads;
  }

  Question question_;
  Book book_;
  const std::string offering_;
  Records records_{};
  std::vector<std::vector<std::string>> values_;  // For each field.
  std::vector<RecordEdit> edits_;
};

}  // namespace

std::optional<std::vector<RecordEdit>> FindSmallChange(const Question& question, const std::string& offering,
                                                       size_t max_fields) {
  return Trier(question, offering).TryUpTo(max_fields);
}

}  // namespace koppel::oracle
