"""vars() of an instance, copied and pickled, is a dict."""
import copy, pickle
class A:
    def __init__(self, x: int) -> None:
        self.x = x
        self.y = "s"
def main() -> None:
    a = A(3)
    d = a.__dict__
    for p in range(pickle.HIGHEST_PROTOCOL + 1):
        e = pickle.loads(pickle.dumps(d, p))
        print(type(e) is dict, e, pickle.loads(pickle.dumps([d, d], p)))
    c = copy.copy(vars(a)); c["x"] = 5
    f = copy.deepcopy(vars(a)); f["y"] = 1
    print(a.x, a.y, c, f, type(c) is dict, type(f) is dict)
    print(copy.copy(A.__dict__.get("z")), type(copy.deepcopy({"k": vars(a)})["k"]) is dict)
if __name__ == "__main__":
    main()
