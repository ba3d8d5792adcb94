# options: --python-version 3.11
a + b * -c ** ~d // e @ f
not a and b or c if d else e
a < b <= c is not d not in e
x.y[1:2, ::3](*args, k=v, **kw)
[i for i in a if b if c for j in d]
{k: v async for k, v in z}
{**a, 1: 2}, {*a, 1}
(yield_ := 1)
lambda a, /, b=1, *c, d, e=2, **f: (yield)
