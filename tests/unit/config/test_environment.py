import pytest

from oneplan.config.environment import read
from oneplan.core.kernel import Problem


def test_an_installation_without_a_secret_key_does_not_start() -> None:
    with pytest.raises(Problem, match="no secret key") as refused:
        read({})

    assert "ONEPLAN_SECRET_KEY" in refused.value.do


def test_the_demonstration_starts_without_a_secret_key_and_says_it_is_one() -> None:
    environment = read({"ONEPLAN_DEMO": "1"})

    assert environment.is_evaluation
    assert not environment.https


def test_a_real_installation_asks_for_https_unless_told_otherwise() -> None:
    environment = read({"ONEPLAN_SECRET_KEY": "x" * 50})

    assert environment.https
    assert not environment.is_evaluation


def test_the_embedded_database_stands_in_the_home_folder() -> None:
    environment = read({"ONEPLAN_DEMO": "yes", "ONEPLAN_HOME": "/srv/oneplan"})

    assert environment.database_url == "sqlite:////srv/oneplan/oneplan.sqlite3"


def test_lists_of_hosts_and_origins_are_separated_by_commas() -> None:
    environment = read(
        {"ONEPLAN_DEMO": "1", "ONEPLAN_HOSTS": "a.example, b.example,", "ONEPLAN_ORIGINS": "https://a.example"}
    )

    assert environment.allowed_hosts == ("a.example", "b.example")
    assert environment.trusted_origins == ("https://a.example",)


def test_mail_leaves_by_the_server_that_the_installation_names() -> None:
    environment = read({"ONEPLAN_DEMO": "1", "ONEPLAN_MAIL": "smtp+tls://me:p%40ss@mail.example:587"})

    assert environment.mail_server == "smtp+tls://me:p%40ss@mail.example:587"
    assert environment.mail_from == "oneplan@localhost"
