# options: --python-version 3.13
from . import a as b, c
from ...x.y import *
import a.b as c, d
global g
x = y = z, *w = 1
x: int = 3
(x): int
x.y += 1; del a, (b, [c]), d[0]
@deco
async def f(a: int, *b: *Ts, c=1) -> None:
    async with a as b, c: await d
    async for x in y: pass
    else: return
class C[T: int = str, *Ts, **P](B, metaclass=M): pass
type A[T] = list[T]
try: raise E from c
except* (A, B) as e: pass
else: pass
finally: assert a, b
with (open(a) as b, c,): pass
while 1: break
