#include "absl/strings/str_join.h"
#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "clients/cli/enums.h"
#include "koppel/v1/provider.pb.h"

namespace koppel::cli {

using koppel::v1::Provider;

template <>
struct Noun<Provider> {
  using List = koppel::v1::ListProvidersResponse;
  static constexpr char kCollection[] = "providers";

  static Columns<Provider> TableColumns() {
    return {{"NAME", [](const Provider& p) { return p.name(); }},
            {"KIND", [](const Provider& p) { return NameOf(p.kind()); }},
            {"AREAS", [](const Provider& p) { return absl::StrJoin(p.service_areas(), ","); }, true},
            {"EXPERTISE", [](const Provider& p) { return absl::StrJoin(p.expertise(), ","); }, true},
            {"PHONE", [](const Provider& p) { return p.contact().phone(); }, true},
            {"TITLE", [](const Provider& p) { return p.title(); }}};
  }
};

std::vector<Command> ProviderCommands() {
  return ResourceCommands<Provider>("provider", "a", "providers", "providers/org-kwintes");
}

}  // namespace koppel::cli
