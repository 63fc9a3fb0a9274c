#include "tests/storage/entries.h"

#include <string_view>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "base/resource_name.h"

namespace koppel::storage {

using koppel::v1::DirectoryEntry;

DirectoryEntry Provider(const std::string& name, const std::string& title) {
  DirectoryEntry entry;
  entry.mutable_provider()->set_name(name);
  entry.mutable_provider()->set_title(title);
  return entry;
}

std::vector<DirectoryEntry> OneOfEach() {
  std::vector<DirectoryEntry> entries(6);
  entries[0].mutable_area_table()->set_name("areaTables/nl");
  entries[0].mutable_area_table()->add_areas()->set_code("GM0034");
  entries[1] = Provider("providers/kwintes", "Kwintes");
  entries[2].mutable_location()->set_name("locations/cartoon");
  entries[2].mutable_location()->set_title("De Cartoon");
  entries[3].mutable_offering()->set_name("providers/kwintes/offerings/haalzorg");
  entries[3].mutable_offering()->set_title("Haalzorg");
  entries[4].mutable_capacity()->set_name("providers/kwintes/offerings/haalzorg/capacity");
  entries[4].mutable_capacity()->set_reported_free(3);
  entries[5].mutable_team()->set_name("teams/vak");
  entries[5].mutable_team()->set_title("VAK 2.0");
  return entries;
}

DirectoryEntry EntryNamed(const std::string& name, const std::string& text) {
  DirectoryEntry entry;
  const std::string_view collection = CollectionOf(name);
  if (collection == "areaTables") {
    entry.mutable_area_table()->set_name(name);
    entry.mutable_area_table()->add_areas()->set_title(text);
  } else if (collection == "locations") {
    entry.mutable_location()->set_name(name);
    entry.mutable_location()->set_title(text);
  } else if (collection == "offerings") {
    entry.mutable_offering()->set_name(name);
    entry.mutable_offering()->set_title(text);
  } else if (collection == "capacities") {
    entry.mutable_capacity()->set_name(name);
    entry.mutable_capacity()->set_reported_free(static_cast<int>(text.size()));
  } else if (collection == "teams") {
    entry.mutable_team()->set_name(name);
    entry.mutable_team()->set_title(text);
  } else {
    entry = Provider(name, text);
  }
  return entry;
}

std::string TitleOf(const Stored& stored) { return stored.entry.provider().title(); }

std::vector<std::string> NamesOf(const std::vector<Stored>& records) {
  std::vector<std::string> names;
  for (const Stored& record : records) names.push_back(record.name);
  return names;
}

std::string Describe(const std::vector<Stored>& records) {
  return absl::StrJoin(records, "\n", [](std::string* out, const Stored& stored) {
    absl::StrAppend(out, stored.name, " ", stored.revision.value, " ", stored.entry.ShortDebugString());
  });
}

}  // namespace koppel::storage
