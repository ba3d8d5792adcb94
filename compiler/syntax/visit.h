// Going over a tree without virtual calls.
//
// visit_children(node, fn) calls fn(child) for every child of one node in the order of the fields (which for a
// dictionary is all keys, then all values). fn takes the child as a pointer: Expr*, Stmt*, Pattern*, TypeParam* or a
// product node such as Arg*. What fn does not accept is skipped if it is one of the first four; a product node is
// entered instead, and its children are given in its place. So a lambda over Expr* alone sees the expressions directly
// below the node, with those of arguments, keywords and comprehensions, but nothing of nested statements.
//
// walk(root, fn) goes over a whole tree in pre-order with a stack of its own, hence on any depth; fn(node) is called
// with each Expr*, Stmt*, Pattern*, TypeParam* and product node that it accepts, and may return bool: false leaves the
// children out.
#pragma once

#include <algorithm>
#include <concepts>
#include <span>
#include <type_traits>
#include <vector>

#include "syntax/ast.h"

namespace krait::syntax {
namespace visit_detail {

template <typename T>
inline constexpr bool is_sum =
    std::same_as<T, Expr> || std::same_as<T, Stmt> || std::same_as<T, Pattern> || std::same_as<T, TypeParam>;
template <typename T>
inline constexpr bool is_node = is_sum<T> || std::derived_from<T, Product>;

}  // namespace visit_detail

template <typename Fn>
void visit_children(const Expr* node, Fn&& fn);
template <typename Fn>
void visit_children(const Stmt* node, Fn&& fn);
template <typename Fn>
void visit_children(const Pattern* node, Fn&& fn);
template <typename Fn>
void visit_children(const TypeParam* node, Fn&& fn);
#define PRODUCT(Struct, text, fields) \
  template <typename Fn>              \
  void visit_children(const Struct* node, Fn&& fn);
#define PLAIN PRODUCT
#include "syntax/nodes.def"

namespace visit_detail {

template <typename Fn, typename T>
void field(T* child, Fn& fn) {
  if (child == nullptr) return;
  if constexpr (std::is_invocable_v<Fn&, T*>) {
    fn(child);
  } else if constexpr (!is_sum<T>) {
    visit_children(child, fn);
  }
}
template <typename Fn, typename T>
requires is_node<T>
void field(std::span<T*> children, Fn& fn) {
  for (T* child : children) field(child, fn);
}
template <typename Fn, typename T>
requires(!std::is_pointer_v<T>) void field(const T&, Fn&) {}

}  // namespace visit_detail

#define FIELD(presence, minor, type, name, text) visit_detail::field(node->name, fn);
#define VISIT_CASE(Sum, Struct, fields)                                \
  case Sum##Kind::k##Struct: {                                         \
    [[maybe_unused]] auto node = static_cast<const Struct*>(sum_node); \
    fields                                                             \
  } break;

template <typename Fn>
void visit_children(const Expr* sum_node, [[maybe_unused]] Fn&& fn) {
  switch (sum_node->kind) {
#define EXPR(Struct, text, fields) VISIT_CASE(Expr, Struct, fields)
#define FIELD(presence, minor, type, name, text) visit_detail::field(node->name, fn);
#include "syntax/nodes.def"
  }
}
template <typename Fn>
void visit_children(const Stmt* sum_node, [[maybe_unused]] Fn&& fn) {
  switch (sum_node->kind) {
#define STMT(Struct, text, fields) VISIT_CASE(Stmt, Struct, fields)
#define FIELD(presence, minor, type, name, text) visit_detail::field(node->name, fn);
#include "syntax/nodes.def"
  }
}
template <typename Fn>
void visit_children(const Pattern* sum_node, [[maybe_unused]] Fn&& fn) {
  switch (sum_node->kind) {
#define PATTERN(Struct, text, fields) VISIT_CASE(Pattern, Struct, fields)
#define FIELD(presence, minor, type, name, text) visit_detail::field(node->name, fn);
#include "syntax/nodes.def"
  }
}
template <typename Fn>
void visit_children(const TypeParam* sum_node, [[maybe_unused]] Fn&& fn) {
  switch (sum_node->kind) {
#define TYPE_PARAM(Struct, text, fields) VISIT_CASE(TypeParam, Struct, fields)
#define FIELD(presence, minor, type, name, text) visit_detail::field(node->name, fn);
#include "syntax/nodes.def"
  }
}
#undef VISIT_CASE

#define FIELD(presence, minor, type, name, text) visit_detail::field(node->name, fn);
#define PRODUCT(Struct, text, fields)                                                  \
  template <typename Fn>                                                               \
  void visit_children([[maybe_unused]] const Struct* node, [[maybe_unused]] Fn&& fn) { \
    fields                                                                             \
  }
#define PLAIN PRODUCT
#include "syntax/nodes.def"

template <typename Fn>
void visit_children(const Module* module, Fn&& fn) {
  visit_detail::field(module->body, fn);
  visit_detail::field(module->expression, fn);
}

namespace visit_detail {

struct AnyNode {
  void (*visit)(void* node, void* walker);
  void* node;
};

template <typename Fn>
class Walker {
 public:
  explicit Walker(Fn& fn) : fn_(fn) {}
  template <typename T>
  void operator()(T* child) {
    stack_.push_back(
        {[](void* node, void* walker) { static_cast<Walker*>(walker)->enter(static_cast<T*>(node)); }, child});
  }
  void run() {
    while (!stack_.empty()) {
      AnyNode next = stack_.back();
      stack_.pop_back();
      next.visit(next.node, this);
    }
  }

 private:
  template <typename T>
  void enter(T* node) {
    if constexpr (std::is_invocable_r_v<bool, Fn&, T*>) {
      if (!fn_(node)) return;
    } else if constexpr (std::is_invocable_v<Fn&, T*>) {
      fn_(node);
    }
    size_t mark = stack_.size();
    visit_children(node, *this);
    std::reverse(stack_.begin() + static_cast<std::ptrdiff_t>(mark), stack_.end());
  }

  Fn& fn_;
  std::vector<AnyNode> stack_;
};

}  // namespace visit_detail

template <typename Root, typename Fn>
void walk(Root* root, Fn&& fn) {
  visit_detail::Walker<std::remove_reference_t<Fn>> walker(fn);
  if constexpr (std::same_as<std::remove_const_t<Root>, Module>) {
    size_t at_end = root->body.size();
    while (at_end != 0) walker(root->body[--at_end]);
    if (root->expression != nullptr) walker(root->expression);
  } else {
    walker(const_cast<std::remove_const_t<Root>*>(root));
  }
  walker.run();
}

}  // namespace krait::syntax
