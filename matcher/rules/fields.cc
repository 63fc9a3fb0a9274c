#include "matcher/rules/fields.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "koppel/v1/common.pb.h"
#include "koppel/v1/offering.pb.h"
#include "koppel/v1/referral.pb.h"
#include "koppel/v1/rules.pb.h"

namespace koppel::matcher {
namespace {

FieldInfo Flag(std::string_view name, Field field) {
  return {name, field, FieldType::kFlag, nullptr, v1::TERM_KIND_UNSPECIFIED};
}

FieldInfo Number(std::string_view name, Field field) {
  return {name, field, FieldType::kNumber, nullptr, v1::TERM_KIND_UNSPECIFIED};
}

FieldInfo Symbol(std::string_view name, Field field, const google::protobuf::EnumDescriptor* symbols) {
  return {name, field, FieldType::kSymbol, symbols, v1::TERM_KIND_UNSPECIFIED};
}

FieldInfo Symbols(std::string_view name, Field field, const google::protobuf::EnumDescriptor* symbols) {
  return {name, field, FieldType::kSymbols, symbols, v1::TERM_KIND_UNSPECIFIED};
}

FieldInfo Terms(std::string_view name, Field field, v1::TermKind kind) {
  return {name, field, FieldType::kTerms, nullptr, kind};
}

FieldInfo Sensitive(FieldInfo info) {
  info.sensitive = true;
  return info;
}

FieldInfo MadeOf(std::vector<std::string_view> placeholders, FieldInfo info) {
  info.made_of = std::move(placeholders);
  return info;
}

// In the order of the enum.
const std::array<FieldInfo, kFieldCount>& AllFields() {
  static const auto* fields = new std::array<FieldInfo, kFieldCount>{
      Symbol("request.urgency", Field::kRequestUrgency, v1::Urgency_descriptor()),
      Symbols("request.domains", Field::kRequestDomains, v1::Domain_descriptor()),
      Symbol("request.first_domain", Field::kRequestFirstDomain, v1::Domain_descriptor()),
      Flag("request.first_need_plain", Field::kRequestFirstNeedPlain),
      Terms("request.expertise", Field::kRequestExpertise, v1::EXPERTISE),
      Terms("request.subtopics", Field::kRequestSubtopics, v1::SUBTOPIC),
      Terms("request.wishes", Field::kRequestWishes, v1::WISH),
      Terms("request.target_groups", Field::kRequestTargetGroups, v1::TARGET_GROUP),
      Symbols("request.access_needs", Field::kRequestAccessNeeds, v1::AccessNeed_descriptor()),
      Symbols("request.preferred_forms", Field::kRequestPreferredForms, v1::Form_descriptor()),
      Sensitive(Number("request.age", Field::kRequestAge)),
      Sensitive(Symbol("request.gender", Field::kRequestGender, v1::Gender_descriptor())),
      Symbol("request.haalzorg_willing", Field::kRequestHaalzorgWilling, v1::HaalzorgTalk_Answer_descriptor()),
      Symbol("request.haalzorg_ready", Field::kRequestHaalzorgReady, v1::HaalzorgTalk_Answer_descriptor()),
      Flag("request.has_decision", Field::kRequestHasDecision),
      Flag("request.asks_expertise", Field::kRequestAsksExpertise),
      Flag("request.awaits_decision", Field::kRequestAwaitsDecision),
      Flag("request.care_awarded", Field::kRequestCareAwarded),
      Sensitive(Flag("request.speaks_dutch", Field::kRequestSpeaksDutch)),
      Sensitive(Flag("request.same_gender_only", Field::kRequestSameGenderOnly)),
      Flag("request.prefers_walk_in", Field::kRequestPrefersWalkIn),
      Flag("request.prefers_nearby", Field::kRequestPrefersNearby),
      Flag("request.prefers_small_group", Field::kRequestPrefersSmallGroup),
      Flag("request.escalated", Field::kRequestEscalated),
      Symbol("offering.kind", Field::kOfferingKind, v1::Offering_Kind_descriptor()),
      Symbol("offering.form", Field::kOfferingForm, v1::Form_descriptor()),
      Symbols("offering.domains", Field::kOfferingDomains, v1::Domain_descriptor()),
      Terms("offering.subtopics", Field::kOfferingSubtopics, v1::SUBTOPIC),
      Terms("offering.expertise", Field::kOfferingExpertise, v1::EXPERTISE),
      Terms("offering.target_groups", Field::kOfferingTargetGroups, v1::TARGET_GROUP),
      Flag("offering.generalist", Field::kOfferingGeneralist),
      Flag("offering.needs_decision", Field::kOfferingNeedsDecision),
      Flag("offering.via_gp", Field::kOfferingViaGp),
      Flag("offering.walk_in", Field::kOfferingWalkIn),
      Flag("offering.pick_up", Field::kOfferingPickUp),
      Flag("offering.takes_urgent", Field::kOfferingTakesUrgent),
      Sensitive(Number("offering.min_age", Field::kOfferingMinAge)),
      Sensitive(Number("offering.max_age", Field::kOfferingMaxAge)),
      Number("offering.group_size", Field::kOfferingGroupSize),
      Number("offering.cost_cents", Field::kOfferingCostCents),
      Symbol("offering.capacity_state", Field::kOfferingCapacityState, v1::Capacity_State_descriptor()),
      Number("offering.capacity_age_days", Field::kOfferingCapacityAgeDays),
      MadeOf({"capacity_age_days"}, Flag("offering.capacity_stale", Field::kOfferingCapacityStale)),
      MadeOf({"free"}, Number("offering.load_percent", Field::kOfferingLoadPercent)),
      MadeOf({"area"}, Flag("pair.in_service_area", Field::kPairInServiceArea)),
      Flag("pair.contract_valid", Field::kPairContractValid),
      MadeOf({"asked_expertise", "expertise"},
             Symbol("pair.expertise", Field::kPairExpertise, v1::ExpertiseMatch_descriptor())),
      Flag("pair.answers_more", Field::kPairAnswersMore),
      MadeOf({"age", "age_bounds"}, Sensitive(Flag("pair.age_fits", Field::kPairAgeFits))),
      Sensitive(Flag("pair.gender_fits", Field::kPairGenderFits)),
      Sensitive(Flag("pair.same_gender_group", Field::kPairSameGenderGroup)),
      MadeOf({"asked_languages", "languages"}, Sensitive(Flag("pair.language_shared", Field::kPairLanguageShared))),
      Flag("pair.wheelchair_fits", Field::kPairWheelchairFits),
      Flag("pair.time_fits", Field::kPairTimeFits),
      Flag("pair.preferred_time", Field::kPairPreferredTime),
      Flag("pair.preferred_form", Field::kPairPreferredForm),
      MadeOf({"categories"}, Flag("pair.category_fits", Field::kPairCategoryFits)),
      MadeOf({"provider"}, Flag("pair.provider_refused", Field::kPairProviderRefused)),
      MadeOf({"provider"}, Flag("pair.declined", Field::kPairDeclined)),
      MadeOf({"provider"}, Flag("pair.provider_involved", Field::kPairProviderInvolved)),
      MadeOf({"target_groups"}, Flag("pair.target_group_shared", Field::kPairTargetGroupShared)),
      MadeOf({"distance_km"}, Number("pair.distance_meters", Field::kPairDistanceMeters)),
      MadeOf({"distance_km", "max_distance_km"}, Flag("pair.within_distance", Field::kPairWithinDistance)),
      MadeOf({"location", "area"}, Flag("pair.same_buurt", Field::kPairSameBuurt)),
      MadeOf({"answer_days", "answer_limit"}, Flag("pair.answers_in_time", Field::kPairAnswersInTime)),
      MadeOf({"start_date"}, Number("pair.start_days", Field::kPairStartDays)),
      Flag("pair.haalzorg_offered", Field::kPairHaalzorgOffered),
  };
  return *fields;
}

}  // namespace

const FieldInfo* FindField(std::string_view name) {
  const auto& fields = AllFields();
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

const FieldInfo& InfoOf(Field field) { return AllFields()[static_cast<size_t>(field)]; }

bool IsOfRequest(Field field) { return field <= Field::kRequestEscalated; }

}  // namespace koppel::matcher
