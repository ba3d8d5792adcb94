from typing import List


class Account:
    def __init__(self, balance: int) -> None:
        self.balance = balance

    def withdraw(self, n: int) -> int:
        if n > self.balance:
            raise ValueError(f"only {self.balance} left")
        self.balance -= n
        return self.balance

    @property
    def worth(self) -> int:
        return self.withdraw(1000)


class Bank:
    def __init__(self) -> None:
        self.accounts: List[Account] = [Account(5)]

    def total(self) -> int:
        return sum(
            a.worth
            for a in self.accounts
        )


def main() -> None:
    bank = Bank()
    print(bank.total())


if __name__ == "__main__":
    main()
