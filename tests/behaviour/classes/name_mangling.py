class Account:
    __count = 0
    __slots_like__ = "dunder stays"

    def __init__(self, balance: int) -> None:
        self.__balance = balance
        Account.__count += 1

    def __secret(self) -> int:
        return self.__balance * 2

    def reveal(self) -> int:
        return self.__secret() + self.__class__.__count * 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Account) and self.__balance == other.__balance

    def local(self) -> int:
        __x = 5
        return __x + self.__balance

    def closure(self) -> int:
        def inner(__y: int) -> int:
            return __y + self.__balance
        return inner(1)

    @staticmethod
    def __hidden() -> str:
        return "hidden"

    def call_hidden(self) -> str:
        return self.__hidden() + Account.__hidden()

    def has(self) -> bool:
        return hasattr(self, "__balance")


class Savings(Account):
    def __init__(self, balance: int) -> None:
        super().__init__(balance)
        self.__balance = -1

    def own(self) -> int:
        return self.__balance


class _Private:
    def __init__(self) -> None:
        self.__v = 3


def main() -> None:
    a = Account(10)
    print(a.reveal(), a.local(), a.closure(), a.call_hidden(), a.has(), a == Account(10), a == Account(11))
    print(sorted(k for k in vars(a)), a._Account__balance, hasattr(Account, "_Account__count"))  # type: ignore
    s = Savings(7)
    print(s.reveal(), s.own(), sorted(vars(s)))
    print(vars(_Private()), Account.__slots_like__)
    try:
        print(a.__balance)  # type: ignore
    except AttributeError as e:
        print(e)


if __name__ == "__main__":
    main()
