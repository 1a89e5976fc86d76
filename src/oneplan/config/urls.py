"""Every address of the product: each menu entry brings its own."""

from django.urls import include, path

urlpatterns = [path("", include("oneplan.web.urls"))]
handler400 = "oneplan.web.errors.bad_request"
handler403 = "oneplan.web.errors.not_allowed"
handler404 = "oneplan.web.errors.not_found"
handler500 = "oneplan.web.errors.went_wrong"
