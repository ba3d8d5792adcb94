// How the runtime's functions are declared, and what is known of branches.
#pragma once

#ifndef __OPTIMIZE__
// Each costs gcc a call, a test and an assignment, which nothing takes away again.
#define KR_LIKELY(x) (x)
#define KR_UNLIKELY(x) (x)
#elif defined __clang__
#define KR_LIKELY(x) __builtin_expect(!!(x), 1)
#define KR_UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
// Far likelier than gcc assumes of a plain __builtin_expect, so that what is left is compiled for size, and quickly.
#define KR_LIKELY(x) __builtin_expect_with_probability(!!(x), 1, 0.9999)
#define KR_UNLIKELY(x) __builtin_expect_with_probability(!!(x), 0, 0.9999)
#endif

// Functions that have fast versions of loops. Krait's default level leaves passes away that gain next to nothing elsewhere
// (and defines KR_ECONOMY).
#if defined KR_ECONOMY && defined __OPTIMIZE__ && !defined __clang__
#define KR_FAST_LOOPS __attribute__((optimize("gcse", "tree-vrp", "expensive-optimizations", "caller-saves")))
#else
#define KR_FAST_LOOPS
#endif

#define KR_COLD __attribute__((cold, noinline))
#define KR_NOINLINE __attribute__((noinline))
#define KR_PURE __attribute__((pure))
#define KR_UNUSED __attribute__((unused))

#define KR_STATIC_INLINE static inline __attribute__((unused))

// Functions defined in headers. Generated code has no copies of its own: what its C compiler does not inline is a call of
// the copy that inline_copies.c makes for the library, at the library's own level of optimisation. That is what `inline`
// alone says in C99; with GNU's `extern inline`, gcc inlines every call, those in cold blocks too.
#if defined KR_INLINE_COPIES
#define KR_INLINE __attribute__((visibility("hidden"), unused))
#elif defined KR_LIBRARY
#define KR_INLINE KR_STATIC_INLINE
#else
#define KR_INLINE inline __attribute__((visibility("hidden"), unused))
#endif

// Those whose body is long beside what a call costs: krait's default level calls the library's copy.
#if defined KR_ECONOMY && !defined KR_INLINE_COPIES && !defined KR_LIBRARY
#define KR_BULKY KR_INLINE KR_NOINLINE
#else
#define KR_BULKY KR_INLINE
#endif

// Those that are too hot for a call.
#if defined KR_INLINE_COPIES || !defined __OPTIMIZE__
#define KR_ALWAYS_INLINE KR_INLINE
#else
#define KR_ALWAYS_INLINE static inline __attribute__((always_inline, unused))
#endif

// How many dead objects of one kind are kept for the next of that kind. With KR_NO_FREE_LISTS none: what counts allocations or
// checks memory then sees each object come and go (tests/run_allocations.py).
#ifdef KR_NO_FREE_LISTS
#define KR_KEPT(most) 0
#else
#define KR_KEPT(most) (most)
#endif
