"""Bodies and their members, meetings with papers, minutes and decisions, questions between bodies, reports due."""
