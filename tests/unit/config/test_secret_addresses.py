"""No address that is a key in itself reaches the log."""

import logging

import pytest
from django.conf import settings

from oneplan.config.secret_addresses import WithoutKeys

KEY = "NxtLFMKSfO2WATrkJp3CmKUkmpE"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (f"/reply/{KEY}/", "Bad Request: /reply/.../"),
        (f"/governance/calendar/{KEY}.ics", "Bad Request: /governance/calendar/..."),
        ("/delivery/", "Bad Request: /delivery/"),
    ],
)
def test_a_key_in_an_address_is_left_out_and_any_other_address_stays(address, kept):
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "%s: %s", ("Bad Request", address), None)

    passes = WithoutKeys().filter(record)

    assert passes
    assert record.getMessage() == kept


def test_what_writes_the_log_leaves_keys_out():
    assert settings.LOGGING["handlers"]["console"]["filters"] == ["without_keys"]
