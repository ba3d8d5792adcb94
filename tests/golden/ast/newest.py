# options: --python-version 3.14
try: pass
except A, B: pass
t"{x = !s:y}" t"z"
