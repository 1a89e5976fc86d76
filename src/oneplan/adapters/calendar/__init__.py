"""Meetings in people's own calendars: one secret feed for each person, and invitations by email."""
