"""SPEAKS: the GraphQL contract; no decisions."""

from schema.enums import publish_all

publish_all()  # a type resolves the enums that it names as soon as it is made
