// RocksDB and protobuf come from Debian without the thread sanitizer, so their own locking cannot be seen, and what
// they hand to our code looks like a race. A race in which they have no part is reported.

// The sanitizer calls it by this name. NOLINTNEXTLINE(bugprone-reserved-identifier)
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:librocksdb.so\n"
         "race:librocksdb.so\n"
         "race:libprotobuf.so\n";
}
