class Vec:
    def __init__(self, *xs: float) -> None:
        if not xs:
            raise ValueError("empty vector")
        self.xs = xs

    def __add__(self, o: "Vec") -> "Vec":
        return Vec(*(a + b for a, b in zip(self.xs, o.xs)))

    def __getitem__(self, i: int) -> float:
        return self.xs[i]

    def __len__(self) -> int:
        return len(self.xs)


def norm(v: Vec) -> float:
    return sum(v[i] ** 2 for i in range(len(v) + 1))


def run() -> None:
    try:
        print(norm(Vec(1, 2) + Vec(3, 4)))
    except IndexError as e:
        print("index", e)
        Vec()


def main() -> None:
    run()


if __name__ == "__main__":
    main()
