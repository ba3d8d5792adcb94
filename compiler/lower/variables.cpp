// Names: SSA variables, cells, globals, class namespaces.
#include "lower/claims.h"
#include "lower/function_lowering.h"

namespace krait::lower {

namespace {

// Whether a value found absent is an unbound local (of this body) or an unbound free variable.
constexpr int64_t kUnboundLocal = 0, kUnboundFree = 1;

}  // namespace

void FunctionLowering::write_variable(VariableId variable, ValueId value) {
  value = convert(value, ssa_.variable_type(variable), {});
  // A block whose instructions may raise to a handler assigns nothing after them: the handler takes what held before.
  if (raised_in_block_) {
    BlockId next = new_block();
    function().block(next).cold = function().block(current_).cold;
    bool was_reachable = reachable_;
    jump(next);
    seal(next);
    set_block(next);
    reachable_ = was_reachable;
  }
  ssa_.write(variable, current_, value);
}

Name FunctionLowering::mangle(Name name) const {
  return program::mangle((names_.empty() ? scope_ : names_.back().scope)->private_class, name);
}

// Whether a function, lambda, class or generator expression takes the variable of `scope`: comprehensions are loops here, and see it as
// it is.
bool FunctionLowering::is_captured(const program::Scope& scope, Name name) const {
  std::vector<const program::Scope*> work{&scope};
  while (!work.empty()) {
    const program::Scope* outer = work.back();
    work.pop_back();
    for (program::ScopeId id : outer->children) {
      const program::Scope& inner = module_.scopes().scope(id);
      const program::Symbol* symbol = inner.find(name);
      if (symbol == nullptr || symbol->storage != program::Storage::kFree) continue;
      const syntax::Expr* expr = inner.expression;
      bool loop = expr != nullptr && (syntax::is<syntax::ListComp>(expr) || syntax::is<syntax::SetComp>(expr) ||
                                      syntax::is<syntax::DictComp>(expr) || module_.consumer(expr) != nullptr);
      if (!loop) return true;
      work.push_back(&inner);
    }
  }
  return false;
}

// Machine numbers have no absent value: a flag beside the variable tells whether it is bound. What is always bound keeps nothing of it.
void FunctionLowering::place_local(Storage& place, ir::Type type) {
  place.kind = Storage::Kind::Local;
  place.variable = add_variable(type, place.name.str());
  if (!ir::is_machine_number(type.repr)) return;
  place.flagged = true;
  place.defined = add_variable(ir::kBool, place.name.str() + "?");
  unbind(place);
}

ValueId FunctionLowering::flag(bool value) {
  ValueId& known = flags_[value ? 1 : 0];
  if (known.valid()) return known;
  // One value for each, at the very start, so that joins of equal flags are seen to be such.
  ir::Function& fn = function();
  ir::InstId id{static_cast<uint32_t>(fn.insts.size())};
  ir::Inst inst;
  inst.op = Op::ConstInt;
  inst.type = ir::kBool;
  inst.imm = value ? 1 : 0;
  inst.result = known = fn.add_value(ir::kBool, id, fn.entry);
  fn.insts.push_back(std::move(inst));
  ir::Block& entry = fn.block(fn.entry);
  entry.insts.insert(entry.insts.begin(), id);
  return known;
}

void FunctionLowering::check_defined(const Storage& place, bool free, krait::Span span) {
  emit(Op::CheckDefined, {read_variable(place.defined)}, span, ir::kVoid, module_.name_constant(place.name).index, free ? kUnboundFree : kUnboundLocal);
}

void FunctionLowering::unbind(const Storage& place) {
  ir::Type type = ssa_.variable_type(place.variable);
  if (!place.flagged) return write_variable(place.variable, absent(type));
  write_variable(place.variable, ir::is_machine_int(type.repr) ? emit(Op::ConstInt, {}, {}, type, 0) : emit(Op::ConstFloat, {}, {}, type));
  write_variable(place.defined, flag(false));
}

void FunctionLowering::declare_scope(const program::Scope& scope) {
  // Names first seen in a comprehension's scope are resolved outwards; see storage().
  ScopeNames names{&scope, {}};
  for (const program::Symbol& symbol : scope.symbols) {
    Storage place;
    place.name = symbol.name;
    switch (symbol.storage) {
      case program::Storage::kLocal:
        if (scope.kind == program::ScopeKind::kModule) {
          place.kind = Storage::Kind::Global;
        } else if (scope.kind == program::ScopeKind::kClass) {
          place.kind = Storage::Kind::Namespace;
        } else {
          place_local(place, variable_type(scope, symbol.name));
          place.keep = ssa_.variable_type(place.variable) == ir::kObj && destruction_shows(claimed_variable(scope, symbol.name));
        }
        break;
      case program::Storage::kCell: {
        bool plain = scope.kind != program::ScopeKind::kModule && scope.kind != program::ScopeKind::kClass;
        if (plain && !is_captured(scope, symbol.name)) {
          place_local(place, variable_type(scope, symbol.name));
          break;
        }
        if (scope.kind == program::ScopeKind::kClass && symbol.name.text() != "__class__") {
          place.kind = Storage::Kind::Namespace;
          break;
        }
        place.kind = Storage::Kind::Cell;
        place.variable = add_variable(ir::kObj, symbol.name.str());
        write_variable(place.variable, emit(Op::CellNew, {absent(ir::kObj)}, {}));
        break;
      }
      case program::Storage::kFree: {
        // The cell comes from the closure tuple of this body; in a comprehension's scope, from around it.
        place.kind = Storage::Kind::Free;
        if (!names_.empty()) continue;
        place.variable = add_variable(ir::kObj, symbol.name.str());
        size_t index = 0;
        while (index < free_names_.size() && free_names_[index] != symbol.name) ++index;
        write_variable(place.variable, emit(Op::ClosureItem, {closure}, {}, ir::kVoid, static_cast<int64_t>(index)));
        if (scope.kind == program::ScopeKind::kClass) {
          place.kind = Storage::Kind::Namespace;
          place.namespace_free = true;
        }
        break;
      }
      case program::Storage::kGlobalExplicit: place.kind = Storage::Kind::Global; break;
      case program::Storage::kGlobalImplicit:
        // What stands around a generic method sees what the class body binds.
        place.kind = scope.kind == program::ScopeKind::kClass || (scope.kind == program::ScopeKind::kTypeParameters && kind_ == BodyKind::Class)
                         ? Storage::Kind::Namespace
                         : Storage::Kind::Global;
        break;
    }
    names.names.emplace(symbol.name, place);
  }
  // The class's own cell, which `super()` and `__class__` in methods read, is no symbol of its body: as in CPython, a
  // name of the body called `__class__` is another thing.
  if (scope.kind == program::ScopeKind::kClass && scope.needs_class_closure) {
    Storage place;
    place.name = Name::intern("__class__");
    place.kind = Storage::Kind::Cell;
    place.variable = add_variable(ir::kObj, "__class__");
    write_variable(place.variable, emit(Op::CellNew, {absent(ir::kObj)}, {}));
    names.names.insert_or_assign(place.name, place);
  }
  names_.push_back(std::move(names));
}

Storage FunctionLowering::storage(Name written) {
  Name name = mangle(written);
  for (size_t i = names_.size(); i-- > 0;) {
    // A comprehension's name that is free there belongs to a scope around it; a class's own names are not seen from inside.
    if (i + 1 != names_.size() && names_[i].scope->kind == program::ScopeKind::kClass) continue;
    auto found = names_[i].names.find(name);
    if (found == names_[i].names.end()) continue;
    Storage place = found->second;
    place.around = i + 1 != names_.size();
    return place;
  }
  Storage global;
  global.kind = Storage::Kind::Global;
  global.name = name;
  return global;
}

ValueId FunctionLowering::bound(ValueId value, Name name, bool free, krait::Span span) {
  return emit(Op::CheckBound, {value}, span, type_of(value), module_.name_constant(name).index,
              free ? kUnboundFree : kUnboundLocal);
}

ValueId FunctionLowering::load_name(Name written, krait::Span span) {
  Storage place = storage(written);
  // A generator expression, and before 3.12 any comprehension, is a function of its own to Python.
  bool inner = place.around && (module_.options().version < PythonVersion{3, 12} || syntax::is<syntax::GeneratorExp>(names_.back().scope->expression));
  bool free = inner || place.kind == Storage::Kind::Free;
  switch (place.kind) {
    case Storage::Kind::Local: {
      if (!place.flagged) return bound(read_variable(place.variable), place.name, free, span);
      check_defined(place, free, span);
      return read_variable(place.variable);
    }
    case Storage::Kind::Cell:
    case Storage::Kind::Free: {
      ValueId cell = read_variable(place.variable);
      return bound(emit(Op::CellGet, {cell}, span), place.name, free, span);
    }
    case Storage::Kind::Global: return emit(Op::GlobalLoad, {}, span, ir::kObj, module_.name_constant(place.name).index);
    case Storage::Kind::Namespace: {
      ValueId name = const_name(place.name);
      if (place.namespace_free)
        return emit(Op::NamespaceLoadFree, {namespace_dict, read_variable(place.variable), name}, span);
      return emit(Op::NamespaceLoad, {namespace_dict, emit(Op::Globals, {}, {}), name}, span);
    }
  }
  throw Unsupported{span, "unknown storage"};
}

// A global that is bound once, to a number.
void FunctionLowering::note_named_number(Name name, ValueId key, ValueId object) {
  const program::Symbol* symbol = module_.scopes().module().find(name);
  const ir::Function& fn = function();
  const ir::Inst* value = fn.value(object).def ? &fn.inst(fn.value(object).def) : nullptr;
  if (symbol == nullptr || symbol->definitions.size() != 1 || value == nullptr || value->op != Op::ConstObj) return;
  ir::ConstId constant{uint32_t(value->imm)};
  ir::Constant::Kind kind = module_.module().constants[constant.index].kind;
  if (kind != ir::Constant::Kind::Int && kind != ir::Constant::Kind::Float) return;
  module_.module().named_numbers[uint32_t(fn.inst(fn.value(key).def).imm)] = constant;
}

void FunctionLowering::store_name(Name written, ValueId value, krait::Span span) {
  Storage place = storage(written);
  switch (place.kind) {
    case Storage::Kind::Local:
      // What the variable held goes only now that it holds something else.
      value = convert(value, ssa_.variable_type(place.variable), span);
      if (place.keep && reachable_) keep(place.variable);
      write_variable(place.variable, value);
      if (place.flagged) write_variable(place.defined, flag(true));
      return;
    case Storage::Kind::Cell:
    case Storage::Kind::Free: {
      ValueId object = to_obj(value, span);
      emit(Op::CellSet, {read_variable(place.variable), object}, span);
      return;
    }
    case Storage::Kind::Global: {
      ValueId object = to_obj(value, span);
      ValueId dict = emit(Op::Globals, {}, {});
      ValueId name = const_name(place.name);
      note_named_number(place.name, name, object);
      emit(Op::GlobalStore, {dict, name, object}, span);
      return;
    }
    case Storage::Kind::Namespace: {
      ValueId object = to_obj(value, span);
      if (place.namespace_free) {
        emit(Op::CellSet, {read_variable(place.variable), object}, span);
        return;
      }
      emit(Op::PySetItem, {namespace_dict, const_name(place.name), object}, span);
      return;
    }
  }
}

void FunctionLowering::delete_name(Name written, krait::Span span) {
  Storage place = storage(written);
  switch (place.kind) {
    case Storage::Kind::Local: {
      if (place.flagged) check_defined(place, false, span);
      else bound(read_variable(place.variable), place.name, false, span);
      if (place.keep && reachable_) keep(place.variable);
      unbind(place);
      return;
    }
    case Storage::Kind::Cell:
    case Storage::Kind::Free: {
      ValueId cell = read_variable(place.variable);
      bound(emit(Op::CellGet, {cell}, span), place.name, place.kind == Storage::Kind::Free, span);
      emit(Op::CellSet, {cell, absent(ir::kObj)}, span);
      return;
    }
    case Storage::Kind::Global: emit(Op::GlobalDelete, {emit(Op::Globals, {}, {}), const_name(place.name)}, span); return;
    case Storage::Kind::Namespace: emit(Op::NamespaceDelete, {namespace_dict, const_name(place.name)}, span); return;
  }
}

// A name that an except clause leaves: deleted, whether or not the body did so already.
void FunctionLowering::clear_name(Name written) {
  Storage place = storage(written);
  switch (place.kind) {
    case Storage::Kind::Local: unbind(place); return;
    case Storage::Kind::Cell:
    case Storage::Kind::Free: emit(Op::CellSet, {read_variable(place.variable), absent(ir::kObj)}, {}); return;
    case Storage::Kind::Global:
      store_name(written, const_none(), {});
      delete_name(written, {});
      return;
    case Storage::Kind::Namespace:
      store_name(written, const_none(), {});
      delete_name(written, {});
      return;
  }
}

// Python's variables keep their objects until they are bound anew or the function returns.
void FunctionLowering::keep(VariableId variable) {
  ValueId value = read_variable(variable);
  ir::Function& fn = function();
  ir::InstId def = fn.value(value).def;
  if (def.valid() && fn.inst(def).op == Op::Absent) return;
  emit(Op::Keep, {value}, {});
}

void FunctionLowering::keep_all() {
  if (!reachable_ || kind_ != BodyKind::Function) return;
  for (const ScopeNames& scope : names_)
    for (const program::Symbol& symbol : scope.scope->symbols)
      if (auto place = scope.names.find(symbol.name); place != scope.names.end() && place->second.keep) keep(place->second.variable);
}

const types::Type* FunctionLowering::claimed_variable(const program::Scope& scope, Name name) const {
  const types::ModuleAnalysis* analysis = module_.analysis();
  if (analysis == nullptr) return nullptr;
  if (scope.kind == program::ScopeKind::kFunction) return analysis->symbol(scope.statement, name).type;
  if (const auto* lambda = syntax::as<syntax::Lambda>(scope.expression)) return analysis->lambda_symbol(lambda, name).type;
  return nullptr;
}

ValueId FunctionLowering::load_cell(Name name, krait::Span span) {
  for (size_t i = names_.size(); i-- > 0;) {
    auto found = names_[i].names.find(name);
    if (found == names_[i].names.end()) continue;
    const Storage& place = found->second;
    if (place.kind == Storage::Kind::Cell || place.kind == Storage::Kind::Free || place.namespace_free)
      return read_variable(place.variable);
    // A generator expression whose loop stands here otherwise (fused.cpp): it sees the variable as it is now.
    if (place.kind == Storage::Kind::Local) return cell_of_value(read_variable(place.variable), span);
  }
  throw Unsupported{span, "no cell for captured variable " + name.str()};
}

ValueId FunctionLowering::cell_of_value(ValueId value, krait::Span span) {
  BlockId bound = new_block(), unbound = new_block(), done = new_block();
  VariableId cell = add_variable(ir::kObj, "");
  branch(emit(Op::IsAbsent, {value}, span), unbound, bound, -1);
  seal(bound);
  seal(unbound);
  set_block(bound);
  write_variable(cell, emit(Op::CellNew, {to_obj(value, span)}, span));
  jump(done);
  set_block(unbound);
  write_variable(cell, emit(Op::CellNew, {absent(ir::kObj)}, span));
  jump(done);
  seal(done);
  set_block(done);
  return read_variable(cell);
}

void FunctionLowering::bind_parameter(Name name, ValueId value) {
  function().value(value).name = name.str();
  store_name(name, value, {});
}

ir::Type FunctionLowering::variable_type(const program::Scope& scope, Name name) const {
  const types::ModuleAnalysis* analysis = module_.analysis();
  if (analysis == nullptr) return ir::kObj;
  if (scope.kind == program::ScopeKind::kFunction)
    return module_.representation(analysis->symbol(scope.statement, name).type);
  if (const auto* lambda = syntax::as<syntax::Lambda>(scope.expression))
    return module_.representation(analysis->lambda_symbol(lambda, name).type);
  // Comprehension targets: each place that binds one claims a type.
  if (const program::Symbol* symbol = scope.find(name)) {
    ir::Type type = ir::kVoid;
    for (const program::Definition& definition : symbol->definitions) {
      if (definition.kind != program::DefinitionKind::kComprehension) return ir::kObj;
      ir::Type here = module_.representation(analysis->type_of(definition.as<syntax::NameExpr>()));
      if (type.repr != ir::Repr::Void && type != here) return ir::kObj;
      type = here;
    }
    if (type.repr != ir::Repr::Void) return type;
  }
  return ir::kObj;
}

}  // namespace krait::lower
