// Structs: fixed tuples with their helpers, instances of native classes, class descriptors.
#include <fmt/format.h>

#include "emit/c_types.h"
#include "emit/context.h"
#include "ir/classes.h"

namespace krait::emit {

using ir::Class;
using ir::ClassId;
using ir::Program;
using ir::Repr;
using ir::Type;

std::string tuple_text(const Program& program) {
  std::string text;
  for (uint32_t index = 0; index < program.tuples.size(); ++index) {
    Type type{Repr::Tuple, index};
    const std::vector<Type>& items = program.tuples[index];
    std::string name = c_type(program, type), suffix = c_suffix(program, type);
    text += "typedef struct {";
    for (size_t i = 0; i < items.size(); ++i) text += " " + c_declare(program, items[i], fmt::format("i{};", i));
    if (items.empty()) text += " char i0;";
    text += fmt::format(" }} {};\n", name);
    // Counts; an absent tuple is told by its first item, whose x variants then do nothing, so the others must not be
    // looked at.
    for (bool increment : {true, false}) {
      for (bool nullable : {false, true}) {
        std::string body;
        bool exact;
        if (nullable) body += fmt::format(" if ({}) return;", c_is_absent(program, type, "t", exact));
        if (nullable && !exact) body.clear();
        for (size_t i = 0; i < items.size(); ++i) {
          std::string count = c_count(program, items[i], fmt::format("t.i{}", i), increment, nullable);
          if (!count.empty()) body += " " + count;
        }
        text += fmt::format("KR_STATIC_INLINE void kr_{}_{}{}({} t) {{ (void)t;{} }}\n", suffix, nullable ? "x" : "",
                            increment ? "incref" : "decref", name, body);
      }
    }
    std::string visits;
    for (size_t i = 0; i < items.size(); ++i) {
      if (!ir::is_counted(program, items[i])) continue;
      visits += fmt::format(" if (!r) r = kr_{}_traverse(t.i{}, visit, arg);", c_suffix(program, items[i]), i);
    }
    text += fmt::format(
        "KR_STATIC_INLINE int kr_{}_traverse({} t, visitproc visit, void *arg) {{ int r = 0; (void)t; (void)visit; "
        "(void)arg;{} return r; }}\n",
        suffix, name, visits);
    // To a tuple object: each item boxed, all or nothing.
    std::string boxes;
    for (size_t i = 0; i < items.size(); ++i) {
      std::string item = fmt::format("t.i{}", i);
      std::string box = items[i].repr == Repr::Obj ? "kr_new_ref(" + item + ")"
                                                   : fmt::format("kr_{}_to_obj({})", c_suffix(program, items[i]), item);
      boxes += fmt::format(" o = {}; if (!o) {{ Py_DECREF(r); return NULL; }} PyTuple_SET_ITEM(r, {}, o);", box, i);
    }
    text += fmt::format(
        "static KR_UNUSED PyObject *kr_{}_to_obj({} t) {{ PyObject *o, *r = PyTuple_New({}); (void)o; (void)t; if (!r) "
        "return NULL;{} return r; }}\n",
        suffix, name, items.size(), boxes);
    text += fmt::format("KR_STATIC_INLINE KrTag kr_{0}_to_tag({1} t) {{ return (KrTag)kr_{0}_to_obj(t); }}\n", suffix, name);
    text += fmt::format(
        "KR_STATIC_INLINE KrNum kr_{0}_to_num({1} t) {{ PyObject *o = kr_{0}_to_obj(t); return o ? kr_num_carry(o) : "
        "KR_NUM_ABSENT; }}\n",
        suffix, name);
    // From an object: a tuple of that size, each item in its representation.
    std::string reads, undo;
    for (size_t i = 0; i < items.size(); ++i) {
      std::string item = fmt::format("PyTuple_GET_ITEM(o, {})", i);
      std::string read = items[i].repr == Repr::Obj
                             ? "kr_new_ref(" + item + ")"
                             : fmt::format("kr_obj_to_{}({})", c_suffix(program, items[i]), item);
      bool exact;
      std::string failed = c_is_absent(program, items[i], fmt::format("t.i{}", i), exact);
      if (!exact) failed += " && PyErr_Occurred()";
      reads += fmt::format(" t.i{} = {}; if ({}) {{{} return {}; }}", i, read, failed, undo, c_absent(program, type));
      std::string drop = c_count(program, items[i], fmt::format("t.i{}", i), false, false);
      if (!drop.empty()) undo += " " + drop;
    }
    text += fmt::format(
        "static KR_UNUSED {1} kr_obj_to_{0}(PyObject *o) {{ {1} t; if (!PyTuple_Check(o) || PyTuple_GET_SIZE(o) != "
        "{2}) {{ "
        "kr_expected_tuple({2}, o); return {3}; }}{4} return t; }}\n",
        suffix, name, items.size(), c_absent(program, type), reads);
    text += fmt::format(
        "KR_STATIC_INLINE {1} kr_tag_to_{0}(KrTag v) {{ PyObject *o = kr_tag_to_obj(v); {1} r = o ? kr_obj_to_{0}(o) : {2}; "
        "Py_XDECREF(o); return r; }}\n",
        suffix, name, c_absent(program, type));
  }
  return text;
}

std::string class_struct_text(const Program& program, const Class& cls) {
  std::string text = fmt::format("typedef struct {{ ");
  text += cls.base ? fmt::format("KrObj_{} base;", program.classes[cls.base.index].symbol) : "PyObject_HEAD";
  for (const ir::Field& field : cls.fields) {
    std::string name = "f_" + c_identifier(field.name);
    Repr repr = field.type.repr;
    text += " _Alignas(8) ";
    text += repr == Repr::Num    ? "uint64_t " + name + ";"
            : repr == Repr::Bool ? "int8_t " + name + ";"
                                 : c_declare(program, field.type, name + ";");
  }
  // Machine numbers have no undefined value: a byte each tells.
  for (const ir::Field& field : cls.fields) {
    if (ir::is_machine_number(field.type.repr)) text += " bool d_" + c_identifier(field.name) + ";";
  }
  if (ir::adds_weakrefs(program, cls)) text += " KR_WEAKREFS";
  text += fmt::format(" }} KrObj_{};\n", cls.symbol);
  text += fmt::format("KR_HIDDEN extern KrClass krcls_{};\n", cls.symbol);
  return text;
}

namespace {

// The function that releases all fields of an instance, its own ones first, and leaves zero memory.
std::string class_clear_text(const Program& program, const Class& cls) {
  std::string text = fmt::format("static void krclear_{}(PyObject *o) {{\n  (void)o;\n", cls.symbol);
  for (const Class* at = &cls; at != nullptr; at = at->base ? &program.classes[at->base.index] : nullptr) {
    for (const ir::Field& field : at->fields) {
      std::string place = fmt::format("((KrObj_{} *)o)->f_{}", at->symbol, c_identifier(field.name));
      if (!ir::is_counted(program, field.type)) {
        text += fmt::format("  {} = 0;\n", place);
        if (ir::is_machine_number(field.type.repr))
          text += fmt::format("  ((KrObj_{} *)o)->d_{} = 0;\n", at->symbol, c_identifier(field.name));
        continue;
      }
      std::string old = field.type.repr == Repr::Num ? "kr_field_num(" + place + ")" : place;
      text += fmt::format("  {{ {} = {}; {} = 0; {} }}\n", c_declare(program, field.type, "kr_old"), old, place,
                          c_count(program, field.type, "kr_old", false, true));
    }
  }
  return text + "}\n";
}

}  // namespace

std::string class_tables_text(ModuleContext& context) {
  const Program& program = context.program;
  std::string text;
  for (uint32_t index = 0; index < program.classes.size(); ++index) {
    const Class& cls = program.classes[index];
    if (cls.module != context.index) continue;
    std::string fields, tests;
    for (const ir::Field& field : cls.fields) {
      std::string kind(ir::repr_name(field.type.repr));
      for (char& c : kind) c = char(c >= 'a' && c <= 'z' ? c - 32 : c);
      std::string test = "NULL", expected = "NULL";
      if (field.check != 0) {
        std::string name = fmt::format("krft_{}", field.check);
        if (text.find(name + "(") == std::string::npos && tests.find(name + "(") == std::string::npos) {
          tests += fmt::format("static KrBool {}(PyObject *o) {{ return {}; }}\n", name,
                               check_test(context, field.check, ir::kObj, "o"));
        }
        test = name;
        expected = c_string(program.checks[field.check].description);
      }
      Repr number = field.check != 0 && field.type.repr == Repr::Num ? program.checks[field.check].machine : Repr::Void;
      fields +=
          fmt::format("  {{{}, offsetof(KrObj_{}, f_{}), KR_FIELD_{}, {}, {}, {}{}}},\n", context.name_constant(field.name),
                      cls.symbol, c_identifier(field.name), kind,
                      ir::is_machine_number(field.type.repr)
                          ? fmt::format("offsetof(KrObj_{}, d_{})", cls.symbol, c_identifier(field.name))
                          : "0",
                      test, expected,
                      field.is_final          ? fmt::format(", {}, true", number == Repr::F32 ? "KR_FIELD_F32" : number == Repr::F64 ? "KR_FIELD_F64" : "0")
                      : number == Repr::F32   ? ", KR_FIELD_F32"
                      : number == Repr::F64   ? ", KR_FIELD_F64"
                                              : "");
    }
    text += tests;
    if (!fields.empty()) text += fmt::format("static const KrField krfd_{}[] = {{\n{}}};\n", cls.symbol, fields);
    text += class_clear_text(program, cls);
    std::string base = cls.base ? "&krcls_" + program.classes[cls.base.index].symbol : "NULL";
    std::string offset =
        cls.base ? fmt::format("sizeof(KrObj_{})", program.classes[cls.base.index].symbol) : "sizeof(PyObject)";
    std::string dataclass = "NULL";
    if (cls.is_dataclass) {
      std::string entries;
      for (const ir::DataclassField& field : cls.dataclass_fields)
        entries += fmt::format("{{{}, {}}}, ", context.name_constant(field.name), field.flags);
      if (!entries.empty()) text += fmt::format("static const KrDataclassField krdf_{}[] = {{{}}};\n", cls.symbol, entries);
      text += fmt::format("static const KrDataclass krdc_{} = {{{}, {}{}}};\n", cls.symbol,
                          entries.empty() ? "NULL" : "krdf_" + cls.symbol, cls.dataclass_fields.size(), cls.is_attrs ? ", true" : "");
      dataclass = "&krdc_" + cls.symbol;
    }
    text += fmt::format(
        "KrClass krcls_{0} = {{.module = &krm, .base = {1}, .name = {2}, .size = sizeof(KrObj_{0}), .own_offset = {3}, "
        ".field_count = {4}, .fields = {5}, .set_once = {6}, .clear = krclear_{0}, .dataclass = {7}{8}}};\n",
        cls.symbol, base, context.name_constant(cls.name), offset, cls.fields.size(),
        fields.empty() ? "NULL" : "krfd_" + cls.symbol, cls.set_once, dataclass,
        !cls.slotted && !cls.dictless && !cls.weakless
            ? ""
            : fmt::format(", .slotted = {}, .dictless = {}, .weakless = {}{}", cls.slotted, cls.dictless, cls.weakless,
                          cls.is_remade ? ", .remade = true" : ""));
  }
  return text;
}

std::string emit_group_header(const Program& program) {
  std::string text = "#pragma once\n#include \"krait.h\"\n";
  text += tuple_text(program);
  for (const Class& cls : program.classes) text += class_struct_text(program, cls);
  return text;
}

}  // namespace krait::emit
