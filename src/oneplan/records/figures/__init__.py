"""Figures as they were computed, published figures to compare them with, and which measures a plan is judged by."""
