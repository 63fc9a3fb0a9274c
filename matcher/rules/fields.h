// The fields rules may speak about: their names, types and symbols. docs/rules.md says what each means.
//
// A new field is a line here and a case in facts.cc; everything else about a rule is data.

#ifndef KOPPEL_MATCHER_RULES_FIELDS_H_
#define KOPPEL_MATCHER_RULES_FIELDS_H_

#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "koppel/v1/annotations.pb.h"

namespace koppel::matcher {

enum class Field {
  // Of the request.
  kRequestUrgency,
  kRequestDomains,
  kRequestFirstDomain,
  kRequestFirstNeedPlain,
  kRequestExpertise,
  kRequestSubtopics,
  kRequestWishes,
  kRequestTargetGroups,
  kRequestAccessNeeds,
  kRequestPreferredForms,
  kRequestAge,
  kRequestGender,
  kRequestHaalzorgWilling,
  kRequestHaalzorgReady,
  kRequestHasDecision,
  kRequestAsksExpertise,
  kRequestAwaitsDecision,
  kRequestCareAwarded,
  kRequestSpeaksDutch,
  kRequestSameGenderOnly,
  kRequestPrefersWalkIn,
  kRequestPrefersNearby,
  kRequestPrefersSmallGroup,
  kRequestEscalated,
  // Of the offering.
  kOfferingKind,
  kOfferingForm,
  kOfferingDomains,
  kOfferingSubtopics,
  kOfferingExpertise,
  kOfferingTargetGroups,
  kOfferingGeneralist,
  kOfferingNeedsDecision,
  kOfferingViaGp,
  kOfferingWalkIn,
  kOfferingPickUp,
  kOfferingTakesUrgent,
  kOfferingMinAge,
  kOfferingMaxAge,
  kOfferingGroupSize,
  kOfferingCostCents,
  kOfferingCapacityState,
  kOfferingCapacityAgeDays,
  kOfferingCapacityStale,
  kOfferingLoadPercent,
  // Of the two together.
  kPairInServiceArea,
  kPairContractValid,
  kPairExpertise,
  kPairAnswersMore,
  kPairAgeFits,
  kPairGenderFits,
  kPairSameGenderGroup,
  kPairLanguageShared,
  kPairWheelchairFits,
  kPairTimeFits,
  kPairPreferredTime,
  kPairPreferredForm,
  kPairCategoryFits,
  kPairProviderRefused,
  kPairDeclined,
  kPairProviderInvolved,
  kPairTargetGroupShared,
  kPairDistanceMeters,
  kPairWithinDistance,
  kPairSameBuurt,
  kPairAnswersInTime,
  kPairStartDays,
  kPairHaalzorgOffered,
};

// How many fields there are.
inline constexpr int kFieldCount = static_cast<int>(Field::kPairHaalzorgOffered) + 1;

enum class FieldType {
  kFlag,     // Yes or no.
  kNumber,   // A whole number.
  kSymbol,   // One symbol of an enum.
  kSymbols,  // A set of symbols of an enum.
  kTerms,    // A set of terms of the vocabulary.
};

struct FieldInfo {
  std::string_view name;
  Field field;
  FieldType type;
  const google::protobuf::EnumDescriptor* symbols;  // For kSymbol and kSymbols.
  v1::TermKind terms;                               // For kTerms.
  // About age, gender or language: a condition on it states its justification.
  bool sensitive = false;
  // For a field that is worked out from others: the placeholders that show what it is made of, such as "age".
  std::vector<std::string_view> made_of = {};
};

const FieldInfo& InfoOf(Field field);

// Null when there is no such field.
const FieldInfo* FindField(std::string_view name);

// Whether it can be told from the request alone.
bool IsOfRequest(Field field);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_RULES_FIELDS_H_
