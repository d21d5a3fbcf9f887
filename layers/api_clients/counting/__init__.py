"""How many requests there were: counted in each worker, added up in the database once a second, so that all workers
together keep a limit to 5 %. No request waits for it."""

from layers.api_clients.counting.counters import Standing, Verdict, note_use, take
from layers.api_clients.counting.flushing import begin_in_this_process, flush

__all__ = ["Standing", "Verdict", "begin_in_this_process", "flush", "note_use", "take"]
