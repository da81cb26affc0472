"""``python -m saksdoc`` is the command line."""

from saksdoc.cli import main

if __name__ == "__main__":
    main()
