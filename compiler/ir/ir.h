// The intermediate representation: SSA over flat arrays with 32-bit ids, block parameters in place of phis.
//
// Ownership: an ir::Program owns everything below it. Values, blocks and instructions are ids local to a Function.
// Spans are byte ranges of the module's source.
#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace krait {
class SourceFile;
}

namespace krait::ir {

// How a value is held in native code; the table in docs/architecture.md gives C types and absent values.
enum class Repr : uint8_t { Void, Bool, I8, I16, I32, I64, U8, U16, U32, U64, F32, F64, Tag, Num, Obj, Tuple };

// A representation; for Repr::Tuple, `tuple` indexes Program::tuples (interned, so equality of index is equality of
// type).
struct Type {
  Repr repr = Repr::Void;
  uint32_t tuple = 0;
  friend bool operator==(const Type&, const Type&) = default;
};
inline constexpr Type kVoid{Repr::Void, 0}, kBool{Repr::Bool, 0}, kI64{Repr::I64, 0}, kF64{Repr::F64, 0},
    kTag{Repr::Tag, 0}, kNum{Repr::Num, 0}, kObj{Repr::Obj, 0};

template <class Tag>
struct Id {
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t index = kNone;
  bool valid() const { return index != kNone; }
  explicit operator bool() const { return valid(); }
  friend bool operator==(const Id&, const Id&) = default;
  friend auto operator<=>(const Id&, const Id&) = default;
};
inline constexpr uint32_t kNone = UINT32_MAX;
using ValueId = Id<struct ValueTag>;
using BlockId = Id<struct BlockTag>;
using InstId = Id<struct InstTag>;
using FunctionId = Id<struct FunctionTag>;  // index into Program::functions (whole group)
using ClassId = Id<struct ClassTag>;        // index into Program::classes (whole group)
using ConstId = Id<struct ConstTag>;        // index into Module::constants

enum class Op : uint16_t {
#define KRAIT_OP(name, ...) name,
#include "ir/ops.def"
#undef KRAIT_OP
};

// Named effects; passes ask these, never opcodes.
enum Effect : uint32_t {
  kNoEffect = 0,
  kRaises = 1 << 0,        // may leave through its raise edge
  kRunsPython = 1 << 1,    // may run arbitrary Python (a decref that may reach a destructor included)
  kReadsHeap = 1 << 2,     // the result depends on mutable memory
  kWritesHeap = 1 << 3,    // changes mutable memory
  kAllocates = 1 << 4,     // makes an object; may trigger the collector, which runs Python
  kTerminator = 1 << 5,    // ends a block
  kIdempotent = 1 << 6,    // repeating it right after itself changes nothing
  kSuspends = 1 << 7,      // leaves the function and comes back: nothing borrowed survives
  kVariadic = 1 << 8,      // operands after the fixed ones are passed as `PyObject *const *, Py_ssize_t`
  kNeverReturns = 1 << 9,  // always leaves through its raise edge
  kNoTraceback = 1 << 10,  // its raise edge adds no traceback entry of this function (re-raise)
  kNullable = 1 << 11,     // the result may be the absent value without being an error
  kErrorAmbiguous =
      1 << 12,  // the error value is also a possible result: PyErr_Occurred() decides (f64 and machine ints always are)
  kImmPassed = 1 << 13,   // imm is passed to the C function as the last argument
  kStructural = 1 << 14,  // emitted by hand-written code, not as a call of c_name
  kExits = 1 << 15,       // its raise edge is no error: its fast form does not do, nothing has happened, nothing is set
  kForResult = 1 << 16,   // exits for the sake of its result only: goes where nobody uses that
  kHoldsOperands = 1 << 17,  // takes references of its own where it runs Python: operands need none for its sake
  kNumbersOnly = 1 << 18,    // what it writes to the heap are numbers in the places of numbers: no object goes
  kExit = kRaises | kExits | kNoTraceback,
  kAnyPython = kRaises | kRunsPython | kReadsHeap | kWritesHeap | kAllocates,  // may do whatever Python can
};

// Facts of one instruction kind, from ops.def.
struct OpInfo {
  std::string_view name;      // mnemonic in dumps: "list.append"
  std::string_view c_name;    // runtime function or macro that implements it; empty for structural instructions
  std::string_view operands;  // see ops.def
  std::string_view result;    // see ops.def
  uint32_t effects;           // Effect bits
  std::string_view doc;       // one sentence
};
const OpInfo& info(Op op);
inline constexpr size_t kOpCount = 0
#define KRAIT_OP(name, ...) +1
#include "ir/ops.def"
#undef KRAIT_OP
    ;

// The operand and result columns of a row, parsed once.
struct OperandShape {
  bool any = false;  // any representation; else `repr`
  Repr repr = Repr::Void;
  bool stolen = false;
  bool nullable = false;
};
enum class ResultKind : uint8_t {
  None,
  New,       // the function owns it
  Borrowed,  // alive while operand `from` is; with kReadsHeap only until the heap is written or Python runs
  Heap,      // borrowed from somewhere in the heap: alive until the heap is written or Python runs
  Immortal,  // alive as long as the module
};
struct OpShape {
  std::vector<OperandShape> operands;  // the fixed ones
  bool variadic = false;               // more operands may follow, each like `tail`
  OperandShape tail;
  ResultKind result = ResultKind::None;
  bool result_any = false;  // Inst::type decides; else `result_repr`
  Repr result_repr = Repr::Void;
  uint32_t from = 0;  // Borrowed: the operand
  const OperandShape& operand(size_t index) const { return index < operands.size() ? operands[index] : tail; }
};
const OpShape& shape(Op op);
// The row whose mnemonic is `name`; false when there is none.
bool find_op(std::string_view name, Op& op);

// What Inst::imm and Inst::imm2 mean for an instruction kind.
enum class ImmKind : uint8_t { None, Integer, Constant, Function, Class, Check, Fallback, Field };
ImmKind imm_kind(Op op);
ImmKind imm2_kind(Op op);

struct Span {  // bytes in the module's source; empty when synthetic
  uint32_t begin = kNone, end = kNone;
  bool valid() const { return begin < end; }
  friend bool operator==(const Span&, const Span&) = default;
};

// A control edge with the arguments for the target's parameters and, after the refcount pass, the references taken and
// then released on it, before the arguments are assigned.
struct Edge {
  BlockId target;
  std::vector<ValueId> args;
  std::vector<ValueId> takes;
  std::vector<ValueId> drops;
};

struct Inst {
  Op op;
  Type type;       // of the result; kVoid when there is none
  ValueId result;  // invalid when there is none
  std::vector<ValueId> operands;
  int64_t imm = 0;   // by op: integer constant, ConstId, FunctionId, ClassId, code index, check index, comparison code
  int64_t imm2 = 0;  // by op: field index beside a class, number of positional operands of call.kw, ...
  double fimm = 0;   // const.f64
  Span span;         // source position, for the traceback and #line
  uint32_t code = kNone;  // traceback entries name this code (index into Module::codes) in place of the function's own
  std::vector<Edge> edges;  // terminators: successors in the order the table documents
  Edge raise;               // raise.target invalid: the exception leaves the function (drops still apply)
};

struct Value {
  Type type;
  InstId def;             // invalid for parameters of the function or of a block
  BlockId block;          // where defined
  bool nullable = false;  // may hold the absent value (undefined variable, optional result)
  bool borrowed = false;  // set by the refcount pass on counted values of which the function holds no reference
  Repr packed = Repr::Void;  // of a list that may be packed (passes/packs.h): how an item is held
  std::string name;       // Python variable, for dumps and gdb; may be empty
};

struct Block {
  std::vector<ValueId> params;
  std::vector<InstId> insts;  // the last one is a terminator once complete
  bool cold = false;          // emitted out of line, at the end
};

enum class FunctionKind : uint8_t {
  Native,   // krn_: unboxed parameters
  Wrapper,  // krw_: vectorcall entry; params are all obj, the arguments as parsed by the prologue that emission writes
  Generator,   // resume function of a generator or coroutine: params are those of the Python function, kept in its
               // frame; yields
  ModuleBody,  // no parameters, void
};

enum class ParamKind : uint8_t { PositionalOnly, Positional, VarArgs, KeywordOnly, VarKeywords };

// One parameter of the Python signature, for wrappers, code objects and direct calls.
struct Param {
  std::string name;
  ParamKind kind = ParamKind::Positional;
  Type type;  // representation in the native entry
  bool has_default = false;
};

enum CodeFlag : uint32_t { kCodeGenerator = 1, kCodeCoroutine = 2, kCodeAsyncGenerator = 4, kCodeNested = 8 };

// An attribute of `self` that an `__init__` sets to one of its arguments.
struct KeptArgument {
  ConstId name;
  uint32_t argument = 0;  // from 0, behind `self`
};

// What the runtime must know of a Python function: becomes a static KrCode in C.
struct CodeInfo {
  std::string name, qualname;
  uint32_t first_line = 0;
  uint32_t flags = 0;                    // CodeFlag bits
  std::vector<Param> params;             // in signature order: pos-only, pos, *args, kw-only, **kw
  std::vector<std::string> local_names;  // beyond parameters, for co_varnames
  std::vector<std::string> free_names;   // in the order of __closure__
  std::vector<std::string> cell_names;
  ConstId doc;  // string constant, or invalid
  bool only_keeps = false;  // the `__init__` of an exception that does nothing but keep its arguments:
  std::vector<KeptArgument> kept;
  std::string accepts;  // by argument behind `self`, what it is tested for: see KrKeeper in runtime/code.h
};

struct Function {
  std::string symbol;  // C identifier without prefix, unique in the group
  FunctionKind kind = FunctionKind::Native;
  uint32_t module = 0;          // index into Program::modules
  uint32_t code = kNone;        // index into Module::codes; shared by a function's Native, Wrapper and Generator parts
  FunctionId native;            // Wrapper: the native entry it calls
  bool has_closure = false;     // params[0] is the closure: the borrowed `__closure__` tuple of cells (obj)
  bool has_fast_loops = false;  // made by the pass speculate: for these the C compiler does more
  std::vector<ValueId> params;  // entry values, borrowed from the caller
  Type result;                  // kVoid: a status
  uint32_t result_check = 0;    // index into Program::checks: what each result has been tested to meet
  BlockId entry;
  std::vector<Block> blocks;
  std::vector<Inst> insts;
  std::vector<Value> values;
  bool exported = false;  // called from another module of the group: hidden visibility in place of static

  ValueId add_value(Type type, InstId def, BlockId block, std::string name = {});
  // What is known of `like` holds for `value`, too, which stands for it elsewhere.
  void describe_as(ValueId value, ValueId like);
  // A new parameter of the block that stands for `like` there.
  ValueId add_param_like(BlockId block, ValueId like);
  BlockId add_block();
  // Puts the instruction at the end of the block; its result, a new value, is invalid where its type is void.
  ValueId append(BlockId block, Inst added);
  // The block consists of these instructions from now on, taken from others or its own.
  void fill(BlockId block, std::vector<InstId> insts);
  Inst& inst(InstId id) { return insts[id.index]; }
  const Inst& inst(InstId id) const { return insts[id.index]; }
  Block& block(BlockId id) { return blocks[id.index]; }
  const Block& block(BlockId id) const { return blocks[id.index]; }
  Value& value(ValueId id) { return values[id.index]; }
  const Value& value(ValueId id) const { return values[id.index]; }
};

// A Python constant kept in the module's table for the life of the process.
struct Constant {
  enum class Kind : uint8_t { None, True, False, Ellipsis, Int, Float, Complex, Str, Bytes, Tuple, FrozenSet };
  Kind kind = Kind::None;
  std::string text;            // Int: decimal digits; Str: UTF-8 (lone surrogates as WTF-8); Bytes: raw
  double real = 0, imag = 0;   // Float (real), Complex
  std::vector<ConstId> items;  // Tuple, FrozenSet
  bool interned = false;       // Str used as a name
};

// One field of a native class.
struct Field {
  std::string name;
  Type type;           // Obj, Tag, Num, Bool, machine numbers
  uint32_t check = 0;  // index into Program::checks: what values from Python must meet (0: anything)
  bool is_final = false;  // by setting its attribute once
  Repr packed = Repr::Void;  // how items of the packed lists are held that it may hold (passes/packs.h)
};

// A class whose instances have native layout; emission writes its C struct.
// A field of a dataclass as the decorator should find it (runtime/class.h: KrDataclassField).
struct DataclassField {
  static constexpr uint32_t kInit = 1, kKeywordOnly = 2, kDefault = 4, kFactory = 8, kInitVar = 16, kConverter = 32, kValidator = 64;
  std::string name;
  uint32_t flags = 0;
};

struct Class {
  struct Method {
    std::string name;
    FunctionId native;  // native entry, when it can be called directly
  };
  std::string name, symbol;  // Python name; part of C identifiers, unique in the group
  uint32_t module = 0;
  ClassId base;                     // native base, or invalid for object
  std::vector<Field> fields;        // own fields, in order of definition
  std::vector<Method> methods;      // own methods
  std::vector<ClassId> subclasses;  // known direct ones
  bool observed = false;            // when instances go can be seen (__del__), or making one may fail (abstract classes)
  bool set_once = false;            // instances get objects only from their __init__, which gives `self` to nobody
  bool is_dataclass = false;        // decorated so itself, with options that are known
  bool is_remade = false;           // @dataclass makes it anew, with slots
  bool is_attrs = false;            // by the attrs library
  bool slotted = false;             // it has `__slots__`: its own fields are all of them
  bool dictless = false, weakless = false;  // instances have no dict, no list of weak references
  std::vector<DataclassField> dataclass_fields;  // inherited ones included, class variables not
};

// A run-time type test that declared types demand. Interned in Program::checks; index 0 is "anything".
struct Check {
  enum class Kind : uint8_t {
    Any,
    None,
    Int,
    Float,
    Complex,
    Bool,
    Str,
    Bytes,
    ByteArray,
    List,
    Dict,
    Set,
    FrozenSet,
    Tuple,
    Range,
    Type,
    Callable,
    Vec,     // vec of krait that holds `vec_item`; of any kind where that is void
    Class,   // instance of the class `module` calls `name`, native class `cls` as long as nothing replaced it
    Named,   // instance of the class that `module` calls `name`
    Protocol,      // has the methods that `name` lists, each followed by a space
    EachItem,      // a tuple whose items all meet items[0]: *args
    EachValue,     // a dict whose values all meet items[0]: **kwargs
    Union,         // one of items
  };
  Kind kind = Kind::Any;
  ClassId cls;
  std::string module, name;
  std::vector<uint32_t> items;  // Union: alternatives; Tuple: fixed items (empty: any tuple); Type: of which class (or empty)
  std::string description;      // for the message: "int", "list[int]", "Node | None"
  Repr machine = Repr::Void;    // Int, Float: of a native number, whose conversion is the test where a value is to be one
  Repr vec_item = Repr::Void;   // Vec
  friend bool operator==(const Check&, const Check&) = default;
};

// Source text of a function, lambda or class that runs as bytecode. Decorators are not part of it: native code applies
// them. Functions: the runtime compiles the text (each line but the first keeps its indentation) inside a function that
// has the free variables as parameters, takes the code object out and makes the function with the cells, defaults and
// annotations it is given. Classes: the class statement is run, with the captured variables bound through the cells,
// and the class is the result.
struct Fallback {
  std::string name, qualname;
  std::string source;  // its first line starts where line `line` of the file does (blanks before a lambda)
  uint32_t line = 1;
  std::string private_class;  // class by whose name private names are mangled; empty for none
  bool is_class = false, is_lambda = false;
  bool is_type_parameters = false;  // of a function or class: the result is (the tuple of them, Generic[...] or None)
  bool is_statement = false;        // run in the module's namespace; the result is None
  bool future_annotations = false;  // compile with from __future__ import annotations
  std::vector<std::string> free_names;
  std::string reason;
  Span span;
};

struct Module {
  std::string name;    // dotted
  std::string symbol;  // C identifier
  std::string path;    // as it appears in tracebacks
  const SourceFile* source = nullptr;
  bool is_package = false;
  bool value_errors = false;  // takes native numbers from mypy_extensions: an int that does not fit is a ValueError, as mypy documents
  std::vector<Constant> constants;
  // Globals with one binding, which gives them a number: name (ConstId) -> that number. What they hold at run time need not
  // be it (constants.hold).
  std::map<uint32_t, ConstId> named_numbers;
  std::vector<CodeInfo> codes;
  std::vector<Fallback> fallbacks;
  FunctionId body;
};

struct Program {  // one group
  std::string name;
  std::vector<std::unique_ptr<Module>> modules;
  std::deque<Function> functions;
  std::vector<Class> classes;
  std::vector<std::vector<Type>> tuples;
  std::vector<Check> checks{Check{}};

  uint32_t intern_tuple(const std::vector<Type>& items);
  uint32_t intern_check(const Check& check);
};

// True when values of the representation hold references (Tuple: when any item does).
bool is_counted(const Program& program, Type type);
// "obj", "i64", "tuple(i64,obj)".
std::string type_name(const Program& program, Type type);
// The representation called `name` (not tuples); false when there is none.
bool find_repr(std::string_view name, Repr& repr);
std::string_view repr_name(Repr repr);
inline bool is_machine_int(Repr repr) { return repr >= Repr::I8 && repr <= Repr::U64; }
// A representation that has no absent value: machine integers and floats.
inline bool is_machine_number(Repr repr) { return is_machine_int(repr) || repr == Repr::F64 || repr == Repr::F32; }

// Whether the test may run Python: isinstance() asks objects that are no instances by their type. Its operand must be an object.
bool check_runs_python(const Program& program, uint32_t check);

// Whether all that meets the first test meets the second.
bool implies(const Program& program, uint32_t given, uint32_t wanted);

// Effects of one instruction: those of its row, less what the representations at hand exclude (a conversion from i64 to
// f64 cannot raise).
uint32_t effects(const Program& program, const Function& function, const Inst& inst);
inline bool may_raise(const Program& program, const Function& function, const Inst& inst) {
  return (effects(program, function, inst) & kRaises) != 0;
}
// Whether what the instruction calls may look at the frame of its caller.
bool shows_frame(Op op);
// Likewise; a coroutine that is dropped before it was awaited warns of that, with the place where it happens.
bool shows_frame(const Program& program, const Inst& inst);
// The body of the generators that a native entry makes; invalid when it has none (its function runs as bytecode).
FunctionId generator_body(const Program& program, FunctionId entry);
// Whether anything borrowed from the heap may be gone after the instruction.
inline bool invalidates_borrows(uint32_t effect_bits) {
  bool loses_objects = (effect_bits & (kWritesHeap | kNumbersOnly)) == kWritesHeap;
  return loses_objects || (effect_bits & (kRunsPython | kAllocates | kSuspends)) != 0;
}

}  // namespace krait::ir
