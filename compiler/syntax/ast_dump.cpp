#include "syntax/ast_dump.h"

#include <algorithm>
#include <concepts>
#include <utility>
#include <vector>

#include "syntax/repr.h"

namespace krait::syntax {
namespace {

enum Presence { kRequired, kOptional };

std::string_view context_name(ExprContext context) {
  return context == ExprContext::kLoad ? "Load()" : context == ExprContext::kStore ? "Store()" : "Del()";
}

// Prints with a stack of its own: what is still to be printed, last first.
class Dumper {
 public:
  Dumper(const SourceFile& file, const DumpOptions& options) : file_(file), options_(options) {}

  std::string module(const Module& module) {
    if (module.mode == ParseMode::kEval) {
      out_ += "Expression(body=";
      value(static_cast<Expr*>(module.expression));
      run();
      return finish();
    }
    out_ += "Module(body=";
    list(module.body);
    run();
    out_ += ", type_ignores=";
    list(module.type_ignores);
    run();
    return finish();
  }

  std::string expr(const Expr& root) {
    value(const_cast<Expr*>(&root));
    run();
    return std::move(out_);
  }

 private:
  struct Item {
    void (*print)(Dumper& dumper, const void* data);
    const void* data;
  };

  std::string finish() {
    out_ += ')';
    return std::move(out_);
  }

  void run() {
    std::reverse(stack_.begin(), stack_.end());
    while (!stack_.empty()) {
      Item next = stack_.back();
      stack_.pop_back();
      size_t mark = stack_.size();
      next.print(*this, next.data);
      std::reverse(stack_.begin() + static_cast<std::ptrdiff_t>(mark), stack_.end());
    }
  }

  void text(const char* literal) {
    stack_.push_back({[](Dumper& d, const void* data) { d.out_ += static_cast<const char*>(data); }, literal});
  }
  template <typename T>
  void later(const T* data) {
    stack_.push_back({[](Dumper& d, const void* at) { d.print(*static_cast<const T*>(at)); }, data});
  }

  // Values of fields: leaves are printed from where they stand, nodes entered when their turn comes.
  void print(const Name& name) { append_str_repr(out_, name.text(), options_.version); }
  void print(const std::string_view& string) { append_str_repr(out_, string, options_.version); }
  void print(const int& number) { out_ += std::to_string(number); }
  void print(const ConstantValue& constant) { append_constant_repr(out_, constant, options_.version); }
  void print(const StringPrefix&) { out_ += "'u'"; }
  void print(const ExprContext& context) { out_ += context_name(context); }
  template <typename Op>
  requires(std::same_as<Op, Operator> || std::same_as<Op, UnaryOperator> || std::same_as<Op, BoolOperator> ||
           std::same_as<Op, CmpOp>) void print(const Op& op) {
    out_ += operator_name(op);
    out_ += "()";
  }

  template <typename T>
  void value(const T& leaf) {
    later(&leaf);
  }
  template <typename T>
  void value(T* node) {
    if (node == nullptr) {
      text("None");
    } else {
      later(static_cast<const T*>(node));
    }
  }
  template <typename T>
  void value(const std::span<T>& items) {
    list(items);
  }
  template <typename T>
  void list(std::span<T> items) {
    text("[");
    for (size_t i = 0; i < items.size(); ++i) {
      if (i != 0) text(", ");
      value(items[i]);
    }
    text("]");
  }

  template <typename T>
  static bool absent(T* node) {
    return node == nullptr;
  }
  static bool absent(const Name& name) { return !name; }
  static bool absent(const std::string_view& string) { return string.data() == nullptr; }
  static bool absent(const StringPrefix& prefix) { return prefix == StringPrefix::kNone; }
  template <typename T>
  static bool absent(const T&) {
    return false;
  }

  template <typename T>
  void field(Presence presence, int minor, const char* label, const T& content) {
    if (options_.version < PythonVersion{3, minor}) return;
    bool missing = presence == kOptional && absent(content);
    if (missing && options_.version >= PythonVersion{3, 9}) return;
    text(std::exchange(first_, false) ? label + 2 : label);
    if (missing) {
      text("None");
    } else {
      value(content);
    }
  }

  void open(const char* name) {
    out_ += name;
    out_ += '(';
    first_ = true;
  }
  template <bool positioned>
  void close(const Product* node) {
    if (positioned) {
      close_span(&node->span);
    } else {
      text(")");
    }
  }
  void close_span(const Span* span) {
    if (options_.positions) {
      if (!first_) text(", ");
      later(span);
    }
    text(")");
  }
  void print(const Span& span) {
    LineColumn begin = file_.position(span.begin), end = file_.position(span.end);
    out_ += "lineno=" + std::to_string(begin.line) + ", col_offset=" + std::to_string(begin.column) +
            ", end_lineno=" + std::to_string(end.line) + ", end_col_offset=" + std::to_string(end.column);
  }

#define FIELD(presence, minor, type, name, label) field(presence, minor, ", " label "=", node->name);
#define DUMP_CASE(Sum, Struct, label, fields)                           \
  case Sum##Kind::k##Struct: {                                          \
    [[maybe_unused]] auto node = static_cast<const Struct*>(&sum_node); \
    open(label);                                                        \
    fields close_span(&sum_node.span);                                  \
  } break;

  // Before 3.9 what stood between the brackets of a subscript had nodes of its own.
  void print(const Subscript& node) {
    open("Subscript");
    field(kRequired, 8, ", value=", node.value);
    text(", slice=");
    const auto* tuple = as<Tuple>(node.slice);
    bool extended = tuple != nullptr && std::any_of(tuple->elts.begin(), tuple->elts.end(),
                                                    [](const Expr* element) { return is<Slice>(element); });
    if (extended) {
      text("ExtSlice(dims=[");
      for (size_t i = 0; i < tuple->elts.size(); ++i) {
        if (i != 0) text(", ");
        old_slice(tuple->elts[i]);
      }
      text("])");
    } else {
      old_slice(node.slice);
    }
    field(kRequired, 8, ", ctx=", node.ctx);
    close_span(&node.span);
  }
  void old_slice(Expr* expr) {
    if (is<Slice>(expr)) {
      value(expr);
      return;
    }
    text("Index(value=");
    value(expr);
    text(")");
  }

  void print(const Expr& sum_node) {
    if (options_.version < PythonVersion{3, 9} && is<Subscript>(&sum_node)) {
      print(*to<Subscript>(&sum_node));
      return;
    }
    switch (sum_node.kind) {
#define EXPR(Struct, label, fields) DUMP_CASE(Expr, Struct, label, fields)
#include "syntax/nodes.def"
    }
  }
#define FIELD(presence, minor, type, name, label) field(presence, minor, ", " label "=", node->name);
  void print(const Stmt& sum_node) {
    switch (sum_node.kind) {
#define STMT(Struct, label, fields) DUMP_CASE(Stmt, Struct, label, fields)
#include "syntax/nodes.def"
    }
  }
#define FIELD(presence, minor, type, name, label) field(presence, minor, ", " label "=", node->name);
  void print(const Pattern& sum_node) {
    switch (sum_node.kind) {
#define PATTERN(Struct, label, fields) DUMP_CASE(Pattern, Struct, label, fields)
#include "syntax/nodes.def"
    }
  }
#define FIELD(presence, minor, type, name, label) field(presence, minor, ", " label "=", node->name);
  void print(const TypeParam& sum_node) {
    switch (sum_node.kind) {
#define TYPE_PARAM(Struct, label, fields) DUMP_CASE(TypeParam, Struct, label, fields)
#include "syntax/nodes.def"
    }
  }
#define FIELD(presence, minor, type, name, label) field(presence, minor, ", " label "=", node->name);
#define DUMP_PRODUCT(Struct, label, fields, positioned) \
  void print(const Struct& product) {                   \
    const Struct* node = &product;                      \
    open(label);                                        \
    fields close<positioned>(node);                     \
  }
#define PRODUCT(Struct, label, fields) DUMP_PRODUCT(Struct, label, fields, true)
#define PLAIN(Struct, label, fields) DUMP_PRODUCT(Struct, label, fields, false)
#include "syntax/nodes.def"

  const SourceFile& file_;
  const DumpOptions& options_;
  std::string out_;
  std::vector<Item> stack_;
  bool first_ = true;
};

}  // namespace

std::string dump_ast(const Module& module, const DumpOptions& options) {
  return Dumper(*module.file, options).module(module);
}

std::string dump_ast(const Expr& expr, const SourceFile& file, const DumpOptions& options) {
  return Dumper(file, options).expr(expr);
}

}  // namespace krait::syntax
