// The abstract syntax tree, node for node and field for field CPython's own; nodes.def lists them.
//
// Nodes live in an Arena and are never freed one by one. Every expression, statement, pattern, type parameter and
// product node carries its Span and a `node_id`. Ids are dense and count from 0 within a module, separately for
// expressions, statements, patterns and everything else, so that later phases keep what they know in arrays of
// Module::counts sizes. The names differ from CPython's only where C++ needs it: ast.Name is NameExpr, ast.Expr is
// ExprStmt, Constant.kind is `prefix`, and the product types are in CamelCase (ast.arg is Arg, ast.withitem is
// WithItem).
//
// Depth: the parser holds the depth of nesting under kMaxNesting, but chains of operators, attributes, calls and elif
// are trees as deep as the chain is long, up to ParseOptions::max_tree_depth.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "base/names.h"
#include "base/python_version.h"
#include "base/source.h"

namespace krait::syntax {

struct Expr;
struct Stmt;
struct Pattern;
struct TypeParam;
struct Arg;
struct Arguments;
struct Alias;
struct Comprehension;
struct ExceptHandler;
struct Keyword;
struct MatchCase;
struct TypeIgnore;
struct WithItem;

enum class BoolOperator : uint8_t { kAnd, kOr };
enum class Operator : uint8_t {
  kAdd,
  kSub,
  kMult,
  kMatMult,
  kDiv,
  kMod,
  kPow,
  kLShift,
  kRShift,
  kBitOr,
  kBitXor,
  kBitAnd,
  kFloorDiv
};
enum class UnaryOperator : uint8_t { kInvert, kNot, kUAdd, kUSub };
enum class CmpOp : uint8_t { kEq, kNotEq, kLt, kLtE, kGt, kGtE, kIs, kIsNot, kIn, kNotIn };
enum class ExprContext : uint8_t { kLoad, kStore, kDel };
// What Constant.kind tells: whether the first literal is written u"".
enum class StringPrefix : uint8_t { kNone, kU };

using ExprList = std::span<Expr*>;
using StmtList = std::span<Stmt*>;
using PatternList = std::span<Pattern*>;
using TypeParamList = std::span<TypeParam*>;
using ArgList = std::span<Arg*>;
using AliasList = std::span<Alias*>;
using ComprehensionList = std::span<Comprehension*>;
using ExceptHandlerList = std::span<ExceptHandler*>;
using KeywordList = std::span<Keyword*>;
using MatchCaseList = std::span<MatchCase*>;
using TypeIgnoreList = std::span<TypeIgnore*>;
using WithItemList = std::span<WithItem*>;
using NameList = std::span<Name>;
using CmpOpList = std::span<CmpOp>;

enum class ConstantKind : uint8_t { kNone, kFalse, kTrue, kEllipsis, kInt, kBigInt, kFloat, kComplex, kStr, kBytes };

// A literal's value. Texts live in the module's arena.
struct ConstantValue {
  ConstantKind kind = ConstantKind::kNone;
  union {
    int64_t integer = 0;  // kInt: the value; literals are never negative
    double floating;      // kFloat: the value; kComplex: the imaginary part, the real one being 0
    struct {
      // kStr: WTF-8, that is UTF-8 that may also encode lone surrogates (from "\ud800") the way UTF-8 would.
      // kBytes: the bytes.
      // kBigInt (2**63 and more): decimal digits; where these would be more than kMaxDecimalDigits, "0x" and
      // hexadecimal digits. Either way what int(text, 0) and PyLong_FromString(text, NULL, 0) read.
      const char* data;
      size_t size;
    } bytes;
  };

  std::string_view text() const { return {bytes.data, bytes.size}; }
  bool is_none() const { return kind == ConstantKind::kNone; }
  bool is_bool() const { return kind == ConstantKind::kTrue || kind == ConstantKind::kFalse; }
  bool is_str() const { return kind == ConstantKind::kStr; }

  static ConstantValue none() { return {}; }
  static ConstantValue boolean(bool value) { return of(value ? ConstantKind::kTrue : ConstantKind::kFalse); }
  static ConstantValue ellipsis() { return of(ConstantKind::kEllipsis); }
  static ConstantValue of_int(int64_t value) {
    ConstantValue out = of(ConstantKind::kInt);
    out.integer = value;
    return out;
  }
  static ConstantValue of_double(ConstantKind kind, double value) {
    ConstantValue out = of(kind);
    out.floating = value;
    return out;
  }
  static ConstantValue of_text(ConstantKind kind, std::string_view text) {
    ConstantValue out = of(kind);
    out.bytes = {text.data(), text.size()};
    return out;
  }

 private:
  static ConstantValue of(ConstantKind kind) {
    ConstantValue out;
    out.kind = kind;
    return out;
  }
};

inline constexpr size_t kMaxDecimalDigits = 4300;  // sys.int_info.default_max_str_digits

enum class ExprKind : uint8_t {
#define EXPR(Struct, text, fields) k##Struct,
#include "syntax/nodes.def"
};
enum class StmtKind : uint8_t {
#define STMT(Struct, text, fields) k##Struct,
#include "syntax/nodes.def"
};
enum class PatternKind : uint8_t {
#define PATTERN(Struct, text, fields) k##Struct,
#include "syntax/nodes.def"
};
enum class TypeParamKind : uint8_t {
#define TYPE_PARAM(Struct, text, fields) k##Struct,
#include "syntax/nodes.def"
};

struct Expr {
  ExprKind kind;
  uint32_t node_id;
  Span span;
};
struct Stmt {
  StmtKind kind;
  uint32_t node_id;
  Span span;
};
struct Pattern {
  PatternKind kind;
  uint32_t node_id;
  Span span;
};
struct TypeParam {
  TypeParamKind kind;
  uint32_t node_id;
  Span span;
};
// Base of the nodes that are the only one of their type.
struct Product {
  uint32_t node_id;
  Span span;
};

#define FIELD(presence, minor, type, name, text) type name;
#define EXPR(Struct, text, fields)                         \
  struct Struct : Expr {                                   \
    static constexpr ExprKind kKind = ExprKind::k##Struct; \
    fields                                                 \
  };
#define STMT(Struct, text, fields)                         \
  struct Struct : Stmt {                                   \
    static constexpr StmtKind kKind = StmtKind::k##Struct; \
    fields                                                 \
  };
#define PATTERN(Struct, text, fields)                            \
  struct Struct : Pattern {                                      \
    static constexpr PatternKind kKind = PatternKind::k##Struct; \
    fields                                                       \
  };
#define TYPE_PARAM(Struct, text, fields)                             \
  struct Struct : TypeParam {                                        \
    static constexpr TypeParamKind kKind = TypeParamKind::k##Struct; \
    fields                                                           \
  };
#define PRODUCT(Struct, text, fields) \
  struct Struct : Product {           \
    fields                            \
  };
#define PLAIN PRODUCT
#include "syntax/nodes.def"

static_assert(sizeof(Expr) == 16 && sizeof(NameExpr) == 24 && sizeof(BinOp) == 40 && sizeof(Constant) == 48);

// How many nodes of each sort there are, hence the sizes of side tables indexed by node_id.
struct NodeCounts {
  uint32_t exprs = 0;
  uint32_t stmts = 0;
  uint32_t patterns = 0;
  uint32_t others = 0;  // type parameters and product nodes share this one
};

enum class ParseMode : uint8_t {
  kExec,  // a file
  kEval,  // one expression, as for eval()
  kStub,  // a .pyi file: the newest grammar whatever the target, as type checkers read them
};

struct Module {
  StmtList body;                // kExec, kStub
  Expr* expression = nullptr;   // kEval
  TypeIgnoreList type_ignores;  // with type comments on
  NodeCounts counts;
  const SourceFile* file = nullptr;
  PythonVersion version;
  ParseMode mode = ParseMode::kExec;
  std::string_view docstring() const;  // without data where there is none; not cleaned
};

// Casts by kind: as<T> is null where the node is of another kind (or null), to<T> is for where the kind is known.
template <typename T, typename Base>
auto as(Base* node) -> std::conditional_t<std::is_const_v<Base>, const T*, T*> {
  using Result = std::conditional_t<std::is_const_v<Base>, const T*, T*>;
  return node != nullptr && node->kind == T::kKind ? static_cast<Result>(node) : nullptr;
}
template <typename T, typename Base>
auto to(Base* node) -> std::conditional_t<std::is_const_v<Base>, const T*, T*> {
  return static_cast<std::conditional_t<std::is_const_v<Base>, const T*, T*>>(node);
}
template <typename T, typename Base>
bool is(const Base* node) {
  return node != nullptr && node->kind == T::kKind;
}

// The ASDL names: "BinOp", "Expr" for ExprStmt, and so on; "Add", "NotIn", ... for operators.
std::string_view kind_name(ExprKind kind);
std::string_view kind_name(StmtKind kind);
std::string_view kind_name(PatternKind kind);
std::string_view kind_name(TypeParamKind kind);
std::string_view operator_name(Operator op);
std::string_view operator_name(UnaryOperator op);
std::string_view operator_name(BoolOperator op);
std::string_view operator_name(CmpOp op);
// As written: "+", "not in", ...
std::string_view operator_symbol(Operator op);
std::string_view operator_symbol(UnaryOperator op);
std::string_view operator_symbol(BoolOperator op);
std::string_view operator_symbol(CmpOp op);

}  // namespace krait::syntax
