# options: --python-version 3.11
if x:
	# c
	y = 0x1F+.5j;z

  
def f(): (1,
2)
