// Instances of native classes: fields at their offsets, methods called by their native entries, construction. Each behind a test of
// the object's class, with Python's protocol on the other side.
#include <algorithm>

#include "lower/claims.h"
#include "lower/function_lowering.h"
#include "lower/parameters.h"

namespace krait::lower {

using namespace syntax;

namespace {

// More implementations than this are not tested for one after the other.
constexpr size_t kMaxDispatch = 12;

}  // namespace

bool FunctionLowering::proven_self(const Expr* expr) {
  const auto* name = as<NameExpr>(expr);
  if (!self_class_ || name == nullptr || name->id != first_parameter_) return false;
  const program::Symbol* symbol = scope_->find(first_parameter_);
  if (symbol == nullptr || symbol->definitions.size() != 1) return false;
  Storage place = storage(name->id), own = names_.front().names.at(first_parameter_);
  return place.kind == Storage::Kind::Local && own.kind == Storage::Kind::Local && place.variable == own.variable;
}

std::optional<ValueId> FunctionLowering::lower_field_get(const Attribute* expr, ValueId object) {
  NativeClasses& classes = module_.classes();
  ir::ClassId cls = classes.claimed(claimed(expr->value));
  if (!cls) return lower_field_of_any(expr, object);
  Name name = mangle(expr->attr);
  const NativeField* field = classes.field(module_.program(), cls, name);
  if (field == nullptr) return std::nullopt;
  bool known = proven_self(expr->value) && classes.derives(module_.program(), self_class_, field->owner);
  if (known && !field->has_default)
    return emit(Op::FieldGet, {object}, expr->span, field->type, static_cast<int64_t>(field->owner.index), field->index);
  BlockId direct = new_block(), otherwise = new_block(true), done = new_block();
  if (known) {
    jump(direct);
  } else {
    ValueId instance = emit(Op::ClassInstance, {object}, expr->span, ir::kBool, static_cast<int64_t>(field->owner.index));
    branch(instance, direct, otherwise, 1);
  }
  seal(direct);
  VariableId result = add_variable(field->type, "");
  set_block(direct);
  if (field->has_default) {
    BlockId present = new_block();
    ValueId value = emit(Op::FieldPeek, {object}, expr->span, field->type, static_cast<int64_t>(field->owner.index), field->index);
    branch(emit(Op::IsAbsent, {value}, expr->span), otherwise, present, -1);
    seal(present);
    set_block(present);
    write_variable(result, value);
  } else {
    write_variable(result, emit(Op::FieldGet, {object}, expr->span, field->type, static_cast<int64_t>(field->owner.index), field->index));
  }
  jump(done);
  seal(otherwise);
  set_block(otherwise);
  write_variable(result, emit(Op::PyGetAttr, {object, const_name(name)}, expr->span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

// Of an instance of one class or another, each of which has a field of that name.
std::optional<ValueId> FunctionLowering::lower_field_of_any(const Attribute* expr, ValueId object) {
  NativeClasses& classes = module_.classes();
  Name name = mangle(expr->attr);
  std::vector<const NativeField*> fields;
  for (ir::ClassId cls : classes.claimed_any(claimed(expr->value))) {
    const NativeField* field = classes.field(module_.program(), cls, name);
    if (field == nullptr || field->has_default) return std::nullopt;
    bool known = std::any_of(fields.begin(), fields.end(), [&](const NativeField* other) { return other->owner == field->owner; });
    if (!known) fields.push_back(field);
  }
  if (fields.empty()) return std::nullopt;
  bool same = std::all_of(fields.begin(), fields.end(), [&](const NativeField* field) { return field->type == fields[0]->type; });
  VariableId result = add_variable(same ? fields[0]->type : ir::kObj, "");
  BlockId done = new_block();
  for (const NativeField* field : fields) {
    BlockId direct = new_block(), next = new_block(field == fields.back());
    test_class(object, {{field->owner, true}}, false, direct, next, expr->span);
    seal(direct);
    seal(next);
    set_block(direct);
    ValueId value = emit(Op::FieldGet, {object}, expr->span, field->type, static_cast<int64_t>(field->owner.index), field->index);
    write_variable(result, same ? value : to_obj(value, expr->span));
    jump(done);
    set_block(next);
  }
  write_variable(result, emit(Op::PyGetAttr, {object, const_name(name)}, expr->span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

bool FunctionLowering::lower_field_set(const Attribute* target, ValueId object, ValueId value, const Expr* source) {
  NativeClasses& classes = module_.classes();
  ir::ClassId cls = classes.claimed(claimed(target->value));
  if (!cls) return false;
  Name name = mangle(target->attr);
  const NativeField* field = classes.field(module_.program(), cls, name);
  if (field == nullptr || classes.frozen(module_.program(), cls)) return false;
  auto store = [&] {
    ValueId stored = checked(value, field->check, field->type, target->span, source);
    emit(Op::FieldSet, {object, stored}, target->span, ir::kVoid, static_cast<int64_t>(field->owner.index), field->index);
  };
  if (proven_self(target->value) && classes.derives(module_.program(), self_class_, field->owner)) {
    store();
    return true;
  }
  BlockId direct = new_block(), otherwise = new_block(true), done = new_block();
  ValueId instance = emit(Op::ClassInstance, {object}, target->span, ir::kBool, static_cast<int64_t>(field->owner.index));
  branch(instance, direct, otherwise, 1);
  seal(direct);
  seal(otherwise);
  set_block(direct);
  store();
  jump(done);
  set_block(otherwise);
  emit(Op::PySetAttr, {object, const_name(name), to_obj(value, target->span)}, target->span);
  jump(done);
  seal(done);
  set_block(done);
  return true;
}

// Maps the arguments of a call to the parameters of a native function behind its receiver; empty where that is not plain.
std::optional<std::vector<const Expr*>> FunctionLowering::arrange(const Call* expr, const Stmt* def) {
  struct Slot {
    Name name;
    bool keyword = false, positional = false;
    const Expr* value = nullptr;
    const Expr* fallback = nullptr;
  };
  const Arguments* args = arguments_of(def);
  std::vector<Slot> slots;
  bool plain = args->vararg == nullptr && args->kwarg == nullptr;
  size_t positional = 0, keyword = 0, all = args->posonlyargs.size() + args->args.size();
  for_each_parameter(args, [&](const Arg* arg, ir::ParamKind kind, bool has_default) {
    Slot slot;
    slot.name = arg->arg;
    slot.keyword = kind != ir::ParamKind::PositionalOnly;
    slot.positional = kind != ir::ParamKind::KeywordOnly;
    if (has_default) slot.fallback = slot.positional ? args->defaults[positional + args->defaults.size() - all] : args->kw_defaults[keyword];
    slot.positional ? ++positional : ++keyword;
    slots.push_back(slot);
  });
  if (!plain || slots.empty() || !slots[0].positional) return std::nullopt;
  size_t at = 1;
  for (const Expr* arg : expr->args) {
    if (is<Starred>(arg) || at >= slots.size() || !slots[at].positional) return std::nullopt;
    slots[at++].value = arg;
  }
  for (const Keyword* each : expr->keywords) {
    bool placed = false;
    for (size_t i = 1; i < slots.size() && each->arg; ++i) {
      if (!slots[i].keyword || slots[i].name != each->arg || slots[i].value != nullptr) continue;
      slots[i].value = each->value;
      placed = true;
      break;
    }
    if (!placed) return std::nullopt;
  }
  std::vector<const Expr*> values;
  for (size_t i = 1; i < slots.size(); ++i) {
    if (slots[i].value == nullptr && (slots[i].fallback == nullptr || !is_plain_default(slots[i].fallback))) return std::nullopt;
    values.push_back(slots[i].value != nullptr ? slots[i].value : slots[i].fallback);
  }
  return values;
}

// What a method's native entry is called with: each argument checked and converted as its wrapper would.
std::vector<ValueId> FunctionLowering::entry_operands(ir::FunctionId target, const Stmt* def, ValueId receiver,
                                                      const std::vector<const Expr*>& sources,
                                                      const std::unordered_map<const Expr*, ValueId>& values, krait::Span span) {
  ModuleLowering& home = module_.home(target);
  Name private_class = home.scopes().scope(home.scopes().of(def)).private_class;
  std::vector<ValueId> operands{receiver};
  size_t shift = module_.program().functions[target.index].has_closure ? 1 : 0;
  if (shift != 0) operands.insert(operands.begin(), emit(Op::FunctionClosure, {}, {}, ir::kObj, static_cast<int64_t>(target.index)));
  size_t index = 0;
  for_each_parameter(arguments_of(def), [&](const Arg* arg, ir::ParamKind kind, bool) {
    size_t at = index++;
    if (at == 0) return;
    const ir::Function& native = module_.program().functions[target.index];
    ir::Type type = native.value(native.params[at + shift]).type;
    const Expr* source = sources[at - 1];
    auto known = values.find(source);
    ValueId value = known != values.end() ? known->second : lower_default(source);
    uint32_t check = home.parameter_check(def, arg, kind, private_class);
    operands.push_back(checked(value, check, type, span, known != values.end() ? source : nullptr));
  });
  return operands;
}

ValueId FunctionLowering::call_entry(ir::FunctionId target, const Stmt* def, ValueId receiver, const std::vector<const Expr*>& sources,
                                     const std::unordered_map<const Expr*, ValueId>& values, krait::Span span) {
  std::vector<ValueId> operands = entry_operands(target, def, receiver, sources, values, span);
  return emit(Op::Call, operands, span, module_.program().functions[target.index].result, static_cast<int64_t>(target.index));
}

// One target for each implementation among the classes and their subclasses, those first that override; `find` gives that of a class, `fits` says
// whether it can be called here. `any`: tests that find the classes of all of them.
std::vector<FunctionLowering::MethodTarget> FunctionLowering::method_targets(const std::vector<ir::ClassId>& classes, std::vector<ClassTest>& any,
                                                                             const std::function<const Stmt*(ir::ClassId)>& find,
                                                                             const std::function<bool(const Stmt*)>& fits) {
  std::vector<MethodTarget> targets;
  std::vector<ir::ClassId> family;
  any.clear();
  for (ir::ClassId cls : classes) {
    std::vector<ir::ClassId> below = module_.classes().family(module_.program(), cls);
    any.push_back({cls, below.size() > 1});
    for (ir::ClassId each : below)
      if (std::find(family.begin(), family.end(), each) == family.end()) family.push_back(each);
  }
  for (ir::ClassId each : family) {
    const Stmt* def = find(each);
    ir::FunctionId entry = def == nullptr ? ir::FunctionId{} : module_.native_entry(def);
    if (!entry) continue;
    auto known = std::find_if(targets.begin(), targets.end(), [&](const MethodTarget& target) { return target.function == entry; });
    if (known != targets.end()) {
      known->classes.push_back(each);
    } else if (targets.size() < kMaxDispatch && fits(def)) {
      targets.push_back({entry, def, targets.size(), {each}, {}});
    }
  }
  // What overrides is tested for before what it overrides: then a test for a class and all below it does for the classes that are left.
  std::reverse(targets.begin(), targets.end());
  std::vector<ir::ClassId> tested;
  for (MethodTarget& target : targets) {
    tested.insert(tested.end(), target.classes.begin(), target.classes.end());
    target.tests = class_tests(target.classes, tested);
  }
  if (tested.size() < family.size()) {
    any.clear();
    for (const MethodTarget& target : targets) any.insert(any.end(), target.tests.begin(), target.tests.end());
  }
  return targets;
}

// A property of a native class: its getter is called.
std::optional<ValueId> FunctionLowering::lower_property_get(const Attribute* expr, ValueId object) {
  NativeClasses& classes = module_.classes();
  std::vector<ir::ClassId> receivers;
  if (direct_methods()) receivers = classes.claimed_any(claimed(expr->value));
  if (receivers.empty()) return std::nullopt;
  Name name = mangle(expr->attr);
  ir::Program& program = module_.program();
  std::vector<ClassTest> any;
  std::vector<MethodTarget> targets = method_targets(receivers, any, [&](ir::ClassId each) { return classes.getter(program, each, name).def; },
                                                     [](const Stmt*) { return true; });
  if (targets.empty()) return std::nullopt;
  ir::Type type = program.functions[targets[0].function.index].result;
  for (const MethodTarget& target : targets)
    if (program.functions[target.function.index].result != type) type = ir::kObj;
  VariableId result = add_variable(type, "");
  BlockId done = new_block();
  for (const MethodTarget& target : targets) {
    BlockId hit = new_block(), next = new_block(&target == &targets.back());
    test_class(object, target.tests, true, hit, next, expr->span);
    seal(hit);
    seal(next);
    set_block(hit);
    write_variable(result, call_entry(target.function, target.def, object, {}, {}, expr->span));
    jump(done);
    set_block(next);
  }
  write_variable(result, emit(Op::PyGetAttr, {object, const_name(name)}, expr->span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

std::optional<ValueId> FunctionLowering::lower_instance_call(const Call* expr, const Attribute* callee) {
  if (!direct_methods()) return std::nullopt;
  NativeClasses& classes = module_.classes();
  std::vector<ir::ClassId> receivers = classes.claimed_any(claimed(callee->value));
  if (receivers.empty()) return std::nullopt;
  Name name = mangle(callee->attr);
  ir::Program& program = module_.program();
  std::vector<std::vector<const Expr*>> sources;
  std::vector<ClassTest> any;
  std::vector<MethodTarget> targets = method_targets(receivers, any, [&](ir::ClassId each) {
    NativeMethod method = classes.method(program, each, name);
    // An operator method by its name: its wrapper says NotImplemented of an operand that it does not declare.
    return method.def == nullptr || ModuleLowering::is_operator_method(method.def) ? nullptr : method.def;
  }, [&](const Stmt* def) {
    std::optional<std::vector<const Expr*>> arranged = arrange(expr, def);
    if (arranged) sources.push_back(std::move(*arranged));
    return arranged.has_value();
  });
  if (targets.empty()) return std::nullopt;

  Awaiting* awaiting = awaiting_of(expr);
  for (const MethodTarget& target : targets)
    if (!awaits(awaiting, target.def)) awaiting = nullptr;
  krait::Span span = expr->span;
  ValueId receiver = lower_obj(callee->value);
  bool simple = true;
  std::vector<const Expr*> arguments(expr->args.begin(), expr->args.end());
  for (const Keyword* keyword : expr->keywords) arguments.push_back(keyword->value);
  for (const Expr* argument : arguments) simple = simple && (is<NameExpr>(argument) || is<Constant>(argument));
  // Where the method is not what it seems, Python finds it before it evaluates the arguments.
  VariableId found = add_variable(ir::kObj, "");
  if (!simple) {
    BlockId known = new_block(), unknown = new_block(true), ready = new_block();
    test_class(receiver, any, true, known, unknown, span);
    seal(known);
    set_block(known);
    write_variable(found, absent(ir::kObj));
    jump(ready);
    seal(unknown);
    set_block(unknown);
    write_variable(found, emit(Op::PyGetAttr, {receiver, const_name(name)}, callee->span));
    jump(ready);
    seal(ready);
    set_block(ready);
  }
  std::unordered_map<const Expr*, ValueId> values;
  for (const Expr* argument : arguments) values.emplace(argument, lower_operand(argument));

  ir::Type type = program.functions[targets[0].function.index].result;
  for (const MethodTarget& target : targets)
    if (program.functions[target.function.index].result != type) type = ir::kObj;
  if (awaiting != nullptr) {
    std::vector<const Stmt*> defs;
    for (const MethodTarget& target : targets) defs.push_back(target.def);
    begin_awaited_call(*awaiting, defs);
  }
  VariableId result = awaiting != nullptr ? 0 : add_variable(type, "");
  auto finish = [&](ValueId value, BlockId done) {
    if (awaiting != nullptr) return await_object(*awaiting, value);
    write_variable(result, value);
    jump(done);
  };
  BlockId done = new_block(), generic = new_block(true);
  BlockId test;
  if (!simple) {
    test = new_block();
    branch(emit(Op::IsAbsent, {read_variable(found)}, span), test, generic, 1);
    seal(test);
    set_block(test);
  }
  for (const MethodTarget& target : targets) {
    BlockId hit = new_block(), next = new_block(&target == &targets.back());
    // The method was found before the arguments were evaluated, which may have rebound what they like.
    test_class(receiver, target.tests, simple, hit, next, span);
    seal(hit);
    seal(next);
    set_block(hit);
    if (awaiting != nullptr) await_call(*awaiting, target.def, target.function, entry_operands(target.function, target.def, receiver, sources[target.order], values, span));
    else finish(call_entry(target.function, target.def, receiver, sources[target.order], values, span), done);
    set_block(next);
  }
  // Reached with `found` absent when the class changed while the arguments were evaluated.
  std::vector<ValueId> operands{const_name(name), receiver};
  std::vector<ir::ConstId> names;
  for (const Keyword* keyword : expr->keywords) names.push_back(module_.name_constant(keyword->arg));
  auto append_arguments = [&](std::vector<ValueId>& into) {
    for (const Expr* argument : arguments) into.push_back(to_obj(values.at(argument), argument->span));
  };
  append_arguments(operands);
  if (!names.empty()) operands.insert(operands.begin() + 1, const_obj(module_.tuple_constant(names)));
  finish(emit(names.empty() ? Op::PyCallMethod : Op::PyCallMethodKw, operands, span), done);
  seal(generic);
  if (!simple) {
    set_block(generic);
    std::vector<ValueId> loose{read_variable(found)};
    append_arguments(loose);
    if (!names.empty()) loose.insert(loose.begin() + 1, const_obj(module_.tuple_constant(names)));
    finish(emit(names.empty() ? Op::PyCall : Op::PyCallKw, loose, span), done);
  }
  if (awaiting != nullptr) return end_awaiting(*awaiting);
  seal(done);
  set_block(done);
  return read_variable(result);
}

// Tests that find the classes `wanted`, where an object of none of the classes `tested` but these can come.
std::vector<FunctionLowering::ClassTest> FunctionLowering::class_tests(const std::vector<ir::ClassId>& wanted,
                                                                       const std::vector<ir::ClassId>& tested) {
  auto within = [](const std::vector<ir::ClassId>& set, ir::ClassId cls) { return std::find(set.begin(), set.end(), cls) != set.end(); };
  std::vector<ClassTest> tests;
  std::vector<ir::ClassId> found;
  for (ir::ClassId cls : wanted) {
    if (within(found, cls)) continue;
    std::vector<ir::ClassId> family = module_.classes().family(module_.program(), cls);
    bool all = std::all_of(family.begin(), family.end(), [&](ir::ClassId each) { return within(tested, each); });
    if (!all) family = {cls};
    tests.push_back({cls, family.size() > 1});
    found.insert(found.end(), family.begin(), family.end());
  }
  return tests;
}

void FunctionLowering::test_class(ValueId receiver, const std::vector<ClassTest>& tests, bool unchanged, BlockId hit, BlockId miss, krait::Span span) {
  for (size_t i = 0; i < tests.size(); ++i) {
    bool last = i + 1 == tests.size();
    BlockId next = last ? miss : new_block();
    Op op = tests[i].derived ? (unchanged ? Op::ClassAmong : Op::ClassInstance) : unchanged ? Op::ClassExact : Op::ClassIs;
    branch(emit(op, {receiver}, span, ir::kBool, static_cast<int64_t>(tests[i].cls.index)), hit, next,
           tests.size() == 1 && function().block(miss).cold ? 1 : 0);
    if (last) break;
    seal(next);
    set_block(next);
  }
}

// C(...) for a native class of the group: the instance is made here and __init__ called directly.
std::optional<ValueId> FunctionLowering::lower_construction(const Call* expr) {
  if (!direct_methods()) return std::nullopt;
  const types::ModuleAnalysis* analysis = module_.analysis();
  const auto* callee = as<NameExpr>(expr->func);
  const auto* attribute = as<Attribute>(expr->func);
  if (analysis == nullptr) return std::nullopt;
  if (callee == nullptr && (attribute == nullptr || !is_module(attribute->value))) return std::nullopt;
  types::Reference reference = analysis->reference(expr->func);
  if (reference.kind != types::ReferenceKind::kClass || reference.rebound) return std::nullopt;
  NativeClasses& classes = module_.classes();
  ir::Program& program = module_.program();
  ir::ClassId cls = classes.find(reference.cls);
  if (!cls) return std::nullopt;
  if (classes.defines(program, cls, Name::intern("__new__"))) return std::nullopt;
  Name init_name = Name::intern("__init__");
  const types::DataclassOptions* dataclass = program.classes[cls.index].is_dataclass ? classes.info(cls)->dataclass() : nullptr;
  bool generated = dataclass != nullptr && dataclass->init && !classes.binds(cls, init_name);
  NativeMethod init;
  ir::FunctionId entry;
  std::optional<std::vector<const Expr*>> sources;
  if (generated) {
    sources = arrange_fields(expr, cls);
    if (!sources || !can_initialise(cls, *sources)) return std::nullopt;
  } else if (!classes.defines(program, cls, init_name)) {
    // What object.__init__ does, which takes no arguments.
    if (!expr->args.empty() || !expr->keywords.empty()) return std::nullopt;
  } else {
    init = classes.method(program, cls, init_name);
    if (init.def == nullptr || !is<FunctionDef>(init.def)) return std::nullopt;
    entry = module_.native_entry(init.def);
    if (!entry) return std::nullopt;
    sources = arrange(expr, init.def);
    if (!sources) return std::nullopt;
  }

  krait::Span span = expr->span;
  ValueId object = lower_obj(expr->func);
  std::unordered_map<const Expr*, ValueId> values;
  std::vector<const Expr*> arguments(expr->args.begin(), expr->args.end());
  for (const Keyword* keyword : expr->keywords) arguments.push_back(keyword->value);
  for (const Expr* argument : arguments) values.emplace(argument, lower_operand(argument));
  BlockId direct = new_block(), otherwise = new_block(true), done = new_block();
  VariableId result = add_variable(ir::kObj, "");
  branch(emit(generated ? Op::DataclassCurrent : Op::ClassCurrent, {object}, span, ir::kBool, static_cast<int64_t>(cls.index)), direct,
         otherwise, 1);
  seal(direct);
  seal(otherwise);
  set_block(direct);
  ValueId instance = emit(Op::InstanceNew, {}, span, ir::kObj, static_cast<int64_t>(cls.index));
  if (generated) initialise_fields(cls, instance, *sources, values, span);
  else if (entry) call_entry(entry, init.def, instance, *sources, values, span);
  write_variable(result, instance);
  jump(done);
  set_block(otherwise);
  std::vector<ValueId> operands{object};
  for (const Expr* argument : arguments) operands.push_back(to_obj(values.at(argument), argument->span));
  if (expr->keywords.empty()) {
    write_variable(result, emit(Op::PyCall, operands, span));
  } else {
    std::vector<ir::ConstId> names;
    for (const Keyword* keyword : expr->keywords) names.push_back(module_.name_constant(keyword->arg));
    operands.insert(operands.begin() + 1, const_obj(module_.tuple_constant(names)));
    write_variable(result, emit(Op::PyCallKw, operands, span));
  }
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(result);
}

}  // namespace krait::lower
