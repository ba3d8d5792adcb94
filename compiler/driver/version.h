#pragma once

namespace krait::driver {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace krait::driver
