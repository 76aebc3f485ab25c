"""Run the command line: `python -m sopkit`."""

from sopkit.cli import run

if __name__ == "__main__":
    run()
