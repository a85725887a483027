"""Sentences: a condition in words."""

from surveyapp.questionnaire.expression.syntax.tree import (
    Call,
    Expression,
    Node,
    Number,
    Operator,
    Reference,
)
from surveyapp.questionnaire.expression.types.claim import (
    Answered,
    Between,
    Called,
    Choice,
    Claim,
    ClaimGroup,
    Compared,
    Open,
    RowChoice,
    claim_of,
)
from surveyapp.questionnaire.expression.types.openness import opened
from surveyapp.questionnaire.expression.words.naming import Names, Naming
from surveyapp.questionnaire.expression.words.phrasing import Phrases

_AT_LEAST_ONE = ((Operator.AT_LEAST, 1), (Operator.MORE, 0))


def sentence(
    expression: Expression, names: Names, phrases: Phrases, this: str | None = None
) -> str:
    """When something is shown: ``only if B2 is “Authority”``.

    What also holds without an answer says so: ``only if B10 is at most 3 or is not answered``.
    phrases: of the language of the names; this: the question that ``.`` means. Raises
    ExpressionError when the expression is not a condition.
    """
    claim = opened(claim_of(expression.root), names.domain)
    return phrases.only_if.format(claim=_say(claim, Naming(names, phrases, this)))


def clause(expression: Expression, names: Names, phrases: Phrases, this: str | None = None) -> str:
    """The condition alone: ``B2 is “Authority”``; else as `sentence`."""
    return _say(claim_of(expression.root), Naming(names, phrases, this))


def _say(claim: Claim, naming: Naming) -> str:
    match claim:
        case ClaimGroup():
            return _group(claim, naming)
        case Choice() | RowChoice():
            return _choice(claim, naming)
        case Compared():
            return _compared(claim, naming)
        case Called():
            return _called(claim, naming)
        case Open():
            return _open(claim, naming)
        case Answered(subject, holds):
            template = naming.phrases.answered[not holds]
            return template.format(question=naming.question(subject))
        case Between(subject, low, high):
            said = naming.year if naming.are_years(subject, low) else naming.amount
            return naming.phrases.between.format(
                subject=naming.subject(subject), low=said(low), high=said(high)
            )


def _group(group: ClaimGroup, naming: Naming) -> str:
    phrases = naming.phrases
    parts = tuple(_part(part, naming) for part in group.parts)
    if not group.needs_all:
        return phrases.or_clauses.join(parts)
    is_long = len(parts) > 2 or any(_is_long(part) for part in group.parts)
    return phrases.and_long_clauses.join(parts) if is_long else phrases.both(parts)


def _part(claim: Claim, naming: Naming) -> str:
    """A group inside a group stands in brackets, so that nobody has to know which binds more."""
    said = _say(claim, naming)
    return f"({said})" if isinstance(claim, ClaimGroup | Open) else said


def _is_long(claim: Claim) -> bool:
    return isinstance(claim, ClaimGroup | RowChoice) or (
        isinstance(claim, Choice) and len(claim.codes) > 1
    )


def _open(claim: Open, naming: Naming) -> str:
    phrases = naming.phrases
    one = phrases.or_reason if claim.by_reason else phrases.or_unanswered
    template = one if len(claim.missing) == 1 else phrases.or_one_unanswered
    return template.format(claim=_say(claim.claim, naming))


def _choice(claim: Choice | RowChoice, naming: Naming) -> str:
    phrases = naming.phrases
    if isinstance(claim, RowChoice):
        return _row_choice(claim, naming)
    codes = naming.codes(claim.subject, claim.codes)
    subject = naming.subject(claim.subject)
    if claim.holds or len(codes) == 1:
        template = (phrases.ticked if claim.is_ticked else phrases.chosen)[not claim.holds]
        return template.format(subject=subject, codes=phrases.either(codes))
    template = phrases.none_ticked if claim.is_ticked else phrases.none_chosen
    return template.format(subject=subject, codes=phrases.nor_items.join(codes))


def _row_choice(claim: RowChoice, naming: Naming) -> str:
    codes = naming.codes(Reference(claim.question), claim.codes)
    rows = tuple(naming.row(claim.question, row) for row in claim.rows)
    return naming.phrases.some_of_rows[not claim.holds].format(
        rows=naming.phrases.both(rows),
        question=naming.names.question(claim.question),
        codes=naming.phrases.either(codes),
    )


def _compared(claim: Compared, naming: Naming) -> str:
    phrases = naming.phrases
    if claim.operator in (Operator.EQUAL, Operator.UNEQUAL) and _is_whole(claim.left, claim.right):
        template = phrases.whole[claim.operator is Operator.UNEQUAL]
        return template.format(subject=naming.subject(claim.left))
    if claim.operator in phrases.dated and naming.are_days(claim.left, claim.right):
        template = phrases.dated[claim.operator]
        return template.format(left=naming.day(claim.left), right=naming.day(claim.right))
    if naming.are_years(claim.left, claim.right):
        template = phrases.compared[claim.operator]
        return template.format(left=naming.year(claim.left), right=naming.year(claim.right))
    return _counted(claim, naming) or phrases.compared[claim.operator].format(
        left=naming.amount(claim.left), right=naming.amount(claim.right)
    )


def _is_whole(left: Node, right: Node) -> bool:
    return isinstance(right, Call) and right.function == "int" and right.arguments == (left,)


def _counted(claim: Compared, naming: Naming) -> str | None:
    """The short ways to say "at least one" and "every row"; None when neither is meant."""
    match claim.left, claim.right:
        case Call("count-answered", grid), Call("count-shown", same) if grid == same:
            is_every = claim.operator in (Operator.EQUAL, Operator.AT_LEAST)
            template = naming.phrases.all_rows_answered if is_every else None
        case Call(function, grid), Number(int(value)):
            is_some = (claim.operator, value) in _AT_LEAST_ONE
            template = naming.phrases.some_counted.get(function) if is_some else None
        case _:
            return None
    return template.format(question=naming.question(grid[0])) if template else None


def _called(claim: Called, naming: Naming) -> str:
    phrases, call = naming.phrases, claim.call
    subject, *rest = call.arguments
    if call.function == "steady":
        return _steady(claim, naming)
    items = phrases.either(naming.codes(subject, tuple(rest)) or ("",))
    return phrases.calls[call.function][not claim.holds].format(
        question=naming.question(subject), subject=naming.subject(subject), items=items
    )


def _steady(claim: Called, naming: Naming) -> str:
    phrases, call = naming.phrases, claim.call
    series = naming.series(call)
    question = naming.question(call.arguments[0])
    if series.within is not None:
        place = phrases.places[series.within.place]
        question = phrases.in_grid.format(line=place, question=question)
    items = phrases.both(tuple(naming.line(call, node) for node in series.lines))
    return phrases.calls[call.function][not claim.holds].format(question=question, items=items)
