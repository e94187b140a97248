"""A target says which script a document is shown in."""

from __future__ import annotations

import pytest

from reader.scripts.script import Script, Written
from reader.scripts.target import Target


@pytest.mark.parametrize("written", [Written.HANT, Written.TW, Written.HK])
def test_where_any_region_will_do_a_traditional_document_keeps_its_own(written: Written) -> None:
    assert Target(Script.HANT, any_region=True).script_for(written) == Script(written.value)
    assert Target(Script.HANT).script_for(written) is Script.HANT


@pytest.mark.parametrize("written", Written)
def test_a_region_is_of_no_account_where_the_target_is_simplified(written: Written) -> None:
    assert Target(Script.HANS, any_region=True).script_for(written) is Script.HANS
