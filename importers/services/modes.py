"""What is asked of a load: into a new layer, beside what stands, or more of it; and by which key."""

from collections.abc import Sequence

from gis.errors import InvalidRequest, LayerRefused
from importers.services.cleaning import Cleaning
from importers.services.request import ImportRequest, Mode
from importers.services.understand import Target
from layers.access.rights import Right
from layers.catalog.description import LayerDescription
from layers.features.authority import Writing
from layers.features.services import Absent, Wanted


def mode_of(request: ImportRequest, target: Target) -> Mode:
    """As it was said; else new where the layer isn't there and append where it is.

    A layer that isn't there is made by every mode: all of its features are new then.
    """
    return request.mode or (Mode.NEW if target.new else Mode.APPEND)


def refuse_mode(request: ImportRequest, target: Target) -> None:
    """Raises:
    LayerRefused: E-RUN-05 a new layer is wanted, and it is there. InvalidRequest: E-RUN-07 an option that the mode
        has no use for.
    """
    if request.mode is Mode.NEW and not (target.new or target.made):
        raise LayerRefused("E-RUN-05", layer=request.layer)
    mode = mode_of(request, target)
    both, update = (Mode.UPDATE, Mode.REPLACE), (Mode.UPDATE,)
    for option, said, modes in (
        ("--key", request.key, both), ("--from", request.from_day, both), ("--absent", request.absent, update),
    ):  # fmt: skip
        if said and mode not in modes:
            raise InvalidRequest("E-RUN-07", option=option, mode=mode, modes=", ".join(modes))


def refuse_several(requests: Sequence[ImportRequest]) -> None:
    """Raises InvalidRequest: E-RUN-15 several files, each of which would retire what the others bring."""
    retiring = [one for one in requests if one.mode is Mode.REPLACE or one.absent is Absent.RETIRE]
    if retiring and len(requests) > 1:
        option = "--mode replace" if retiring[0].mode is Mode.REPLACE else "--absent retire"
        raise InvalidRequest("E-RUN-15", option=option, count=len(requests))


def writing_of(request: ImportRequest, target: Target) -> Writing:
    """The layer as who imports may write it. Raises NotAllowed: E-ACCESS-01."""
    if target.new or target.made:
        return Writing.of_made(request.by, target.description)
    return Writing.of(request.by, request.layer, Right.IMPORT)


def wanted_of(request: ImportRequest, target: Target, cleaning: Cleaning) -> Wanted:
    """How the file is laid beside the layer.

    Raises:
        InvalidRequest: E-RUN-06 no key, or one that isn't there, isn't seen by who imports, or isn't in the file;
            E-RUN-14 a scope by a key of one field.
    """
    layer, replaces = target.description, request.mode is Mode.REPLACE
    usable = set(cleaning.plan.mapped.values())
    writing = writing_of(request, target)
    usable &= {one.name for one in writing.known.fields} - set(writing.partial)
    key = tuple(request.key) or _own_key(layer, usable)
    if not set(key) <= usable or not (key or replaces):
        said = ", ".join(key or writing.speaking.key_fields)
        raise InvalidRequest("E-RUN-06", layer=layer.name, key=said, fields=", ".join(sorted(usable)))
    cut = bool(key) and not request.key and len(key) < len(layer.key_fields)
    absent = Absent.RETIRE if replaces else request.absent or Absent.KEEP
    if absent is Absent.RETIRE_IN_SCOPE and len(key) < 2:
        raise InvalidRequest("E-RUN-14", layer=layer.name, key=", ".join(key))
    columns = [name for name in cleaning.spool.schema.names if name not in ("fid", "geometry")]
    return Wanted(key, absent, doubt=not replaces, columns=columns, day=request.from_day, with_commune=cut)


def _own_key(layer: LayerDescription, usable: set[str]) -> tuple[str, ...]:
    """The layer's, as far as the file has it: a cadastral office's file often doesn't say its own commune. Without its
    last field, the most telling one, it is none."""
    found = tuple(name for name in layer.key_fields if name in usable)
    return found if found and found[-1] == layer.key_fields[-1] else ()
