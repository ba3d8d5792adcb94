// Lowering of one function body (or module body, or class body, which run in their own way but share expressions).
//
// The methods are spread over one file per construct: variables.cpp, expressions.cpp, operators.cpp, calls.cpp, displays.cpp,
// comprehensions.cpp, statements.cpp, assignments.cpp, loops.cpp, try.cpp, with.cpp, imports.cpp, functions.cpp, classes.cpp, ...
//
// Everything appends to the current block. A value's representation is that of its ir::Value; what Python type it claims to have
// is asked of the analysis by expression. After a terminator, `current_` is a fresh unreachable block, so callers need not care.
#pragma once

#include <array>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "lower/module_lowering.h"
#include "lower/ssa.h"

namespace krait::lower {

using ir::BlockId;
using ir::Op;
using ir::ValueId;

// Expressions nested deeper than this are refused as Unsupported (and CPython's own compiler gives up on them, too).
inline constexpr int kMaxLoweringDepth = 1500;

enum class BodyKind : uint8_t { Function, Module, Class };

// Where a name lives, as this body sees it.
struct Storage {
  enum class Kind : uint8_t {
    Local,      // SSA variable
    Cell,       // a cell made by this function; `cell` holds it
    Free,       // a cell from the closure tuple, at `index`
    Global,     // the module's dict, then builtins
    Namespace,  // a class body's namespace dict, then (loads) global or free variable
  };
  Kind kind = Kind::Global;
  VariableId variable = 0;  // Local: the value; Cell and Free: an obj variable that holds the cell
  bool keep = false;            // Local: when its object goes can be observed
  bool flagged = false;         // Local of a machine number, which has no absent value: `defined` tells whether it is bound
  VariableId defined = 0;       // bool
  bool namespace_free = false;  // Namespace: falls back to the cell in `variable` rather than to globals
  bool around = false;          // Local: of a scope around the comprehension that names it
  Name name;                // mangled
};

// Entered and left as the source nests; what return, break, continue and exceptions must do on the way out.
struct ControlFrame {
  enum class Kind : uint8_t {
    Loop,        // break and continue targets
    Finally,     // a `finally` body to run on the way out
    With,        // __exit__ to call with three Nones on the way out
    Handler,     // inside an except handler: the handled exception is popped, the name deleted on the way out
  };
  Kind kind = Kind::Loop;
  BlockId break_block, continue_block;          // Loop
  std::vector<VariableId> walked;               // Loop: iterators that go when the loop is left
  const syntax::StmtList* finally_body = nullptr;  // Finally
  ValueId exit_method, manager;                 // With: what with.exit gave (obj), and for which object
  bool is_async = false;                        // With
  krait::Span span;                             // With: position of the context expression
  ValueId previous;                             // Handler: what was handled before (obj, may be absent)
  bool has_name = false;                        // Handler: `except E as name`
  Name name;
  BlockId outer_handler;                        // raise target outside of this frame
};

class FunctionLowering {
 public:
  FunctionLowering(ModuleLowering& module, ir::FunctionId function, BodyKind kind, const program::Scope& scope,
                   FunctionLowering* parent);

  // --- the current position (builder.cpp)
  ir::Function& function() { return module_.program().functions[function_id_.index]; }
  BlockId new_block(bool cold = false) {
    BlockId block = function().add_block();
    function().block(block).cold = cold;
    return block;
  }
  void set_block(BlockId block);
  BlockId current() const { return current_; }
  void seal(BlockId block) { ssa_.seal(block); }
  // Appends an instruction; its result type is the table's, or `type` where the table says "any".
  ValueId emit(Op op, std::span<const ValueId> operands, krait::Span span, ir::Type type = ir::kVoid, int64_t imm = 0,
               int64_t imm2 = 0);
  ValueId emit(Op op, std::initializer_list<ValueId> operands, krait::Span span, ir::Type type = ir::kVoid, int64_t imm = 0,
               int64_t imm2 = 0) {
    return emit(op, std::span<const ValueId>(operands.begin(), operands.size()), span, type, imm, imm2);
  }
  // Operands are converted to the representations that the table's row wants (fixed ones by their token, a variadic tail to obj).
  ValueId emit_converted(Op op, std::initializer_list<ValueId> operands, krait::Span span, int64_t imm = 0);
  void jump(BlockId target);
  void branch(ValueId condition, BlockId if_true, BlockId if_false, int likely = 0);
  void terminate(Op op, std::initializer_list<ValueId> operands, krait::Span span = {});  // Return, Unreachable, RaiseExit
  bool reachable() const { return reachable_; }

  ir::Type type_of(ValueId value) { return function().value(value).type; }
  ValueId convert(ValueId value, ir::Type type, krait::Span span);
  ValueId to_obj(ValueId value, krait::Span span) { return convert(value, ir::kObj, span); }
  ValueId truth(ValueId value, krait::Span span);
  ValueId truth(const syntax::Expr* expr, ValueId value, krait::Span span);  // of the value of an expression

  ValueId const_obj(ir::ConstId id);
  ValueId const_none() { return const_obj(module_.none_constant()); }
  ValueId const_bool(bool value);
  ValueId const_tag(int64_t value);
  ValueId const_i64(int64_t value);
  ValueId const_float(double value);
  ValueId const_name(Name name) { return const_obj(module_.name_constant(name)); }
  ValueId const_str(std::string_view text) { return const_obj(module_.string_constant(text)); }
  ValueId absent(ir::Type type);

  // --- variables (variables.cpp)
  VariableId add_variable(ir::Type type, std::string name) { return ssa_.add_variable(type, std::move(name)); }
  ValueId read_variable(VariableId variable) { return ssa_.read(variable, current_); }
  void write_variable(VariableId variable, ValueId value);  // converts to the variable's representation
  // Names of Python; scope is that of the innermost comprehension or this body.
  Storage storage(Name name);
  ValueId load_name(Name name, krait::Span span);
  void store_name(Name name, ValueId value, krait::Span span);
  void note_named_number(Name name, ValueId key, ValueId object);
  void delete_name(Name name, krait::Span span);
  ValueId cell_of_value(ValueId value, krait::Span span);  // a new one; empty where the value is absent
  ValueId load_cell(Name name, krait::Span span);  // the cell itself, for closures
  Name mangle(Name name) const;                    // class-private names

  // --- expressions
  ValueId lower(const syntax::Expr* expr);                      // natural representation
  ValueId lower_obj(const syntax::Expr* expr);
  // Of a number, in the representation that its claimed type asks for, so that operators see numbers.
  ValueId lower_operand(const syntax::Expr* expr) { return as_claimed(lower(expr), expr); }
  ValueId as_claimed(ValueId value, const syntax::Expr* expr);
  ValueId lower_as(const syntax::Expr* expr, ir::Type type) { return convert(lower(expr), type, expr->span); }
  void lower_condition(const syntax::Expr* expr, BlockId if_true, BlockId if_false);
  const types::Type* claimed(const syntax::Expr* expr) const;  // never null; Unknown without analysis
  bool proven(const syntax::Expr* expr) const;

  // --- statements
  void lower_body(const syntax::StmtList& body);
  void lower(const syntax::Stmt* stmt);
  void assign(const syntax::Expr* target, ValueId value, krait::Span span);

  void lower_module(const syntax::Module& tree);

  // Ends the body: implicit return, SSA clean-up.
  void finish();

  // The entry of a generator's or function's body: parameters become variables (functions.cpp).
  void bind_parameter(Name name, ValueId value);

  ModuleLowering& module() { return module_; }

  // Sets up SSA variables and cells for the names of `scope` (functions and comprehensions).
  void declare_scope(const program::Scope& scope);

  ir::Type result_type = ir::kObj;       // of the native entry
  uint32_t result_check = 0;             // check that `return` values must meet
  bool is_generator = false, is_async = false;
  ValueId closure;                       // the closure tuple, when there are free variables
  ValueId namespace_dict;                // Class bodies
  const program::Scope& scope() const { return *scope_; }
  FunctionLowering* parent() const { return parent_; }

 private:
  // An exception being handled: entered by begin_handling(), left by ExcPop of `previous`. What raises meanwhile lands in `cleanup`.
  struct Handling {
    ValueId exception, previous;
    BlockId cleanup, outer;
  };
  // The value of `await` or `yield from`, to which several ways lead: calls whose function is known, and what any other expression gives.
  // Each ends the current block; end_awaiting() goes on where all of them are done.
  struct Awaiting {
    krait::Span span;
    bool from = false;        // yield from
    bool rare = false;        // only rare blocks lead to a suspension
    bool used = false;        // a call has taken the delegation upon itself
    bool joins = false;       // a way ends without a delegate
    VariableId sent = 0, given = 0, result = 0;
    ir::Type type = ir::kObj;  // of the result
    BlockId step, suspend, thrown, done, finish;
  };
  // Called with the item, the block that goes on with the next one, and the block behind the loop.
  using LoopBody = std::function<void(ValueId, BlockId, BlockId)>;
  // What is asked of a parameter in a direct call: which argument of the call it takes, else its default.
  struct ArgumentSlot {
    int argument = -1;
    const syntax::Expr* fallback = nullptr;
  };
  // A function of the group and what its parameters take.
  struct KnownFunction {
    const syntax::Stmt* def;
    ir::FunctionId entry;
    std::vector<ArgumentSlot> slots;
  };
  // A call of a generator function whose body is to stand where its values are used (inlined_generators.cpp).
  struct GeneratorCall {
    struct Argument {  // in the order of the parameters
      int index = -1;  // of the call's arguments; below 0: the default
      const syntax::Expr *source = nullptr, *fallback = nullptr;
      ValueId value;            // as evaluated
      VariableId variable = 0;  // as the function wants it
      std::shared_ptr<GeneratorCall> made;   // in place of a value: another such generator,
      const syntax::Expr* walk = nullptr;  // which is used here only
    };
    const syntax::Call* call = nullptr;
    const syntax::Stmt* def = nullptr;
    ir::FunctionId entry;
    std::vector<Argument> arguments;
  };
  // A loop about to run, its iterable evaluated (iteration.cpp). Variables hold its state. Where a shape is only taken while builtins are the
  // originals or the receiver is what was claimed, `generic` says at run time that `iterator` is Python's iterator instead.
  struct Iteration {
    enum class Shape : uint8_t { Protocol, Sequence, Range, Reversed, Enumerate, Zip, Map, Filter, Entries, Vec, Generator };
    Shape shape = Shape::Protocol;
    // Of a dict, its keys(), values() or items(), or of a set.
    enum class Walk : uint8_t { Dict, Keys, Values, Items, Set };
    Walk walk = Walk::Dict;             // Entries
    const syntax::Expr* source = nullptr;
    krait::Span span;                   // where an error of the iterator, or of its parts, stands
    void stands_at(krait::Span position);
    VariableId generic = 0;             // bool; all but Protocol and Sequence
    bool shaped = false;                // where it is generic something else is done than this loop
    VariableId iterator = 0;            // obj: what is walked; of one that has parts only where it is generic
    VariableId index = 0;               // i64: of a sequence; Range: the next value; Entries: position; parts share that of the whole
    VariableId stop = 0, step = 0;      // i64: Range; Entries: how many at the start, how many left of a dict
    std::optional<int64_t> known_step;  // Range
    VariableId first = 0;               // i64; Enumerate: the first number
    std::vector<Iteration> parts;       // Enumerate, Zip, Map, Filter: what these walk
    ValueId object;                     // of a part that is a Sequence: what was evaluated
    const syntax::Expr* function = nullptr;  // Map, Filter: what is called
    VariableId callee = 0;              // obj; Map, Filter: the same, absent where it is a lambda whose body stands in the loop, or None
    ir::Type item = ir::kObj;           // representation of the items of a Sequence, Reversed, Map, Vec or Entries, as claimed; of items() of the keys
    ir::Type value = ir::kObj;          // the same of the values of items()
    int64_t kind = 0;                   // Sequence, Reversed: imm of for.next
    std::shared_ptr<GeneratorCall> generator;  // Generator
    std::vector<VariableId> walked;     // Generator: what goes when the loop is left
  };
  // What a combined iteration is part of.
  struct Whole {
    ValueId known;     // bool: whether the names of all calls in it mean the originals
    VariableId index;  // counts the rounds
  };
  // What one round gives: a value, or what would be a tuple of items. Where `generic`, which may be none, is true, `whole` holds the tuple instead.
  struct Item {
    ValueId value;
    std::vector<Item> items = {};
    VariableId whole = 0;
    std::optional<VariableId> generic = {};
  };
  // Called with the loop, the block that goes on with the next item, and the block behind the loop; the target is assigned. A loop over a generator
  // may call it more than once.
  using ItemBody = std::function<void(const Iteration&, BlockId, BlockId)>;
  // Where a loop puts its items: an expression that is assigned to, or else whoever takes them.
  struct LoopTarget {
    const syntax::Expr* expr = nullptr;
    std::function<void(ValueId)> take;
    LoopTarget(const syntax::Expr* target) : expr(target) {}
    explicit LoopTarget(std::function<void(ValueId)> taker) : take(std::move(taker)) {}
  };

  // variables.cpp
  ValueId bound(ValueId value, Name name, bool free, krait::Span span);
  void clear_name(Name name);
  void place_local(Storage& place, ir::Type type);
  void unbind(const Storage& place);
  void check_defined(const Storage& place, bool free, krait::Span span);
  ValueId flag(bool value);
  bool is_captured(const program::Scope& scope, Name name) const;
  void keep(VariableId variable);
  void keep_all();
  const types::Type* claimed_variable(const program::Scope& scope, Name name) const;
  ir::Type variable_type(const program::Scope& scope, Name name) const;
  // A value where a declared type asks for a check, in representation `type`. `expr` (may be null) tells what is proven.
  ValueId checked(ValueId value, uint32_t check, ir::Type type, krait::Span span, const syntax::Expr* expr);
  // expressions.cpp
  ValueId lower_constant(const syntax::Constant* expr);
  ValueId lower_bool_op(const syntax::BoolOp* expr);
  struct Arm {  // where an operand of `and` or `or` decides, and what it is
    BlockId block;
    ValueId value;
  };
  void lower_deciding(const syntax::Expr* operand, syntax::BoolOperator outer, BlockId next, std::vector<Arm>& arms);
  ValueId lower_named(const syntax::NamedExpr* expr);
  ValueId lower_if_exp(const syntax::IfExp* expr);
  ValueId lower_attribute(const syntax::Attribute* expr);
  ValueId get_attribute(const syntax::Attribute* expr, ValueId object);
  void set_attribute(const syntax::Attribute* target, ValueId object, ValueId value, const syntax::Expr* source);
  ValueId lower_subscript(const syntax::Subscript* expr);
  ValueId lower_slice(const syntax::Slice* expr);
  // subscripts.cpp
  std::optional<ValueId> lower_item_truth(const syntax::Subscript* expr);
  ValueId index_operand(const syntax::Subscript* expr, ValueId index);
  ValueId get_item(const syntax::Subscript* expr, ValueId object, ValueId index);
  // Start and stop of a slice, absent where it has none.
  std::pair<ValueId, ValueId> slice_bounds(const syntax::Slice* slice);
  void set_item(const syntax::Subscript* target, ValueId object, ValueId index, ValueId value);
  ValueId lower_joined_str(const syntax::JoinedStr* expr);
  ValueId lower_parts(const syntax::JoinedStr* expr);
  ValueId lower_spec(const syntax::FormattedValue* expr);
  ValueId lower_formatted_value(const syntax::FormattedValue* expr);
  // operators.cpp, numbers.cpp
  ValueId lower_bin_op(const syntax::BinOp* expr);
  ValueId lower_unary_op(const syntax::UnaryOp* expr);
  ValueId lower_compare(const syntax::Compare* expr);
  ValueId binary(syntax::Operator op, ValueId left, ValueId right, krait::Span span, bool inplace, bool peer = false);
  // Likewise, with what the operands claim to be.
  ValueId claimed_binary(syntax::Operator op, ValueId left, const syntax::Expr* left_expr, ValueId right,
                         const syntax::Expr* right_expr, krait::Span span, bool inplace);
  std::optional<ValueId> claimed_compare(syntax::CmpOp op, ValueId left, const syntax::Expr* left_expr, ValueId right,
                                         const syntax::Expr* right_expr, krait::Span span);
  std::optional<ValueId> lower_character_test(const syntax::Compare* expr);
  std::optional<ValueId> lower_literal_membership(const syntax::Compare* expr, ValueId item);
  ValueId unary(syntax::UnaryOperator op, ValueId operand, krait::Span span, bool peer = false);
  ValueId compare(syntax::CmpOp op, ValueId left, ValueId right, krait::Span span, bool peer = false);        // any representation
  ValueId compare_truth(syntax::CmpOp op, ValueId left, ValueId right, krait::Span span, bool peer = false);  // bool
  std::optional<ValueId> numeric_binary(syntax::Operator op, ValueId left, ValueId right, krait::Span span, bool inplace, bool peer = false);
  std::optional<ValueId> numeric_compare(syntax::CmpOp op, ValueId left, ValueId right, krait::Span span, bool peer = false);
  ValueId bool_as_int(ValueId value, krait::Span span);
  ValueId bool_beside(ValueId value, ValueId other, krait::Span span);  // as an operand of arithmetic with `other`
  // native_numbers.cpp. `peer`: a number of mypy_extensions takes part, with the rules that mypy documents. Operands that are a matter of ints and
  // floats come back converted so.
  std::optional<ValueId> machine_binary(syntax::Operator op, ValueId& left, ValueId& right, krait::Span span, bool peer);
  std::optional<ValueId> machine_compare(syntax::CmpOp op, ValueId& left, ValueId& right, krait::Span span, bool peer);
  std::optional<ValueId> machine_unary(syntax::UnaryOperator op, ValueId operand, krait::Span span, bool peer);
  std::optional<ValueId> constant_as(ValueId value, ir::Type type);
  ValueId to_machine(ValueId value, ir::Type type, krait::Span span);
  bool is_peer(const syntax::Expr* expr) const;
  ValueId lower_wrapping(const syntax::Expr* expr, ir::Type type);
  ValueId shift_count(const syntax::Expr* expr, ir::Type type);
  std::optional<ValueId> lower_native_call(const syntax::Call* expr);
  ir::Type machine_of_check(uint32_t check);
  // calls.cpp
  ValueId lower_call(const syntax::Call* expr);
  ValueId lower_generic_call(const syntax::Call* expr);
  std::optional<ValueId> lower_cast(const syntax::Call* expr);
  ValueId lower_method_call(const syntax::Call* expr, const syntax::Attribute* callee);
  ValueId lower_call_ex(const syntax::Call* expr, ValueId callee);
  std::vector<ValueId> lower_arguments(const syntax::Call* expr, std::vector<ir::ConstId>& names);
  // frame_builtins.cpp
  std::optional<ValueId> lower_frame_builtin(const syntax::Call* expr, const syntax::NameExpr* callee);
  ValueId lower_eval(const syntax::Call* expr);
  ValueId call_compiling(krait::Span span, ValueId callee, ValueId keywords, std::vector<ValueId> values);
  ValueId lower_super(const syntax::Call* expr);
  // `all`: whoever asks sees every variable there is; else a comprehension's hidden one may be missing.
  ValueId frame_locals(krait::Span span, bool all);
  ValueId boxed_if_bound(const Storage& place, krait::Span span);
  void set_frame_local(ValueId dict, Name name, ValueId value, krait::Span span);
  // methods.cpp
  std::optional<ValueId> lower_str_method(const syntax::Call* expr, const syntax::Attribute* callee);
  ValueId lower_receiver(const syntax::Call* expr, const syntax::Attribute* callee);
  // vecs.cpp
  ValueId as_item(ValueId value, ir::Type type, krait::Span span);
  std::optional<ValueId> vec_index(ValueId index, krait::Span span);
  std::optional<ValueId> vec_get(const syntax::Subscript* expr, ValueId object, ValueId index);
  bool vec_set(const syntax::Subscript* target, ValueId object, ValueId index, ValueId value);
  std::optional<ValueId> lower_vec_method(const syntax::Call* expr, const syntax::Attribute* callee);
  std::optional<ValueId> lower_vec_construction(const syntax::Call* expr);
  std::optional<Iteration> start_vec(const syntax::Expr* iterable, krait::Span span);
  ValueId next_of_vec(const Iteration& iteration, BlockId exhausted);
  std::optional<ValueId> lower_known_method(const syntax::Call* expr, const syntax::Attribute* callee);
  // builtins.cpp
  bool is_builtin(Name name);  // nothing in the module binds it; the run-time test remains
  ValueId builtin(Op op, Name name, std::initializer_list<ValueId> operands, krait::Span span);
  // What `original` gives where the called name still means the builtin, else what calling it with the values gives.
  ValueId original_or_call(const syntax::Call* expr, const std::vector<ValueId>& values, ir::Type type, const std::function<ValueId()>& original);
  ValueId lower_min_max(const syntax::Call* expr, const std::vector<ValueId>& values, Op op);
  std::optional<ValueId> lower_builtin(const syntax::Call* expr, const syntax::NameExpr* callee);
  // math_calls.cpp
  std::optional<ValueId> lower_math_call(const syntax::Call* expr);
  std::optional<ValueId> lower_math_constant(const syntax::Attribute* expr);
  ValueId math_is(const syntax::Expr* reference, int64_t code);
  // fused.cpp
  std::optional<ValueId> lower_fused(const syntax::Call* expr, const syntax::NameExpr* callee);
  ValueId inlined_lambda(const syntax::Lambda* lambda, std::span<const ValueId> arguments, krait::Span call);
  static bool is_plain_lambda(const syntax::Lambda* lambda, size_t arguments);
  std::optional<ValueId> lower_pick_by_key(const syntax::Call* expr, const syntax::NameExpr* callee);
  std::optional<ValueId> lower_fused_method(const syntax::Call* expr, const syntax::Attribute* callee);
  // The generator expression that the call is the consumer of, or null.
  const syntax::GeneratorExp* fused_argument(const syntax::Call* call);
  ValueId call_with(ValueId function, ValueId argument, const syntax::KeywordList& keywords, krait::Span span);
  void lower_fused_loop(const syntax::Call* call, const syntax::GeneratorExp* generator,
                        const std::function<void(const std::function<void(const std::function<void()>&)>&)>& element);
  // direct_calls.cpp
  std::optional<ValueId> lower_super_call(const syntax::Call* expr, const syntax::Attribute* callee);
  std::optional<ValueId> lower_known_super_call(const syntax::Call* expr, const syntax::Attribute* callee);
  bool is_plain_super(const syntax::Call* expr);
  // Defaults that any module can write out in a call: constants, negative ones, the empty tuple.
  ValueId lower_default(const syntax::Expr* expr);
  bool is_module(const syntax::Expr* expr) const;  // whether it means a module of those analysed
  // Nothing where arguments do not map to parameters plainly.
  std::optional<std::vector<ArgumentSlot>> argument_slots(std::span<const types::ArgumentTarget> arguments, const syntax::Stmt* def, ir::FunctionId target);
  std::vector<ValueId> direct_operands(const syntax::Stmt* def, ir::FunctionId target, const std::vector<ArgumentSlot>& slots,
                                       std::span<const ValueId> values, std::span<const syntax::Expr* const> sources, krait::Span span);
  std::optional<ValueId> lower_direct_call(const syntax::Call* expr);
  // instances.cpp
  std::optional<ValueId> lower_field_get(const syntax::Attribute* expr, ValueId object);
  std::optional<ValueId> lower_field_of_any(const syntax::Attribute* expr, ValueId object);
  bool lower_field_set(const syntax::Attribute* target, ValueId object, ValueId value, const syntax::Expr* source);
  std::optional<std::vector<const syntax::Expr*>> arrange(const syntax::Call* expr, const syntax::Stmt* def);
  std::vector<ValueId> entry_operands(ir::FunctionId target, const syntax::Stmt* def, ValueId receiver,
                                      const std::vector<const syntax::Expr*>& sources,
                                      const std::unordered_map<const syntax::Expr*, ValueId>& values, krait::Span span);
  ValueId call_entry(ir::FunctionId target, const syntax::Stmt* def, ValueId receiver, const std::vector<const syntax::Expr*>& sources,
                     const std::unordered_map<const syntax::Expr*, ValueId>& values, krait::Span span);
  // Each direct call of a method stands beside the call that Python makes, which is all that -O0 has.
  bool direct_methods() const { return module_.options().optimize > 0; }
  std::optional<ValueId> lower_instance_call(const syntax::Call* expr, const syntax::Attribute* callee);
  std::optional<ValueId> lower_construction(const syntax::Call* expr);
  // instance_operators.cpp: `method` of the left operand's class where it claims to be native; `rest` is what follows NotImplemented,
  // `generic` the whole operator, both with `code` as imm.
  std::optional<ValueId> operator_call(Name method, Op rest, int64_t code, ValueId left, const types::Type* left_type, ValueId right,
                                       krait::Span span, Op generic);
  std::optional<ValueId> instance_unary(syntax::UnaryOperator op, ValueId operand, const syntax::Expr* expr, krait::Span span);
  std::optional<ValueId> instance_binary(syntax::Operator op, ValueId left, const syntax::Expr* left_expr, ValueId right, krait::Span span,
                                         bool inplace);
  std::optional<ValueId> instance_compare(syntax::CmpOp op, ValueId left, const syntax::Expr* left_expr, ValueId right, krait::Span span);
  // dataclasses.cpp
  // What a construction gives each field of a dataclass: an argument, or nothing where a default stands in. Empty where that is not plain.
  std::optional<std::vector<const syntax::Expr*>> arrange_fields(const syntax::Call* expr, ir::ClassId cls);
  // Whether the value is known not to be attrs.NOTHING.
  bool cannot_be_nothing(const syntax::Expr* expr) const;
  // Whether all that the generated __init__ of the class does can be done here.
  bool can_initialise(ir::ClassId cls, const std::vector<const syntax::Expr*>& sources);
  void initialise_fields(ir::ClassId cls, ValueId instance, const std::vector<const syntax::Expr*>& sources,
                         const std::unordered_map<const syntax::Expr*, ValueId>& values, krait::Span span);
  void call_post_init(ir::ClassId cls, ValueId instance, const std::vector<const syntax::Expr*>& sources,
                      const std::unordered_map<const syntax::Expr*, ValueId>& values, krait::Span span);
  // Whether the expression is the `self` of a method, never assigned, that is known to be an instance of self_class_.
  bool proven_self(const syntax::Expr* expr);
  // A test for one native class, or for it and all that are derived from it.
  struct ClassTest {
    ir::ClassId cls;
    bool derived = false;
  };
  std::vector<ClassTest> class_tests(const std::vector<ir::ClassId>& wanted, const std::vector<ir::ClassId>& tested);
  // An implementation of a method, with the classes that have it; `order`: in which it was found.
  struct MethodTarget {
    ir::FunctionId function;
    const syntax::Stmt* def = nullptr;
    size_t order = 0;
    std::vector<ir::ClassId> classes;
    std::vector<ClassTest> tests;
  };
  std::vector<MethodTarget> method_targets(const std::vector<ir::ClassId>& classes, std::vector<ClassTest>& any, const std::function<const syntax::Stmt*(ir::ClassId)>& find,
                                           const std::function<bool(const syntax::Stmt*)>& fits);
  std::optional<ValueId> lower_property_get(const syntax::Attribute* expr, ValueId object);
  // Goes to `hit` when the receiver's class is one of those, `unchanged`: and nothing on it was rebound; else to `miss`.
  void test_class(ValueId receiver, const std::vector<ClassTest>& tests, bool unchanged, BlockId hit, BlockId miss, krait::Span span);
  // displays.cpp
  std::vector<ValueId> lower_all(const syntax::ExprList& items);
  ValueId lower_list(const syntax::ExprList& items, krait::Span span);
  ValueId lower_tuple(const syntax::ExprList& items, krait::Span span);
  std::optional<ir::ConstId> constant_tuple(const syntax::ExprList& items);
  std::optional<std::vector<ir::ConstId>> constant_items(const syntax::ExprList& items);
  ValueId lower_set(const syntax::Set* expr);
  ValueId lower_dict(const syntax::Dict* expr);
  ValueId lower_list_comp(const syntax::ListComp* expr);
  ValueId lower_set_comp(const syntax::SetComp* expr);
  ValueId lower_dict_comp(const syntax::DictComp* expr);
  std::optional<ValueId> item_count(const Iteration& iteration);
  void lower_comprehension(const syntax::Expr* expr, const syntax::ComprehensionList& generators, const char* frame_name,
                           const std::function<void()>& element, const std::function<void(const Iteration&)>& before = nullptr);
  void lower_comprehension_level(const syntax::Expr* whole, const syntax::ComprehensionList& generators, size_t level,
                                 const Iteration& iteration, const std::function<void()>& element);
  // Where errors of its iterators stand: on all of it before 3.13, then on what is iterated over.
  krait::Span iteration_span(const syntax::Expr* whole, const syntax::Comprehension* generator) const;
  // generators.cpp
  ValueId lower_yield(const syntax::Yield* expr);
  ValueId lower_yield_from(const syntax::YieldFrom* expr);
  ValueId lower_await(const syntax::Await* expr);
  ValueId await_with(ValueId awaitable, bool leaves, krait::Span span);  // what __aenter__ or __aexit__ gave
  ValueId run_delegate(krait::Span span);
  void begin_awaiting(Awaiting& awaiting);
  void begin_awaited_call(Awaiting& awaiting, const std::vector<const syntax::Stmt*>& defs);
  void await_object(Awaiting& awaiting, ValueId awaitable);
  void await_call(Awaiting& awaiting, const syntax::Stmt* def, ir::FunctionId entry, const std::vector<ValueId>& operands);
  void await_given(Awaiting& awaiting, ValueId given);
  ValueId end_awaiting(Awaiting& awaiting);
  bool awaits(const Awaiting* awaiting, const syntax::Stmt* def) const;
  Awaiting* awaiting_of(const syntax::Call* expr);
  ValueId lower_delegation(const syntax::Expr* value, krait::Span span, bool from);
  ValueId yielded(ValueId value);
  void iterate_async(ValueId iterable, const syntax::Expr* source, const LoopBody& body, const std::function<void()>& otherwise);
  void lower_async_for(const syntax::AsyncFor* stmt);
  // inlined_generators.cpp
  std::shared_ptr<GeneratorCall> known_generator(const syntax::Expr* expr, const syntax::StmtList* loop);
  void evaluate(GeneratorCall& made);
  void test_bound(const GeneratorCall& made, BlockId otherwise);
  void pass_arguments(GeneratorCall& made);
  ValueId call_generally(const GeneratorCall& made);
  std::optional<Iteration> start_generator(const syntax::Expr* iterable, const syntax::StmtList* loop, krait::Span span);
  void iterate_generator(const Iteration& iteration, const LoopTarget& target, const ItemBody& body, BlockId exhausted, BlockId done);
  void run_generator(const GeneratorCall& made, krait::Span span,
                     const std::function<void(ValueId, const std::vector<VariableId>&, BlockId)>& use);
  ValueId yield_here(const syntax::Yield* expr);
  void return_here(const syntax::Return* stmt);
  // statements.cpp
  void lower_if(const syntax::If* stmt);
  void lower_return(const syntax::Return* stmt);
  void lower_raise(const syntax::Raise* stmt);
  void lower_assert(const syntax::Assert* stmt);
  void lower_delete(const syntax::Expr* target);
  // loops.cpp
  void lower_while(const syntax::While* stmt);
  void lower_for(const syntax::For* stmt);
  void lower_loop_exit(bool is_break);
  ControlFrame loop_frame(BlockId break_block, BlockId continue_block) const;
  void loop_back(BlockId header, krait::Span span);
  // iteration.cpp
  // `position` is where errors of iter() and next() stand; by default the iterable.
  // `body`: the statements of the loop, where these may be many.
  Iteration start_iteration(const syntax::Expr* iterable, std::optional<krait::Span> position = std::nullopt, const syntax::StmtList* body = nullptr);
  Iteration sequence_iteration(ValueId iterator, const syntax::Expr* source, krait::Span span);  // of what for.iter gave
  Iteration iteration_over(ValueId iterator, const syntax::Expr* source);  // of an iterator that is there
  std::optional<Iteration> start_call_iteration(const syntax::Call* call);
  // `whole` is what they are a part of, if any: that begins their iterators, with begin_part().
  Iteration start_range(const syntax::Call* call, const syntax::Call* reversed, const Whole* whole = nullptr);
  void count_entries(const Iteration& iteration);
  // What a loop over entries walks: a dict, which may be that of a view, or a set.
  struct Walked {
    const syntax::Expr* container = nullptr;
    Iteration::Walk walk = Iteration::Walk::Dict;
  };
  std::optional<Walked> walked_entries(const syntax::Expr* iterable);
  Iteration start_entries(const syntax::Expr* iterable, const Walked& walked, krait::Span span, const Whole* whole = nullptr);
  Iteration start_reversed(const syntax::Call* call, const Whole* whole = nullptr);
  void test_known(const Whole* whole, BlockId otherwise);
  ir::Type item_type(const types::Type* claim);
  ir::Type taken_type(const types::Type* claim);
  bool calls_builtin(const syntax::Call* call, std::string_view name);
  bool is_range(const syntax::Call* call);
  const syntax::Call* reversed_range(const syntax::Call* call);  // the range, or null
  bool walks_back(const syntax::Call* call);
  // The loop; `otherwise` (may be empty) runs when it is exhausted.
  void iterate(const Iteration& iteration, const LoopTarget& target, const ItemBody& body,
               const std::function<void()>& otherwise);
  void iterate_over(const Iteration& iteration, const LoopTarget& target, const ItemBody& body, BlockId exhausted, BlockId done);
  ValueId next_from(VariableId iterator, BlockId exhausted, krait::Span span);
  Item next_of_shape(const Iteration& iteration, BlockId exhausted);
  ValueId next_item(VariableId iterator, ValueId index, ir::Type type, int64_t kind, BlockId exhausted, krait::Span span);
  void assign_item(const LoopTarget& target, ValueId item);
  ValueId next_of_range(const Iteration& iteration, BlockId exhausted);
  ValueId next_of_reversed(const Iteration& iteration, BlockId exhausted);
  Item next_of_entries(const Iteration& iteration, BlockId exhausted);
  // combined_iteration.cpp
  std::optional<Iteration::Shape> combined_shape(const syntax::Call* call);
  Iteration start_combined(const syntax::Call* call, Iteration::Shape shape);
  bool maps_known(const syntax::Call* call);
  std::optional<KnownFunction> known_function(const syntax::Expr* function, size_t arguments);
  ValueId originals(const syntax::Call* call);
  bool is_part(const syntax::Expr* expr);
  Iteration combine(const syntax::Call* call, Iteration::Shape shape, const Whole& whole, bool root);
  Iteration start_part(const syntax::Expr* expr, const Whole& whole, bool combines);
  void begin_part(const Iteration& part, krait::Span span);
  ValueId object_of(const Iteration& part);
  const syntax::Lambda* lambda_of(const syntax::Expr* function, size_t arguments);
  ValueId apply(const Iteration& iteration, std::span<const ValueId> values, krait::Span span);
  ValueId next_of_filter(const Iteration& iteration, BlockId exhausted);
  void ending_with(BlockId exhausted, const std::function<void()>& action);
  void either_way(const Item& item, const std::function<void(ValueId)>& with_tuple, const std::function<void()>& with_items);
  Item next_of_combined(const Iteration& iteration, BlockId exhausted);
  Item next_of_part(const Iteration& part, BlockId exhausted);
  void assign_items(const LoopTarget& target, const Item& item, krait::Span span);
  ValueId tuple_of(const Item& item, krait::Span span);
  // Runs what stands between here and `depth` frames on the control stack (finally bodies, __exit__ calls, ...).
  void unwind_to(size_t depth);
  static std::vector<VariableId> walked_by(const Iteration& iteration);
  void keep_walked(const ControlFrame& loop);
  void never_returns();
  // try.cpp
  void propagate();
  void at_landing(BlockId landing, const std::function<void()>& action);
  Handling begin_handling(BlockId landing, BlockId outer);
  void end_handling(const Handling& handling);
  void rethrow(const Handling& handling);
  void lower_try(const syntax::Try* stmt);
  void lower_try_except(const syntax::StmtList& body, const syntax::ExceptHandlerList& handlers, const syntax::StmtList& orelse);
  void lower_handler_body(const syntax::ExceptHandler* handler, const Handling& handling, BlockId done);
  void clear_name_keeping_error(Name name);
  void lower_try_star(const syntax::TryStar* stmt);
  void lower_with(const syntax::WithItemList& items, size_t index, const syntax::StmtList& body, bool asynchronous, krait::Span span);
  ValueId call_with_method(ValueId method, ValueId manager, std::string_view name, const std::vector<ValueId>& args, krait::Span span);
  void call_exit_with_none(const ControlFrame& frame);
  // assignments.cpp
  void lower_assign(const syntax::Assign* stmt);
  bool lower_parallel_assign(const syntax::Assign* stmt);
  void store_declared(Name name, ValueId value, const syntax::Expr* source, krait::Span span);
  void lower_ann_assign(const syntax::AnnAssign* stmt);
  void lower_aug_assign(const syntax::AugAssign* stmt);
  void unpack(const syntax::ExprList& targets, ValueId value, krait::Span span);
  uint32_t declared_check(const syntax::AnnAssign* stmt);
  uint32_t declared_check(Name name);
  bool proves(ir::Repr repr, uint32_t check);
  void record_annotation(const syntax::AnnAssign* stmt);
  // imports.cpp
  void lower_import(const syntax::Import* stmt);
  void lower_import_from(const syntax::ImportFrom* stmt);
  // functions.cpp
  std::string qualname_of(Name name) const;
  const LoweredFunction& lower_function(const syntax::Stmt* def, const syntax::Lambda* lambda);
  void lower_native(Name name, krait::Span span, const program::Scope& scope, LoweredFunction& lowered, bool suspends,
                    bool is_coroutine, const syntax::StmtList* body, const syntax::Expr* expression, const syntax::Stmt* def);
  void lower_wrapper(Name name, LoweredFunction& lowered, const syntax::Arguments* args, const syntax::Stmt* def);
  ir::ClassId self_class(const syntax::Stmt* def);
  void declare_result(const syntax::Stmt* def);
  ValueId closure_tuple(const std::vector<Name>& free_variables, krait::Span span);
  ValueId make_function(const syntax::Stmt* def, const syntax::Lambda* lambda);
  // Between these the names of the type parameters of `def` mean them. What enter gives is (the parameters, Generic[...] of a class).
  ValueId enter_type_parameters(const syntax::Stmt* def, syntax::TypeParamList params);
  void leave_type_parameters() { names_.pop_back(); }
  ValueId lower_annotation(const syntax::Expr* annotation);
  // With --check-inferred: the value, tested against the type that is inferred for the expression.
  ValueId inferred(ValueId value, const syntax::Expr* expr);
  // Whether the annotation of something defined here is evaluated later, by its text.
  bool defers(const syntax::Expr* annotation) const;
  bool defers_here() const;
  void setup_annotations();
  // Its text, indented to the column where it stands.
  std::string deferred_text(const syntax::Expr* annotation) const;
  ValueId lower_annotations(const syntax::Stmt* def, const syntax::Arguments* args);
  void lower_function_def(const syntax::Stmt* stmt);
  ValueId lower_generator_exp(const syntax::GeneratorExp* expr);
  void lower_generator_level(const syntax::GeneratorExp* expr, size_t level, ValueId source);
  uint32_t first_line_of(const syntax::Stmt* def, krait::Span span) const;
  // classes.cpp
  void lower_class_def(const syntax::ClassDef* stmt);
  const LoweredFunction& lower_class_body(const syntax::ClassDef* stmt);
  void lower_class_contents(const syntax::ClassDef* stmt);
  // match.cpp
  using Captures = std::vector<std::pair<Name, VariableId>>;  // captured so far, in order
  // A tuple display that no pattern sees as a tuple is only its items.
  struct Subject {
    ValueId value;
    std::vector<ValueId> items;
  };
  void lower_match(const syntax::Match* stmt);
  void lower_subject_pattern(const syntax::Pattern* pattern, const Subject& subject, BlockId fail, Captures& captures);
  void lower_alternatives(const syntax::MatchOr* pattern, BlockId fail, const std::function<void(const syntax::Pattern*, BlockId)>& lower_one);
  void lower_pattern(const syntax::Pattern* pattern, ValueId subject, BlockId fail, Captures& captures);
  void lower_sequence_pattern(const syntax::MatchSequence* pattern, ValueId subject, BlockId fail, Captures& captures);
  void lower_mapping_pattern(const syntax::MatchMapping* pattern, ValueId subject, BlockId fail, Captures& captures);
  struct PatternParts {
    std::vector<const syntax::Pattern*> patterns;
    std::vector<Name> names;                  // of all attributes; empty where they are not known
    bool itself = false;                      // the one part is the subject
    ir::ClassId cls;                          // the native class, where each of them is a field of it, and
    std::vector<const NativeField*> fields;   // these
  };
  PatternParts parts_of(const syntax::MatchClass* pattern);
  void lower_class_pattern(const syntax::MatchClass* pattern, ValueId subject, BlockId fail, Captures& captures);
  void capture(Name name, ValueId value, Captures& captures);
  void require(ValueId condition, BlockId fail);
  void require_present(ValueId value, BlockId fail);

  // Names of a body, or of a comprehension in it.
  struct ScopeNames {
    const program::Scope* scope;
    std::unordered_map<Name, Storage> names;
  };
  // What tells one Python function's body from another where both stand in one function: a generator's in that of its caller.
  struct Inlined;
  struct Body {
    const program::Scope* scope = nullptr;
    std::vector<ScopeNames> names;
    std::vector<ControlFrame> control;
    BlockId handler, leave;
    uint32_t code = ir::kNone;
    std::vector<Name> free_names;
    std::string qualname;
    Name first_parameter;
    ir::ClassId self_class;
    const syntax::Stmt* definition = nullptr;
    std::optional<VariableId> frame_locals;
    bool is_generator = false, is_async = false;
    uint32_t result_check = 0;
    Inlined* inlined = nullptr;
  };
  struct Inlined {
    const syntax::Stmt* def = nullptr;
    Inlined* outer = nullptr;
    BlockId finished;
    const std::function<void(ValueId, const std::vector<VariableId>&, BlockId)>* use = nullptr;
    std::unordered_map<const syntax::Expr*, std::shared_ptr<GeneratorCall>> given;  // what loops over parameters walk
    Body caller;
  };
  void exchange_body(Body& other);

  // To take back a statement of a module body that cannot be lowered.
  struct Snapshot {
    size_t blocks, insts, values, current_insts, entry_insts;
    BlockId current;
    ModuleLowering::Mark mark;
    size_t reports;
  };
  Snapshot snapshot();
  void restore(const Snapshot& before);
  void dead_end();

  ModuleLowering& module_;
  ir::FunctionId function_id_;
  BodyKind kind_;
  const program::Scope* scope_;
  FunctionLowering* parent_;
  SsaBuilder ssa_;
  BlockId current_;
  bool reachable_ = true;
  bool raised_in_block_ = false;  // the current block holds a raise edge to a handler
  uint32_t code_override_ = ir::kNone;  // Inst::code of what is appended: inside comprehensions that have a frame of their own
  Span joined_span_;                      // of the f-string whose fields are lowered
  BlockId handler_;               // raise target of instructions appended now; invalid: leaves the function
  std::vector<ControlFrame> control_;
  // Of this body and of the comprehensions being lowered, innermost last.
  std::vector<ScopeNames> names_;
  std::vector<Name> free_names_;  // of the closure tuple, in order
  std::string qualname_;
  Name first_parameter_;
  ir::ClassId self_class_;  // what the first parameter is an instance of; invalid: anything
  const syntax::Stmt* definition_ = nullptr;
  int depth_ = 0;
  ValueId flags_[2];  // see flag()
  std::optional<VariableId> frame_locals_;   // what locals() gives, once it has been called
  Awaiting* awaiting_ = nullptr;             // what awaits awaited_, which is about to be lowered
  const syntax::Call* awaited_ = nullptr;
  Inlined* inlined_ = nullptr;               // the generator whose body is being lowered in the place of a call
  bool keeps_generators_ = false;            // loops over generators are not to be put together with these
  BlockId leave_;                            // of a coroutine's body as a plain function: where what it raises leaves
  const syntax::Expr* discarded_ = nullptr;  // the expression of an expression statement: nobody reads its value
};

// The docstring of a body as the target version keeps it, or nothing.
std::optional<ir::ConstId> docstring(ModuleLowering& module, const syntax::StmtList& body);
// The attributes of `self` that functions of the class's body assign, sorted: `__static_attributes__`.
std::vector<Name> static_attributes(const syntax::ClassDef* stmt);
// Whether the statement (or one nested in its branches, not in definitions) annotates a variable.
bool has_annotation(const syntax::Stmt* stmt);

}  // namespace krait::lower
