"""Every page, by menu entry. A folder without addresses simply is not there yet."""

from django.urls import URLPattern, URLResolver, include, path

from oneplan.web.ui.menu import installed

urlpatterns: list[URLPattern | URLResolver] = [path("", include(module)) for module in installed()]
