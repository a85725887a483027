"""surveyapp: multilingual questionnaires, confidential answers, an honest comparison.

    questions      WHAT A QUESTION IS       types, cells, columns
    questionnaire  WHAT IS ASKED            wording, routing, checks, versions, simulation
    fieldwork      HOW IT IS ANSWERED       drafts, codes, envelopes, screening
    analysis       WHAT IT SAYS             snapshot, frequencies, the gate, comparison
    reports        WHAT IS SHOWN            rows, sentences, charts
    formats        FILES IN AND OUT
    storage        WHERE IT IS KEPT
    web            BROWSER
    cli            TERMINAL

Imports go only downwards in this list turned over; `docs/architecture.md` has the picture.
"""

__version__ = "0.1.0"
