// What is wrong with a directory file.

#ifndef KOPPEL_SERVER_IMPORT_PROBLEMS_H_
#define KOPPEL_SERVER_IMPORT_PROBLEMS_H_

#include <string>
#include <vector>

#include "base/sentences.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "koppel/v1/directory_service.pb.h"

namespace koppel::server {

// The line of what is about the file as a whole, or about what it would leave behind.
inline constexpr int kWholeFile = 0;

class Problems {
 public:
  using Problem = koppel::v1::ImportDirectoryResponse::Problem;

  void Add(int line, const std::string& name, const std::string& field, koppel::v1::LocalizedText message);
  void Add(int line, const std::string& name, const std::string& field, Sentence sentence,
           const Arguments& arguments = {});
  void Warn(int line, const std::string& name, const std::string& field, Sentence sentence,
            const Arguments& arguments = {});

  // Whether any of them keeps the file from being imported.
  bool Refuse() const { return refuse_; }

  // By line, those of the whole file last; the first kMaxProblems of them, and how many more there are.
  google::protobuf::RepeatedPtrField<Problem> Take();

 private:
  Problem& AddProblem(int line, const std::string& name, const std::string& field);

  std::vector<Problem> list_;
  bool refuse_ = false;
};

}  // namespace koppel::server

#endif  // KOPPEL_SERVER_IMPORT_PROBLEMS_H_
