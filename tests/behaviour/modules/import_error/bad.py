print("bad runs")
x = 1
raise RuntimeError("module body failed")
