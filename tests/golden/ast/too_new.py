# options: --python-version 3.10
x = 1
try: pass
except* E: pass
