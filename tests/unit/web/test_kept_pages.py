"""Pages kept in the process."""

from oneplan.web.plan.kept import KeptPages


def test_what_is_kept_is_made_once() -> None:
    made: list[str] = []
    pages: KeptPages[str] = KeptPages()

    for _ in range(3):
        pages.get("key", lambda: made.append("page") or "page")

    assert made == ["page"]


def test_another_key_is_another_page() -> None:
    pages: KeptPages[str] = KeptPages()

    found = [pages.get(key, lambda key=key: f"page {key}") for key in ("a", "b")]

    assert found == ["page a", "page b"]


def test_the_page_not_asked_for_longest_makes_room() -> None:
    pages: KeptPages[str] = KeptPages(room=2)
    for key in ("a", "b", "a", "c"):
        pages.get(key, lambda: "first")

    again = [pages.get(key, lambda: "second") for key in ("a", "c", "b")]

    assert again == ["first", "first", "second"]
