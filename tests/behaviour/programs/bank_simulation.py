from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from enum import Enum
from typing import Callable, ClassVar, Dict, Iterator, List, Optional


class Kind(Enum):
    DEPOSIT = "deposit"
    WITHDRAW = "withdraw"
    FEE = "fee"


class BankError(Exception):
    pass


class Insufficient(BankError):
    def __init__(self, need: float, have: float) -> None:
        super().__init__(f"need {need:.2f}, have {have:.2f}")
        self.short = need - have


@dataclass(frozen=True)
class Entry:
    kind: Kind
    amount: float
    note: str = ""


class Account(ABC):
    fee: ClassVar[float] = 0.5
    _next = 1

    def __init__(self, owner: str, balance: float = 0) -> None:
        self.owner = owner
        self._balance = balance
        self.entries: List[Entry] = []
        self.number = Account._next
        Account._next += 1

    @property
    def balance(self) -> float:
        return self._balance

    @abstractmethod
    def limit(self) -> float:
        ...

    def deposit(self, amount: float) -> None:
        if amount <= 0:
            raise BankError(f"bad amount {amount}")
        self._balance += amount
        self.entries.append(Entry(Kind.DEPOSIT, amount))

    def withdraw(self, amount: float) -> None:
        if self._balance - amount < -self.limit():
            raise Insufficient(amount, self._balance)
        self._balance -= amount
        self.entries.append(Entry(Kind.WITHDRAW, amount))
        if self._balance < 0:
            self._balance -= self.fee
            self.entries.append(Entry(Kind.FEE, self.fee, "overdrawn"))

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __lt__(self, o: "Account") -> bool:
        return self._balance < o._balance

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.owner}, {self._balance})"


class Savings(Account):
    def limit(self) -> float:
        return 0

    def interest(self, rate: float) -> None:
        self.deposit(self._balance * rate)


class Checking(Account):
    fee = 2

    def __init__(self, owner: str, balance: float = 0, overdraft: float = 100) -> None:
        super().__init__(owner, balance)
        self.overdraft = overdraft

    def limit(self) -> float:
        return self.overdraft


@dataclass
class Bank:
    accounts: Dict[str, Account] = field(default_factory=dict)
    listeners: List[Callable[[str], None]] = field(default_factory=list)

    def open(self, a: Account) -> Account:
        self.accounts[a.owner] = a
        self.emit(f"open {a.owner}")
        return a

    def emit(self, event: str) -> None:
        for l in self.listeners:
            l(event)

    def transfer(self, src: str, dst: str, amount: float) -> Optional[str]:
        a, b = self.accounts[src], self.accounts[dst]
        try:
            a.withdraw(amount)
        except Insufficient as e:
            self.emit(f"refused {e.short}")
            return str(e)
        else:
            b.deposit(amount)
        finally:
            self.emit("transfer done")
        return None

    def total(self) -> float:
        return sum(a.balance for a in self.accounts.values())


def main() -> None:
    Account._next = 1
    events: List[str] = []
    bank = Bank(listeners=[events.append, lambda e: events.append(e.upper()) if "refused" in e else None])
    s = bank.open(Savings("ann", 100))
    c = bank.open(Checking("bob", 10.5, overdraft=50))
    print(bank.transfer("bob", "ann", 40), bank.transfer("bob", "ann", 40), bank.transfer("ann", "bob", 200))
    assert isinstance(s, Savings)
    s.interest(0.1)
    print(bank.accounts, bank.total(), sorted(bank.accounts.values()), max(s, c).owner, [a.number for a in (s, c)])
    print([(e.kind.value, round(e.amount, 2), e.note) for e in c], events)
    for f in (lambda: s.deposit(-1), lambda: bank.transfer("zed", "ann", 1), lambda: Account("x")):  # type: ignore
        try:
            f()
        except (BankError, KeyError, TypeError) as e:
            print(type(e).__name__, e)


if __name__ == "__main__":
    main()
