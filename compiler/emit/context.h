// What the emitters of one module share. Internal to compiler/emit.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "emit/emit.h"
#include "ir/ir.h"

namespace krait::emit {

// A line that the final pass turns into `#line N "file.c"` for the C file itself.
inline constexpr std::string_view kRestoreLine = "#line restore\n";

struct ProgramFacts {
  std::set<const ir::Function*> recursive, cold, framed;
  std::set<uint32_t> bound_functions;  // targets of func.is_bound
};

// Tables of a module that grow while its functions are emitted.
class ModuleContext {
 public:
  ModuleContext(const ir::Program& program, uint32_t index, const Options& options);

  const ir::Program& program;
  const ir::Module& module;
  const uint32_t index;
  const Options& options;

  // Index of an interned string among the constants.
  uint32_t name_constant(const std::string& text);
  // C expression of a constant.
  std::string constant(ir::ConstId id);
  const std::vector<ir::Constant>& constants() const { return constants_; }

  // Index of a position in the table of a code.
  uint32_t site(uint32_t code, ir::Span span);
  struct Site {
    uint32_t line, end_line, column, end_column;
    friend auto operator<=>(const Site&, const Site&) = default;
  };
  const std::vector<Site>& sites(uint32_t code) const { return sites_[code].list; }

  // Whether direct calls lead from the function into a cycle of them. Only native entries count levels so.
  bool is_recursive(const ir::Function& function) const { return facts_->recursive.count(&function) != 0; }

  // Whether the function runs once: bodies of modules, and what only they call (bodies of classes).
  bool is_cold(const ir::Function& function) const { return facts_->cold.count(&function) != 0; }

  // Whether the function stands in the interpreter's chain of frames while it runs.
  bool has_frame(const ir::Function& function) const { return facts_->framed.count(&function) != 0; }

  // Targets of func.is_bound anywhere in the group.
  const std::set<uint32_t>& bound_functions() const { return facts_->bound_functions; }

  // What the module's C file must declare beside its own functions.
  std::set<uint32_t> called;           // functions
  std::set<uint32_t> tested;           // functions whose objects are asked for: func.is_bound and the like
  std::set<uint32_t> classes;          // native classes
  std::set<uint32_t> checks;           // those that need a test function
  std::set<uint32_t> named_classes;    // checks for classes by name
  std::set<uint32_t> protocols;        // checks for methods
  bool vecs = false;                   // vec.h
  uint32_t global_caches = 0;
  std::string early;  // definitions that stand before all functions: frames of generators

 private:
  struct SiteTable {
    std::vector<Site> list;
    std::map<Site, uint32_t> index;
  };
  std::shared_ptr<const ProgramFacts> facts_;
  std::vector<ir::Constant> constants_;
  std::map<std::string, uint32_t> names_;
  std::vector<SiteTable> sites_;
};


// Parameters in the order of co_varnames and of kr_parse_args: positional, keyword-only, *args, **kw.
std::vector<const ir::Param*> parsed_order(const ir::CodeInfo& code);

// Name of the C function: krn_, krb_ (body of a wrapper), krg_ (generator).
std::string function_name(const ir::Function& function);
// "static PyObject *krn_f(PyObject *x_0)", without a semicolon.
std::string function_signature(const ir::Program& program, const ir::Function& function);
// C name of a value of the function.
std::string value_name(const ir::Function& function, ir::ValueId value);

// The C definition of one function (body of a wrapper, resume function of a generator with its frame).
std::string function_text(ModuleContext& context, const ir::Function& function);
// The vectorcall entry that leads to the body of a wrapper.
std::string wrapper_text(ModuleContext& context, const ir::Function& function);
// Structs and helpers of fixed tuples; definitions of classes.
std::string tuple_text(const ir::Program& program);
std::string class_struct_text(const ir::Program& program, const ir::Class& cls);
// Descriptors of the module's own classes.
std::string class_tables_text(ModuleContext& context);
// A C expression that tells whether `value` meets a check.
std::string check_test(ModuleContext& context, uint32_t check, ir::Type type, const std::string& value);
std::string check_functions_text(ModuleContext& context);

}  // namespace krait::emit
