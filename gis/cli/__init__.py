"""The command line: `./dothi COMMAND`, one file for each command or group of them.

What a command reports goes to standard output, as JSON with `--json`; everything said on the way goes to standard
error. Exit codes: 0 done, 1 refused with a coded sentence, 2 wrong usage, 130 interrupted.
"""
