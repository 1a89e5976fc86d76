"""Every field of every model says how carefully it is held."""

import pytest
from django.apps import apps

OURS = [model for model in apps.get_models() if model.__module__.startswith("oneplan.records.")]


def test_there_are_models_to_look_at():
    assert len(OURS) > 15


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_field_is_unclassified_and_no_class_is_of_nothing(model):
    fields = {field.name for field in model._meta.concrete_fields}

    assert fields == set(model.SENSITIVITY)
