"""The partnership's improvement plan: priorities, sections, areas for improvement, actions, ratings, evidence."""
