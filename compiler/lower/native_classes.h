// Which classes of a group get native layout, with which fields, and which functions their methods are.
//
// A class qualifies when it stands once in its module, its `__slots__`, if any, can be read, it has no metaclass but ABCMeta, and neither it
// nor its bases define __getattr__, __getattribute__, __setattr__ or __delattr__. Of its bases one may be a native class with fields, which
// becomes the base of its layout; the others add nothing to that. All this only chooses the layout and the fast paths: every use is
// behind a test of the object's class.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ir/ir.h"
#include "syntax/ast.h"
#include "types/analysis.h"
#include "types/declarations.h"

namespace krait::lower {

class ModuleLowering;

// The last of the class and its bases that is a class like others.
const types::ClassInfo* root_of(types::ClassInfo* cls);

struct NativeField {
  ir::ClassId owner;  // the class whose struct has it
  uint32_t index = 0;  // in Class::fields of the owner
  ir::Type type;
  uint32_t check = 0;
  bool has_default = false;  // the class body gives the name a value
};

// A method found for a class, its own or inherited from a native base.
struct NativeMethod {
  const syntax::Stmt* def = nullptr;  // FunctionDef or AsyncFunctionDef
  uint32_t module = 0;   // of the class that defines it
};

class NativeClasses {
 public:
  // To be called for every module, then choose_bases once, before declare().
  void survey(const ModuleLowering& module);
  // Which of several bases a class is laid out over: the one with most fields. What only others bring with them must have no
  // fields, since Python could not lay out a class over two layouts: such classes stay ordinary if they have some.
  void choose_bases(types::ProgramAnalysis* program);
  // Looks at the top level of all modules.
  void declare(std::deque<ModuleLowering>& modules);

  ir::ClassId find(const types::ClassInfo* cls) const;
  ir::ClassId find(const syntax::ClassDef* def) const;
  // The native class that values of the type claim to be instances of (None in a union left aside).
  ir::ClassId claimed(const types::Type* type) const;
  // Likewise where they may be of one or another: a few at most, none where one of them is not native.
  std::vector<ir::ClassId> claimed_any(const types::Type* type) const;
  // Null when it is no field of the class or its bases, or when a subclass makes something else of the name.
  const NativeField* field(ir::Program& program, ir::ClassId cls, Name name) const;
  // What the name is when looked up on exactly this class; empty when not a plain method of a native class.
  NativeMethod method(ir::Program& program, ir::ClassId cls, Name name) const;
  // Likewise of a property: its getter, which takes the instance alone.
  NativeMethod getter(ir::Program& program, ir::ClassId cls, Name name) const;
  bool is_getter(const syntax::Stmt* def) const { return getters_.count(def) != 0; }
  // What the name is when looked up behind class `after` in the order of bases of exactly `cls`.
  NativeMethod method_after(ir::Program& program, ir::ClassId cls, ir::ClassId after, Name name) const;
  // The class whose plain method it is.
  ir::ClassId defining(const syntax::Stmt* def) const;
  // The class whose instances the native entry of a method takes as `self`, and nothing else: its wrapper sees to that. Invalid where
  // `self` may be anything.
  ir::ClassId self_class(const syntax::Stmt* def) const;
  // Whether `base` is `cls` or one of its native bases.
  bool derives(const ir::Program& program, ir::ClassId cls, ir::ClassId base) const;
  // Whether anything (method, field, other) of that name is in the class body or its native bases' bodies.
  bool defines(ir::Program& program, ir::ClassId cls, Name name) const;
  // Whether the body of the class itself gives the name a value.
  bool binds(ir::ClassId cls, Name name) const { return infos_[cls.index].bound.count(name) != 0; }
  // The analysis of the class.
  types::ClassInfo* info(ir::ClassId cls) const { return infos_[cls.index].type; }
  // Whether instances refuse assignments to their fields (frozen dataclasses), by what the class or a base of it says.
  bool frozen(ir::Program& program, ir::ClassId cls) const;
  // The place of a dataclass's own or inherited field.
  const NativeField* place(ir::Program& program, ir::ClassId cls, Name name) const;
  // The class and its known subclasses, nearest first.
  std::vector<ir::ClassId> family(ir::Program& program, ir::ClassId cls) const;

 private:
  struct Info {
    const syntax::ClassDef* def = nullptr;
    types::ClassInfo* type = nullptr;
    std::unordered_map<Name, NativeField> fields;                    // own
    std::unordered_map<Name, const syntax::Stmt*> methods;  // own, bound once, without decorators
    std::unordered_map<Name, const syntax::Stmt*> getters;  // of own properties
    std::unordered_map<Name, bool> bound;                          // every name the body binds
  };
  // What happens in an __init__ of the group, as far as cycles of objects are concerned.
  void survey_stores(const ModuleLowering& module);
  bool set_once(types::ClassInfo* cls, const syntax::ClassDef* def, const types::ProgramAnalysis& analysis) const;

  void declare(ModuleLowering& module, const syntax::ClassDef* def);
  // Why the class stays an ordinary one, to follow "because"; empty when it gets native layout, over `base` (invalid: object).
  std::string refusal(ModuleLowering& module, const syntax::ClassDef* def, types::ClassInfo* cls, ir::ClassId& base) const;

  // Where `__class__` of an instance is assigned, the classes it may go between need one layout.
  void survey_class_changes(const ModuleLowering& module);

  const NativeField* find_field(ir::Program& program, ir::ClassId cls, Name name) const;
  // What field() found, as long as no more classes are declared.
  struct Found {
    size_t classes;
    const NativeField* field;
  };
  mutable std::map<std::pair<uint32_t, Name>, Found> found_;

  // native_survey.cpp
  size_t own_fields(types::ClassInfo* cls) const;
  bool in_group(const types::ClassInfo* cls) const { return group_.count(cls) != 0; }
  // What instances of any class get from it and its bases.
  bool brings_dict(types::ClassInfo* cls) const;
  bool brings_weakrefs(types::ClassInfo* cls) const;
  // Why the base cannot stand beside `main` (invalid: nothing to stand beside); empty when it can.
  std::string beside_refusal(types::ClassInfo* base, ir::ClassId main, const ir::Program& program) const;
  std::string slots_refusal(const ModuleLowering& module, const syntax::ClassDef* def, types::ClassInfo* cls) const;
  // Whether the class's own body gives the name a value, as far as can be told. Any class.
  bool may_define(types::ClassInfo* cls, Name name) const;

  std::unordered_set<const types::ClassInfo*> group_;
  std::vector<types::ClassInfo*> several_;                          // with more than one base
  std::unordered_set<const types::ClassInfo*> beside_;              // brought by a base that a class is not laid out over
  std::unordered_map<const types::ClassInfo*, types::ClassInfo*> laid_over_;  // of those with several bases
  types::ProgramAnalysis* analysis_ = nullptr;
  std::unordered_set<const types::ClassInfo*> reclassed_;           // roots: instances become ones of other classes under the same root
  std::unordered_set<const types::ClassInfo*> formless_;            // roots: of any class
  std::unordered_set<const types::ModuleAnalysis*> changing_;       // modules where any instance may become one of any class
  std::unordered_set<Name> stored_later_;                           // attributes assigned outside of the __init__ of their class
  std::unordered_set<const syntax::ClassDef*> leaking_;             // classes whose __init__ gives `self` away
  std::unordered_map<const types::ClassInfo*, ir::ClassId> by_info_;
  std::unordered_map<const syntax::ClassDef*, ir::ClassId> by_def_;
  std::unordered_map<const syntax::Stmt*, ir::ClassId> self_classes_;
  std::unordered_set<const syntax::Stmt*> getters_;
  std::unordered_map<const syntax::Stmt*, ir::ClassId> defining_;
  std::vector<Info> infos_;  // by ClassId
};

}  // namespace krait::lower
