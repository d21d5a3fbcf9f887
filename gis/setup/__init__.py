"""What `./dothi` makes ready before the command line can run.

Standard library only: this runs on the machine's own Python, before the virtual environment exists. Every step
says what it does and how long it took; one whose result is already there is skipped without a word.
"""
