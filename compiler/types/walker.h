// The analysis of one body (module, class or function): a walk along the flow of control that gives every expression its
// type. Loops are walked until the types at their head are stable.
//
// The parts lie in walk_*.cpp, by construct, and narrow.cpp.
#pragma once

#include <string>
#include <vector>

#include "program/definitions.h"
#include "types/analyzer.h"

namespace krait::types {

// Expressions and statements nested deeper (over all bodies in progress) are Unknown.
inline constexpr int kMaxWalkDepth = 900;
// A loop is walked this often before what still changes in it becomes Unknown.
inline constexpr int kMaxLoopPasses = 4;
// Arguments that need the parameter's type are looked at again inside arguments looked at again, so deep.
inline constexpr int kMaxReevaluation = 3;

enum class BodyKind : uint8_t { kModule, kClass, kFunction };

struct Argument {
  const syntax::Expr* expr = nullptr;  // without the star; null: known by type alone
  Name keyword;                        // no name: positional
  bool star = false;                   // *expr
  bool star_star = false;              // **expr
  Value value;                         // once evaluated
};

struct CallResult {
  const Type* type = nullptr;
  FunctionInfo* function = nullptr;
  bool ok = true;
};

class Walker {
 public:
  Walker(Analyzer& analyzer, ModuleState& module, BodyKind kind, program::ScopeId scope, DeclarationScope declared_in);

  void run_module(Unit& unit);
  void run_function(Unit& unit);
  const Type* known_result(const std::vector<const Type*>& returned);
  // In quick mode nothing is written to the tables and nothing is reported.
  void set_quick() { record_ = false; }
  const Type* quick_expression(const syntax::Expr* expr, const Type* expected);
  const Type* call_with_types(const Type* callee, std::vector<Argument> arguments);

 private:
  using Expr = syntax::Expr;
  using Stmt = syntax::Stmt;

  struct Nest {
    explicit Nest(Walker& w) : analyzer(w.analyzer_) { ++analyzer.nesting; }
    ~Nest() { --analyzer.nesting; }
    bool too_deep() const { return analyzer.nesting > kMaxWalkDepth; }
    Analyzer& analyzer;
  };
  struct Loop {
    Flow* on_break;
    Flow* on_continue;
  };
  struct Handler {
    Flow* at_raise;  // join of the states in which the body may raise
  };

  // ---- walk_flow.cpp
  void merge(Flow& into, const Flow& other);
  static bool same(const Flow& a, const Flow& b);
  Flow dead() const;
  void assign_slot(const program::Symbol* symbol, size_t slot, Value value);
  void forget_paths(PathId prefix);
  bool holds_alone(const program::Symbol* symbol, size_t slot) const;
  bool checkable(const Type* type) const;
  bool tested_where_declared(const Type* type) const;

  // ---- walk_names.cpp
  struct Target {  // where a name lives, seen from here
    enum class Kind : uint8_t { kSlot, kCaptured, kGlobal, kBuiltin, kMissing } kind = Kind::kMissing;
    size_t slot = 0;
    const program::Symbol* symbol = nullptr;
    Declaration* declaration = nullptr;
  };
  Target target_of(Name name);
  size_t slot_of(program::ScopeId owner, const program::Symbol* symbol);
  const Type* declared_type(const program::Symbol* symbol);
  Declaration* declaration_of(const Target& target, Name name);
  Value name_value(const syntax::NameExpr* name);
  void bind_name(Name name, Value value, const Expr* where, bool is_definition = false);
  void note_symbol(const program::Symbol* symbol, const Type* type, bool declared);
  Value captured_value(const program::Symbol* symbol);
  const Type* in_body(const Type* type);  // Self as the class's own instance
  void declaration_reference(const Expr* at, Declaration* declaration);

  // ---- walk_expr.cpp
  Value value(const Expr* expr, const Type* expected = nullptr);
  const Type* type(const Expr* expr, const Type* expected = nullptr) { return value(expr, expected).type; }
  Value value_of_kind(const Expr* expr, const Type* expected);
  Value constant(const syntax::Constant* constant);
  Value lambda(const syntax::Lambda* lambda, const Type* expected);
  Value await_value(const syntax::Await* await);
  Value yield_value(const syntax::Yield* yield);
  Value yield_from(const syntax::YieldFrom* yield);
  Value attribute(const syntax::Attribute* attribute);
  Value subscript(const syntax::Subscript* subscript, const Type* expected);
  Value item_of(const Type* container, const syntax::Subscript* subscript, const Type* index, bool report);
  bool is_type_expression(const Type* type);

  // ---- walk_display.cpp
  Value list_display(const syntax::List* list, const Type* expected);
  Value set_display(const syntax::Set* set, const Type* expected);
  Value dict_display(const syntax::Dict* dict, const Type* expected);
  Value tuple_display(const syntax::Tuple* tuple, const Type* expected);
  Value comprehension(const Expr* expr, const Expr* element, const Expr* second, syntax::ComprehensionList generators,
                      const Type* expected);
  const Type* display_element(std::vector<const Type*>& parts);
  const Type* expected_argument(const Type* expected, Known container, size_t index);
  const Type* element_type(const Expr* iterable, const Type* type, bool report = true);

  // ---- walk_ops.cpp
  Value binary(const syntax::BinOp* op, const Type* expected);
  Value binary_values(const Expr* at, syntax::Operator op, Value left, Value right, bool in_place);
  Value unary(const syntax::UnaryOp* op);
  Value compare(const syntax::Compare* compare);
  Value bool_op(const syntax::BoolOp* op, const Type* expected);
  Value conditional(const syntax::IfExp* expr, const Type* expected);
  const Type* operator_method(const Type* left, std::string_view method, const Type* right, bool* found);

  // ---- walk_call.cpp
  Value call(const syntax::Call* call, const Type* expected);
  Value special_call(const syntax::Call* call, const Type* callee, const Reference& ref, const Type* expected, bool* done);
  CallResult call_callable(const Type* callee, std::vector<Argument>& arguments, const Type* expected,
                           const syntax::Call* at, std::string_view name);
  CallResult call_signature(const CallableType* callable, std::vector<Argument>& arguments, const Type* expected,
                            const syntax::Call* at, std::string_view name, bool report);
  CallResult call_overloads(const OverloadedType* overloads, std::vector<Argument>& arguments, const Type* expected,
                            const syntax::Call* at, std::string_view name, size_t* chosen);
  bool map_arguments(const CallableType* callable, const std::vector<Argument>& arguments, std::vector<int>& targets,
                     std::string* problem, const Expr** where);
  void evaluate_arguments(std::vector<Argument>& arguments);
  std::vector<Argument> arguments_of(const syntax::Call* call);
  Value typed_dict_call(const syntax::Call* call, const InstanceType* made);
  void fill_container(const syntax::Call* call, const syntax::Attribute* callee);
  std::string callee_text(const Expr* func);
  bool proven_call(const Reference& ref, const Type* result, const std::vector<Argument>& arguments);

  // ---- narrow.cpp
  // Evaluates a test; afterwards flow_ is what holds when it is true, and the result what holds when it is false.
  Flow test(const Expr* expr);
  void narrow(const Expr* expr, bool truth);
  void narrow_call(const syntax::Call* call, bool truth);
  void narrow_compare(const Expr* left, syntax::CmpOp op, const Expr* right, bool truth);
  const Type* narrow_truth(const Type* type, bool truth);
  // The type of an expression already evaluated, where it is true (or false).
  const Type* truth_part(const Expr* expr, bool truth);
  const Type* narrow_instance(const Type* type, TypeList classes, bool truth, bool exact);
  const Type* narrow_literal(const Type* type, const Type* literal, bool truth, bool identity);
  bool class_list(const Expr* expr, std::vector<const Type*>& out);
  PathId path_of(const Expr* expr);
  void set_narrowed(const Expr* expr, const Type* type, bool proven);
  const Type* current(const Expr* expr);

  // ---- walk_stmt.cpp
  void block(syntax::StmtList body);
  void statement(const Stmt* stmt);
  void if_statement(const syntax::If* stmt);
  void while_statement(const syntax::While* stmt);
  template <class For>
  void for_statement(const For* stmt, bool is_async);
  const Type* native_range_item(const Expr* iterable, const Type* type);
  template <class Body>
  void loop(Body body, syntax::StmtList orelse, bool endless);
  template <class Try>
  void try_statement(const Try* stmt, bool is_group);
  template <class With>
  void with_statement(const With* stmt, bool is_async);
  void return_statement(const syntax::Return* stmt);
  void raise_statement(const syntax::Raise* stmt);
  void function_statement(const Stmt* stmt);
  void class_statement(const syntax::ClassDef* stmt);
  void import_statement(const syntax::Import* stmt);
  void import_from(const syntax::ImportFrom* stmt);
  void finish_class(Flow& flow);

  // ---- walk_assign.cpp
  void assign_statement(const syntax::Assign* stmt);
  void annotated_assign(const syntax::AnnAssign* stmt);
  void augmented_assign(const syntax::AugAssign* stmt);
  void assign(const Expr* target, Value value, const Expr* from);
  void assign_attribute(const syntax::Attribute* target, Value value, const Expr* from);
  void assign_item(const syntax::Subscript* target, Value value);
  void unpack(syntax::ExprList targets, Value value, const Expr* from);
  void delete_target(const Expr* target);
  const Type* target_expectation(const Expr* target);
  void refine_container(const Expr* container, const Type* refined);
  // The variable that `expr` names was first bound to an empty container, undeclared.
  bool began_empty(const Expr* expr);
  const void* variable_identity(const Expr* expr);
  void note_empty(const Expr* target);
  Value narrowed_on_assignment(const Type* declared, Value value);
  bool check_assignable(const Type* from, const Type* to, Span span, DiagnosticCode code, const char* what);
  VariableInfo* attribute_variable(const Type* receiver, Name name);

  // ---- walk_match.cpp
  void match_statement(const syntax::Match* stmt);
  // Binds what the pattern captures; the subject's type when it matches, and what is left when it does not.
  const Type* pattern(const syntax::Pattern* pattern, const Type* subject, const Type** left);

  void error(DiagnosticCode code, Span span, std::string message);
  void put(const Expr* expr, Value value);
  void set_reference(const Expr* expr, const Reference& reference);
  Name mangled(Name name) const { return module_.scopes->mangled(scope_, name); }

  Analyzer& analyzer_;
  Engine& engine_;
  TypeContext& types_;
  WellKnown& known_;
  ModuleState& module_;
  ModuleResults& results_;
  BodyKind kind_;
  program::ScopeId body_scope_;
  program::ScopeId scope_;       // the innermost one: a comprehension or lambda inside the body
  DeclarationScope declared_in_;
  FunctionInfo* function_ = nullptr;
  ClassInfo* class_ = nullptr;   // whose method or body this is
  std::vector<std::pair<program::ScopeId, size_t>> inline_scopes_;  // with where their slots start
  size_t next_slot_ = 0;

  Flow flow_;
  std::vector<Loop> loops_;
  std::vector<Handler> handlers_;
  std::vector<PendingError> errors_;
  bool record_ = true;
  bool checked_ = true;  // errors about types are wanted here
  int quiet_ = 0;
  int reevaluation_ = 0;
  int lambda_depth_ = 0;
  int union_depth_ = 0;

  const Type* wanted_result_ = nullptr;  // what `return` must give; null: not declared
  const Type* send_type_ = nullptr;
  const Type* yield_wanted_ = nullptr;
  std::vector<const Type*> returned_;
  std::vector<const Type*> yielded_;
  bool is_generator_ = false;
  std::vector<std::pair<const Expr*, const Expr*>> empty_displays_;  // and the targets they were assigned to
  void finish_displays();
  bool saw_intersection_ = false;  // narrow_instance met classes that only an unknown subclass of both could join
};

}  // namespace krait::types
