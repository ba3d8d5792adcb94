// import in all its forms.
#include "lower/function_lowering.h"

namespace krait::lower {

using namespace syntax;

void FunctionLowering::lower_import(const Import* stmt) {
  for (const Alias* alias : stmt->names) {
    std::string_view full = alias->name.text();
    ValueId module = emit(Op::ImportName, {emit(Op::Globals, {}, {}), const_name(alias->name), absent(ir::kObj)}, stmt->span,
                          ir::kVoid, 0);
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
  ValueId module = emit(Op::ImportName, {emit(Op::Globals, {}, {}), module_name, from}, stmt->span, ir::kVoid, stmt->level);
  for (const Alias* alias : stmt->names) {
    if (alias->name.text() == "*") {
      ValueId target = namespace_dict.valid() ? namespace_dict : emit(Op::Globals, {}, {});
      emit(Op::ImportStar, {module, target}, stmt->span);
      return;
    }
    ValueId value = emit(Op::ImportFrom, {module, const_name(alias->name)}, stmt->span);
    store_name(alias->asname ? alias->asname : alias->name, value, stmt->span);
  }
}

}  // namespace krait::lower
