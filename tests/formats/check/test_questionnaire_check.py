"""Which files a check looks at, and where it says that problems are."""

import pytest

from surveyapp.formats.check.checked_files import NothingToCheck
from surveyapp.formats.check.questionnaire_check import check
from tests.formats.broken import CATALOGUE, CATALOGUE_OF_LISTS, CODE_LIST, QUESTIONNAIRE, break_in

UNUSED = "list: unused\ntitle: Unused\ncodes: [{code: dk, label: A}]\n"


def found_in(*paths):
    return [(p.file.rsplit("/", 1)[-1], p.line, p.code) for p in check(paths).problems]


def test_a_directory_brings_questionnaires_and_all_lists(sound):
    report = check([sound / "questionnaires"])
    assert (report.n_questionnaires, report.n_code_lists) == (1, 2)


def test_a_questionnaire_brings_the_lists_that_it_uses(sound):
    (sound / "questionnaires/code_lists/unused.yaml").write_text(UNUSED)
    break_in(sound, (CODE_LIST, "code: bad", "code: nd"))
    codes = [code for _, _, code in found_in(sound / "questionnaires/sound")]
    assert codes.count("reserved-code") == 1


def test_a_file_is_looked_at_once_however_often_it_is_named(sound):
    report = check([sound / "questionnaires", sound / QUESTIONNAIRE, sound / CODE_LIST])
    assert (report.n_questionnaires, report.n_code_lists) == (1, 2)


def test_a_directory_without_questionnaires_is_refused(tmp_path):
    with pytest.raises(NothingToCheck):
        check([tmp_path])


def test_a_problem_in_a_text_that_is_quoted_stands_at_its_character(sound):
    break_in(sound, (QUESTIONNAIRE, "\"${agrees} = 'yes'\"", "\"${agrees} = 'yess'\""))
    (found,) = check([sound / QUESTIONNAIRE]).problems
    line = (sound / QUESTIONNAIRE).read_text().splitlines()[found.line - 1]
    assert line[found.column - 1 :].startswith("'yess'")


def test_a_problem_in_a_text_that_is_folded_stands_at_its_character(sound):
    folded = ">-\n              ${agrees}\n              = 'yess'"
    break_in(sound, (QUESTIONNAIRE, "\"${agrees} = 'yes'\"", folded))
    (found,) = check([sound / QUESTIONNAIRE]).problems
    line = (sound / QUESTIONNAIRE).read_text().splitlines()[found.line - 1]
    assert line[found.column - 1 :].startswith("'yess'")


def test_a_list_that_cannot_be_read_is_not_called_unknown(sound):
    break_in(sound, (CODE_LIST, "title:", "titel:"))
    assert {code for _, _, code in found_in(sound / "questionnaires")} == {
        "missing-key",
        "unknown-key",
    }


def test_a_catalogue_that_is_not_there_is_one_problem(sound):
    (sound / CATALOGUE).unlink()
    assert found_in(sound / "questionnaires") == [("sound.po", 1, "translation-missing")]


def test_a_catalogue_that_cannot_be_read_is_one_problem(sound):
    break_in(sound, (CATALOGUE, 'msgid "Short"', 'msgid "Short'))
    assert [code for _, _, code in found_in(sound / "questionnaires")] == ["po-syntax"]


def test_a_label_of_a_list_that_is_gone_is_obsolete(sound):
    lost = 'msgctxt "code_lists.gone.a"\nmsgid "A"\nmsgstr "A"\n\nmsgctxt "code_lists.answer.good"'
    break_in(sound, (CATALOGUE_OF_LISTS, 'msgctxt "code_lists.answer.good"', lost))
    found = [code for _, _, code in found_in(sound / "questionnaires")]
    assert found == ["translation-obsolete"]


def test_a_questionnaire_lies_in_a_folder_of_its_name(sound):
    break_in(sound, (QUESTIONNAIRE, "questionnaire: sound", "questionnaire: other"))
    assert ("questionnaire.yaml", 1, "other-name") in found_in(sound / "questionnaires")


@pytest.mark.parametrize("name", ["code_lists", "messages", "gallery"])
def test_a_questionnaire_is_not_called_like_what_lies_beside_it(name, sound):
    break_in(sound, (QUESTIONNAIRE, "questionnaire: sound", f"questionnaire: {name}"))
    assert ("questionnaire.yaml", 1, "reserved-name") in found_in(sound / "questionnaires/sound")


def test_a_questionnaire_is_not_called_like_a_catalogue_of_another(sound):
    other = sound / "questionnaires/sound_analysis/questionnaire.yaml"
    other.parent.mkdir()
    text = (sound / QUESTIONNAIRE).read_text()
    other.write_text(text.replace("questionnaire: sound", "questionnaire: sound_analysis"))
    assert ("questionnaire.yaml", 1, "reserved-name") in found_in(other)


def test_a_reason_without_words_is_told_once(sound):
    break_in(sound, (QUESTIONNAIRE, "minutes: {full: 3}", "missing: [dk, na]"))
    break_in(sound, (QUESTIONNAIRE, "            max_choices: 2\n", "            missing: [na]\n"))
    found = [code for _, _, code in found_in(sound / "questionnaires")]
    assert found == ["reason-without-words"]


def test_a_set_without_a_list_of_reasons_has_the_words_that_ship(sound):
    """Its own list takes their place, and must have words for an empty answer."""
    (sound / "questionnaires/code_lists/missing.yaml").unlink()
    codes = {code for _file, _line, code in found_in(sound / QUESTIONNAIRE)}
    assert "reason-without-words" not in codes


def test_a_folder_that_is_a_link_is_checked_as_it_is_shown_and_served(sound, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    (sound / "questionnaires/sound").rename(elsewhere)
    (sound / "questionnaires/sound").symlink_to(elsewhere)
    report = check([sound / "questionnaires"])
    assert (report.n_questionnaires, report.problems) == (1, ())
    break_in(sound, (QUESTIONNAIRE, "label: What else?", "lable: What else?"))
    found = check([sound / "questionnaires"]).problems
    assert {problem.file for problem in found} == {str(sound / QUESTIONNAIRE)}


def test_a_link_with_another_name_holds_a_questionnaire_of_another_name(sound):
    (sound / "questionnaires/second").symlink_to(sound / "questionnaires/sound")
    assert found_in(sound / "questionnaires") == [("questionnaire.yaml", 1, "other-name")]


def test_a_link_to_a_folder_around_it_is_followed_once(sound):
    (sound / "questionnaires/sound/again").symlink_to(sound / "questionnaires")
    assert found_in(sound / "questionnaires") == []


def test_a_list_that_nothing_uses_is_only_warned_of(sound):
    (sound / "questionnaires/code_lists/unused.yaml").write_text(UNUSED)
    found = {p.code: p.severity for p in check([sound / "questionnaires"]).problems}
    assert found["unused-list"] == "warning"


def test_no_list_counts_as_unused_where_one_questionnaire_alone_is_checked(sound):
    (sound / "questionnaires/code_lists/unused.yaml").write_text(UNUSED)
    assert found_in(sound / "questionnaires/sound") == []


def test_a_parameter_is_used_where_the_plan_has_its_placeholder(sound):
    break_in(
        sound, (QUESTIONNAIRE, 'parameters: {year: "2014"}', 'parameters: {year: "2014", of: x}')
    )
    assert ("questionnaire.yaml", 8, "unused-parameter") in found_in(sound / QUESTIONNAIRE)
    (sound / "questionnaires/sound/note.md").write_text("As said by {of}.")
    assert found_in(sound / QUESTIONNAIRE) == []


def test_a_comma_in_a_text_in_braces_is_told_to_need_quotes(sound):
    break_in(sound, (QUESTIONNAIRE, "core: {label: Short}", "core: {label: Yes, always}"))
    (found,) = check([sound / QUESTIONNAIRE]).problems
    assert (found.code, found.mend) == (
        "unknown-key",
        'a comma ends a text; put the text in quotes: "…, always"',
    )


def test_a_file_elsewhere_may_have_any_name(sound):
    copy = sound / "questionnaires/draft.yaml"
    copy.write_text((sound / QUESTIONNAIRE).read_text())
    assert found_in(copy) == []


def test_a_folder_that_is_not_there_says_how_to_begin(tmp_path):
    with pytest.raises(NothingToCheck, match="surveyapp new NAME"):
        check([tmp_path / "questionnaires"])


def test_unreviewed_translations_are_counted_over_all_that_is_shown(sound):
    marked = '# unreviewed\nmsgctxt "{}"'
    for file, path in ((CATALOGUE, "sound.title"), (CATALOGUE, "sound.purpose")):
        break_in(sound, (file, f'msgctxt "{path}"', marked.format(path)))
    label = "code_lists.answer.good"
    break_in(sound, (CATALOGUE_OF_LISTS, f'msgctxt "{label}"', marked.format(label)))
    (found,) = check([sound / "questionnaires"]).problems
    assert found.message == "nobody has reviewed 3 translations into ro"
