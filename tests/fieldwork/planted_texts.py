"""Texts with something personal in them, and texts of statistics without; made from a seed."""

import random
from collections.abc import Iterator

from stdnum import iban
from stdnum.no import fodselsnummer
from stdnum.ro import cnp

BEFORE = ("", "CNP ", "fnr. ", "Vi skrev ", "Persoana cu ", "Number: ", "(")
AFTER = ("", ".", ", 2014", " er registrert", " este în evidență", " was noted)", ")")
SPACES = (" ", "\u00a0", "\u202f", "-")


def framed(numbers: Iterator[str], seed: int) -> list[str]:
    """Each number inside some words."""
    chance = random.Random(seed)
    return [chance.choice(BEFORE) + number + chance.choice(AFTER) for number in numbers]


def cnps(count: int, seed: int = 1) -> Iterator[str]:
    """Valid Romanian personal numbers, written together or in groups."""
    chance = random.Random(seed)
    while count:
        birth = (
            f"{chance.randrange(100):02}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
        )
        place = f"{chance.randrange(1, 47):02}{chance.randrange(1000):03}"
        body = chance.choice("12567") + birth + place
        number = body + cnp.calc_check_digit(body)
        if cnp.is_valid(number):
            count -= 1
            yield written(number, (1, 6, 6), chance)


def birth_numbers(count: int, day: int = 0, month: int = 0, seed: int = 2) -> Iterator[str]:
    """Norwegian numbers with right check digits; `day`, `month`: what is added to a birthday."""
    chance = random.Random(seed)
    while count:
        first, second = chance.randrange(1, 29) + day, chance.randrange(1, 13) + month
        body = f"{first:02}{second:02}{chance.randrange(100):02}{chance.randrange(1000):03}"
        tenth = fodselsnummer.calc_check_digit1(body)
        number = body + tenth + fodselsnummer.calc_check_digit2(body + tenth)
        if len(number) == 11:
            count -= 1
            yield written(number, (6, 5), chance)


def ibans(count: int, seed: int = 3) -> Iterator[str]:
    """Romanian and Norwegian account numbers with right check digits."""
    chance = random.Random(seed)
    for _ in range(count):
        digits = "".join(chance.choices("0123456789", k=16))
        bank = chance.choice(("RO00BTRL" + digits, "NO00" + digits[:11]))
        number = bank[:2] + iban.calc_check_digits(bank) + bank[4:]
        yield written(number, (4,) * 6, chance)


def written(number: str, groups: tuple[int, ...], chance: random.Random) -> str:
    """Together, in groups with some separator, or in full-width digits."""
    style = chance.randrange(3)
    if style == 0:
        return number
    if style == 1:
        return "".join(chr(ord(d) + 0xFEE0) if d.isdigit() else d for d in number)
    parts, start = [], 0
    for length in groups:
        parts.append(number[start : start + length])
        start += length
    return chance.choice(SPACES).join(part for part in parts if part)


STATISTICS = (
    "În {y} au fost identificate {a} de victime: {b} femei, {c} bărbați și {d} copii.",
    "In {y}, {a} victims were identified: {b} women, {c} men and {d} children ({p} %).",
    "I {y} ble {a} personer identifisert, hvorav {b} kvinner, {c} menn og {d} barn ({p} %).",
    "{y} {a} {b} {c} {d} {e} {a} {c} {b}",
    "{y}: {a}; {b}; {c}; {d}. {z}: {e}; {d}; {c}; {b}. Total {a} / {b} / {c}.",
    "Bugetul a fost de {e} {d} 000 lei în {y} și {m} lei în {z}.",
    "Budsjettet var {m} kroner i {y}, {e} {d} 000 kroner i {z}.",
    "La 31.12.{y} erau {c} de locuri în {d} adăposturi, ocupate în proporție de {p} %.",
    "Per 31. desember {y} var det {c} plasser på {d} krisesentre, {p} prosent i bruk.",
    "Legea nr. {b}/{y} privind combaterea traficului de persoane, art. {c} alin. ({d}).",
    "Lov av 15. mai 2008 nr. 35 § 60b, rundskriv G-{c}/{y}, {b} vedtak i {z}.",
    "Directive {y}/36/EU of 5 April {y}, article {c}({d}), was applied in {b} cases.",
    "The share rose from {p} % in {y} to {q} % in {z} (n = {a}; {b} missing).",
    "Italia {a}, Spania {b}, Germania {c}, Norvegia {d}, România {e}.",
    "Ventetid: {c} dager i {y}, {d} dager i {z}; median {p}, kvartiler {q} og {c}.",
    "DGASPC, ANITP și {c} ONG-uri au asistat {a} de persoane născute în afara țării.",
    "Barn født i Norge: {c}; personer født i utlandet: {a}; ukjent: {d}.",
    "The national helpline 116 006 received {a} calls, {b} of them in {y}/{z}.",
    "Numărul de dosare: {a}; inculpați: {b}; condamnări definitive: {c} ({p} %).",
    "Antall saker: {a}, tiltalte: {b}, domfelte: {c}, frifunnet: {d} ({y}-{z}).",
)


def clean_sentences(count: int, seed: int = 4) -> list[str]:
    """Sentences and rows as reports of statistics have them, with random figures."""
    chance = random.Random(seed)
    return [sentence.format(**figures(chance)) for sentence in chance.choices(STATISTICS, k=count)]


def figures(chance: random.Random) -> dict[str, str]:
    """Counts as the three languages write them, years, percentages and an amount."""
    counts = {name: chance.randrange(10 ** chance.randrange(1, 6)) for name in "abcde"}
    style = chance.choice(("{}", "{:,}"))
    between = chance.choice((",", ".", " ", "\u00a0"))
    return {
        **{name: style.format(count).replace(",", between) for name, count in counts.items()},
        "y": str(chance.randrange(2008, 2016)),
        "z": str(chance.randrange(2008, 2016)),
        "p": f"{chance.uniform(0, 100):.1f}",
        "q": f"{chance.uniform(0, 100):.2f}".replace(".", ","),
        "m": str(chance.randrange(10, 9999) * 10_000),
    }
