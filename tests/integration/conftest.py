"""What tests on real tables share: folders of their own and people with roles."""

import pytest
from tests.support.people import person


@pytest.fixture(autouse=True)
def own_folders(tmp_path, settings):
    settings.DOCUMENT_ROOT = tmp_path / "documents"
    settings.AUDIT_HEADS = tmp_path / "audit" / "heads.log"


@pytest.fixture
def lead(db):
    return person("transformation-lead", owner_role="SEND Transformation Lead", email="lead@example.org")


@pytest.fixture
def owner(db):
    return person("action-owner", owner_role="SEND Manager", email="owner@example.org")


@pytest.fixture
def analyst(db):
    return person("analyst", email="analyst@example.org")


@pytest.fixture
def public(db):
    return person("public", email="public@example.org")


@pytest.fixture
def admin(db):
    return person("admin", email="admin@example.org")
