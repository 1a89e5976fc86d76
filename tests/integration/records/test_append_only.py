"""Events, audit entries and seals are added and never touched again, whoever asks the database."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.support.plans import imported_plan

from oneplan.records.audit.sealing import seal

TABLES = ["improvement_actionevent", "audit_auditentry", "audit_auditseal"]
KEYS = {"audit_auditseal": "sequence"}


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE {table} SET {key} = {key}", "DELETE FROM {table}"])
def test_the_database_refuses_to_change_or_remove_a_row(lead, table, statement):
    imported_plan(lead)
    seal()

    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=table, key=KEYS.get(table, "id")))


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL empties whole tables")
def test_the_database_refuses_to_empty_a_table_that_holds_rows(lead, table):
    imported_plan(lead)
    seal()

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or the rows just written would stand in the way

    with (
        pytest.raises(DatabaseError, match="never changed or removed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
def test_a_role_cannot_end_before_it_starts_even_by_raw_statement(lead):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_roleheld SET last_day = '2019-01-01' WHERE first_day = '2020-01-01'")


@pytest.mark.django_db
def test_due_days_stay_in_order_even_by_raw_statement(lead):
    imported_plan(lead)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE improvement_action SET due_on = '2020-01-01'")
