"""Attributes that live in an instance's dict at a fixed offset: exceptions, functions, subclasses of builtins; all ways to change it."""


class Failed(Exception):
    level = "class"

    def __init__(self, code):
        self.code = code

    def bump(self):
        self.code = self.code + 1
        return self.code


class Quiet(Failed):
    @property
    def code(self):
        return "property"

    @code.setter
    def code(self, value):
        self.stored = value


class Words(list):
    pass


def read(o):
    return o.code


def write(o, value):
    o.code = value


def attempt(f, *args):
    try:
        return f(*args)
    except AttributeError as e:
        return type(e).__name__, str(e)


def main():
    for make in (Failed, Quiet, Failed):
        e = make(1)
        print(read(e), vars(e), attempt(e.bump) if make is Failed else e.stored)
    e = Failed(2)
    write(e, 3)
    print(read(e), e.__dict__)
    e.__dict__ = {"code": "swapped"}
    print(read(e), vars(e))
    write(e, 4)
    print(vars(e))
    del e.code
    print(attempt(read, e))
    write(e, 5)
    print(read(e), e.level)
    Failed.code = "in the class"
    del e.code
    print(read(e))
    Failed.code = property(lambda self: "now a property")
    print(read(e), attempt(write, e, 1))
    del Failed.code
    print(attempt(read, e))
    words = Words("ab")
    for o in (words, read, Failed(6), words):
        write(o, 7)
        print(read(o), "code" in vars(o))
    del read.code
    print(attempt(read, read), attempt(read, []), attempt(write, [], 1))

    class Watched(dict):
        def __setitem__(self, key, value):
            print("never called", key)

        def __getitem__(self, key):
            return "never called"

    o = Words()
    o.__dict__ = Watched()
    write(o, 8)
    print(read(o), dict.__repr__(o.__dict__))


main()
