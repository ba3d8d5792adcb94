from typing import Any, Dict, List

x = 10


def local_eval(n: int) -> Any:
    y = n * 2
    return eval("n + y + x")


def local_vars(a: int, b: str) -> Dict[str, Any]:
    c = a + 1
    return dict(sorted(locals().items()))


def exec_in(ns: Dict[str, Any]) -> int:
    exec("def f(a):\n    return a * k\nresult = f(4)", ns)
    return ns["result"]


def compiled(src: str) -> List[Any]:
    code = compile(src, "<src>", "eval")
    return [eval(code, {"v": i}) for i in range(3)]


class C:
    def m(self, z: int) -> int:
        return eval("self.base + z", {}, {"self": self, "z": z})

    base = 5


def main() -> None:
    print(local_eval(1), local_vars(1, "b"), exec_in({"k": 3}), compiled("v ** 2"), C().m(2))
    exec("global made\nmade = 7")
    print(globals().get("made"), eval("1 + 1"), eval("[i for i in range(3)]"), eval("lambda q: q + x")(1))
    try:
        eval("1 +")
    except SyntaxError as e:
        print(e.msg)
    try:
        eval("nope + 1")
    except NameError as e:
        print(e)
    try:
        exec("raise ValueError('in exec')")
    except ValueError as e:
        print(e)
    print(sorted(k for k in globals() if k in ("C", "x", "main", "local_eval")))
    f = eval("compiled")
    print(f("v + 1"), eval("C")().base, vars(C)["base"], type(vars()).__name__)
    del globals()["made"]


if __name__ == "__main__":
    main()
