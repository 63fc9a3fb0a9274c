// The values of the fields for one request and, where there is one, one offering.

#ifndef KOPPEL_MATCHER_MATCHING_FACTS_H_
#define KOPPEL_MATCHER_MATCHING_FACTS_H_

#include <optional>

#include "matcher/matching/edited_rows.h"
#include "matcher/matching/request.h"
#include "matcher/matching/teams.h"
#include "matcher/rules/predicate.h"
#include "matcher/world/world_data.h"

namespace koppel::matcher {

// What can be told from the request alone.
class RequestFacts : public FieldReader {
 public:
  RequestFacts(const CompiledRequest& request, bool escalated) : request_(request), escalated_(escalated) {}

  // Unknown for a field of an offering.
  Value Read(Field field) const override;

 private:
  const CompiledRequest& request_;
  bool escalated_;
};

// Everything. Keeps references to what it is made from. With `edited` as things would be with those rows.
class PairFacts : public FieldReader {
 public:
  PairFacts(const World& world, const CompiledRequest& request, const RequestFacts& request_facts, int offering,
            const EditedRows* edited = nullptr)
      : world_(world),
        request_(request),
        request_facts_(request_facts),
        rules_(RulesFor(world, request, offering)),
        index_(offering),
        edited_(edited),
        offering_(RowOf(world, edited, offering)),
        capacity_(CapacityOf(world, edited, offering)) {}

  Value Read(Field field) const override;

  // The rules that count for the two together.
  const CompiledRules& rules() const { return rules_; }

  // From the resident's area to the place of the offering, in metres. Nothing when either is not known.
  std::optional<int> DistanceMeters() const;

  // The first day on which somebody new could come. Nothing when it is not known.
  std::optional<absl::CivilDay> EarliestStart() const;

  // Working days in which an answer is agreed, by the team or else by the provider. Nothing when none is agreed.
  std::optional<int> AgreedAnswerDays() const;

 private:
  Value ReadOffering(Field field) const;
  Value ReadCapacity(Field field) const;
  Value ReadPair(Field field) const;
  Value ReadPreferencePair(Field field) const;
  bool AnswersMore() const;
  Tri AgeFits() const;
  Tri GenderFits() const;
  Tri SameGenderGroup() const;
  Tri LanguageShared() const;
  Tri WheelchairFits() const;
  Tri TimeFits() const;
  Tri CategoryFits() const;
  Tri WithinDistance() const;
  Tri AnswersInTime() const;
  bool ContractValid() const;
  bool InServiceArea() const;
  bool SameBuurt() const;
  bool HaalzorgOffered() const;

  const World& world_;
  const CompiledRequest& request_;
  const RequestFacts& request_facts_;
  const CompiledRules& rules_;
  int index_;
  const EditedRows* edited_;
  const OfferingRow& offering_;
  const CapacityCell& capacity_;
};

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_MATCHING_FACTS_H_
