// How much room a capacity record tells of, placements taken into account.

#ifndef KOPPEL_BASE_CAPACITY_H_
#define KOPPEL_BASE_CAPACITY_H_

#include <optional>

#include "koppel/v1/offering.pb.h"

namespace koppel {

// What is free: reported less what placements took up since, never below 0; of FULL and WAITING_LIST what came free
// since. Nothing where nothing is counted.
std::optional<int> FreeOf(const koppel::v1::Capacity& capacity);

// The state people see: FULL where the state is FREE and nothing is free any more; FREE where it is FULL or
// WAITING_LIST and a place came free since; else the state itself.
koppel::v1::Capacity::State StateOf(const koppel::v1::Capacity& capacity);

// Whether somebody can start: the state people see is OPEN, ASSESSMENT_FIRST or FREE.
bool HasRoom(const koppel::v1::Capacity& capacity);

// The record after one more placement, which takes up one of what is counted. Above the provider's own figure the
// figure is raised, and the total with it, so that nothing is oversold unknowingly. Counted is FREE with a figure, and
// what came free of FULL and WAITING_LIST; the others stay as they are. Only places are counted: how many hours or half
// days a placement takes is not known, so those figures stay what the provider said.
koppel::v1::Capacity TakeUp(koppel::v1::Capacity capacity);

// The record after one placement less: the same as before TakeUp, but for a figure that was raised. That stays raised:
// the provider took one more, so one more is what it has. Of FULL and WAITING_LIST a place comes free.
koppel::v1::Capacity GiveBack(koppel::v1::Capacity capacity);

}  // namespace koppel

#endif  // KOPPEL_BASE_CAPACITY_H_
