# function: skip
def skip(text: str, at: int, stop: str) -> int:
    char = text[at] if at < len(text) else None
    if char == "[" or char == stop:
        return -1
    while text[at] in " \t" or text[at].isdigit():
        at += 1
    return at
