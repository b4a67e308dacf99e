"""``python -m pmqa_xlsx``: the command line without an installed script."""

from pmqa_xlsx.cli import main

if __name__ == "__main__":
    main()
