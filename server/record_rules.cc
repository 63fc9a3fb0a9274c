#include "server/record_rules.h"

#include <algorithm>
#include <limits>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "base/civil.h"
#include "base/resource_name.h"
#include "base/utf8.h"
#include "google/protobuf/descriptor.h"
#include "koppel/v1/annotations.pb.h"
#include "koppel/v1/directory_service.pb.h"
#include "koppel/v1/lexicon.pb.h"
#include "koppel/v1/matching_service.pb.h"
#include "koppel/v1/referral.pb.h"
#include "koppel/v1/referral_service.pb.h"
#include "koppel/v1/rule_service.pb.h"
#include "server/limits.h"
#include "server/records.h"

namespace koppel::server {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

bool AreDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void CheckDigits(const std::string& value, size_t count, const std::string& field, Violations& violations) {
  if (value.empty() || (value.size() == count && AreDigits(value))) return;
  violations.Add(field, Sentence::kNotThisManyDigits, {{"count", std::to_string(count)}});
}

void Check(const v1::Provider::Identifiers& identifiers, const Known&, const std::string& path, Violations& out) {
  CheckDigits(identifiers.agb(), 8, JoinPath(path, "agb"), out);
  CheckDigits(identifiers.kvk(), 8, JoinPath(path, "kvk"), out);
  CheckDigits(identifiers.oin(), 20, JoinPath(path, "oin"), out);
}

void Check(const v1::Contact& contact, const Known&, const std::string& path, Violations& out) {
  const std::string& url = contact.url();
  if (!url.empty() && !url.starts_with("https://") && !url.starts_with("http://")) {
    out.Add(JoinPath(path, "url"), Sentence::kBadUrl);
  }
  const size_t at = contact.email().find('@');
  if (!contact.email().empty() && (at == std::string::npos || at == 0 || at + 1 == contact.email().size())) {
    out.Add(JoinPath(path, "email"), Sentence::kBadEmail);
  }
  const auto digits =
      std::count_if(contact.phone().begin(), contact.phone().end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!contact.phone().empty() && digits < 3) out.Add(JoinPath(path, "phone"), Sentence::kBadPhone);
}

void Check(const v1::WeekHours& hours, const Known&, const std::string& path, Violations& out) {
  const auto open = ParseTimeOfDay(hours.open_time().empty() ? "00:00" : hours.open_time());
  const auto close = ParseTimeOfDay(hours.close_time().empty() ? "24:00" : hours.close_time());
  if (open.has_value() && close.has_value() && *close <= *open) {
    out.Add(JoinPath(path, "close_time"), Sentence::kEndNotAfterStart);
  }
}

// Empty dates and dates that are no dates pass; the latter are reported elsewhere.
void CheckOrder(const std::string& start, const std::string& end, const std::string& end_field, Violations& out) {
  const auto first = ParseDate(start);
  const auto last = ParseDate(end);
  if (first.has_value() && last.has_value() && *last < *first) out.Add(end_field, Sentence::kEndBeforeStart);
}

void Check(const v1::ScheduleException& exception, const Known&, const std::string& path, Violations& out) {
  CheckOrder(exception.start_date(), exception.end_date(), JoinPath(path, "end_date"), out);
}

void Check(const v1::Schedule& schedule, const Known&, const std::string& path, Violations& out) {
  CheckOrder(schedule.start_date(), schedule.end_date(), JoinPath(path, "end_date"), out);
}

void Check(const v1::Decision& decision, const Known&, const std::string& path, Violations& out) {
  CheckOrder(decision.start_date(), decision.end_date(), JoinPath(path, "end_date"), out);
}

void Check(const v1::Offering& offering, const Known&, const std::string& path, Violations& out) {
  CheckOrder(offering.contract_start_date(), offering.contract_end_date(), JoinPath(path, "contract_end_date"), out);
  if (offering.has_min_age() && offering.has_max_age() && offering.min_age() > offering.max_age()) {
    out.Add(JoinPath(path, "min_age"), Sentence::kMinAboveMax);
  }
}

void Check(const v1::Capacity& capacity, const Known&, const std::string& path, Violations& out) {
  const std::string free = JoinPath(path, "reported_free");
  const bool is_free = capacity.state() == v1::Capacity::FREE;
  if (is_free && capacity.has_reported_free() && capacity.reported_free() == 0) {
    out.Add(free, Sentence::kFreeNeedsRoom);
  }
  if (!is_free && capacity.reported_free() > 0) out.Add(free, Sentence::kFreeOnlyWithFree);
  if (capacity.has_total() && capacity.reported_free() > capacity.total()) out.Add(free, Sentence::kFreeAboveTotal);
  if (capacity.waiting_weeks() > 0 && capacity.state() != v1::Capacity::WAITING_LIST) {
    out.Add(JoinPath(path, "waiting_weeks"), Sentence::kWaitingOnlyWithList);
  }
}

void Check(const v1::Point& point, const Known&, const std::string& path, Violations& out) {
  // Written so that what is not a number is outside.
  const bool inside =
      point.latitude() >= 50 && point.latitude() <= 54 && point.longitude() >= 3 && point.longitude() <= 8;
  if (!inside) out.Add(path, Sentence::kOutsideNetherlands);
}

void Check(const v1::Team::Member& member, const Known&, const std::string& path, Violations& out) {
  for (int i = 0; i < member.offerings_size(); ++i) {
    const std::string& offering = member.offerings(i);
    if (!IsNameIn("offerings", offering) || ParentOf(offering) == member.provider()) continue;
    out.Add(JoinPath(path, absl::StrCat("offerings[", i, "]")), Sentence::kParentDiffers,
            {{"parent", Shown(member.provider())}});
  }
}

// The level that lies above the level of this code; empty above a municipality.
std::string_view LevelAbove(std::string_view code) {
  if (code.starts_with("BU")) return "WK";
  return code.starts_with("WK") ? "GM" : "";
}

void CheckParent(const v1::Area& area, const absl::flat_hash_set<std::string>& codes, const Known& known,
                 const std::string& field, Violations& out) {
  if (!IsAreaCode(area.code()) || (!area.parent().empty() && !IsAreaCode(area.parent()))) return;
  const std::string_view above = LevelAbove(area.code());
  const bool fits = above.empty() ? area.parent().empty() : area.parent().starts_with(above);
  if (!fits) {
    out.Add(field, Sentence::kAreaParentLevel, {{"parent", area.parent()}, {"code", area.code()}});
  } else if (!area.parent().empty() && !codes.contains(area.parent()) && known.knows_area &&
             !known.knows_area(area.parent())) {
    out.Add(field, Sentence::kAreaParentMissing, {{"code", area.parent()}});
  }
}

void Check(const v1::AreaTable& table, const Known& known, const std::string& path, Violations& out) {
  absl::flat_hash_set<std::string> codes;
  for (int i = 0; i < table.areas_size(); ++i) {
    const std::string& code = table.areas(i).code();
    if (IsAreaCode(code) && !codes.insert(code).second) {
      out.Add(JoinPath(path, absl::StrCat("areas[", i, "].code")), Sentence::kDoubleArea, {{"code", code}});
    }
  }
  for (int i = 0; i < table.areas_size(); ++i) {
    CheckParent(table.areas(i), codes, known, JoinPath(path, absl::StrCat("areas[", i, "].parent")), out);
  }
}

void CheckText(const std::string& text, const std::string& field, Violations& out) {
  if (!text.empty() && IsBlank(text)) out.Add(field, Sentence::kBlank);
  // A text of more characters is reported by its declared length.
  if (text.size() <= kMaxReadBytes || CountCharacters(text) > kMaxReadBytes) return;
  out.Add(field, Sentence::kTooManyBytes,
          {{"size", std::to_string(text.size())}, {"max", std::to_string(kMaxReadBytes)}});
}

void Check(const v1::ClassifyRequest& request, const Known&, const std::string& path, Violations& out) {
  CheckText(request.text(), JoinPath(path, "text"), out);
}

void Check(const v1::TryReadingRequest& request, const Known&, const std::string& path, Violations& out) {
  for (int i = 0; i < std::min(request.texts_size(), kMaxValues); ++i) {
    CheckText(request.texts(i), JoinPath(path, absl::StrCat("texts[", i, "]")), out);
  }
}

// A request for support that is kept is about somebody.
void CheckResident(const v1::Referral& referral, const std::string& path, Violations& out) {
  const std::string field = JoinPath(path, "referral.resident");
  if (referral.resident().empty()) return out.Add(field, Sentence::kRequired);
  if (!IsId(referral.resident())) out.Add(field, Sentence::kBadId);
}

void Check(const v1::CreateReferralRequest& request, const Known&, const std::string& path, Violations& out) {
  CheckResident(request.referral(), path, out);
}

void Check(const v1::UpdateReferralRequest& request, const Known&, const std::string& path, Violations& out) {
  CheckResident(request.referral(), path, out);
}

using Checker = std::function<void(const Message&, const Known&, const std::string&, Violations&)>;

template <typename Record>
std::pair<const google::protobuf::Descriptor*, Checker> Row() {
  return {Record::descriptor(), [](const Message& message, const Known& known, const std::string& path,
                                   Violations& out) { Check(static_cast<const Record&>(message), known, path, out); }};
}

const absl::flat_hash_map<const google::protobuf::Descriptor*, Checker>& Checkers() {
  static const auto& checkers =
      *new absl::flat_hash_map<const google::protobuf::Descriptor*, Checker>{Row<v1::Provider::Identifiers>(),
                                                                             Row<v1::Contact>(),
                                                                             Row<v1::WeekHours>(),
                                                                             Row<v1::ScheduleException>(),
                                                                             Row<v1::Schedule>(),
                                                                             Row<v1::Decision>(),
                                                                             Row<v1::Offering>(),
                                                                             Row<v1::Capacity>(),
                                                                             Row<v1::Point>(),
                                                                             Row<v1::AreaTable>(),
                                                                             Row<v1::Team::Member>(),
                                                                             Row<v1::ClassifyRequest>(),
                                                                             Row<v1::CreateReferralRequest>(),
                                                                             Row<v1::UpdateReferralRequest>(),
                                                                             Row<v1::TryReadingRequest>()};
  return checkers;
}

bool HoldsPatterns(const FieldDescriptor& field) {
  return field.file() == v1::Lexicon::descriptor()->file() && (field.name() == "words" || field.name() == "unless");
}

}  // namespace

void CheckRecordRules(const Message& message, const Known& known, const std::string& path, Violations& violations) {
  const auto found = Checkers().find(message.GetDescriptor());
  if (found != Checkers().end()) found->second(message, known, path, violations);
}

Bounds BoundsOf(const FieldDescriptor& field) {
  static const auto& bounds = *new absl::flat_hash_map<std::string, Bounds>{
      {"koppel.v1.Referral.age", {0, 120}},
      {"koppel.v1.Offering.min_age", {0, 120}},
      {"koppel.v1.Offering.max_age", {0, 120}},
      {"koppel.v1.Offering.start_weeks", {0, 520}},
      {"koppel.v1.Capacity.waiting_weeks", {0, 520}},
      {"koppel.v1.Capacity.held", {-1'000'000'000, 1'000'000'000}},
      {"koppel.v1.Schedule.week_interval", {0, 52}},
      {"koppel.v1.Schedule.weeks_of_month", {1, 5}},
      {"koppel.v1.ResponseTerm.answer_working_days", {0, 365}},
      {"koppel.v1.ResponseTerm.receipt_working_days", {0, 365}},
      {"koppel.v1.ResponseTerm.first_contact_working_days", {0, 365}},
      {"koppel.v1.ResponseTerm.start_working_days", {0, 365}},
      {"koppel.v1.Team.meeting_interval_weeks", {0, 52}},
      {"koppel.v1.AreaTable.vintage", {1990, 2100}},
      {"koppel.v1.Points.points", {std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()}},
      {"koppel.v1.Proposal.points", {std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()}},
      {"koppel.v1.Preference.points", {-1000000, 1000000}},
  };
  const auto found = bounds.find(field.full_name());
  if (found != bounds.end()) return found->second;
  // Points of signs, and what a scale asks of them.
  const std::string& message = field.containing_type()->full_name();
  if (message == "koppel.v1.LexiconSign" || message == "koppel.v1.LexiconScale") return {-10000, 10000};
  const bool wide = field.cpp_type() == FieldDescriptor::CPPTYPE_INT64;
  return {0, wide ? std::numeric_limits<int64_t>::max() : int64_t{std::numeric_limits<int32_t>::max()}};
}

int MaxValuesOf(const FieldDescriptor& field) {
  if (field.full_name() == "koppel.v1.Referral.needs") return kMaxNeeds;
  if (field.full_name() == "koppel.v1.AreaTable.areas") return kMaxAreas;
  if (field.full_name() == "koppel.v1.Lexicon.ordinary_words") return kMaxOrdinaryWords;
  if (field.full_name() == "koppel.v1.Lexicon.signs") return kMaxSigns;
  if (HoldsPatterns(field)) return kMaxWords;
  if (field.full_name() == "koppel.v1.AdviceRecord.rule_sets") return kMaxRuleSets;
  if (field.full_name() == "koppel.v1.CompareRuleSetsRequest.referrals") return kMaxWhatIfRequests;
  return kMaxValues;
}

int MaxCharactersOf(const FieldDescriptor& field) {
  const int declared = field.options().GetExtension(v1::max_length);
  if (declared > 0) return declared;
  return HoldsPatterns(field) ? kMaxPatternCharacters : kMaxTextCharacters;
}

bool HoldsResidentText(const FieldDescriptor& field) {
  // Examples of what residents say are kept with their set, and may be taken from what one said.
  return field.options().GetExtension(v1::resident_text) || field.full_name() == "koppel.v1.LexiconExample.text";
}

bool IsAreaCode(std::string_view text) {
  const size_t digits = text.starts_with("GM") ? 4 : text.starts_with("WK") ? 6 : text.starts_with("BU") ? 8 : 0;
  return digits != 0 && text.size() == 2 + digits && AreDigits(text.substr(2));
}

}  // namespace koppel::server
