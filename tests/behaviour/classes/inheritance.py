from typing import List


class Animal:
    sound = "..."

    def __init__(self, name: str) -> None:
        self.name = name

    def speak(self) -> str:
        return f"{self.name} says {self.sound}"

    def kind(self) -> str:
        return "animal"

    def describe(self) -> str:
        return self.kind() + ":" + self.speak()


class Dog(Animal):
    sound = "woof"

    def kind(self) -> str:
        return "dog"


class Puppy(Dog):
    def __init__(self, name: str, age: int) -> None:
        super().__init__(name + "y")
        self.age = age

    def speak(self) -> str:
        return super().speak().upper() + str(self.age)


class Cat(Animal):
    def __init__(self, name: str) -> None:
        Animal.__init__(self, name)
        self.lives = 9

    def kind(self) -> str:
        return super().kind() + "/cat"


def chorus(xs: List[Animal]) -> List[str]:
    return [x.describe() for x in xs]


def main() -> None:
    zoo: List[Animal] = [Animal("it"), Dog("rex"), Puppy("pup", 1), Cat("tom")]
    for line in chorus(zoo):
        print(line)
    print([isinstance(z, Dog) for z in zoo], [type(z).__name__ for z in zoo])
    print(issubclass(Puppy, Animal), issubclass(Cat, Dog), Puppy.__mro__[1].__name__)
    print([c.__name__ for c in Puppy.__mro__], Puppy.__bases__[0].__name__)
    print([c.__name__ for c in Animal.__subclasses__()])
    p = Puppy("x", 3)
    print(p.name, p.age, Dog.speak(p), Animal.kind(p))
    c = Cat("y")
    print(c.lives, c.describe())
    print(Animal.speak(c), super(Puppy, p).speak())


if __name__ == "__main__":
    main()
