NAME = __name__
was_main = False
if __name__ == "__main__":
    was_main = True
