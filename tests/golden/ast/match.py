# options: --python-version 3.11
match a, *b:
    case 1 | -2.5 | 3 + 4j | "s" "t" | None: pass
    case [x, *_, (y)] | (1,): pass
    case {"k": v, a.b: 1, **rest} if v: pass
    case C(1, x=D()) as whole: pass
    case _: pass
match = case = type = 1
match[case] = type(match)
