"""Command-line words in, exit code out: `python -m siping_kg` is `siping-kg`."""

from siping_kg.cli import main

if __name__ == "__main__":
    main()
