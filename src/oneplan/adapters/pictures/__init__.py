"""Pictures drawn as SVG from data, with a title and a description, no script and no style attribute."""
