// Records of the directory for tests.

#ifndef KOPPEL_TESTS_STORAGE_ENTRIES_H_
#define KOPPEL_TESTS_STORAGE_ENTRIES_H_

#include <string>
#include <vector>

#include "koppel/v1/directory_entry.pb.h"
#include "storage/directory.h"

namespace koppel::storage {

koppel::v1::DirectoryEntry Provider(const std::string& name, const std::string& title);

// One record of every collection, in the order of collections.
std::vector<koppel::v1::DirectoryEntry> OneOfEach();

// A record of any collection, with some text in it.
koppel::v1::DirectoryEntry EntryNamed(const std::string& name, const std::string& text);

// The title of a provider.
std::string TitleOf(const Stored& stored);

// The names of records, in order.
std::vector<std::string> NamesOf(const std::vector<Stored>& records);

// Everything a reader can see of records, with etags and times; one line for each.
std::string Describe(const std::vector<Stored>& records);

}  // namespace koppel::storage

#endif  // KOPPEL_TESTS_STORAGE_ENTRIES_H_
