"""Response rates as the survey trade defines them, so that they mean the same in every report.

Reports print response rate 2; fieldwork prints it and the rate of cooperation 2 while it goes on.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dispositions:
    """What became of everybody who was asked, in institutions (AAPOR's letters in brackets).

    complete (I), partial (P), refusal (R), noncontact (NC), other eligible ones (O);
    unknown (UH) and unknown_other (UO): nobody knows whether they belong to the population.
    eligible_part (e): part of the unknown that is taken to belong to it, 0 to 1.
    """

    complete: int
    partial: int = 0
    refusal: int = 0
    noncontact: int = 0
    other: int = 0
    unknown: int = 0
    unknown_other: int = 0
    eligible_part: float = 1.0

    @property
    def n_answered(self) -> int:
        """Complete and partial ones."""
        return self.complete + self.partial

    @property
    def n_reached(self) -> int:
        """Those that somebody spoke to."""
        return self.n_answered + self.refusal + self.other

    @property
    def n_eligible(self) -> int:
        """Those that are known to belong to the population."""
        return self.n_reached + self.noncontact

    @property
    def n_unknown(self) -> int:
        """Those of which nobody knows whether they do."""
        return self.unknown + self.unknown_other

    @property
    def n_estimated(self) -> float:
        """Those that belong to the population, as far as can be told."""
        return self.n_eligible + self.eligible_part * self.n_unknown


def response_rates(asked: Dispositions) -> dict[str, float | None]:
    """RR1 to RR6: part of the eligible that answered, 0 to 1; None where nobody was eligible.

    Odd ones count complete questionnaires, even ones partial ones too. The unknown count as
    eligible in 1 and 2, in part in 3 and 4, not at all in 5 and 6.
    Source: AAPOR (2023), Standard Definitions, 10th edition, response rates.
    """
    everybody = asked.n_eligible + asked.n_unknown
    return {
        "RR1": _part(asked.complete, everybody),
        "RR2": _part(asked.n_answered, everybody),
        "RR3": _part(asked.complete, asked.n_estimated),
        "RR4": _part(asked.n_answered, asked.n_estimated),
        "RR5": _part(asked.complete, asked.n_eligible),
        "RR6": _part(asked.n_answered, asked.n_eligible),
    }


def rate_of_counts(n_answered: int, n_asked: int) -> float | None:
    """Response rate 2, 0 to 1, where two counts are all that is known; None where nobody was asked.

    Every response that was sent counts, so one with a partial answer at least, and everybody who
    was asked is taken as eligible.
    """
    asked = Dispositions(complete=0, partial=n_answered, noncontact=n_asked - n_answered)
    return response_rates(asked)["RR2"]


def cooperation_rates(asked: Dispositions) -> dict[str, float | None]:
    """COOP1 to COOP4: part of those reached that answered, 0 to 1; None where nobody was reached.

    Odd ones count complete questionnaires, even ones partial ones too. Others that could not take
    part count as reached in 1 and 2 alone.
    Source: AAPOR (2023), Standard Definitions, 10th edition, cooperation rates.
    """
    able = asked.n_answered + asked.refusal
    return {
        "COOP1": _part(asked.complete, asked.n_reached),
        "COOP2": _part(asked.n_answered, asked.n_reached),
        "COOP3": _part(asked.complete, able),
        "COOP4": _part(asked.n_answered, able),
    }


def refusal_rates(asked: Dispositions) -> dict[str, float | None]:
    """REF1 to REF3: part of the eligible that refused, 0 to 1; None where nobody was eligible.

    The unknown count as eligible in 1, in part in 2, not at all in 3.
    Source: AAPOR (2023), Standard Definitions, 10th edition, refusal rates.
    """
    return {
        "REF1": _part(asked.refusal, asked.n_eligible + asked.n_unknown),
        "REF2": _part(asked.refusal, asked.n_estimated),
        "REF3": _part(asked.refusal, asked.n_eligible),
    }


def contact_rates(asked: Dispositions) -> dict[str, float | None]:
    """CON1 to CON3: part of the eligible that was reached, 0 to 1; None where nobody was eligible.

    The unknown count as eligible in 1, in part in 2, not at all in 3.
    Source: AAPOR (2023), Standard Definitions, 10th edition, contact rates.
    """
    return {
        "CON1": _part(asked.n_reached, asked.n_eligible + asked.n_unknown),
        "CON2": _part(asked.n_reached, asked.n_estimated),
        "CON3": _part(asked.n_reached, asked.n_eligible),
    }


def _part(count: int, base: float) -> float | None:
    return count / base if base else None
