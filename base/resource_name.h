// The names of records: "providers/x", "providers/x/offerings/y", "providers/x/offerings/y/capacity", "locations/x",
// "teams/x", "areaTables/x", "ruleSets/x", "ruleSets/x/revisions/3", "municipalities/GM0034",
// "municipalities/GM0034/referrals/x" and, below that, "advices/1", "offers/1" and "placements/1". An id is 1 to 63
// lower-case letters, digits and hyphens and starts with a letter or digit; revisions and numbers count from 1.

#ifndef KOPPEL_BASE_RESOURCE_NAME_H_
#define KOPPEL_BASE_RESOURCE_NAME_H_

#include <string>
#include <string_view>

namespace koppel {

// In a parent: all of the collection, such as "providers/-".
inline constexpr std::string_view kAnyParent = "providers/-";

bool IsId(std::string_view text);

// How names of a collection look, such as "providers/{provider}" for "providers"; empty when there is no such
// collection.
std::string_view NamePattern(std::string_view collection);

// Whether this is a well-formed name of the collection.
bool IsNameIn(std::string_view collection, std::string_view name);

// The collection a well-formed name belongs to, such as "offerings"; empty when it belongs to none.
std::string_view CollectionOf(std::string_view name);

// Names from ids or from the name above them.
std::string ProviderName(std::string_view id);
std::string LocationName(std::string_view id);
std::string TeamName(std::string_view id);
std::string AreaTableName(std::string_view id);
std::string RuleSetName(std::string_view id);
std::string OfferingName(std::string_view provider, std::string_view id);
std::string CapacityName(std::string_view offering);
std::string RuleSetRevisionName(std::string_view rule_set, int revision);

std::string MunicipalityName(std::string_view code);
std::string ReferralName(std::string_view municipality, std::string_view id);
std::string AdviceName(std::string_view referral, int number);
std::string OfferName(std::string_view referral, int number);
std::string PlacementName(std::string_view referral, int number);

// The name above a well-formed name: the provider of an offering, the offering of a capacity, the set of a revision,
// the municipality of a referral, the referral of an advice, offer or placement; empty for the others.
std::string ParentOf(std::string_view name);

// The last part of a name: "GM0034" of "municipalities/GM0034".
std::string_view IdOf(std::string_view name);

// The number of an advice, an offer or a placement by its name, from 1; 0 when it is no such name.
int NumberOf(std::string_view name);

// The number of a revision by its name, from 1; 0 when it is no name of a revision.
int RevisionNumberOf(std::string_view name);

}  // namespace koppel

#endif  // KOPPEL_BASE_RESOURCE_NAME_H_
