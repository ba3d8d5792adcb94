// Run-time type tests as C expressions.
#include <fmt/format.h>

#include "emit/c_types.h"
#include "emit/context.h"

namespace krait::emit {
namespace {

using ir::Check;
using ir::Repr;

// Test of an object; `o` is evaluated several times.
std::string object_test(ModuleContext& context, uint32_t index, const std::string& o) {
  const Check& check = context.program.checks[index];
  switch (check.kind) {
    case Check::Kind::Any:
      return "1";
    case Check::Kind::None:
      return fmt::format("{} == Py_None", o);
    case Check::Kind::Int:
      return fmt::format("PyLong_Check({})", o);
    case Check::Kind::Float:
      return fmt::format("(PyFloat_Check({0}) || PyLong_Check({0}))", o);
    case Check::Kind::Complex:
      return fmt::format("(PyComplex_Check({0}) || PyFloat_Check({0}) || PyLong_Check({0}))", o);
    case Check::Kind::Bool:
      return fmt::format("PyBool_Check({})", o);
    case Check::Kind::Str:
      return fmt::format("PyUnicode_Check({})", o);
    case Check::Kind::Bytes:
      return fmt::format("PyBytes_Check({})", o);
    case Check::Kind::ByteArray:
      return fmt::format("PyByteArray_Check({})", o);
    case Check::Kind::List:
      return fmt::format("PyList_Check({})", o);
    case Check::Kind::Dict:
      return fmt::format("PyDict_Check({})", o);
    case Check::Kind::Set:
      return fmt::format("PySet_Check({})", o);
    case Check::Kind::FrozenSet:
      return fmt::format("PyFrozenSet_Check({})", o);
    case Check::Kind::Range:
      return fmt::format("PyRange_Check({})", o);
    case Check::Kind::Type:
      return fmt::format("PyType_Check({})", o);
    case Check::Kind::Callable:
      return fmt::format("PyCallable_Check({})", o);
    case Check::Kind::Class:
      context.classes.insert(check.cls.index);
      return fmt::format("kr_class_check(&krcls_{}, {})", context.program.classes[check.cls.index].symbol, o);
    case Check::Kind::Global:
      return fmt::format("kr_global_instance(&krgc[{}], krm.dict, krk[{}], {})", context.global_caches++,
                         context.name_constant(check.global), o);
    case Check::Kind::Tuple:
      if (check.items.empty()) return fmt::format("PyTuple_Check({})", o);
      [[fallthrough]];
    case Check::Kind::Union:
      context.checks.insert(index);
      return fmt::format("krt_{}({})", index, o);
  }
  return "1";
}

// Whether small ints or floats carried inline by tag and num meet the check.
bool accepts(const ir::Program& program, uint32_t index, Repr inline_kind) {
  const Check& check = program.checks[index];
  switch (check.kind) {
    case Check::Kind::Any:
      return true;
    case Check::Kind::Int:
      return inline_kind == Repr::I64;
    case Check::Kind::Float:
    case Check::Kind::Complex:
      return true;
    case Check::Kind::Union:
      for (uint32_t item : check.items) {
        if (accepts(program, item, inline_kind)) return true;
      }
      return false;
    default:
      return false;
  }
}

}  // namespace

std::string check_test(ModuleContext& context, uint32_t check, ir::Type type, const std::string& value) {
  switch (type.repr) {
    case Repr::Obj:
      return object_test(context, check, value);
    case Repr::Tag:
      if (context.program.checks[check].kind == Check::Kind::Int) {
        return fmt::format("(KR_LIKELY(kr_tag_is_small({0})) || kr_tag_is_int({0}))", value);
      }
      return fmt::format("(kr_tag_is_small({0}) ? {1} : {2})", value, int(accepts(context.program, check, Repr::I64)),
                         object_test(context, check, "kr_tag_pointer(" + value + ")"));
    case Repr::Num:
      if (context.program.checks[check].kind == Check::Kind::Float) {
        return fmt::format("(KR_LIKELY({0} == {0}) || kr_num_is_number({0}))", value);
      }
      return fmt::format("(!kr_num_is_obj({0}) ? {1} : {2})", value, int(accepts(context.program, check, Repr::F64)),
                         object_test(context, check, "kr_num_pointer(" + value + ")"));
    default:
      return "1";  // the representation is the proof
  }
}

// krt_<check>(o) for unions and tuples of fixed items. Writing one may ask for others: those come first in the text.
std::string check_functions_text(ModuleContext& context) {
  std::string prototypes, bodies;
  std::set<uint32_t> done;
  while (done.size() != context.checks.size()) {
    std::set<uint32_t> todo = context.checks;
    for (uint32_t index : todo) {
      if (!done.insert(index).second) continue;
      const Check& check = context.program.checks[index];
      std::string test;
      if (check.kind == Check::Kind::Tuple) {
        test = fmt::format("PyTuple_Check(o) && PyTuple_GET_SIZE(o) == {}", check.items.size());
        for (size_t i = 0; i < check.items.size(); ++i) {
          test += " && " + object_test(context, check.items[i], fmt::format("PyTuple_GET_ITEM(o, {})", i));
        }
      } else {
        for (uint32_t item : check.items) test += (test.empty() ? "" : " || ") + object_test(context, item, "o");
        if (test.empty()) test = "0";
      }
      prototypes += fmt::format("static KrBool krt_{}(PyObject *o);\n", index);
      bodies += fmt::format("static KrBool krt_{}(PyObject *o) {{ return {}; }}\n", index, test);
    }
  }
  return prototypes + bodies;
}

}  // namespace krait::emit
