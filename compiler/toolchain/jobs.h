// Work on several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace krait::toolchain {

// Threads to use when the user does not say: the processors this process may run on.
unsigned default_jobs();

// Calls work(0) ... work(count - 1), each once, on up to `jobs` threads, starting in that order. Every call is made
// even when one throws; then the exception of the lowest index is thrown.
void parallel_for(size_t count, unsigned jobs, const std::function<void(size_t)>& work);

}  // namespace krait::toolchain
