#include <gtest/gtest.h>

#include "emit/group.h"

namespace krait::emit {
namespace {

TEST(EmitGroup, InitSymbolsAreThoseOfCPython) {
  EXPECT_EQ(init_symbol("spam"), "PyInit_spam");
  EXPECT_EQ(init_symbol("a.b.c"), "PyInit_c");
  // As in `"PyInitU_" + name.encode("punycode").replace(b"-", b"_")`.
  EXPECT_EQ(init_symbol("spamř"), "PyInitU_spam_e5a");
  EXPECT_EQ(init_symbol("p.モジュール"), "PyInitU_yck6dky8f");
}

}  // namespace
}  // namespace krait::emit
