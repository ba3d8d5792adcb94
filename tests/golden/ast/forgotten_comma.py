# options: --python-version 3.11
if x:
    f(a,
      b
      c)
