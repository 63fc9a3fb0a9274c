#include "clients/cli/commands.h"
#include "clients/cli/commands/resource.h"
#include "koppel/v1/location.pb.h"

namespace koppel::cli {

using koppel::v1::Location;

template <>
struct Noun<Location> {
  using List = koppel::v1::ListLocationsResponse;
  static constexpr char kCollection[] = "locations";

  static Columns<Location> TableColumns() {
    return {{"NAME", [](const Location& l) { return l.name(); }},
            {"AREA", [](const Location& l) { return l.area(); }},
            {"WHEELCHAIR",
             [](const Location& l) {
               return !l.has_wheelchair_accessible() ? "-" : l.wheelchair_accessible() ? "yes" : "no";
             },
             true},
            {"POINT",
             [](const Location& l) {
               return l.has_point() ? absl::StrCat(l.point().latitude(), ",", l.point().longitude()) : "-";
             },
             true},
            {"TITLE", [](const Location& l) { return l.title(); }}};
  }
};

std::vector<Command> LocationCommands() {
  return ResourceCommands<Location>("location", "a", "locations", "locations/loc-cartoon");
}

}  // namespace koppel::cli
