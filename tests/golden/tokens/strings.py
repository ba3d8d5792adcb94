# options: --python-version 3.12 --positions
u'a' "b" f'c{d!r:>{e}}' rf'\{x = }'
b'\x00' rb'\n'
f'{a['b']:{{}}}' '''x
y'''
