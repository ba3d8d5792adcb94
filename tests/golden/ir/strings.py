# function: compare
def compare(s: str, t: str, i: int) -> bool:
    if s[i] == t[i + 1] or s[i] != "x":
        return s + t == t
    return ord(s[i]) in (1, 2)
