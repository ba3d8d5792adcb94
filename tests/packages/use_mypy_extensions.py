import mypy_extensions as m
from mypy_extensions import Arg, DefaultArg, NamedArg, NoReturn, TypedDict, VarArg, KwArg, mypyc_attr, trait


def main():
    Point = TypedDict("Point", {"x": int, "y": int})
    Label = TypedDict("Label", {"t": str}, total=False)
    p = Point(x=1, y=2)
    print(p, type(p), Point.__name__, Point.__annotations__, Label.__total__, p == {"x": 1, "y": 2})

    class Sub(Point):
        z: int
    print(Sub.__annotations__, Sub(x=1, y=2, z=3), Sub.__mro__[1])
    for f in (lambda: isinstance(p, Point), lambda: issubclass(dict, Point), lambda: Point("a", "b"), lambda: TypedDict("Bad", x=1, total=2)):
        try:
            print(f())
        except TypeError as e:
            print(e)
    try:
        class Mixed(Point, int):
            pass
    except TypeError as e:
        print(e)
    print(Arg(int, "a"), DefaultArg(str), NamedArg(), VarArg(int), KwArg(), NoReturn)

    @trait
    class T:
        pass

    @mypyc_attr(allow_interpreted_subclasses=True)
    class A:
        pass
    print(T.__name__, A.__name__)
    print(sorted(n for n in dir(m) if not n.startswith("_")))


main()
