# Slots of a subclass with the names of its base's attributes: two places, of which the subclass's is the attribute.
class Tree:
    def __init__(self, data: str, children: list) -> None:
        self.data = data
        self.children = children

    def show(self):
        return self.data, self.children


class SlottedTree(Tree):
    __slots__ = "data", "children", "rule"

    def __init__(self, data, children):
        self.data = data
        self.children = children
        self.rule = 1


class Slotted2(Tree):
    __slots__ = "data", "extra"


class Plain(SlottedTree):
    pass


def get(t):
    return t.children


def main() -> None:
    for c in Tree, SlottedTree, Slotted2, Plain:
        t = c("a", [1])
        print(c.__name__, t.data, t.children, get(t), t.show(), t.__dict__)
        t.data = "b"
        print(t.show(), t.__dict__)
        del t.children
        try:
            print(t.children)
        except AttributeError as e:
            print(e)
        print(Tree.show(Slotted2("q", [])))
        Tree.__init__(t, "z", [0])
        print(t.show(), get(t), t.__dict__)


if __name__ == "__main__":
    main()
