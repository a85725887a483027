"""Written: figures as an English text has them, by rules that are written down here anew."""


def number(value, decimals=None):
    """A number as an English text has it."""
    text = f"{value:,.6f}".rstrip("0").rstrip(".") if decimals is None else f"{value:,.{decimals}f}"
    return text.replace("-", "−")


def percent(share):
    return round(round(share * 100, 6))


def ends_words(low, high, *, unit=""):
    """``3`` or ``0–4``; of a total of people the upper end is not reached."""
    return f"{number(low)}{unit}" if low == high else f"{number(low)}–{number(high)}{unit}"


def signed(points):
    return f"+{points}" if points > 0 else number(points)


def shares(band, size):
    """Lowest and highest share of a count in a group, to four places."""
    low = band[0] / size[1] if size[1] else 0.0
    high = min(1.0, band[1] / size[0]) if size[0] else 1.0
    return round(low, 4), round(high, 4)


def difference_words(ends):
    """A difference of shares in whole points, with and without a sign, and each end of a range."""
    points = [percent(end) for end in ends]
    found = {signed(each) for each in points} | {number(abs(each)) for each in points}
    return found | {number(abs(percent(abs(ends[0]))))}


def location_words(kind, ends):
    return total_words(ends) if kind == "total" else {ends_words(*ends)}


def gaps_of(ends):
    """How far the second of two stands above the first, lowest and highest."""
    if len(ends) < 2:
        return []
    first, second = ends
    return [second[0] - first[1], second[1] - first[0]]


def signed_number(value):
    text = number(round(value, 6))
    return f"+{text}" if round(value, 6) > 0 else text


def total_words(ends):
    """A total; of a range the upper end is not reached, and one from nought reads "fewer than"."""
    low, high = ends
    if low == high:
        return {number(low)}
    if low == 0:
        return {number(high), f"fewer than {number(high)}"}
    return {ends_words(low, high - 1)}
