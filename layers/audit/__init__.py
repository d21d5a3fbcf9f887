"""Who did what, when, from where and why: events that are only ever added.

The lowest app: everything above may record, and nothing here knows of accounts or layers. An actor is kept as an id and
a name, as they were then.
"""
