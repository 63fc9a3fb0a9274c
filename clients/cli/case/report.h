// Requests, offers and placements as people read them: rows of tables, what a request waits for, an advice that is
// kept.

#ifndef KOPPEL_CLIENTS_CLI_CASE_REPORT_H_
#define KOPPEL_CLIENTS_CLI_CASE_REPORT_H_

#include <string>

#include "base/sheet_sentences.h"
#include "clients/cli/printer.h"
#include "clients/cli/texts.h"
#include "koppel/v1/referral_service.pb.h"

namespace koppel::cli {

// The sentence in this language.
std::string Say(SheetSentence sentence, Language language, const koppel::Arguments& arguments = {});

// The word for a step of Waiting, a term, how it stands, or whether a proposal starts in time; "-" where there is none.
template <class Code>
std::string WordIn(Language language, Code code) {
  const std::string word = In(language, WordFor(code));
  return word.empty() ? "-" : word;
}

// Tables for people have short names, which every command takes. The printer must outlive the columns.
Columns<koppel::v1::Referral> ReferralColumns(const Printer& printer, Language language);
Columns<koppel::v1::Offer> OfferColumns(const Printer& printer);
Columns<koppel::v1::Placement> PlacementColumns(const Printer& printer);
Columns<koppel::v1::InboxItem> InboxColumns(const Printer& printer, Language language);
Columns<koppel::v1::Event> EventColumns();

// A line for everybody the request waits for, and on a waiting list how to find what is possible meanwhile.
void WriteWaiting(const koppel::v1::Referral& referral, Language language, Printer& printer);

// The proposals as `match` writes them, with what was set aside, what to know, and whether they start in time.
void WriteKeptAdvice(const koppel::v1::Advice& advice, Language language, Printer& printer);

}  // namespace koppel::cli

#endif  // KOPPEL_CLIENTS_CLI_CASE_REPORT_H_
