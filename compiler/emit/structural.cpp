// Instructions that have no runtime function of their own.
#include <fmt/format.h>

#include <algorithm>

#include "emit/c_types.h"
#include "emit/function.h"
#include "ir/classes.h"

namespace krait::emit {

using ir::Inst;
using ir::InstId;
using ir::Op;
using ir::Repr;
using ir::Type;
using ir::ValueId;

void FunctionEmitter::structural(InstId id, const Inst& inst, uint32_t bits) {
  switch (inst.op) {
    case Op::ConstInt:
    case Op::ConstFloat:
    case Op::ConstObj:
    case Op::Absent:
    case Op::Globals:
    case Op::ClassObject:
    case Op::NotImplementedObject:
    case Op::Keep:
    case Op::LoopEnter:
      return;  // each use writes it out
    case Op::Incref:
      return count(inst.operands[0], true);
    case Op::Decref:
      return count(inst.operands[0], false);
    case Op::Convert:
      return convert(inst, bits);
    case Op::Truth:
    case Op::BoolTruth:
      return define(inst,
                    fmt::format("kr_{}_truth({})", c_suffix(program_, function_.value(inst.operands[0]).type),
                                expr(inst.operands[0])),
                    bits);
    case Op::Check:
    case Op::IsInstanceCheck:
      return check(inst);
    case Op::IsAbsent: {
      bool exact;
      return define(inst, c_is_absent(program_, function_.value(inst.operands[0]).type, expr(inst.operands[0]), exact),
                    0);
    }
    case Op::CheckBound: {
      bool exact;
      ValueId value = inst.operands[0];
      std::string name = context_.constant(ir::ConstId{uint32_t(inst.imm)});
      line(fmt::format("if (KR_UNLIKELY({})) {{ {}({}); {} }}",
                       c_is_absent(program_, function_.value(value).type, expr(value), exact),
                       inst.imm2 == 0 ? "kr_unbound_local" : "kr_unbound_free", name, failure(inst)));
      return line(target(inst.result) + expr(value) + ";");
    }
    case Op::CheckDefined:
      return line(fmt::format("if (KR_UNLIKELY(!{})) {{ {}({}); {} }}", expr(inst.operands[0]),
                              inst.imm2 == 0 ? "kr_unbound_local" : "kr_unbound_free", context_.constant(ir::ConstId{uint32_t(inst.imm)}), failure(inst)));
    case Op::LowBits:
      return define(inst, fmt::format("({}){}", c_type(program_, inst.type), expr(inst.operands[0])), 0);
    case Op::TupleMake:
      return line(fmt::format("{}({}){{{}}};", target(inst.result), c_type(program_, inst.type), exprs(inst.operands)));
    case Op::TupleItem:
      return line(fmt::format("{}{}.i{};", target(inst.result), expr(inst.operands[0]), inst.imm));
    case Op::Call:
      return native_call(inst, bits);
    case Op::FunctionIsBound: {
      std::string cache = fmt::format("krgc[{}]", context_.global_caches++);
      context_.tested.insert(uint32_t(inst.imm));
      return define(
          inst,
          fmt::format("kr_global_is(&{}, krm.dict, {}, krf_{})", cache,
                      context_.constant(ir::ConstId{uint32_t(inst.imm2)}), program_.functions[size_t(inst.imm)].symbol),
          bits);
    }
    case Op::FunctionIs:
      context_.tested.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("{} == krf_{}", expr(inst.operands[0]), program_.functions[size_t(inst.imm)].symbol), 0);
    case Op::FunctionClosure:
      context_.tested.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("kr_known_closure(krf_{})", program_.functions[size_t(inst.imm)].symbol), 0);
    case Op::SuperFinds:
      context_.tested.insert(uint32_t(inst.imm));
      context_.classes.insert(uint32_t(inst.imm2));
      return define(inst, fmt::format("kr_super_finds(&krcls_{}, {}, krf_{})", program_.classes[size_t(inst.imm2)].symbol, exprs(inst.operands),
                                      program_.functions[size_t(inst.imm)].symbol),
                    0);
    case Op::ConstantsHold:
      return fail_if(fmt::format("!kr_constants_hold(krm.dict, {}, {})", inst.operands.size() / 2, exprs(inst.operands)), inst);
    case Op::GlobalLoad:
    case Op::GlobalLoadTag:
      return define(inst,
                    fmt::format("kr_global_load{}(&krgc[{}], krm.dict, {})", inst.op == Op::GlobalLoadTag ? "_tag" : "", context_.global_caches++,
                                context_.constant(ir::ConstId{uint32_t(inst.imm)})),
                    bits);
    case Op::FunctionNew:
      return make_function(inst, bits);
    case Op::FallbackNew:
      return define(inst, fmt::format("kr_fallback_new(&krm, &krfb_{}, {})", inst.imm, exprs(inst.operands)), bits);
    case Op::GeneratorNew:
      return make_generator(inst, bits);
    case Op::DelegateCall:
      return delegate_call(inst, bits);
    case Op::TracebackAdd: {
      uint32_t code = inst.code != ir::kNone ? inst.code : function_.code;
      if (inst.span.valid() && code != ir::kNone) {
        line(fmt::format("kr_traceback_add(&krc_{}, {});", code, context_.site(code, inst.span)));
      }
      return;
    }
    case Op::VecGet:
    case Op::VecSet:
    case Op::VecAppend:
    case Op::VecPop:
    case Op::VecPush: {
      Type item = inst.result ? inst.type : function_.value(inst.operands.back()).type;
      std::string_view name = ir::info(inst.op).name;
      std::string call = fmt::format("kr_vec_{}_{}({})", name.substr(name.find('.') + 1), ir::repr_name(item.repr), exprs(inst.operands));
      return inst.result ? define(inst, call, bits) : fail_if(call + " < 0", inst);
    }
    case Op::VecLoad:
      return define(inst, fmt::format("KR_VEC_ITEM({}, {}, {})", c_type(program_, inst.type), expr(inst.operands[1]), expr(inst.operands[2])), 0);
    case Op::VecStore:
      return line(fmt::format("KR_VEC_ITEM({}, {}, {}) = {};", c_type(program_, function_.value(inst.operands[3]).type),
                              expr(inst.operands[1]), expr(inst.operands[2]), expr(inst.operands[3])));
    case Op::Yield:
      return yield(id, inst);
    case Op::InstanceNew:
      context_.classes.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("kr_instance_new(&krcls_{})", program_.classes[size_t(inst.imm)].symbol), bits);
    case Op::FieldKnown:
    case Op::FieldFloat:
    case Op::FieldPut:
    case Op::FieldReplace:
    case Op::FieldBump:
    case Op::FieldGet:
    case Op::FieldPeek:
    case Op::FieldSet:
      return field(inst, bits);
    case Op::PyCallMixed:
    case Op::PyCallMethodMixed:
      return mixed_call(inst, bits);
    case Op::FieldRead:
    case Op::FieldWrite:
      return attribute(inst, bits);
    case Op::KeyContains:
    case Op::KeyGetItem:
    case Op::KeyGet:
    case Op::KeyGetNone:
    case Op::KeySetItem:
    case Op::KeySetTag:
    case Op::KeySetDefault:
    case Op::KeyAdd:
    case Op::KeyDiscard:
    case Op::KeyRemove:
    case Op::KeyCount:
      return key_lookup(inst, bits);
    case Op::ClassExact:
    case Op::ClassAmong:
    case Op::ClassSelf: {
      const ir::Class& cls = program_.classes[size_t(inst.imm)];
      context_.classes.insert(uint32_t(inst.imm));
      return define(inst,
                    fmt::format("{}(&krcls_{}, {})",
                                inst.op == Op::ClassSelf    ? "kr_class_self"
                                : inst.op == Op::ClassExact ? (cls.dictless ? "kr_class_exact_bare" : "kr_class_exact")
                                                            : (ir::may_be_dictless(program_, cls) ? "kr_class_among_any" : "kr_class_among"),
                                cls.symbol, expr(inst.operands[0])),
                    0);
    }
    case Op::ClassStands:
      context_.classes.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("kr_class_stands(&krcls_{})", program_.classes[size_t(inst.imm)].symbol), 0);
    case Op::ClassAddress:
      context_.classes.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("kr_class_address(&krcls_{})", program_.classes[size_t(inst.imm)].symbol), 0);
    case Op::ClassPlain:
      return define(inst, fmt::format("{}({}, {})", program_.classes[size_t(inst.imm)].dictless ? "kr_class_bare_at" : "kr_class_plain_at", expr(inst.operands[1]), expr(inst.operands[0])), 0);
    case Op::ClassIs:
      context_.classes.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("Py_TYPE({}) == krcls_{}.type", expr(inst.operands[0]), program_.classes[size_t(inst.imm)].symbol), 0);
    case Op::ClassInstance:
      return define(inst, class_instance(uint32_t(inst.imm), expr(inst.operands[0])), 0);
    case Op::TwinCall: {
      // The parameters of a wrapper stand in an array as it is.
      const std::vector<ir::Param>& params = program_.modules[function_.module]->codes[function_.code].params;
      bool as_given = function_.kind == ir::FunctionKind::Wrapper && inst.operands == function_.params &&
                      std::all_of(params.begin(), params.end(), [](const ir::Param& p) {
                        return p.kind == ir::ParamKind::PositionalOnly || p.kind == ir::ParamKind::Positional;
                      });
      std::string array = as_given ? "" : fmt::format("PyObject *const kr_args_[] = {{{}}}; ", exprs(inst.operands));
      return define(inst,
                    fmt::format("({{ static PyObject *kr_twin_; {}kr_twin_call(&kr_twin_, &krm, &krfb_{}, {}, {}); }})", array,
                                inst.imm, as_given ? "kr_a" : "kr_args_", inst.operands.size()),
                    bits);
    }
    case Op::ClassGoesFirst:
    case Op::IsNotImplemented: {
      Repr repr = function_.value(inst.operands[0]).type.repr;
      std::string value = expr(inst.operands[0]);
      bool first = inst.op == Op::ClassGoesFirst;
      if (repr != Repr::Obj && repr != Repr::Tag && repr != Repr::Num) return define(inst, first ? "1" : "0", 0);
      std::string small = repr == Repr::Tag ? "kr_tag_is_small(" + value + ")" : "!kr_num_is_obj(" + value + ")";
      std::string object = repr == Repr::Obj   ? value
                           : repr == Repr::Tag ? "kr_tag_pointer(" + value + ")"
                                               : "kr_num_pointer(" + value + ")";
      if (!first)
        return define(inst, (repr == Repr::Obj ? "" : "!(" + small + ") && ") + object + " == Py_NotImplemented", 0);
      context_.classes.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("{}kr_class_goes_first(&krcls_{}, {})", repr == Repr::Obj ? "" : small + " || ",
                                      program_.classes[size_t(inst.imm)].symbol, object),
                    0);
    }
    case Op::ClassCurrent:
      return define(inst, fmt::format("kr_class_current(&krcls_{}, {})", program_.classes[size_t(inst.imm)].symbol,
                                      expr(inst.operands[0])),
                    0);
    case Op::DataclassFinish:
      context_.classes.insert(uint32_t(inst.imm));
      return fail_if(fmt::format("kr_dataclass_finish(&krcls_{}, {}) < 0", program_.classes[size_t(inst.imm)].symbol,
                                 exprs(inst.operands)),
                     inst);
    case Op::DataclassCurrent:
      return define(inst, fmt::format("kr_dataclass_current(&krcls_{}, {})", program_.classes[size_t(inst.imm)].symbol,
                                      expr(inst.operands[0])),
                    0);
    case Op::DataclassDefault:
      return define(inst, fmt::format("kr_dataclass_default(&krcls_{}, {})", program_.classes[size_t(inst.imm)].symbol,
                                      inst.imm2),
                    bits);
    case Op::DataclassConvert:
      return define(inst, fmt::format("kr_attrs_convert(&krcls_{}, {}, {})", program_.classes[size_t(inst.imm)].symbol,
                                      inst.imm2, expr(inst.operands[0])),
                    bits);
    case Op::DataclassValidate:
      return fail_if(fmt::format("kr_attrs_validate(&krcls_{}, {}) < 0", program_.classes[size_t(inst.imm)].symbol,
                                 expr(inst.operands[0])),
                     inst);
    case Op::DataclassFail:
      return fail_if(fmt::format("kr_dataclass_fail(&krcls_{}) < 0", program_.classes[size_t(inst.imm)].symbol), inst);
    case Op::ClassFinishNative:
      context_.classes.insert(uint32_t(inst.imm));
      return define(inst, fmt::format("kr_class_finish_native(&krcls_{}, {})", program_.classes[size_t(inst.imm)].symbol,
                                      exprs(inst.operands)),
                    bits);
    default:
      line(fmt::format("#error \"no C for {}\"", ir::info(inst.op).name));
  }
}

std::string FunctionEmitter::class_instance(uint32_t index, const std::string& object) {
  const ir::Class& cls = program_.classes[index];
  context_.classes.insert(index);
  return fmt::format("kr_class_{}(&krcls_{}, {})", cls.subclasses.empty() ? "instance" : "heir", cls.symbol, object);
}

void FunctionEmitter::convert(const Inst& inst, uint32_t bits) {
  Type from = function_.value(inst.operands[0]).type;
  std::string value = expr(inst.operands[0]);
  if (from == inst.type) return define(inst, value, 0);
  std::string_view steal = inst.imm == 1 ? "_steal" : "";  // set by the refcount pass: the operand is consumed
  std::string call = fmt::format("kr_{}_to_{}{}({})", c_suffix(program_, from), c_suffix(program_, inst.type), steal, value);
  if (!(context_.module.value_errors && ir::is_machine_int(inst.type.repr) && (bits & ir::kRaises))) return define(inst, call, bits);
  bool exact;
  define(inst, call, 0);
  line(fmt::format("if (KR_UNLIKELY({} && PyErr_Occurred())) {{ kr_value_error(); {} }}",
                   c_is_absent(program_, inst.type, value_name(function_, inst.result), exact), failure(inst)));
}

void FunctionEmitter::check(const Inst& inst) {
  ValueId value = inst.operands[0];
  Type type = function_.value(value).type;
  std::string test = check_test(context_, uint32_t(inst.imm), type, expr(value));
  if (inst.op == Op::IsInstanceCheck) return define(inst, test, 0);
  const ir::Check& wanted = program_.checks[size_t(inst.imm)];
  if (wanted.kind == ir::Check::Kind::EachItem || wanted.kind == ir::Check::Kind::EachValue) {
    return line(fmt::format("if (KR_UNLIKELY(!{})) {{ kr_expected_each({}, {}, krt_{}); {} }}", test, c_string(wanted.description),
                            expr(value), wanted.items[0], failure(inst)));
  }
  line(fmt::format("if (KR_UNLIKELY(!({}))) {{ kr_expected_{}({}, {}); {} }}", test, c_suffix(program_, type),
                   c_string(program_.checks[size_t(inst.imm)].description), expr(value), failure(inst)));
}

void FunctionEmitter::native_call(const Inst& inst, uint32_t bits) {
  context_.called.insert(uint32_t(inst.imm));
  std::string call = fmt::format("{}({})", function_name(program_.functions[size_t(inst.imm)]), exprs(inst.operands));
  if (inst.result) return define(inst, call, bits);
  fail_if(call + " < 0", inst);
}

// Arguments as words, with a letter each for the representation.
void FunctionEmitter::mixed_call(const Inst& inst, uint32_t bits) {
  std::string kinds, words;
  for (size_t i = 1; i < inst.operands.size(); ++i) {
    Repr repr = function_.value(inst.operands[i]).type.repr;
    kinds += repr == Repr::Tag ? 't' : repr == Repr::Num ? 'n' : 'o';
    std::string value = expr(inst.operands[i]);
    words += (words.empty() ? "" : ", ") + (repr == Repr::Num ? "kr_num_bits(" + value + ")" : "(uint64_t)" + value);
  }
  define(inst, fmt::format("{}({}, \"{}\", (const uint64_t[]){{{}}})",
                           inst.op == Op::PyCallMixed ? "kr_py_call_mixed" : "kr_py_call_method_mixed", expr(inst.operands[0]), kinds, words), bits);
}

void FunctionEmitter::key_lookup(const Inst& inst, uint32_t bits) {
  const ir::OpShape& row = ir::shape(inst.op);
  std::string call = "kr_" + std::string(ir::info(inst.op).name) + "(", parts;
  std::replace(call.begin(), call.end(), '.', '_');
  for (size_t i = 0; i < inst.operands.size(); ++i) {
    if (i < row.operands.size()) {
      call += expr(inst.operands[i]) + ", ";
      continue;
    }
    bool object = function_.value(inst.operands[i]).type.repr == Repr::Obj;
    parts += (parts.empty() ? "" : ", ") + std::string(object ? "(KrTag)" : "") + expr(inst.operands[i]);
  }
  bool has_plain_form = inst.op == Op::KeyContains || inst.op == Op::KeyGetItem;
  if (inst.imm != 0 && has_plain_form) {
    call.insert(call.find('('), "_plain");
    return define(inst, call + parts + ")", bits);
  }
  call += fmt::format("(const KrTag[]){{{}}}, {}", parts, inst.imm != 0 ? "KR_KEY_PLAIN" : std::to_string(inst.operands.size() - row.operands.size()));
  call += inst.op == Op::KeyCount ? fmt::format(", {})", inst.imm2) : ")";
  if (inst.result) return define(inst, call, bits);
  fail_if(call + " < 0", inst);
}

void FunctionEmitter::make_function(const Inst& inst, uint32_t bits) {
  const ir::Function& wrapper = program_.functions[size_t(inst.imm)];
  define(inst, fmt::format("kr_function_new(&krc_{}, krw_{}, {})", wrapper.code, wrapper.symbol, exprs(inst.operands)),
         bits);
  // The first function object made for a native entry is the one direct calls stand for.
  if (wrapper.native && context_.bound_functions().count(wrapper.native.index) != 0) {
    line(fmt::format("kr_bind_function(&krf_{}, {});", program_.functions[wrapper.native.index].symbol, value_name(function_, inst.result)));
  }
}

void FunctionEmitter::follow_fresh(const Inst& inst) {
  sets_first_ = false;
  if (inst.op == Op::InstanceNew) fresh_[inst.result] = {};
  if (fresh_.empty() || inst.op == Op::Keep || inst.op == Op::Incref) return;
  for (size_t i = 0; i < inst.operands.size(); ++i) {
    auto object = fresh_.find(inst.operands[i]);
    if (object == fresh_.end()) continue;
    bool sets = inst.op == Op::FieldSet || inst.op == Op::FieldPut || inst.op == Op::FieldReplace;
    if (i == 0 && sets) sets_first_ = object->second.insert({inst.imm, inst.imm2}).second;
    else if (i != 0 || (inst.op != Op::FieldGet && inst.op != Op::FieldKnown && inst.op != Op::FieldFloat)) fresh_.erase(object);
  }
}

void FunctionEmitter::field(const Inst& inst, uint32_t bits) {
  const ir::Class& cls = program_.classes[size_t(inst.imm)];
  const ir::Field& field = cls.fields[size_t(inst.imm2)];
  context_.classes.insert(uint32_t(inst.imm));
  std::string object = expr(inst.operands[0]);
  std::string place = fmt::format("((KrObj_{} *){})->f_{}", cls.symbol, object, c_identifier(field.name));
  Repr repr = field.type.repr;
  if (inst.op == Op::FieldFloat) return line(target(inst.result) + "kr_field_num(" + place + ");");
  if (inst.op == Op::FieldBump) return fail_if(fmt::format("!kr_field_bump(&{}, {})", place, expr(inst.operands[1])), inst);
  if (inst.op == Op::FieldKnown || inst.op == Op::FieldPut || inst.op == Op::FieldReplace) return known_field(inst, place, repr);
  if ((inst.op == Op::FieldGet || inst.op == Op::FieldPeek)) {
    std::string value = repr == Repr::Num    ? "kr_field_num(" + place + ")"
                        : repr == Repr::Bool ? fmt::format("(KrBool)({} - 1)", place)
                                             : place;
    line(target(inst.result) + value + ";");
    if (!(bits & ir::kRaises)) return;
    std::string look = fmt::format("({}, &krcls_{}, {})", object, cls.symbol, inst.imm2);
    bool exact;
    std::string name = value_name(function_, inst.result);
    std::string absent = ir::is_machine_number(repr) ? fmt::format("!((KrObj_{} *){})->d_{}", cls.symbol, object, c_identifier(field.name))
                                                     : c_is_absent(program_, inst.type, name, exact);
    if (repr != Repr::Obj && repr != Repr::Tag && repr != Repr::Num)
      return line(fmt::format("if (KR_UNLIKELY({})) {{ kr_field_undefined{}; {} }}", absent, look, failure(inst)));
    // The class may have been given a value since.
    line(fmt::format("if (KR_UNLIKELY({}) && ({} = kr_field_undefined{}{}, {})) {}", absent, name,
                     repr == Repr::Obj ? "" : "_" + std::string(ir::repr_name(repr)), look, absent, failure(inst)));
    return;
  }
  std::string value = expr(inst.operands[1]);
  std::string stored = repr == Repr::Num    ? "kr_field_num_bits(" + value + ")"
                       : repr == Repr::Bool ? fmt::format("(int8_t)({} + 1)", value)
                                            : value;
  if (ir::is_machine_number(repr))
    line(fmt::format("((KrObj_{} *){})->d_{} = 1;", cls.symbol, object, c_identifier(field.name)));
  if (sets_first_ || !ir::is_counted(program_, field.type)) return line(fmt::format("{} = {};", place, stored));
  std::string old = repr == Repr::Num ? "kr_field_num(" + place + ")" : place;
  // The field has its new value before the old one's destructor may look.
  line(fmt::format("{{ {} = {}; {} = {}; {} }}", c_declare(program_, field.type, "kr_old"), old, place, stored,
                   c_count(program_, field.type, "kr_old", false, true)));
}

void FunctionEmitter::known_field(const Inst& inst, const std::string& place, Repr repr) {
  if (inst.op != Op::FieldKnown) {
    std::string value = expr(inst.operands[1]);
    bool num = repr == Repr::Num;
    if (inst.op == Op::FieldPut) fail_if(fmt::format("!kr_field_{}_settable({}, {})", num ? "f64" : "i64", place, value), inst);
    else fail_if(fmt::format("!kr_field_{}_fits({})", num ? "f64" : "i64", value), inst);
    return line(fmt::format("{} = {}({});", place, num ? "kr_field_num_bits" : "kr_tag_small", value));
  }
  std::string name = value_name(function_, inst.result);
  if (!wide_[inst.result.index]) line(c_declare(program_, inst.type, name) + ";");
  fail_if(fmt::format("!kr_field_{}_known({}, &{})", ir::repr_name(inst.type.repr), place, name), inst);
}

void FunctionEmitter::attribute(const Inst& inst, uint32_t bits) {
  const ir::Class& cls = program_.classes[size_t(inst.imm)];
  const ir::Field& field = cls.fields[size_t(inst.imm2)];
  context_.classes.insert(uint32_t(inst.imm));
  bool writes = inst.op == Op::FieldWrite;
  std::string call = fmt::format("kr_field_{}_{}({}, &krcls_{}, {:d}, offsetof(KrObj_{}, f_{}), {}{}{})", writes ? "write" : "read",
                                 ir::repr_name(field.type.repr), expr(inst.operands[0]), cls.symbol, !cls.subclasses.empty(),
                                 cls.symbol, c_identifier(field.name), inst.imm2, writes ? ", " : "",
                                 writes ? expr(inst.operands[1]) : "");
  if (writes) return fail_if(call + " < 0", inst);
  define(inst, call, bits);
}

void FunctionEmitter::make_generator(const Inst& inst, uint32_t bits) {
  const ir::Function& body = program_.functions[size_t(inst.imm)];
  context_.called.insert(uint32_t(inst.imm));
  std::string frame = fmt::format("KrFrame_{}", body.symbol);
  define(inst, fmt::format("(PyObject *)kr_generator_new(&krgk_{})", body.symbol), bits);
  std::string result = value_name(function_, inst.result);
  for (size_t i = 0; i < inst.operands.size(); ++i) {
    const ir::Value& param = body.value(body.params[i]);
    if (std::string take = c_count(program_, param.type, expr(inst.operands[i]), true,
                                   param.nullable || function_.value(inst.operands[i]).nullable);
        !take.empty()) {
      line(take);
    }
    line(fmt::format("(({} *){})->{} = {};", frame, result, value_name(body, body.params[i]), expr(inst.operands[i])));
  }
  line(fmt::format("kr_generator_ready((KrGenerator *){});", result));
}

void FunctionEmitter::delegate_call(const Inst& inst, uint32_t bits) {
  ir::FunctionId id = ir::generator_body(program_, ir::FunctionId{uint32_t(inst.imm)});
  if (!id) return define(inst, "NULL", 0);  // its guard is never true
  const ir::Function& body = program_.functions[id.index];
  context_.called.insert(id.index);
  std::string fill;
  for (size_t i = 0; i < inst.operands.size(); ++i) {
    const ir::Value& param = body.value(body.params[i]);
    std::string operand = expr(inst.operands[i]);
    std::string take = c_count(program_, param.type, operand, true, param.nullable || function_.value(inst.operands[i]).nullable);
    fill += fmt::format("{}{}kr_callee_.{} = {}; ", take, take.empty() ? "" : " ", value_name(body, body.params[i]), operand);
  }
  define(inst, fmt::format("({{ KrFrame_{0} kr_callee_; {1}kr_delegate_call(&krgk_{0}, &kr_callee_.base); }})", body.symbol, fill), bits);
}

}  // namespace krait::emit
