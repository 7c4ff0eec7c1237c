// Windows change at these sizes, which are in CSS pixels.
#pragma once

namespace inkling {

// A wide place lower than this, as on a phone that lies on its side, has no room for what only
// explains.
inline constexpr float kLow = 420;

// A narrower window has no room for the notices in its header: they are at the end of Train then.
inline constexpr float kRoomyHeader = 760;

}  // namespace inkling
