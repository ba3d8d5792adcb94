// Run-time type tests as C expressions.
#include <fmt/format.h>

#include <algorithm>

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
      if (check.machine != Repr::Void) return fmt::format("kr_obj_fits_{}({})", ir::repr_name(check.machine), o);
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
      return fmt::format("kr_is_list({})", o);
    case Check::Kind::Dict:
      return fmt::format("PyDict_Check({})", o);
    case Check::Kind::Set:
      return fmt::format("PySet_Check({})", o);
    case Check::Kind::FrozenSet:
      return fmt::format("PyFrozenSet_Check({})", o);
    case Check::Kind::Vec:
      context.vecs = true;
      if (check.vec_item == Repr::Void) return fmt::format("kr_vec_is_any({})", o);
      return fmt::format("kr_vec_is({}, {})", o, check.vec_item == Repr::Obj ? 0 : int(check.vec_item));
    case Check::Kind::Range:
      return fmt::format("PyRange_Check({})", o);
    case Check::Kind::Type:
      if (check.items.empty()) return fmt::format("PyType_Check({})", o);
      context.named_classes.insert(check.items[0]);
      return fmt::format("(PyType_Check({1}) && kr_named_subclass(&krnc_{0}, {1}))", check.items[0], o);
    case Check::Kind::Callable:
      return fmt::format("PyCallable_Check({})", o);
    case Check::Kind::Class:
      context.classes.insert(check.cls.index);
      context.named_classes.insert(index);
      return fmt::format("kr_class_check(&krcls_{}, {:d}, &krnc_{}, {})", context.program.classes[check.cls.index].symbol,
                         !context.program.classes[check.cls.index].subclasses.empty(), index, o);
    case Check::Kind::Named:
      context.named_classes.insert(index);
      return fmt::format("kr_named_instance(&krnc_{}, {})", index, o);
    case Check::Kind::Protocol:
      context.protocols.insert(index);
      return fmt::format("kr_protocol_instance(&krpc_{}, {})", index, o);
    case Check::Kind::EachItem:
    case Check::Kind::EachValue:
      context.checks.insert(check.items[0]);
      return fmt::format("kr_each_{}({}, krt_{})", check.kind == Check::Kind::EachItem ? "item" : "value", o, check.items[0]);
    case Check::Kind::Tuple:
      if (check.items.empty()) return fmt::format("PyTuple_Check({})", o);
      [[fallthrough]];
    case Check::Kind::Union:
      context.checks.insert(index);
      return fmt::format("krt_{}({})", index, o);
  }
  return "1";
}

// Whether the object `o` is of the very class of a check, or of one derived from it in the group: part of what the whole test finds.
std::string exact_test(ModuleContext& context, uint32_t index) {
  const Check& check = context.program.checks[index];
  if (check.kind == Check::Kind::Named) {
    context.named_classes.insert(index);
    return fmt::format("Py_TYPE(o) == krnc_{}.type", index);
  }
  const ir::Class& cls = context.program.classes[check.cls.index];
  context.classes.insert(check.cls.index);
  return cls.subclasses.empty() ? fmt::format("Py_TYPE(o) == krcls_{}.object", cls.symbol) : fmt::format("kr_class_heir(&krcls_{}, o)", cls.symbol);
}

// Test of a small int (I64) or float (F64) that a tag or num carries inline.
std::string inline_test(const ir::Program& program, uint32_t index, Repr inline_kind, const std::string& value) {
  const Check& check = program.checks[index];
  switch (check.kind) {
    case Check::Kind::Any:
      return "1";
    case Check::Kind::Int:
      if (inline_kind != Repr::I64) return "0";
      return check.machine == Repr::Void ? "1" : fmt::format("kr_{}_holds(kr_tag_value({}))", ir::repr_name(check.machine), value);
    case Check::Kind::Float:
    case Check::Kind::Complex:
      return "1";
    case Check::Kind::Union: {
      std::string test;
      for (uint32_t item : check.items) {
        std::string one = inline_test(program, item, inline_kind, value);
        if (one == "1") return one;
        if (one != "0") test += (test.empty() ? "(" : " || ") + one;
      }
      return test.empty() ? "0" : test + ")";
    }
    default:
      return "0";
  }
}

}  // namespace

std::string check_test(ModuleContext& context, uint32_t check, ir::Type type, const std::string& value) {
  switch (type.repr) {
    case Repr::Obj:
      return object_test(context, check, value);
    case Repr::Tag:
      if (context.program.checks[check].kind == Check::Kind::Int && context.program.checks[check].machine == Repr::Void) {
        return fmt::format("(KR_LIKELY(kr_tag_is_small({0})) || kr_tag_is_int({0}))", value);
      }
      return fmt::format("(kr_tag_is_small({0}) ? {1} : {2})", value, inline_test(context.program, check, Repr::I64, value),
                         object_test(context, check, "kr_tag_pointer(" + value + ")"));
    case Repr::Num:
      if (context.program.checks[check].kind == Check::Kind::Float) {
        return fmt::format("(KR_LIKELY({0} == {0}) || kr_num_is_number({0}))", value);
      }
      return fmt::format("(!kr_num_is_obj({0}) ? {1} : {2})", value, inline_test(context.program, check, Repr::F64, value),
                         object_test(context, check, "kr_num_pointer(" + value + ")"));
    default:
      return "1";  // the representation is the proof
  }
}

// krt_<check>(o) for unions, tuples of fixed items and what *args hold, and the records of classes and protocols. Writing one
// may ask for others: those come first in the text.
std::string check_functions_text(ModuleContext& context) {
  std::string prototypes, bodies;
  std::set<uint32_t> done;
  while (done.size() != context.checks.size()) {
    std::set<uint32_t> todo = context.checks;
    for (uint32_t index : todo) {
      if (!done.insert(index).second) continue;
      const Check& check = context.program.checks[index];
      std::string test;
      if (check.kind == Check::Kind::Tuple && !check.items.empty()) {
        test = fmt::format("PyTuple_Check(o) && PyTuple_GET_SIZE(o) == {}", check.items.size());
        for (size_t i = 0; i < check.items.size(); ++i) {
          test += " && " + object_test(context, check.items[i], fmt::format("PyTuple_GET_ITEM(o, {})", i));
        }
      } else {
        if (check.kind != Check::Kind::Union) test = object_test(context, index, "o");
        std::vector<uint32_t> items = check.kind == Check::Kind::Union ? check.items : std::vector<uint32_t>();
        // What a type tells comes first: asking whether an object is an instance of a class all the same takes a search for the class.
        auto is_class = [&](uint32_t item) {
          Check::Kind kind = context.program.checks[item].kind;
          return kind == Check::Kind::Class || kind == Check::Kind::Named;
        };
        auto classes = std::stable_partition(items.begin(), items.end(), [&](uint32_t item) { return !is_class(item); });
        auto add = [&](const std::string& one) { test += (test.empty() ? "" : " || ") + one; };
        for (auto item = items.begin(); item != classes; ++item) add(object_test(context, *item, "o"));
        for (auto item = classes; item != items.end() && items.end() - classes > 1; ++item) add(exact_test(context, *item));
        for (auto item = classes; item != items.end(); ++item) add(object_test(context, *item, "o"));
        if (test.empty()) test = "0";
      }
      prototypes += fmt::format("static KrBool krt_{}(PyObject *o);\n", index);
      bodies += fmt::format("static KrBool krt_{}(PyObject *o) {{ return {}; }}\n", index, test);
    }
  }
  std::string records;
  for (uint32_t index : context.named_classes) {
    const Check& check = context.program.checks[index];
    bool own = check.module == context.module.name;
    records += fmt::format("static KrNamedClass krnc_{} = {{.own = {}, .module = {}, .name = {}}};\n", index,
                           own ? "&krm" : "NULL", c_string(check.module), c_string(check.name));
  }
  for (uint32_t index : context.protocols) {
    std::string methods;
    const std::string& names = context.program.checks[index].name;
    for (size_t at = 0, end; (end = names.find(' ', at)) != std::string::npos; at = end + 1)
      methods += c_string(std::string_view(names).substr(at, end - at)) + ", ";
    records += fmt::format("static KrProtocol krpc_{0} = {{.methods = (const char *const[]){{{1}NULL}}}};\n", index, methods);
  }
  return records + prototypes + bodies;
}

}  // namespace krait::emit
