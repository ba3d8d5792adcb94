// Declarations of sources: what classes, functions and annotations are understood as, with a small set of stubs.
#include "types/declaration_store.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "base/arena.h"
#include "syntax/parser.h"
#include "types/stub_payload.h"

namespace krait::types {
namespace {

namespace fs = std::filesystem;

struct StubText {
  const char* path;
  const char* text;
};

// As much of typeshed as the tests speak of.
constexpr StubText kStubs[] = {
    {"stdlib/VERSIONS", "builtins: 3.0-\ntyping: 3.5-\ngone: 3.0-3.10\n"},
    {"stdlib/gone.pyi", "x: int\n"},
    {"stdlib/builtins.pyi", R"(
from typing import Generic, TypeVar, Iterable, Sequence, Callable, Any, Protocol
import sys
_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)
_K = TypeVar("_K")
_V = TypeVar("_V")
class object:
    __doc__: str | None
    def __init__(self) -> None: ...
class type:
    def __call__(self, *args: Any, **kwds: Any) -> Any: ...
class int:  # numbers
    def __add__(self, value: int, /) -> int: ...
    __radd__ = __add__
class bool(int): ...
class float: ...
class str(Sequence[str]): ...
class bytes(Sequence[int]): ...
class tuple(Sequence[_T_co]): ...
class list(Sequence[_T]):
    def append(self, object: _T, /) -> None: ...
    if sys.version_info >= (3, 12):
        def newer(self) -> int: ...
    else:
        def older(self) -> int: ...
class dict(Generic[_K, _V]): ...
class property: ...
class staticmethod: ...
class classmethod: ...
class BaseException: ...
class Exception(BaseException): ...
if sys.platform == "win32":
    class WindowsError(Exception): ...
else:
    class PosixError(Exception): ...
if sys.version_info >= (3, 12) or sys.platform == "linux":
    def either(x: int) -> str: ...
)"},
    {"stdlib/typing.pyi", R"(
import collections.abc
class _SpecialForm: ...
class TypeVar: ...
class ParamSpec: ...
class NewType: ...
def overload(f): ...
Any = object()
Union: _SpecialForm
Optional: _SpecialForm
Generic: _SpecialForm
Protocol: _SpecialForm
Callable: _SpecialForm
Literal: _SpecialForm
ClassVar: _SpecialForm
Final: _SpecialForm
Self: _SpecialForm
TypedDict: _SpecialForm
NotRequired: _SpecialForm
TypeAlias: _SpecialForm
Annotated: _SpecialForm
Concatenate: _SpecialForm
List = list
_T_co = TypeVar("_T_co", covariant=True)
class Iterable(Protocol[_T_co]): ...
class Sequence(Iterable[_T_co]): ...
class NamedTuple(tuple[Any, ...]):
    def _asdict(self) -> dict[str, Any]: ...
class _TypedDict: ...
)"},
    {"stdlib/collections/__init__.pyi", "def namedtuple(name, fields): ...\n"},
    {"stdlib/collections/abc.pyi", "from typing import Iterable as Iterable\n"},
    {"stdlib/abc.pyi", "class ABCMeta(type): ...\nclass ABC(metaclass=ABCMeta): ...\ndef abstractmethod(f): ...\n"},
    {"stdlib/enum.pyi", "class EnumMeta(type): ...\nclass Enum(metaclass=EnumMeta):\n    value: object\n"},
    {"stdlib/dataclasses.pyi",
     "class KW_ONLY: ...\nclass InitVar: ...\nclass Field: ...\ndef dataclass(c): ...\ndef field(**k): ...\n"},
};

std::shared_ptr<const StubPayload> small_payload() {
  static std::shared_ptr<const StubPayload> payload = [] {
    fs::path root = fs::temp_directory_path() / ("krait-stub-test-" + std::to_string(::getpid()));
    for (const StubText& stub : kStubs) {
      fs::create_directories((root / stub.path).parent_path());
      std::ofstream(root / stub.path) << stub.text;
    }
    std::string error;
    std::string bytes = build_stub_payload(root.string(), "", "test", error);
    EXPECT_EQ(error, "");
    std::ofstream(root / "stubs.bin", std::ios::binary) << bytes;
    auto opened = StubPayload::open((root / "stubs.bin").string(), error);
    EXPECT_NE(opened, nullptr) << error;
    fs::remove_all(root);
    return opened;
  }();
  return payload;
}

class DeclarationsTest : public ::testing::Test {
 protected:
  void load(std::string text, int minor = 11) {
    DiagnosticSink sink;
    file_ = std::make_unique<SourceFile>("m.py", std::move(text));
    syntax::ParseOptions options;
    options.version = {3, 13};
    tree_ = syntax::parse_module(*file_, options, arena_, sink);
    ASSERT_NE(tree_, nullptr) << sink.diagnostics()[0].message;
    scopes_ = program::Scopes::build(*tree_, sink);
    store_ = std::make_unique<Declarations>(types_, program::Target{{3, minor}, "linux"}, small_payload());
    ModuleSource source;
    source.name = Name::intern("m");
    source.tree = tree_;
    source.scopes = &scopes_;
    module_ = store_->add_module(source);
    store_->index_program();
  }
  Declaration* find(std::string_view name) { return module_->find(Name::intern(name)); }
  ClassInfo* cls(std::string_view name) {
    Declaration* found = find(name);
    return found != nullptr ? found->as<ClassInfo>() : nullptr;
  }
  std::string mro(std::string_view name) {
    std::string out;
    for (const InstanceType* m : cls(name)->mro()) out += (out.empty() ? "" : " ") + to_string(m);
    return out;
  }
  std::string signature(Declaration* d) { return to_string(d->as<FunctionInfo>()->type()); }
  std::string member(std::string_view in, std::string_view name) {
    Member found = cls(in)->find_member(Name::intern(name));
    if (!found) return "none";
    if (auto* variable = found.declaration->as<VariableInfo>()) {
      return variable->declared_type() != nullptr ? to_string(variable->declared_type()) : "undeclared";
    }
    return signature(found.declaration);
  }
  std::string variable(std::string_view name) { return to_string(find(name)->as<VariableInfo>()->declared_type()); }

  Arena arena_;
  std::unique_ptr<SourceFile> file_;
  const syntax::Module* tree_ = nullptr;
  program::Scopes scopes_;
  TypeContext types_;
  std::unique_ptr<Declarations> store_;
  ModuleInfo* module_ = nullptr;
};

TEST_F(DeclarationsTest, Annotations) {
  load(R"(
from __future__ import annotations
from typing import Optional, Union, Callable, Literal, List, Annotated, TypeVar, Concatenate, ParamSpec
import typing as t
P = ParamSpec("P")
a: Optional[int]
b: "Union[int, 'str']"
c: Callable[[int, str], bytes]
d: Literal[1, -2, "x", None]
e: List[int]
f: t.Union[int, None]
g: Annotated[int, "meta"]
h: tuple[int, ...]
i: tuple[()]
j: int | str | None
k: type[int]
l: Callable[Concatenate[int, ...], str]
m: undefined_name
n: Callable[..., int]
r: type[t.Any]
Alias = Union[int, List["Alias"]]
o: Alias
T = TypeVar("T")
Pair = tuple[T, T]
p: Pair[int]
q: Pair
)");
  EXPECT_EQ(variable("a"), to_string(types_.optional(store_->builtin_instance("int"))));
  EXPECT_EQ(variable("b"), "int | str");
  EXPECT_EQ(variable("c"), "Callable[[int, str], bytes]");
  EXPECT_EQ(find("d")->as<VariableInfo>()->declared_type()->as<UnionType>()->items.size(), 4u);
  EXPECT_EQ(variable("e"), "list[int]");
  EXPECT_EQ(variable("f"), variable("a"));
  EXPECT_EQ(variable("g"), "int");
  EXPECT_EQ(variable("h"), "tuple[int, ...]");
  EXPECT_EQ(variable("i"), "tuple[()]");
  EXPECT_EQ(find("j")->as<VariableInfo>()->declared_type()->as<UnionType>()->items.size(), 3u);
  EXPECT_EQ(variable("k"), "type[int]");
  EXPECT_TRUE(find("m")->as<VariableInfo>()->declared_type()->is_unknown());
  EXPECT_EQ(variable("n"), "Callable[..., int]");
  EXPECT_EQ(variable("r"), "type[Any]");
  EXPECT_EQ(find("o")->as<VariableInfo>()->declared_type()->kind, TypeKind::kUnion);
  EXPECT_EQ(variable("p"), "tuple[int, int]");
  EXPECT_TRUE(find("q")->as<VariableInfo>()->declared_type()->has_unknown);
}

TEST_F(DeclarationsTest, GenericsThroughBases) {
  load(R"(
from typing import Generic, TypeVar
K = TypeVar("K")
V = TypeVar("V")
class Base(Generic[K, V]):
    def get(self, key: K) -> V: ...
class Middle(Base[str, V]): ...
class Leaf(Middle[int]): ...
class New[A: int, *B, **C](Base[A, list[A]]): ...
def swap(x: K, y: V) -> tuple[V, K]: ...
)");
  EXPECT_EQ(mro("Leaf"), "Leaf Middle[int] Base[str, int] object");
  EXPECT_EQ(cls("New")->type_params().size(), 3u);
  EXPECT_EQ(mro("New"), "New[A, B, C] Base[A, list[A]] object");
  const auto* bound = static_cast<const TypeVarType*>(cls("New")->type_params()[0]);
  ASSERT_NE(bound->decl->bound, nullptr);
  EXPECT_EQ(to_string(bound->decl->bound), "int");
  const CallableType* swap = find("swap")->as<FunctionInfo>()->signature();
  EXPECT_EQ(swap->type_params.size(), 2u);
  // The K of the function and the K of the class are two variables.
  EXPECT_NE(swap->type_params[0], cls("Base")->type_params()[0]);
}

TEST_F(DeclarationsTest, C3AndCycles) {
  load(R"(
class A: ...
class B(A): ...
class C(A): ...
class D(B, C): ...
class X(Y): ...
class Y(X): ...
class Bad(A, B): ...
class Outside(undefined): ...
)");
  EXPECT_EQ(mro("D"), "D B C A object");
  EXPECT_TRUE(cls("Outside")->has_unknown_base());
  EXPECT_FALSE(cls("X")->mro().empty());
  EXPECT_EQ(cls("Bad")->mro().front()->cls, cls("Bad"));
  EXPECT_EQ(cls("A")->known_subclasses.size(), 3u);
}

TEST_F(DeclarationsTest, Dataclasses) {
  load(R"(
from dataclasses import dataclass, field, KW_ONLY
from typing import ClassVar
@dataclass
class Base:
    x: int
    y: str = "a"
    shared: ClassVar[int] = 0
@dataclass(order=True)
class Derived(Base):
    z: list[int] = field(default_factory=list)
    x: bool
    hidden: int = field(init=False, default=1)
    _: KW_ONLY
    w: float = 1.0
)");
  EXPECT_EQ(cls("Base")->dataclass_fields().size(), 2u);
  const CallableType* init =
      cls("Derived")->find_member(Name::intern("__init__")).declaration->as<FunctionInfo>()->signature();
  ASSERT_EQ(init->params.size(), 5u);
  EXPECT_EQ(init->params[1].name, "x");
  EXPECT_EQ(to_string(init->params[1].type), "bool");
  EXPECT_TRUE(init->params[3].has_default);
  EXPECT_EQ(init->params[4].name, "w");
  EXPECT_EQ(init->params[4].kind, ParamKind::kKeywordOnly);
  EXPECT_NE(member("Derived", "__lt__"), "none");
  EXPECT_EQ(member("Base", "__lt__"), "none");
}

TEST_F(DeclarationsTest, TuplesEnumsDictionaries) {
  load(R"(
from typing import NamedTuple, TypedDict, NotRequired, NewType
from collections import namedtuple
from enum import Enum
class P(NamedTuple):
    x: int
    y: str = ""
Q = namedtuple("Q", "a, b")
class R(namedtuple("R", ["c"])): ...
class Color(Enum):
    RED = 1
    GREEN = "g"
    _ignore_ = []
    def f(self): ...
    note: int
Shade = Enum("Shade", "DARK LIGHT")
class Movie(TypedDict, total=False):
    title: str
    year: NotRequired[int]
UserId = NewType("UserId", int)
)");
  EXPECT_EQ(to_string(cls("P")->tuple_type()), "tuple[int, str]");
  EXPECT_EQ(mro("P").substr(0, 12), "P NamedTuple");
  const CallableType* make =
      cls("P")->find_member(Name::intern("__new__")).declaration->as<FunctionInfo>()->signature();
  EXPECT_EQ(make->params.size(), 3u);
  EXPECT_TRUE(make->params[2].has_default);
  EXPECT_EQ(cls("Q")->tuple_fields().size(), 2u);
  EXPECT_EQ(cls("R")->tuple_fields().size(), 1u);
  EXPECT_EQ(cls("Color")->enum_members().size(), 2u);
  EXPECT_EQ(member("Color", "RED"), "Literal[Color.RED]");
  EXPECT_EQ(cls("Shade")->enum_members().size(), 2u);
  EXPECT_EQ(cls("Movie")->typed_dict_keys().size(), 2u);
  EXPECT_FALSE(cls("Movie")->typed_dict_keys()[0]->is_required);
  EXPECT_EQ(to_string(cls("UserId")->new_type_base()), "int");
  EXPECT_TRUE(cls("UserId")->derives_from(store_->builtin_class("int")));
}

TEST_F(DeclarationsTest, InstanceAttributes) {
  load(R"(
class A:
    limit: int = 3
    def __init__(self, n):
        self.n = n
        self.k: str = ""
        self.p, self.q = 1, 2
        self.limit = n
        self.__secret = 0
        def inner():
            self.late = 1
    def more(self):
        self.n = 5
        for self.loop in []:
            pass
    @staticmethod
    def none(self):
        self.never = 1
    @property
    def area(self) -> int: ...
    @area.setter
    def area(self, value: int) -> None: ...
class B(A):
    def set(self):
        self.n = 7
        self.own = 1
B.outside = B()
)");
  EXPECT_EQ(member("B", "outside"), "undeclared");
  EXPECT_EQ(member("A", "k"), "str");
  EXPECT_EQ(member("A", "n"), "undeclared");
  EXPECT_EQ(member("A", "_A__secret"), "undeclared");
  EXPECT_EQ(member("A", "late"), "undeclared");
  EXPECT_EQ(member("A", "never"), "none");
  auto* n = cls("A")->own_member(Name::intern("n"))->as<VariableInfo>();
  EXPECT_EQ(n->definitions.size(), 2u);
  EXPECT_TRUE(n->assigned_in_several);
  EXPECT_EQ(cls("B")->own_member(Name::intern("n")), nullptr);
  EXPECT_NE(cls("B")->own_member(Name::intern("own")), nullptr);
  EXPECT_TRUE(cls("A")->own_member(Name::intern("loop"))->as<VariableInfo>()->complex_binding);
  auto* area = cls("A")->own_member(Name::intern("area"))->as<FunctionInfo>();
  EXPECT_TRUE(area->is_property);
  EXPECT_NE(area->setter, nullptr);
}

TEST_F(DeclarationsTest, FunctionsAndOverloads) {
  load(R"(
from typing import overload, ParamSpec, TypeVar, Callable, Self
from abc import ABC, abstractmethod
P = ParamSpec("P")
R = TypeVar("R")
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x
def deco(fn: Callable[P, R]) -> Callable[P, list[R]]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> list[R]: ...
    return inner
class A(ABC):
    @abstractmethod
    def go(self, a, /, b: int = 0, *args: int, c: str, **kw: float) -> Self: ...
    @classmethod
    def make(cls) -> Self: ...
    def opt(self, x: int = None) -> None: ...
class B(A):
    def go(self, *args, **kw): ...
def outer():
    class Local:
        def method(self) -> "Local": ...
    return Local
)");
  EXPECT_EQ(find("f")->as<FunctionInfo>()->overloads.size(), 2u);
  EXPECT_NE(find("f")->as<FunctionInfo>()->implementation, nullptr);
  auto* go = cls("A")->own_member(Name::intern("go"))->as<FunctionInfo>()->signature();
  ASSERT_EQ(go->params.size(), 6u);
  EXPECT_EQ(go->params[0].type->kind, TypeKind::kSelf);
  EXPECT_EQ(go->params[3].kind, ParamKind::kStar);
  EXPECT_EQ(cls("A")->abstract_methods().size(), 1u);
  EXPECT_EQ(cls("B")->abstract_methods().size(), 0u);
  auto* opt = cls("A")->own_member(Name::intern("opt"))->as<FunctionInfo>()->signature();
  EXPECT_EQ(opt->params[1].type->kind, TypeKind::kUnion);
  const CallableType* deco = find("deco")->as<FunctionInfo>()->signature();
  EXPECT_EQ(deco->type_params.size(), 2u);
  EXPECT_NE(deco->result->as<CallableType>()->param_spec, nullptr);
  const auto* outer = syntax::as<syntax::FunctionDef>(tree_->body.back());
  ClassInfo* local = store_->class_of(outer->body[0]);
  ASSERT_NE(local, nullptr);
  EXPECT_EQ(local->qualified_name, "outer.<locals>.Local");
  auto* method = local->own_member(Name::intern("method"))->as<FunctionInfo>();
  EXPECT_EQ(method->signature()->result, types_.instance(local));
  EXPECT_EQ(store_->function_of(local->node->body[0]), method);
}

TEST_F(DeclarationsTest, VersionsAndPlatforms) {
  load("import gone\nfrom builtins import PosixError as e\nfrom nowhere import thing\n");
  EXPECT_EQ(find("gone")->kind, DeclarationKind::kUnresolved);
  EXPECT_EQ(find("e")->kind, DeclarationKind::kClass);
  EXPECT_EQ(find("thing")->kind, DeclarationKind::kUnresolved);
  EXPECT_EQ(find("WindowsError"), nullptr);
  // There on other platforms only: neither a class nor an error.
  EXPECT_EQ(store_->builtins()->find(Name::intern("WindowsError"))->kind, DeclarationKind::kUnresolved);
  EXPECT_EQ(store_->builtins()->find(Name::intern("Nothing")), nullptr);
  EXPECT_NE(store_->builtins()->find(Name::intern("either")), nullptr);
  ClassInfo* list = store_->builtin_class("list");
  EXPECT_NE(list->own_member(Name::intern("older")), nullptr);
  EXPECT_EQ(list->own_member(Name::intern("newer")), nullptr);
  ClassInfo* number = store_->builtin_class("int");
  EXPECT_EQ(number->own_member(Name::intern("__radd__")), number->own_member(Name::intern("__add__")));
}

TEST(StubPayloadTest, DamagedFilesAreRefused) {
  fs::path path = fs::temp_directory_path() / ("krait-stub-damaged-" + std::to_string(::getpid()));
  std::string error;
  EXPECT_EQ(StubPayload::open(path.string(), error), nullptr);
  for (std::string text : {std::string(), std::string("KRSTUB02"), std::string(500, 'x')}) {
    std::ofstream(path, std::ios::binary) << text;
    EXPECT_EQ(StubPayload::open(path.string(), error), nullptr);
    EXPECT_NE(error, "");
  }
  fs::remove(path);
}

}  // namespace
}  // namespace krait::types
