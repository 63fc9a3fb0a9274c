// Which methods and messages of the DirectoryService belong to which resource. For client.cc alone.

#ifndef KOPPEL_CLIENTS_CPP_RESOURCES_H_
#define KOPPEL_CLIENTS_CPP_RESOURCES_H_

#include "koppel/v1/directory_service.grpc.pb.h"

namespace koppel::client {

template <class Resource>
struct Methods;

using DirectoryStub = koppel::v1::DirectoryService::StubInterface;

template <>
struct Methods<koppel::v1::Provider> {
  using UpdateRequest = koppel::v1::UpdateProviderRequest;
  static constexpr auto kGet = &DirectoryStub::GetProvider;
  static constexpr auto kList = &DirectoryStub::ListProviders;
  static constexpr auto kUpdate = &DirectoryStub::UpdateProvider;
  static constexpr auto kDelete = &DirectoryStub::DeleteProvider;
  static constexpr auto kBody = &UpdateRequest::mutable_provider;
  static auto* Items(koppel::v1::ListProvidersResponse& page) { return page.mutable_providers(); }
};

template <>
struct Methods<koppel::v1::Offering> {
  using UpdateRequest = koppel::v1::UpdateOfferingRequest;
  static constexpr auto kGet = &DirectoryStub::GetOffering;
  static constexpr auto kList = &DirectoryStub::ListOfferings;
  static constexpr auto kUpdate = &DirectoryStub::UpdateOffering;
  static constexpr auto kDelete = &DirectoryStub::DeleteOffering;
  static constexpr auto kBody = &UpdateRequest::mutable_offering;
  static auto* Items(koppel::v1::ListOfferingsResponse& page) { return page.mutable_offerings(); }
};

template <>
struct Methods<koppel::v1::Location> {
  using UpdateRequest = koppel::v1::UpdateLocationRequest;
  static constexpr auto kGet = &DirectoryStub::GetLocation;
  static constexpr auto kList = &DirectoryStub::ListLocations;
  static constexpr auto kUpdate = &DirectoryStub::UpdateLocation;
  static constexpr auto kDelete = &DirectoryStub::DeleteLocation;
  static constexpr auto kBody = &UpdateRequest::mutable_location;
  static auto* Items(koppel::v1::ListLocationsResponse& page) { return page.mutable_locations(); }
};

template <>
struct Methods<koppel::v1::Team> {
  using UpdateRequest = koppel::v1::UpdateTeamRequest;
  static constexpr auto kGet = &DirectoryStub::GetTeam;
  static constexpr auto kList = &DirectoryStub::ListTeams;
  static constexpr auto kUpdate = &DirectoryStub::UpdateTeam;
  static constexpr auto kDelete = &DirectoryStub::DeleteTeam;
  static constexpr auto kBody = &UpdateRequest::mutable_team;
  static auto* Items(koppel::v1::ListTeamsResponse& page) { return page.mutable_teams(); }
};

template <>
struct Methods<koppel::v1::AreaTable> {
  using UpdateRequest = koppel::v1::UpdateAreaTableRequest;
  static constexpr auto kGet = &DirectoryStub::GetAreaTable;
  static constexpr auto kList = &DirectoryStub::ListAreaTables;
  static constexpr auto kUpdate = &DirectoryStub::UpdateAreaTable;
  static constexpr auto kDelete = &DirectoryStub::DeleteAreaTable;
  static constexpr auto kBody = &UpdateRequest::mutable_area_table;
  static auto* Items(koppel::v1::ListAreaTablesResponse& page) { return page.mutable_area_tables(); }
};

}  // namespace koppel::client

#endif  // KOPPEL_CLIENTS_CPP_RESOURCES_H_
