// The page a resident takes home to choose from: what, where, when, how soon and at what cost, how to say no, and where
// to get free help.
//
// Others in the house may read it. It therefore says nothing of what the advice escalates, such as violence or danger
// of suicide: that is for the adviser alone, see UrgentLines.

#ifndef KOPPEL_CLIENTS_CLI_CASE_CHOICE_SHEET_H_
#define KOPPEL_CLIENTS_CLI_CASE_CHOICE_SHEET_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "clients/cli/texts.h"
#include "koppel/v1/offering.pb.h"
#include "koppel/v1/referral_service.pb.h"

namespace koppel::cli {

// What an option is, in the rows of the sheet.
struct SheetOption {
  int number = 0;  // The place of the proposal in the advice: what `choose --proposal` takes.
  std::string title;
  // Question and answer, in the order of the sheet; every option has the same questions.
  std::vector<std::pair<std::string, std::string>> rows;
};

// What a resident on a waiting list can do until there is a place.
struct SheetBridge {
  std::string title;  // For the box to tick.
  std::string text;   // What, when, where and at what cost, in sentences.
};

struct ChoiceSheet {
  Language language = Language::kDutch;
  int advice = 0;    // The number of the advice: what `choose --number` takes.
  std::string date;  // Of the advice, in words.
  std::vector<SheetOption> options;
  int left_out = 0;                  // How many options are not on the sheet.
  std::vector<SheetBridge> bridges;  // Empty where the resident is on no waiting list, or there is nothing meanwhile.
};

// Offerings by name, as they are now; one that is not in it is described by the advice alone.
using OfferingsByName = std::map<std::string, koppel::v1::Offering>;

// At most `max_options` options, in the order of the advice; and what is possible until there is a place.
ChoiceSheet MakeChoiceSheet(const koppel::v1::Advice& advice, const OfferingsByName& offerings, int max_options,
                            Language language);

// What the adviser has to do before anything else, a line each: the instruction, whom, and the number. Not for the
// page.
std::vector<std::string> UrgentLines(const koppel::v1::Advice& advice, Language language);

// One page on its own: no scripts, nothing from elsewhere, to be printed or read aloud.
std::string ToHtml(const ChoiceSheet& sheet);

// Lines of at most 78 characters.
std::string ToPlainText(const ChoiceSheet& sheet);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_CHOICE_SHEET_H_
