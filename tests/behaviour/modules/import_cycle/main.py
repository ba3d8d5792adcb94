"""Two modules that import each other."""
print("main start")
import a  # noqa
import b  # noqa


def main() -> None:
    print(a.ping(3), b.pong(2), a.VALUE, b.VALUE, a.b is b, b.a is a)
    n = a.Node(1)
    print(n.wrap().inner is n, type(n.wrap()).__module__)


if __name__ == "__main__":
    main()
