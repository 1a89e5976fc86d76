"""One Plan: the open system that runs a local area's SEND and alternative provision partnership."""
