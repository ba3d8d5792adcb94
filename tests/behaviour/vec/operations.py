"""vec as Python sees it: every method and slot, for each kind of items, with what goes wrong. Everything here is of unknown type to the compiler but the names."""
import copy, pickle, sys
from typing import Optional
from krait import f64, i64, u8, i32, f32, vec

class C:
    def __init__(self, n): self.n = n
    def __repr__(self): return f"C({self.n})"

def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)

def main():
    for t, items in ((f64, [1.5, 2, 3]), (i64, [5, -1, 7]), (u8, [1, 255, 0]), (bool, [True, False, True]), (str, ["a", "b", "c"]), (C, [C(1), C(2), C(3)]), (Optional[C], [None, C(4), None]), (f32, [0.1, 1e300, 2]), (object, [1, "a", None]), (vec[f64], [vec[f64]([1]), vec[f64](), vec[f64]([2])])):
        V = vec[t]
        print(V.__name__, V.__module__, V.__qualname__, V is vec[t])
        v = V(items)
        print(v, len(v), v[0], v[-1], v[1:], v[::-1], v[::2], list(v), bool(v), bool(V()))
        show(lambda: v[3]); show(lambda: v[-4]); show(lambda: v["a"]); show(lambda: v[10**30]); show(lambda: v[1.5])
        def setit(i, x):
            v[i] = x
            return v
        show(lambda: setit(3, items[0])); show(lambda: setit(0, items[1])); show(lambda: setit(0, "x")); show(lambda: setit(0, 300)); show(lambda: setit(0, 10**30)); show(lambda: setit(0, -1)); show(lambda: setit(0, None)); show(lambda: setit(9, None)); show(lambda: setit(0, (1, "a")))
        show(lambda: setit(slice(1, 2), items)); show(lambda: setit(slice(0, 4, 2), items[:2])); show(lambda: setit(slice(0, 4, 2), items)); show(lambda: setit(slice(0, 0), v)); show(lambda: setit(slice(0, 1), [(1, 2)]))
        def delit(i):
            del v[i]
            return v
        show(lambda: delit(0)); show(lambda: delit(100)); show(lambda: delit(slice(0, 5, 2))); show(lambda: delit(slice(5, 0, -3)))
        v = V(items)
        show(lambda: (v.append(items[0]), v)); show(lambda: v.append((1,))); show(lambda: (v.insert(-1, items[2]), v.insert(100, items[1]), v.insert(-100, items[1]), v))
        show(lambda: (v.pop(), v.pop(0), v.pop(-2), v)); show(lambda: v.pop(10)); show(lambda: V().pop()); show(lambda: v.pop("a")); show(lambda: v.pop(1, 2))
        show(lambda: (v.extend(items), v.extend(v), v.extend(x for x in items), v)); show(lambda: v.extend(5)); show(lambda: v.extend([items[0], (1,)])); print(v)
        show(lambda: (v.remove(items[0]), v)); show(lambda: v.remove("zz")); show(lambda: (v.index(items[1]), v.count(items[1]), v.index(items[1], 3), v.index(items[1], -3))); show(lambda: v.index("q")); show(lambda: v.index())
        show(lambda: (v.reverse(), v, v.copy(), v.copy() == v, v.copy() is v)); show(lambda: hash(v)); show(lambda: v == list(v)); show(lambda: v != v[1:]); show(lambda: v < v)
        show(lambda: (v + v[:1], v[:2] * 2, 2 * v[:2], v[:0] * 5, v * -1)); show(lambda: v + [1]); show(lambda: V.filled(3, items[1])); show(lambda: V.filled(-3, items[1])); show(lambda: V.filled(3, (1,))); show(lambda: V.filled(1))
        def iadd():
            w = v[:1]
            x = w
            w += items
            return w is x, w
        show(iadd)
        show(lambda: (items[0] in v, "zz" in v, items[0] not in v))
        show(lambda: (v.clear(), v)); show(lambda: V(capacity=10)); show(lambda: V(capacity=-1)); show(lambda: V(5)); show(lambda: V([(1,)]));  show(lambda: isinstance(v, V)); show(lambda: isinstance(v, vec)); show(lambda: V[int])
        show(lambda: type("X", (V,), {})); show(lambda: setattr(V, "x", 1)); show(lambda: v.x)
        v = V(items)
        show(lambda: (copy.copy(v), copy.copy(v) == v))
        if t is not C and t != Optional[C]:
            show(lambda: pickle.loads(pickle.dumps(v)) == v); show(lambda: type(pickle.loads(pickle.dumps(v))) is V); show(lambda: copy.deepcopy(v))
        show(lambda: v.sort()); show(lambda: (v.sort(key=str), v, v.sort(key=str, reverse=True), v))
        if t is not bool:
            show(lambda: (memoryview(v).format, memoryview(v).nbytes, bytes(v)[:9], memoryview(v).tolist()))
            def exported():
                with memoryview(v) as m:
                    m[0] = m[1]
                    try:
                        v.append(items[0])
                    except BufferError as e:
                        print("BufferError", e)
                    try:
                        v.pop()
                    except BufferError as e:
                        print("BufferError", e)
                v.append(items[0])
                return v
            show(exported)
        for x in v:
            if len(v) < 8:
                v.append(x)
        print(v)
        for x in v:
            v.pop()
        print(v)
        it = iter(v)
        print(next(it), list(it), list(it))
        print(sum(v) if t in (i64, f64, u8, f32, bool) else None, min(v, key=str), list(reversed(v)), sorted(v, key=str))
    show(lambda: vec()); show(lambda: vec([1])); show(lambda: vec[f64] is vec[float]); show(lambda: vec["C"]); show(lambda: vec[[]])
    w = vec[object](); w.append(w); print(w)
    show(lambda: vec[i64]([1, 2]) == vec[f64]([1, 2])); show(lambda: vec[i64]([1, 2]) == vec[object]([1, 2]))
    show(lambda: vec[f64]([float("nan")]) == vec[f64]([float("nan")])); show(lambda: vec[str | None](["a", None])); show(lambda: vec[list[int]]([[1]])); show(lambda: vec[i64 | None]([1, None])); show(lambda: vec[i64 | None]([1.5]))
    show(lambda: hasattr(vec[f64], "tobytes"))


if __name__ == "__main__":
    main()
