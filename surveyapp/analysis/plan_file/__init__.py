"""Declaration: the plan of what is published, as it is written in ``analysis.yaml``.

`definition` has its keys, `lint` finds what is wrong with it, `resolution` makes the publication.
"""

from surveyapp.analysis.plan_file.definition import PlanDefinition
from surveyapp.analysis.plan_file.resolution import publication_of
from surveyapp.analysis.plan_file.texts import plan_texts, texts_root

__all__ = ["PlanDefinition", "plan_texts", "publication_of", "texts_root"]
