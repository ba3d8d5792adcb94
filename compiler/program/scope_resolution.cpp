// The second pass over scopes: what each name stands for, given what all scopes bind.
#include <fmt/format.h>

#include "program/scope_builder.h"

namespace krait::program {

namespace {

const Name kDunderClass = Name::intern("__class__");

}  // namespace

// The scope around `scope` whose variable `name` is; kNoScope when it is a global.
ScopeId ScopeBuilder::binding_scope(const Scope& scope, Name name) const {
  for (ScopeId id = scope.parent; id != kNoScope; id = scopes_.scopes_[id].parent) {
    const Scope& outer = scopes_.scopes_[id];
    if (outer.kind == ScopeKind::kModule) return kNoScope;
    if (outer.kind == ScopeKind::kClass) {
      if (name == kDunderClass) return id;
      continue;  // what a class body binds is no variable of its methods
    }
    const Symbol* symbol = outer.find(name);
    if (symbol == nullptr) continue;
    if ((symbol->flags & kDeclaredGlobal) != 0) return kNoScope;
    if ((symbol->flags & kDeclaredNonlocal) != 0) continue;
    if ((symbol->flags & kBound) != 0) return id;
  }
  return kNoScope;
}

void ScopeBuilder::capture(Scope& scope, Name name, ScopeId owner) {
  scope.has_free = true;
  for (ScopeId id = scope.parent; id != owner; id = scopes_.scopes_[id].parent) {
    Scope& between = scopes_.scopes_[id];
    between.child_has_free = true;
    auto it = between.index_.find(name);
    if (it == between.index_.end()) {
      Symbol& passed = symbol(between, name);
      passed.storage = Storage::kFree;
      passed.owner = owner;
      between.has_free = true;
    } else if (between.kind == ScopeKind::kClass &&
               (between.symbols[it->second].flags & (kBound | kDeclaredGlobal)) != 0) {
      between.symbols[it->second].flags |= kFreeInMethods;
    }
  }
  Scope& holder = scopes_.scopes_[owner];
  holder.child_has_free = true;
  if (holder.kind == ScopeKind::kClass) {
    holder.needs_class_closure = true;
  } else {
    holder.symbols[holder.index_.at(name)].storage = Storage::kCell;
  }
}

Span ScopeBuilder::directive_span(const Scope& scope, Name name) const {
  for (const Directive& d : directives_) {
    if (d.scope == scope.id && d.name == name) return d.span;
  }
  return {scope.offset, scope.offset};
}

void ScopeBuilder::resolve(Scope& scope, size_t index) {
  Symbol& s = scope.symbols[index];
  bool module = scope.kind == ScopeKind::kModule;
  if (s.owner != kNoScope) return;  // passed through, done already
  if ((s.flags & kDeclaredGlobal) != 0) {
    if ((s.flags & kDeclaredNonlocal) != 0) {
      fail(directive_span(scope, s.name), fmt::format("name '{}' is nonlocal and global", s.name.text()));
    }
    s.storage = Storage::kGlobalExplicit;
    s.owner = kModuleScope;
    return;
  }
  if ((s.flags & kDeclaredNonlocal) != 0) {
    ScopeId owner = module ? kNoScope : binding_scope(scope, s.name);
    if (owner == kNoScope) {
      fail(directive_span(scope, s.name), module ? "nonlocal declaration not allowed at module level"
                                                 : fmt::format("no binding for nonlocal '{}' found", s.name.text()));
      s.storage = Storage::kLocal;
      s.owner = scope.id;
      return;
    }
    s.storage = Storage::kFree;
    s.owner = owner;
    capture(scope, s.name, owner);
    return;
  }
  if ((s.flags & kBound) != 0) {
    s.storage = Storage::kLocal;
    s.owner = scope.id;
    return;
  }
  if (module) {
    s.storage = Storage::kGlobalImplicit;
    s.owner = kModuleScope;
    return;
  }
  // Scopes of type parameters and annotations directly in a class see what the class binds, by way of its namespace.
  if (scope.kind >= ScopeKind::kTypeParameters) {
    const Scope& outer = scopes_.scopes_[scope.parent];
    if (outer.kind == ScopeKind::kClass) {
      const Symbol* in_class = outer.find(s.name);
      if (in_class != nullptr && (in_class->flags & (kBound | kDeclaredGlobal)) != 0) {
        s.storage = Storage::kGlobalImplicit;
        s.owner = kModuleScope;
        return;
      }
    }
  }
  ScopeId owner = binding_scope(scope, s.name);
  if (owner == kNoScope) {
    s.storage = Storage::kGlobalImplicit;
    s.owner = kModuleScope;
    return;
  }
  s.storage = Storage::kFree;
  s.owner = owner;
  capture(scope, s.name, owner);
}

void ScopeBuilder::resolve() {
  // Parents come before their children, so what a scope binds is known when an inner one captures it.
  for (size_t id = 0; id < scopes_.scopes_.size(); ++id) {
    size_t count = scopes_.scopes_[id].symbols.size();
    for (size_t i = 0; i < count; ++i) resolve(scopes_.scopes_[id], i);
  }
  merge_definitions();
}

void ScopeBuilder::merge_definitions() {
  for (const Scope& scope : scopes_.scopes_) {
    for (const Symbol& s : scope.symbols) {
      if (s.owner == kNoScope || s.owner == scope.id || s.definitions.empty()) continue;
      Scope& holder = scopes_.scopes_[s.owner];
      if (Symbol* owned = lookup(holder, s.name)) {
        owned->definitions.insert(owned->definitions.end(), s.definitions.begin(), s.definitions.end());
      }
    }
  }
}

}  // namespace krait::program
