"""Besides: figures that may stand anywhere, those of the response and those of the rules."""

from tests.surfaces.written import number, percent


def of_responses(made, form):
    """How many were asked and answered in every group, and the rate; stands beside everything."""
    found = set()
    compared = next(each for each in made.table.columns if each.column.name == form.compare_by)
    population = made.publication.population
    for name, group in compared.groups.items():
        by_class = population[name[0][1]]
        asked = sum(by_class.values()) if len(name) == 1 else by_class[name[1][1]]
        found |= {number(asked), number(group.n_asked), f"{percent(group.n_asked / asked)}%"}
    return found


def of_rules(made):
    """Numbers that the words about protection name."""
    rules = made.table.rules
    told = {rules.k, rules.smallest_sensitive, rules.quartiles_from, rules.people_step, 1, 4}
    shares_told = {rules.dominance, rules.second_guess}
    examples = {"0–4", "10–14"}
    return {number(n) for n in told} | {f"{percent(n)}%" for n in shares_told} | examples
