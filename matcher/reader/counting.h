// Which of the readings count.

#ifndef KOPPEL_MATCHER_READER_COUNTING_H_
#define KOPPEL_MATCHER_READER_COUNTING_H_

#include <vector>

#include "matcher/reader/readings.h"

namespace koppel::matcher {

// Fills in `counts` of each, and moves a need to the domain of its cause. What is denied, past or offered does not
// count. That the text as a whole offers something, or says that all is over, is not believed where it tells clearly of
// several needs. A need of somebody else counts only where the text tells of none of the resident: then it reports that
// person, and `person` becomes the resident. A hint counts beside nothing clearer, or beside another entry in its
// domain.
void DecideWhatCounts(std::vector<Reading>& readings);

}  // namespace koppel::matcher

#endif  // KOPPEL_MATCHER_READER_COUNTING_H_
