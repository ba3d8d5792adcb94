"""Fields of instances of a class with `__getattr__` come before what its native base is given, whoever gives it."""


class Base:
    count: int = 0

    def __init__(self) -> None:
        Base.count += 1


class Reader(Base):
    def __init__(self) -> None:
        super().__init__()
        self.count += 1  # Base has just got another value, from bytecode: the instance is not one of its own layout

    def __getattr__(self, name: str) -> object:
        return name.upper()


class Mixin:
    pass


class Further(Mixin, Reader):
    pass


def show(what: str, o: Base) -> None:
    print(what, o.count, getattr(o, "cou" + "nt"), object.__getattribute__(o, "count"), vars(o), Base.count)


def main() -> None:
    reader, further = Reader(), Further()
    show("made", reader)
    show("made", further)
    Base()
    show("base made", reader)
    show("base made", further)
    setattr(Base, "cou" + "nt", 70)
    show("set", reader)
    setattr(Base, "cou" + "nt", 80)
    show("set", further)
    exec("Base.count = 90", globals())
    print(reader.count, further.count)
    exec("Base.count = 100", globals())
    reader.count += 1
    further.count += 1
    show("counted", reader)
    show("counted", further)
    print(reader.missing, further.missing)
    del further.count
    print(further.count)
    further.count = 7
    print(further.count)

    class Local(Reader):
        def __getattr__(self, name: str) -> object:
            return 0

    local = Local()
    show("local", local)
    exec("Base.count = 200", globals())
    show("local", local)
    local.count = local.count + 1
    exec("Base.count = 300", globals())
    show("local", local)


if __name__ == "__main__":
    main()
