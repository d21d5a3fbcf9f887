"""The shape of the tables behind a layer, as SQL derived from its description.

`feature.<layer>` holds rows as recorded now, `<layer>_history` the superseded ones, `<layer>_draft` those of open
changesets. The three keep their common columns in the same order (history and draft put their own first), so that
the triggers can copy whole rows and a new field is appended to all three alike.
"""

from collections.abc import Iterator

from psycopg2 import sql

from layers.catalog.description import FieldDescription, LayerDescription
from layers.features.constraints import default_clause, rule_clause

SCHEMA = "feature"
ADMINISTRATION = "administration"
"""The theme of administrative units, which themselves lie in no commune."""


def table(name: str) -> sql.Identifier:
    """The published table of a layer."""
    return sql.Identifier(SCHEMA, name)


def history_table(name: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, f"{name}_history")


def draft_table(name: str) -> sql.Identifier:
    return sql.Identifier(SCHEMA, f"{name}_draft")


def tables_of(name: str) -> tuple[sql.Identifier, sql.Identifier, sql.Identifier]:
    """All three."""
    return table(name), history_table(name), draft_table(name)


def sequence(name: str) -> sql.Identifier:
    """Where the layer's public ids come from."""
    return sql.Identifier(SCHEMA, f"{name}_public_id_seq")


def create_tables(description: LayerDescription) -> Iterator[sql.Composable]:
    """The statements that make the three tables, without what is cheaper to make after a bulk load."""
    name = description.name
    yield sql.SQL("CREATE SEQUENCE {} AS bigint").format(sequence(name))
    yield sql.SQL("CREATE TABLE {} ({})").format(
        table(name), sql.SQL(", ").join([*_system_columns(description, published=True), *_field_columns(description)])
    )
    yield sql.SQL("ALTER SEQUENCE {} OWNED BY {}.public_id").format(sequence(name), table(name))
    yield sql.SQL("CREATE TABLE {} (recorded_to timestamptz NOT NULL, operation char(1) NOT NULL, {})").format(
        history_table(name), _copied_columns(description)
    )
    yield sql.SQL("CREATE TABLE {} (changeset uuid NOT NULL, operation char(1) NOT NULL, {})").format(
        draft_table(name), _copied_columns(description)
    )


def create_indexes(description: LayerDescription) -> Iterator[sql.Composable]:
    """Keys, the exclusion of overlapping validity, and spatial indexes: made after a first bulk load."""
    name = description.name
    yield sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (public_id, valid_from)").format(table(name))
    yield sql.SQL(
        "ALTER TABLE {} ADD CONSTRAINT {} EXCLUDE USING gist"
        " (public_id WITH =, daterange(valid_from, valid_to) WITH &&)"
        " WHERE (valid_from > '-infinity' OR valid_to IS NOT NULL)"
    ).format(table(name), sql.Identifier(f"{name}_validity"))
    yield sql.SQL("CREATE INDEX ON {} (public_id) WHERE valid_from > '-infinity' OR valid_to IS NOT NULL").format(
        table(name)
    )
    yield sql.SQL("CREATE INDEX ON {} USING gist (geom)").format(table(name))
    yield from create_key(description)
    yield sql.SQL("SELECT search.index_layer({})").format(sql.Literal(name))
    yield sql.SQL("CREATE INDEX ON {} (public_id, recorded_from)").format(history_table(name))
    yield sql.SQL("CREATE INDEX ON {} USING gist (geom)").format(history_table(name))
    yield sql.SQL("ALTER TABLE {} ADD PRIMARY KEY (changeset, public_id, valid_from)").format(draft_table(name))
    yield sql.SQL("CREATE INDEX ON {} USING gist (geom)").format(draft_table(name))


def create_key(description: LayerDescription, named: sql.Identifier | None = None) -> Iterator[sql.Composable]:
    """The index that keeps the key unique, or by which features are found."""
    index, on = named or sql.Identifier(key_index(description.name)), table(description.name)
    if description.key_is_unique:
        key = sql.SQL(", ").join(map(sql.Identifier, [*description.key_fields, "valid_from"]))
        yield sql.SQL("CREATE UNIQUE INDEX {} ON {} ({})").format(index, on, key)
    elif description.key_fields:  # people look a feature up by the key's most telling parts: parcel, then sheet
        telling = sql.SQL(", ").join(map(sql.Identifier, list(reversed(description.key_fields))[:2]))
        yield sql.SQL("CREATE INDEX {} ON {} ({})").format(index, on, telling)


def key_index(name: str) -> str:
    """The name of that index."""
    return f"{name}_key_idx"


def create_triggers(description: LayerDescription) -> Iterator[sql.Composable]:
    """What keeps history, the change log and today's commune whatever writes: the product, raw SQL or a bulk load."""
    on = table(description.name)
    yield sql.SQL(
        "CREATE TRIGGER a_next_version BEFORE UPDATE ON {} FOR EACH ROW EXECUTE FUNCTION feature.next_version()"
    ).format(on)
    if description.theme != ADMINISTRATION:
        for name in (description.name, f"{description.name}_draft"):
            yield sql.SQL("SELECT feature.keep_communes({}::regclass)").format(sql.Literal(f"{SCHEMA}.{name}"))
    for event in ("INSERT", "UPDATE"):
        yield sql.SQL(
            "CREATE TRIGGER {} AFTER {} ON {} REFERENCING NEW TABLE AS new_rows"
            " FOR EACH STATEMENT EXECUTE FUNCTION feature.refuse_overlapping_validity()"
        ).format(sql.Identifier(f"check_validity_on_{event.lower()}"), sql.SQL(event), on)
    for event, transition in (
        ("INSERT", "NEW TABLE AS new_rows"),
        ("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
        ("DELETE", "OLD TABLE AS old_rows"),
    ):
        yield sql.SQL(
            "CREATE TRIGGER {} AFTER {} ON {} REFERENCING {} FOR EACH STATEMENT EXECUTE FUNCTION feature.keep_history()"
        ).format(sql.Identifier(f"keep_history_on_{event.lower()}"), sql.SQL(event), on, sql.SQL(transition))
    yield sql.SQL(
        "CREATE TRIGGER no_truncate BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION feature.refuse_truncate()"
    ).format(on)


def drop_tables(name: str) -> Iterator[sql.Composable]:
    for identifier in (draft_table(name), history_table(name), table(name)):
        yield sql.SQL("DROP TABLE {}").format(identifier)


def _system_columns(description: LayerDescription, *, published: bool) -> list[sql.Composable]:
    geometry = sql.SQL("geom geometry({}, {}) NOT NULL").format(
        sql.SQL(description.geometry_kind.postgis_type), sql.SQL(str(description.storage.srid))
    )
    public_id: sql.Composable = sql.SQL("public_id bigint NOT NULL")
    if published:
        public_id += sql.SQL(" DEFAULT nextval({}::regclass)").format(
            sql.Literal(f"{SCHEMA}.{description.name}_public_id_seq")
        )
    return [
        public_id,
        sql.SQL("valid_from date NOT NULL DEFAULT '-infinity'"),
        sql.SQL("valid_to date CHECK (valid_to > valid_from)" if published else "valid_to date"),
        sql.SQL("version integer NOT NULL DEFAULT 1"),
        sql.SQL("recorded_from timestamptz NOT NULL DEFAULT now()"),
        sql.SQL("import_run bigint"),
        sql.SQL("commune_code text"),
        sql.SQL("extra jsonb"),
        geometry,
    ]


def _field_columns(description: LayerDescription, *, published: bool = True) -> list[sql.Composable]:
    return [_field_column(field, published) for field in description.fields]


def _field_column(field: FieldDescription, published: bool) -> sql.Composable:
    column = sql.SQL("{} {}").format(sql.Identifier(field.name), sql.SQL(field.type.column_type))
    if not published:
        return column
    return column + default_clause(field) + sql.SQL(" NOT NULL" if field.required else "") + rule_clause(field)


def _copied_columns(description: LayerDescription) -> sql.Composable:
    columns = [*_system_columns(description, published=False), *_field_columns(description, published=False)]
    return sql.SQL(", ").join(columns)
