"""AES with a key of 128 bits in counter mode, byte by byte over lists of ints; the tables are computed."""
from typing import List, Tuple

DEFAULT = 300


def double(x: int) -> int:
    x <<= 1
    return (x ^ 0x11B) & 0xFF if x & 0x100 else x


def multiply(a: int, b: int) -> int:
    """In the field of 256 elements."""
    out = 0
    while b:
        if b & 1:
            out ^= a
        a = double(a)
        b >>= 1
    return out


def substitution() -> List[int]:
    inverse = [0] * 256
    power = [1] * 256  # of the generator 3
    for k in range(1, 256):
        power[k] = multiply(power[k - 1], 3)
    for k in range(255):
        inverse[power[k]] = power[(255 - k) % 255]
    out: List[int] = []
    for x in range(256):
        b = inverse[x]
        y = 0x63
        for turn in range(5):
            y ^= (b << turn | b >> (8 - turn)) & 0xFF
        out.append(y)
    return out


class Cipher:
    def __init__(self, key: List[int]) -> None:
        self.box = substitution()
        self.twice = [double(x) for x in range(256)]
        self.rounds = self.expand(key)

    def expand(self, key: List[int]) -> List[List[int]]:
        words = [key[i : i + 4] for i in range(0, 16, 4)]
        constant = 1
        for i in range(4, 44):
            word = words[i - 1][:]
            if i % 4 == 0:
                word = [self.box[b] for b in word[1:] + word[:1]]
                word[0] ^= constant
                constant = double(constant)
            words.append([a ^ b for a, b in zip(words[i - 4], word)])
        return [words[i] + words[i + 1] + words[i + 2] + words[i + 3] for i in range(0, 44, 4)]

    def encrypt(self, block: List[int]) -> List[int]:
        box = self.box
        state = [b ^ k for b, k in zip(block, self.rounds[0])]
        for number in range(1, 10):
            state = self.mix([box[b] for b in self.shift(state)])
            key = self.rounds[number]
            for i in range(16):
                state[i] ^= key[i]
        return [box[b] ^ k for b, k in zip(self.shift(state), self.rounds[10])]

    def shift(self, s: List[int]) -> List[int]:
        return [s[(i + 4 * (i % 4)) % 16] for i in range(16)]

    def mix(self, s: List[int]) -> List[int]:
        twice = self.twice
        out = [0] * 16
        for i in range(0, 16, 4):
            a, b, c, d = s[i], s[i + 1], s[i + 2], s[i + 3]
            every = a ^ b ^ c ^ d
            out[i] = a ^ every ^ twice[a ^ b]
            out[i + 1] = b ^ every ^ twice[b ^ c]
            out[i + 2] = c ^ every ^ twice[c ^ d]
            out[i + 3] = d ^ every ^ twice[d ^ a]
        return out


class Counter:
    def __init__(self, value: List[int]) -> None:
        self.value = value[:]

    def next(self) -> List[int]:
        out = self.value[:]
        i = 15
        while i >= 0:
            self.value[i] = (self.value[i] + 1) & 0xFF
            if self.value[i]:
                break
            i -= 1
        return out


def crypt(cipher: Cipher, start: List[int], data: List[int]) -> List[int]:
    counter = Counter(start)
    out: List[int] = []
    for i in range(0, len(data), 16):
        pad = cipher.encrypt(counter.next())
        out.extend(b ^ p for b, p in zip(data[i : i + 16], pad))
    return out


def from_hex(text: str) -> List[int]:
    return [int(text[i : i + 2], 16) for i in range(0, len(text), 2)]


def checksum(data: List[int]) -> Tuple[int, int]:
    a, b = 1, 0
    for x in data:
        a = (a + x) % 65521
        b = (b + a) % 65521
    return a, b


def main(n: int) -> object:
    cipher = Cipher(from_hex("2b7e151628aed2a6abf7158809cf4f3c"))
    start = from_hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff")
    plain = from_hex("6bc1bee22e409f96e93d7e117393172a") + [i * 7 % 251 for i in range(16 * n)]
    secret = crypt(cipher, start, plain)
    return "".join(f"{b:02x}" for b in secret[:16]), checksum(secret), crypt(cipher, start, secret) == plain
