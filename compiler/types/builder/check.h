// Internal to krait-stubs.
#pragma once

#include <string>

#include "base/python_version.h"

namespace krait::types {

// Loads every symbol of every module of a payload and prints how much of it could not be understood.
int check_stub_payload(const std::string& path, PythonVersion version, bool verbose);

}  // namespace krait::types
