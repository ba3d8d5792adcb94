#include "ir/ir.h"

#include <gtest/gtest.h>

#include <set>

#include "ir/builder.h"
#include "ir/printer.h"
#include "ir/verify.h"

namespace krait::ir {
namespace {

TEST(IrTable, EveryRowIsWellFormed) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < kOpCount; ++i) {
    const OpInfo& row = info(Op(i));
    const OpShape& columns = shape(Op(i));
    EXPECT_TRUE(names.insert(row.name).second) << row.name << " twice";
    EXPECT_FALSE(row.doc.empty()) << row.name;
    EXPECT_EQ(row.c_name.empty(), (row.effects & kStructural) != 0) << row.name;
    for (const OperandShape& operand : columns.operands) EXPECT_TRUE(operand.any || operand.repr != Repr::Void) << row.name;
    EXPECT_TRUE(columns.result == ResultKind::None || columns.result_any || columns.result_repr != Repr::Void) << row.name;
    if (columns.result == ResultKind::Borrowed) {
      EXPECT_LT(columns.from, columns.operands.size()) << row.name;
    }
    if (row.effects & kTerminator) {
      EXPECT_EQ(columns.result, ResultKind::None) << row.name;
    }
  }
}

class IrTest : public ::testing::Test {
 protected:
  IrTest() {
    program_.modules.push_back(std::make_unique<Module>());
    program_.functions.emplace_back();
    function().symbol = "count";
    function().result = kTag;
    function().entry = function().add_block();
  }
  Function& function() { return program_.functions[0]; }
  Program program_;
};

TEST_F(IrTest, PrintsALoop) {
  Builder b(program_, function());
  ValueId xs = b.function_param(kObj, "xs");
  b.at(function().entry);
  BlockId loop = b.block(), body = b.block(), end = b.block(), failed = b.block(true);
  ValueId total = b.param(loop, kTag, "total");
  ValueId it = b.emit(Op::PyIter, {xs});
  b.jump(loop, {b.integer(0, kTag)});
  b.at(loop);
  b.handler(Edge{failed, {}, {}, {}});
  ValueId item = b.emit(Op::PyNext, {it});
  b.handler({});
  b.branch(b.emit(Op::IsAbsent, {item}), end, body);
  b.at(body);
  ValueId sum = b.emit(Op::TagAdd, {total, b.convert(item, kTag)});
  b.jump(loop, {sum});
  b.at(end);
  b.ret(total);
  b.at(failed);
  b.emit(Op::RaiseExit, {});
  EXPECT_EQ(verify(program_, function()), std::vector<std::string>{});
  EXPECT_EQ(print(program_, function()),
            "func count(%xs: obj) -> tag\n"
            "b0:\n"
            "  %0: obj = py.iter %xs\n"
            "  %1: tag = const.int 0\n"
            "  jump b1(%1)\n"
            "b1(%total: tag):\n"
            "  %2: obj? = py.next %0 raises -> b4\n"
            "  %3: bool = is_absent %2\n"
            "  branch %3 ? b2 : b3\n"
            "b2:\n"
            "  return %total\n"
            "b3:\n"
            "  %4: tag = convert %2\n"
            "  %5: tag = tag.add %total, %4\n"
            "  jump b1(%5)\n"
            "b4: cold\n"
            "  raise.exit\n");
}

TEST_F(IrTest, VerifierNamesFaults) {
  Builder b(program_, function());
  ValueId x = b.function_param(kObj, "x");
  b.at(function().entry);
  BlockId left = b.block(), right = b.block(), join = b.block();
  b.branch(b.emit(Op::PyIs, {x, x}), left, right);
  b.at(left);
  ValueId only_left = b.integer(1, kTag);
  b.jump(join);
  b.at(right);
  b.jump(join);
  b.at(join);
  b.ret(only_left);
  std::vector<std::string> faults = verify(program_, function());
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults[0].find("may be used before its definition"), std::string::npos);
  function().insts.back().operands[0] = x;
  faults = verify(program_, function());
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_NE(faults[0].find("returns obj, the function tag"), std::string::npos);
}

}  // namespace
}  // namespace krait::ir
