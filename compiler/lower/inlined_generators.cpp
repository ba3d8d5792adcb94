// Loops over what a call of a generator function gives, where the function is known and its body is small: the body stands where the loop does,
// and what the loop does with a value stands where it yields. Nobody else ever sees such a generator, and nothing handles what would be thrown
// into it; so its variables are the loop's. Behind a test that the name still means the function; otherwise the loop walks whatever the call gives.
#include <algorithm>
#include <utility>

#include "lower/function_lowering.h"
#include "lower/parameters.h"
#include "syntax/visit.h"
#include "types/declarations.h"

namespace krait::lower {

using namespace syntax;

namespace {

constexpr size_t kMaxBody = 150;      // instructions of the generator that are not rare
constexpr size_t kMaxLoop = 200;      // nodes of the loop's body, for each place where it is put
constexpr size_t kMaxInlined = 4;     // generators inside of each other
constexpr int kMaxCalls = 3;          // calls that lead to calls

// Whether the function, or one that it calls, may be looked for in the chain of frames, or is not lowered yet. Rare paths do not count.
bool may_show(const ir::Program& program, const ir::Function& function, int depth) {
  bool lowered = false;
  for (const ir::Block& block : function.blocks) {
    for (ir::InstId id : block.insts) {
      const ir::Inst& inst = function.inst(id);
      lowered = true;
      if (block.cold) continue;
      if (ir::shows_frame(program, inst)) return true;
      if (inst.op != Op::Call) continue;
      if (depth == 0 || may_show(program, program.functions[size_t(inst.imm)], depth - 1)) return true;
    }
  }
  return !lowered;
}

// How often the body yields; nothing where it must stay a generator.
std::optional<size_t> yields(const ir::Program& program, const ir::Function& body) {
  size_t size = 0, found = 0;
  for (const ir::Block& block : body.blocks) {
    for (ir::InstId id : block.insts) {
      const ir::Inst& inst = body.inst(id);
      switch (inst.op) {
        case Op::Yield:
          if (inst.raise.target) return std::nullopt;
          ++found;
          break;
        case Op::DelegateStart:
        case Op::DelegateCall:
        case Op::LocalsDict:
        case Op::CellNew:
          return std::nullopt;
        default: break;
      }
      size += !block.cold;
    }
  }
  if (found == 0 || size > kMaxBody || may_show(program, body, kMaxCalls)) return std::nullopt;
  return found;
}

size_t count_nodes(const StmtList& body) {
  size_t count = 0;
  for (const Stmt* stmt : body) {
    walk(const_cast<Stmt*>(stmt), [&](Expr*) { ++count; });
    walk(const_cast<Stmt*>(stmt), [&](Stmt*) { ++count; });
  }
  return count;
}

// Every yield is a statement of its own.
bool yields_plainly(const StmtList& body) {
  size_t all = 0, plain = 0;
  for (const Stmt* stmt : body) {
    walk(const_cast<Stmt*>(stmt), [&](Expr* expr) { all += is<Yield>(expr); });
    walk(const_cast<Stmt*>(stmt), [&](Stmt* inner) {
      const auto* expr = as<ExprStmt>(inner);
      plain += expr != nullptr && is<Yield>(expr->value);
    });
  }
  return all == plain;
}

// The `for` that walks the parameter, where it is used for nothing else and that runs once at most; else null.
const Expr* sole_walk(const StmtList& body, Name name) {
  size_t uses = 0;
  for (const Stmt* stmt : body) {
    walk(const_cast<Stmt*>(stmt), [&](Expr* expr) {
      const auto* use = as<NameExpr>(expr);
      uses += use != nullptr && use->id == name;
    });
  }
  if (uses != 1) return nullptr;
  const Expr* found = nullptr;
  for (const Stmt* stmt : body) {
    walk(const_cast<Stmt*>(stmt), [&](Stmt* inner) {
      if (const auto* loop = as<For>(inner)) {
        const auto* source = as<NameExpr>(loop->iter);
        if (source != nullptr && source->id == name) found = loop->iter;
      }
      return is<If>(inner);
    });
  }
  return found;
}

bool is_simple(const Expr* expr) { return is<Constant>(expr) || is<NameExpr>(expr); }

}  // namespace

void FunctionLowering::exchange_body(Body& other) {
  std::swap(scope_, other.scope);
  std::swap(names_, other.names);
  std::swap(control_, other.control);
  std::swap(handler_, other.handler);
  std::swap(leave_, other.leave);
  std::swap(code_override_, other.code);
  std::swap(free_names_, other.free_names);
  std::swap(qualname_, other.qualname);
  std::swap(first_parameter_, other.first_parameter);
  std::swap(self_class_, other.self_class);
  std::swap(definition_, other.definition);
  std::swap(frame_locals_, other.frame_locals);
  std::swap(is_generator, other.is_generator);
  std::swap(is_async, other.is_async);
  std::swap(result_check, other.result_check);
  std::swap(inlined_, other.inlined);
}

std::shared_ptr<FunctionLowering::GeneratorCall> FunctionLowering::known_generator(const Expr* expr, const StmtList* loop) {
  const auto* call = as<Call>(expr);
  const auto* callee = call != nullptr ? as<NameExpr>(call->func) : nullptr;
  const types::ModuleAnalysis* analysis = module_.analysis();
  if (callee == nullptr || analysis == nullptr || !direct_methods() || keeps_generators_ || kind_ != BodyKind::Function) return nullptr;
  if (storage(callee->id).kind != Storage::Kind::Global) return nullptr;
  const types::CallInfo* info = analysis->call(call);
  const types::FunctionInfo* function = info == nullptr ? nullptr : info->sole_function();
  const auto* def = function == nullptr ? nullptr : as<FunctionDef>(function->node);
  ir::FunctionId entry = def != nullptr ? module_.native_entry(def) : ir::FunctionId{};
  if (!entry || &module_.home(entry) != &module_) return nullptr;
  const program::Scope& scope = module_.scopes().scope(module_.scopes().of(def));
  auto lowered = module_.functions.find(def);
  if (!scope.is_generator || lowered == module_.functions.end() || !lowered->second.body || !lowered->second.free_variables.empty()) return nullptr;
  size_t depth = 0;
  for (const Inlined* each = inlined_; each != nullptr; each = each->outer) {
    if (each->def == def || ++depth >= kMaxInlined) return nullptr;
  }
  for (const program::Symbol& symbol : scope.symbols)
    if (symbol.storage == program::Storage::kCell && is_captured(scope, symbol.name)) return nullptr;
  std::optional<size_t> places = yields(module_.program(), module_.program().functions[lowered->second.body.index]);
  if (!places || !yields_plainly(def->body)) return nullptr;
  if (loop != nullptr && *places * count_nodes(*loop) > kMaxLoop) return nullptr;

  if (info->arguments.size() != call->args.size() + call->keywords.size()) return nullptr;
  std::optional<std::vector<ArgumentSlot>> slots = argument_slots(info->arguments, def, entry);
  if (!slots) return nullptr;
  auto made = std::make_shared<GeneratorCall>();
  made->call = call;
  made->def = def;
  made->entry = entry;
  for (const ArgumentSlot& slot : *slots) {
    GeneratorCall::Argument argument;
    argument.index = slot.argument;
    argument.fallback = slot.fallback;
    made->arguments.push_back(std::move(argument));
  }
  // A generator that is made for this one to walk.
  size_t index = 0;
  for_each_parameter(def->args, [&](const Arg* arg, ir::ParamKind kind, bool) {
    GeneratorCall::Argument& argument = made->arguments[index++];
    bool plain = argument.index >= 0 && size_t(argument.index) < call->args.size() && module_.parameter_check(def, arg, kind, scope.private_class) == 0;
    const Expr* walk = plain ? sole_walk(def->body, arg->arg) : nullptr;
    if (walk == nullptr) return;
    // What is evaluated behind it must not be able to bind its function anew.
    for (size_t i = size_t(argument.index) + 1; i < call->args.size() + call->keywords.size(); ++i)
      if (!is_simple(i < call->args.size() ? call->args[i] : call->keywords[i - call->args.size()]->value)) return;
    argument.made = known_generator(call->args[size_t(argument.index)], nullptr);
    if (argument.made && argument.made->def == def) argument.made = nullptr;
    if (argument.made) argument.walk = walk;
  });
  return made;
}

// Evaluates the arguments.
void FunctionLowering::evaluate(GeneratorCall& made) {
  const Call* call = made.call;
  for (size_t i = 0; i < call->args.size() + call->keywords.size(); ++i) {
    auto at = std::find_if(made.arguments.begin(), made.arguments.end(), [&](const auto& each) { return each.index == int(i); });
    at->source = i < call->args.size() ? call->args[i] : call->keywords[i - call->args.size()]->value;
    if (at->made) evaluate(*at->made);
    else at->value = lower_operand(at->source);
  }
}

// Goes to `otherwise` unless every name still means its function.
void FunctionLowering::test_bound(const GeneratorCall& made, BlockId otherwise) {
  for (const GeneratorCall::Argument& argument : made.arguments)
    if (argument.made) test_bound(*argument.made, otherwise);
  BlockId next = new_block();
  Name name = mangle(to<NameExpr>(made.call->func)->id);
  branch(emit(Op::FunctionIsBound, {}, made.call->span, ir::kBool, static_cast<int64_t>(made.entry.index), module_.name_constant(name).index), next,
         otherwise, 1);
  seal(next);
  set_block(next);
}

// The arguments, as the function's entry wants them, become variables.
void FunctionLowering::pass_arguments(GeneratorCall& made) {
  const ir::Function& native = module_.program().functions[made.entry.index];
  Name private_class = module_.scopes().scope(module_.scopes().of(made.def)).private_class;
  for (const GeneratorCall::Argument& argument : made.arguments)
    if (argument.made) pass_arguments(*argument.made);
  size_t index = 0;
  for_each_parameter(arguments_of(made.def), [&](const Arg* arg, ir::ParamKind kind, bool) {
    GeneratorCall::Argument& argument = made.arguments[index];
    ir::Type type = native.value(native.params[index]).type;
    ++index;
    argument.variable = add_variable(type, "");
    if (argument.made) return;
    ValueId value = argument.index >= 0 ? argument.value : lower_default(argument.fallback);
    value = checked(value, module_.parameter_check(made.def, arg, kind, private_class), type, made.call->span, argument.source);
    write_variable(argument.variable, value);
  });
}

// What the call gives where names mean something else.
ValueId FunctionLowering::call_generally(const GeneratorCall& made) {
  const Call* call = made.call;
  std::vector<ValueId> objects{load_name(to<NameExpr>(call->func)->id, call->func->span)};
  std::vector<ir::ConstId> names;
  for (size_t i = 0; i < call->args.size() + call->keywords.size(); ++i) {
    auto at = std::find_if(made.arguments.begin(), made.arguments.end(), [&](const auto& each) { return each.index == int(i); });
    objects.push_back(at->made ? call_generally(*at->made) : to_obj(at->value, at->source->span));
    if (i >= call->args.size()) names.push_back(module_.name_constant(call->keywords[i - call->args.size()]->arg));
  }
  if (names.empty()) return emit(Op::PyCall, objects, call->span);
  objects.insert(objects.begin() + 1, const_obj(module_.tuple_constant(names)));
  return emit(Op::PyCallKw, objects, call->span);
}

std::optional<FunctionLowering::Iteration> FunctionLowering::start_generator(const Expr* iterable, const StmtList* loop, krait::Span span) {
  Iteration iteration;
  iteration.shape = Iteration::Shape::Generator;
  iteration.source = iterable;
  iteration.span = span;
  iteration.generic = add_variable(ir::kBool, "");
  iteration.iterator = add_variable(ir::kObj, "");
  if (inlined_ != nullptr) {
    // A parameter that stands for a generator: its arguments are there.
    if (auto found = inlined_->given.find(iterable); found != inlined_->given.end()) {
      iteration.generator = found->second;
      write_variable(iteration.generic, const_bool(false));
      return iteration;
    }
  }
  iteration.generator = known_generator(iterable, loop);
  if (!iteration.generator) return std::nullopt;
  evaluate(*iteration.generator);
  BlockId otherwise = new_block(true), ready = new_block();
  test_bound(*iteration.generator, otherwise);
  seal(otherwise);
  pass_arguments(*iteration.generator);
  write_variable(iteration.generic, const_bool(false));
  write_variable(iteration.iterator, absent(ir::kObj));
  jump(ready);
  set_block(otherwise);
  write_variable(iteration.iterator, emit(Op::ForIter, {call_generally(*iteration.generator)}, span));
  write_variable(iteration.generic, const_bool(true));
  jump(ready);
  seal(ready);
  set_block(ready);
  return iteration;
}

// The loop, twice: around the values of the body that stands here, and around those of whatever the name means instead.
void FunctionLowering::iterate_generator(const Iteration& iteration, const LoopTarget& target, const ItemBody& body, BlockId exhausted, BlockId done) {
  krait::Span span = iteration.span;
  bool given = inlined_ != nullptr && inlined_->given.contains(iteration.source);
  if (!given) {
    BlockId known = new_block(), general = new_block(true);
    branch(read_variable(iteration.generic), general, known, -1);
    seal(general);
    seal(known);
    set_block(general);
    size_t first = function().blocks.size();
    bool before = std::exchange(keeps_generators_, true);
    Iteration objects = sequence_iteration(read_variable(iteration.iterator), iteration.source, span);
    iterate_over(objects, target, body, exhausted, done);
    keeps_generators_ = before;
    for (size_t i = first; i < function().blocks.size(); ++i) function().blocks[i].cold = true;
    set_block(known);
  }
  run_generator(*iteration.generator, span, [&](ValueId value, const std::vector<VariableId>& walked, BlockId next) {
    Iteration here = iteration;
    here.walked = walked;
    assign_item(target, value);
    body(here, next, done);
  });
  jump(exhausted);
}

// The body of the generator. `use` runs in the context of the call, for each place where it yields; then things go on at the block it is given.
void FunctionLowering::run_generator(const GeneratorCall& made, krait::Span span,
                                     const std::function<void(ValueId, const std::vector<VariableId>&, BlockId)>& use) {
  const program::Scope& scope = module_.scopes().scope(module_.scopes().of(made.def));
  BlockId landing = new_block(true);
  Inlined inlined;
  inlined.def = made.def;
  inlined.outer = inlined_;
  inlined.finished = new_block();
  inlined.use = &use;
  Body& caller = inlined.caller;
  caller.scope = &scope;
  caller.handler = landing;
  caller.code = module_.functions.at(static_cast<const void*>(made.def)).code;
  caller.qualname = module_.module().codes[caller.code].qualname;
  caller.definition = made.def;
  caller.is_generator = true;
  caller.inlined = &inlined;
  for (const GeneratorCall::Argument& argument : made.arguments)
    if (argument.made) inlined.given.emplace(argument.walk, argument.made);
  exchange_body(caller);
  declare_scope(scope);
  // It may have run here before.
  for (const program::Symbol& symbol : scope.symbols) {
    const Storage& place = names_.back().names.at(symbol.name);
    if (place.kind == Storage::Kind::Local && !symbol.is_parameter()) unbind(place);
  }
  size_t index = 0;
  for_each_parameter(arguments_of(made.def), [&](const Arg* arg, ir::ParamKind, bool) {
    const GeneratorCall::Argument& argument = made.arguments[index++];
    if (argument.made) unbind(storage(arg->arg));
    else store_name(arg->arg, read_variable(argument.variable), {});
  });
  lower_body(to<FunctionDef>(made.def)->body);
  keep_all();
  jump(inlined.finished);
  exchange_body(caller);

  seal(landing);
  set_block(landing);
  reachable_ = ssa_.has_predecessors(landing);
  if (reachable_) {
    emit(Op::GeneratorLeave, {}, {});
    emit(Op::TracebackAdd, {}, span);
    propagate();
  }
  seal(inlined.finished);
  set_block(inlined.finished);
  reachable_ = ssa_.has_predecessors(inlined.finished);
}

ValueId FunctionLowering::yield_here(const Yield* expr) {
  Inlined& inlined = *inlined_;
  ValueId value = expr->value == nullptr ? const_none() : lower_operand(expr->value);
  // What goes with the generator when the loop is left: what it walks itself, then its variables.
  std::vector<VariableId> walked;
  for (size_t i = control_.size(); i-- > 0;)
    walked.insert(walked.end(), control_[i].walked.begin(), control_[i].walked.end());
  for (const program::Symbol& symbol : scope_->symbols) {
    auto place = names_.front().names.find(symbol.name);
    if (place != names_.front().names.end() && place->second.keep) walked.push_back(place->second.variable);
  }
  BlockId next = new_block();
  exchange_body(inlined.caller);
  (*inlined.use)(value, walked, next);
  jump(next);
  exchange_body(inlined.caller);
  seal(next);
  set_block(next);
  reachable_ = ssa_.has_predecessors(next);
  return const_none();
}

void FunctionLowering::return_here(const Return* stmt) {
  if (stmt->value != nullptr) lower(stmt->value);
  unwind_to(0);
  keep_all();
  jump(inlined_->finished);
}

}  // namespace krait::lower
