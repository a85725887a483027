"""Coordinator: who answered, and the comparison of the countries."""

from flask import Blueprint

blueprint = Blueprint("coordinator", __name__)
