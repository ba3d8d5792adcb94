// The library's copy of each function that the headers define: see macros.h.
#define KR_INLINE_COPIES
#include "krait.h"

#include "dataclass.h"
#include "field.h"
#include "generator_protocol.h"
#include "known.h"
#include "library.h"
