"""A store in; the projects of a place as a planner's list, and one project followed through the years, out."""

from siping_kg.projects.course import follow_project
from siping_kg.projects.listing import PHASES, SORTS, list_projects

__all__ = ["PHASES", "SORTS", "follow_project", "list_projects"]
