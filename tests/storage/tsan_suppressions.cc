// RocksDB comes from Debian without the thread sanitizer, so its own locking cannot be seen, and what it hands to our
// code looks like a race. A race in which RocksDB has no part is reported.

extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:librocksdb.so\n"
         "race:librocksdb.so\n";
}
