# options: --python-version 3.11
if x:
  a
 b
