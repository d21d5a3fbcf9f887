"""A field's rules as the database keeps them, whatever writes."""

from psycopg2 import sql

from layers.catalog.description import FieldDescription, Value


def rule_name(field: str) -> str:
    """The name of the CHECK constraint that holds a field's range and pattern."""
    return f"{field}_rule"


def check_expression(field: FieldDescription) -> sql.Composable | None:
    """What is true of every value that keeps the field's range and pattern; None where it has neither."""
    column = sql.Identifier(field.name)
    parts: list[sql.Composable] = []
    if field.minimum is not None:
        parts.append(sql.SQL("{} >= {}").format(column, literal(field, field.minimum)))
    if field.maximum is not None:
        parts.append(sql.SQL("{} <= {}").format(column, literal(field, field.maximum)))
    if field.pattern:
        parts.append(sql.SQL("{} ~ {}").format(column, sql.Literal(f"^(?:{field.pattern})$")))
    return sql.SQL(" AND ").join(parts) if parts else None


def default_clause(field: FieldDescription) -> sql.Composable:
    """` DEFAULT …`, or nothing."""
    return sql.SQL("") if field.default is None else sql.SQL(" DEFAULT {}").format(literal(field, field.default))


def rule_clause(field: FieldDescription) -> sql.Composable:
    """` CONSTRAINT … CHECK (…)`, or nothing."""
    expression = check_expression(field)
    if expression is None:
        return sql.SQL("")
    return sql.SQL(" CONSTRAINT {} CHECK ({})").format(sql.Identifier(rule_name(field.name)), expression)


def literal(field: FieldDescription, value: Value) -> sql.Composable:
    """The value as a constant of the column's type."""
    return sql.SQL("{}::{}").format(sql.Literal(value), sql.SQL(field.type.column_type))
