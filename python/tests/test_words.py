"""Keywords: what is allowed, what is refused and how, and both ways between Python and links."""

import pytest

from quantscope.words import KEYS, OF_DATA, SettingError, link_of, settings_of, words_in, words_of


def test_values_are_written_as_links_write_them() -> None:
    given = {
        "bits": 4,
        "scheme": "symmetric",
        "signed": True,
        "lo": -1,
        "hi": 0.25,
        "levels": [-1, 0, 0.5],
        "hide": ["data"],
    }
    assert words_of(given) == {
        "bits": "4",
        "scheme": "symmetric",
        "signed": "true",
        "lo": "-1.0",
        "hi": "0.25",
        "levels": "-1.0,0.0,0.5",
        "hide": "data",
    }


@pytest.mark.parametrize(
    ("keyword", "value", "allowed"),
    [
        ("bits", 0, "from 1 to 16"),
        ("bits", 17, "from 1 to 16"),
        ("bits", 2.5, "whole number"),
        ("bits", "4", "whole number"),
        ("bits", True, "whole number"),
        ("bits", None, "whole number"),
        ("scheme", "best", "asymmetric"),
        ("scheme", 4, "asymmetric"),
        ("signed", 1, "true"),
        ("granularity", "channel", "row"),
        ("range", "none", "min-max"),
        ("hi", float("nan"), "finite"),
        ("hi", float("inf"), "finite"),
        ("hi", "1", "finite"),
        ("levels", "1,2", "list"),
        ("levels", [1, None], "list"),
        ("levels", 5, "list"),
        ("hide", ["all"], "data"),
        ("group", -1, "from 0"),
        ("theme", "blue", "dark"),
    ],
)
def test_values_that_are_wrong_name_the_keyword_and_what_is_allowed(keyword: str, value: object, allowed: str) -> None:
    with pytest.raises(SettingError) as told:
        words_of({keyword: value})
    assert told.value.keyword == keyword
    assert allowed in told.value.allowed
    assert keyword in str(told.value)
    assert allowed in str(told.value)


@pytest.mark.parametrize(("keyword", "hint"), [("bit", "'bits'"), ("granularty", "'granularity'"), ("colour", "There are")])
def test_keywords_that_do_not_exist_are_refused_with_the_nearest(keyword: str, hint: str) -> None:
    with pytest.raises(SettingError, match=hint):
        words_of({keyword: 1})


@pytest.mark.parametrize("keyword", sorted(OF_DATA))
def test_keywords_of_the_data_are_refused(keyword: str) -> None:
    with pytest.raises(SettingError, match="follows from the tensor"):
        words_of({keyword: "1"})


def test_all_settings_come_back_as_they_were_given() -> None:
    usual = settings_of({})
    assert usual["bits"] == int(KEYS["bits"].default)
    assert usual["signed"] in (True, False)
    assert settings_of(words_of(usual)) == usual


def test_links_are_read_without_their_data() -> None:
    link = "https://example.org/#v=1&data=file&file=w.npy&tensor=w&bits=3&hi=0.5&unknown=1"
    assert words_in(link) == {"bits": "3", "hi": "0.5"}
    assert link_of({"bits": "3", "levels": "0,1"}) == "v=1&bits=3&levels=0%2C1"
