// import in all its forms.
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

namespace {

// Modules that built modules do not need at run time.
bool is_native_module(std::string_view name) { return name == "krait" || name == "__static__"; }

bool is_mypy_number(std::string_view name) { return name == "i64" || name == "i32" || name == "i16" || name == "u8"; }

}  // namespace

void FunctionLowering::lower_import(const Import* stmt) {
  for (const Alias* alias : stmt->names) {
    std::string_view full = alias->name.text();
    ValueId globals = emit(Op::Globals, {}, {}), name = const_name(alias->name), none = absent(ir::kObj);
    ValueId module = is_native_module(full) ? emit(Op::ImportNative, {globals, name, none}, stmt->span)
                                            : emit(Op::ImportName, {globals, name, none}, stmt->span, ir::kVoid, 0);
    if (!alias->asname) {
      store_name(Name::intern(full.substr(0, full.find('.'))), module, stmt->span);
      continue;
    }
    // import a.b.c as x: binds the last part, found as `from` does.
    size_t dot = full.find('.');
    while (dot != std::string_view::npos) {
      size_t end = full.find('.', dot + 1);
      std::string_view part = full.substr(dot + 1, end == std::string_view::npos ? end : end - dot - 1);
      module = emit(Op::ImportFrom, {module, const_name(Name::intern(part))}, stmt->span);
      dot = end;
    }
    store_name(alias->asname, module, stmt->span);
  }
}

void FunctionLowering::lower_import_from(const ImportFrom* stmt) {
  ValueId module_name = stmt->module ? const_name(stmt->module) : const_obj(module_.string_constant("", true));
  std::vector<ir::ConstId> names;
  for (const Alias* alias : stmt->names) names.push_back(module_.name_constant(alias->name));
  ValueId from = const_obj(module_.tuple_constant(names));
  // An older mypy_extensions has no native numbers.
  bool mypy = stmt->level == 0 && stmt->module && stmt->module.text() == "mypy_extensions";
  bool native = stmt->level == 0 && stmt->module && is_native_module(stmt->module.text());
  if (mypy) {
    native = true;
    for (const Alias* alias : stmt->names) {
      if (is_mypy_number(alias->name.text())) module_.module().value_errors = true;
      else native = false;
    }
  }
  ValueId globals = emit(Op::Globals, {}, {});
  ValueId module = native ? emit(Op::ImportNative, {globals, module_name, from}, stmt->span)
                          : emit(Op::ImportName, {globals, module_name, from}, stmt->span, ir::kVoid, stmt->level);
  for (const Alias* alias : stmt->names) {
    if (alias->name.text() == "*") {
      ValueId target = namespace_dict.valid() ? namespace_dict : emit(Op::Globals, {}, {});
      emit(Op::ImportStar, {module, target}, stmt->span);
      return;
    }
    Op op = mypy && is_mypy_number(alias->name.text()) ? Op::ImportNativeFrom : Op::ImportFrom;
    ValueId value = emit(op, {module, const_name(alias->name)}, stmt->span);
    store_name(alias->asname ? alias->asname : alias->name, value, stmt->span);
  }
}

}  // namespace krait::lower
