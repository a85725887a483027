"""The page of the documentation that prints who may do what, and who may open which address."""

from surveyapp.fieldwork.staff_role import (
    KNOWS_INSTITUTIONS,
    PERMISSIONS,
    SEES_ANSWERS,
    Permission,
    StaffRole,
)

BEGIN = "<!-- written by `make golden` from here on; a test compares -->"
YES, NO = "●", "–"
# What a visitor meets at an address, as the tables print it.
MARKS = {"open": YES, "refused": NO, "sign-in": "sign in", "code": "code"}


def table(header, rows):
    """A table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def permission_table():
    """Role × permission."""
    kinds = ((KNOWS_INSTITUTIONS, "institutions"), (SEES_ANSWERS, "single answers"))
    rows = [
        [
            permission.value,
            *(YES if permission in PERMISSIONS[role] else NO for role in StaffRole),
            ", ".join(words for held, words in kinds if permission in held),
        ]
        for permission in Permission
    ]
    return table(["permission", *(role.value for role in StaffRole), "shows"], rows)


def route_tables(routes, visitors):
    """A heading and a table a blueprint.

    routes: (method, rule, endpoint, whether a code is asked for again, what each visitor meets).
    """
    parts = []
    blueprints = dict.fromkeys(endpoint.partition(".")[0] for _m, _r, endpoint, *_ in routes)
    for blueprint in sorted(blueprints):
        rows = [
            [f"`{method} {rule}`", *(MARKS[met] for met in meets), "yes" if is_confirmed else ""]
            for method, rule, endpoint, is_confirmed, meets in routes
            if endpoint.partition(".")[0] == blueprint
        ]
        parts.append(f"### {blueprint}\n\n{table(['address', *visitors, 'code again'], rows)}")
    return "\n\n".join(parts)


def written(routes, visitors):
    """All that is made, from the mark on."""
    return (
        f"{BEGIN}\n\n## What each role may do\n\n{permission_table()}\n\n"
        "## Who may open which address\n\n"
        f"{YES} open, {NO} refused, *sign in*: led to signing in, *code*: asked for an access code."
        " *code again*: the code of the second factor was typed a short while ago.\n\n"
        f"{route_tables(routes, visitors)}\n"
    )
