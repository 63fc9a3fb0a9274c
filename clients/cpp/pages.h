// Walks the pages of a list method. For the sources of the client alone.

#ifndef KOPPEL_CLIENTS_CPP_PAGES_H_
#define KOPPEL_CLIENTS_CPP_PAGES_H_

#include <functional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/status_macros.h"
#include "clients/cpp/caller.h"

namespace koppel::client {

inline constexpr int kPageSize = 500;

// Calls `method` for page after page and gives each to `take`. Paging fields of the request are overwritten.
template <class Service, class Request, class Response>
absl::Status EachPage(Caller& caller, Service& stub,
                      grpc::Status (Service::*method)(grpc::ClientContext*, const Request&, Response*), Request request,
                      const std::function<void(Response&)>& take) {
  request.set_page_size(kPageSize);
  request.clear_page_token();
  caller.Prepare(request);
  do {
    ASSIGN_OR_RETURN(Response page, caller.CallAsIs(stub, method, request));
    request.set_page_token(page.next_page_token());
    take(page);
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

// Walks all pages and puts their records together in one response.
template <class Service, class Request, class Response>
absl::StatusOr<Response> AllPages(Caller& caller, Service& stub,
                                  grpc::Status (Service::*method)(grpc::ClientContext*, const Request&, Response*),
                                  Request request) {
  Response all;
  RETURN_IF_ERROR((EachPage<Service, Request, Response>(caller, stub, method, std::move(request),
                                                        [&all](Response& page) { all.MergeFrom(page); })));
  all.clear_next_page_token();
  return all;
}

}  // namespace koppel::client

#endif  // KOPPEL_CLIENTS_CPP_PAGES_H_
