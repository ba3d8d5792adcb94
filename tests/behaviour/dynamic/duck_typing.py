"""No annotations at all."""
import io


class Duck:
    def speak(self):
        return "quack"

    def __len__(self):
        return 2


class Robot:
    def __init__(self, speak):
        self.speak = speak


def talk(x, times=2):
    return " ".join(x.speak() for _ in range(times))


def add(a, b):
    return a + b


def apply(f, *args, **kw):
    return f(*args, **kw)


def swap(d):
    return {v: k for k, v in d.items()}


def classify(xs):
    out = {}
    for x in xs:
        out.setdefault(type(x).__name__, []).append(x)
    return out


def fib(n):
    a, b = 0, 1
    while n > 0:
        a, b = b, a + b
        n -= 1
    return a


def mean(xs):
    total = 0
    for x in xs:
        total = total + x
    return total / len(xs)


def write(out, *lines):
    for line in lines:
        out.write(line + "\n")
    return out


def search(xs, pred):
    i = 0
    while i < len(xs):
        if pred(xs[i]):
            return i
        i += 1


def main():
    print(talk(Duck()), talk(Robot(lambda: "beep"), 3), len(Duck()))
    print(add(1, 2), add(1.5, 2), add("a", "b"), add([1], [2]), add((1,), ()), add(2 ** 62, 2 ** 62), add(True, 1))
    for pair in ((1, "a"), ([], ()), (None, 1)):
        try:
            add(*pair)
        except TypeError as e:
            print(e)
    print(apply(max, 3, 1), apply(sorted, [2, 1], reverse=True), swap({"a": 1}), classify([1, "a", 2.5, "b", None, 3]), fib(100), mean([1, 2]), mean([1.5]), search([1, 5, 9], lambda v: v > 3), search([], bool))
    print(repr(write(io.StringIO(), "x", "y").getvalue()))
    x = 1
    x = "now a string"
    x = [x]
    print(x)
    for x in (1, "s", None):
        print(x, end=";")
    print()


if __name__ == "__main__":
    main()
