"""What the system says of a file is told in words."""

import errno
import ssl

import pyarrow as pa
import pytest

from surveyapp.plain_file import os_words, text_in


def test_a_library_that_tells_the_number_is_not_repeated():
    number = errno.ENOSPC
    said = f"Error writing bytes to file. Detail: [errno {number}] No space left on device"
    assert os_words(OSError(number, said)) == "No space left on device"
    with pytest.raises(OSError, match="rrno") as refused, pa.OSFile("/nowhere/at/all"):
        pass
    assert os_words(refused.value) == "No such file or directory"


def test_the_system_is_repeated(tmp_path):
    with pytest.raises(OSError, match="rrno") as refused:
        text_in(tmp_path)
    assert os_words(refused.value) == "Is a directory"


def test_what_has_no_number_says_what_it_is():
    assert os_words(OSError("moved away")) == "moved away"
    assert os_words(TimeoutError()) == "TimeoutError"
    assert os_words(ssl.SSLError(1, "wrong version number")) == "wrong version number"
