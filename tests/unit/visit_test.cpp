#include "syntax/visit.h"

#include <gtest/gtest.h>

#include <string>

#include "base/arena.h"

namespace krait::syntax {
namespace {

class VisitTest : public ::testing::Test {
 protected:
  Expr* name(const char* text) {
    return arena_.make<NameExpr>(Expr{ExprKind::kNameExpr, next_++, {}}, Name::intern(text), ExprContext::kLoad);
  }
  Expr* add(Expr* left, Expr* right) {
    return arena_.make<BinOp>(Expr{ExprKind::kBinOp, next_++, {}}, left, Operator::kAdd, right);
  }
  Arena arena_;
  uint32_t next_ = 0;
};

TEST_F(VisitTest, ChildrenComeInFieldOrderAndProductsAreEntered) {
  Expr* argument[] = {name("a")};
  Keyword* keyword[] = {arena_.make<Keyword>(Product{0, {}}, Name::intern("k"), name("b"))};
  Call call{{ExprKind::kCall, 0, {}}, name("f"), argument, keyword};
  std::string seen;
  visit_children(&call, [&](Expr* child) { seen += as<NameExpr>(child)->id.str() + " "; });
  EXPECT_EQ(seen, "f a b ");
  seen.clear();
  visit_children(&call, [&](auto* child) {
    if constexpr (std::is_same_v<decltype(child), Keyword*>) seen += child->arg.str();
  });
  EXPECT_EQ(seen, "k");
}

TEST_F(VisitTest, WalkGoesOverAnyDepthInPreOrder) {
  Expr* sum = name("x");
  for (int i = 0; i < 100'000; ++i) sum = add(sum, name("y"));
  uint32_t count = 0;
  uint32_t first_name = 0;
  walk(sum, [&](Expr* node) {
    if (node->kind == ExprKind::kNameExpr && first_name == 0) first_name = count;
    ++count;
  });
  EXPECT_EQ(count, 200'001u);
  EXPECT_EQ(first_name, 100'000u);
}

}  // namespace
}  // namespace krait::syntax
