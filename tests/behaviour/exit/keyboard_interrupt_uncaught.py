# krait: stdout-only (where in the loop the signal lands is up to the machine)
import os
import signal


def work() -> None:
    print("working", flush=True)
    try:
        os.kill(os.getpid(), signal.SIGINT)
        while True:
            pass
    finally:
        print("finally", flush=True)


def main() -> None:
    work()


if __name__ == "__main__":
    main()
