# options: --python-version 3.13
class Box[T: Bound]:
    def get[U](self, default: U) -> T | U:
        return lambda: T


type Pair[A, *B] = tuple[A, *B]
