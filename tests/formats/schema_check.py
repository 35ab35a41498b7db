"""A small checker of JSON Schema: the words that docs/ballots.schema.json uses, and no others."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Schema = Mapping[str, Any]
_KINDS = {"object": dict, "array": list, "string": str, "integer": int}
_KNOWN = {"$schema", "$id", "$defs", "$ref", "title", "description", "type", "const", "enum", "pattern", "minimum",
          "maximum", "minLength", "items", "minItems", "uniqueItems", "properties", "required",
          "additionalProperties"}  # fmt: skip


def schema_faults(value: object, root: Schema) -> list[str]:
    """What is wrong with a document, each with its path; none: it follows the schema."""
    return list(_faults(value, root, "$", root))


def _faults(value: object, schema: Schema, path: str, root: Schema) -> Iterator[str]:
    assert set(schema) <= _KNOWN, set(schema) - _KNOWN
    schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")] if "$ref" in schema else schema
    if not _is_kind(value, _KINDS.get(schema.get("type", ""), object)):
        yield f"{path}: not {schema['type']}"
        return
    if value != schema.get("const", value) or value not in schema.get("enum", [value]):
        yield f"{path}: {value!r} is not allowed"
    if isinstance(value, str):
        if "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{path}: does not match"
        if len(value) < schema.get("minLength", 0):
            yield f"{path}: too short"
    elif isinstance(value, int):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value):
            yield f"{path}: out of bounds"
    elif isinstance(value, list):
        yield from _of_list(value, schema, path, root)
    elif isinstance(value, dict):
        yield from _of_object(value, schema, path, root)


def _is_kind(value: object, kind: type) -> bool:
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _of_list(value: list[object], schema: Schema, path: str, root: Schema) -> Iterator[str]:
    if len(value) < schema.get("minItems", 0):
        yield f"{path}: too few"
    if schema.get("uniqueItems") and len({str(each) for each in value}) < len(value):
        yield f"{path}: not unique"
    for number, each in enumerate(value):
        yield from _faults(each, schema.get("items", {}), f"{path}[{number}]", root)


def _of_object(value: dict[str, object], schema: Schema, path: str, root: Schema) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{path}: {name} is missing"
    for name, each in value.items():
        other = schema.get("additionalProperties", {})
        if name not in properties and other is False:
            yield f"{path}: {name} is unknown"
        else:
            yield from _faults(each, properties.get(name, other), f"{path}.{name}", root)
