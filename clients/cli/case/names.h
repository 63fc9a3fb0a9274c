// Names of requests as people write them: short, and in full where they like.
//
//   GM0034/x     municipalities/GM0034/referrals/x
//   GM0034/x/1   municipalities/GM0034/referrals/x/offers/1 (or advices/1, placements/1)
//   GM0034       municipalities/GM0034

#ifndef KOPPEL_CLIENTS_CLI_CASE_NAMES_H_
#define KOPPEL_CLIENTS_CLI_CASE_NAMES_H_

#include <string>

namespace koppel::cli {

// Each gives a text that is not short as it is: the server judges it.
std::string FullMunicipalityName(const std::string& name);
std::string FullReferralName(const std::string& name);
std::string FullOfferName(const std::string& name);
std::string FullPlacementName(const std::string& name);
// A municipality, or "providers/x" and "teams/x" as they are.
std::string FullPartyName(const std::string& name);

// "GM0034/x/1" for the name of an offer or placement; the name as it is when it is no such name.
std::string ShortName(const std::string& name);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_NAMES_H_
