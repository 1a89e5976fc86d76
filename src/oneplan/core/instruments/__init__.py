"""Questions, criteria, scores and bands: audits, checklists, screening tools, self-evaluations."""
