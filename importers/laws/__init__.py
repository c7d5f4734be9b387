"""法规导入: files of statutes, read by content and never by name."""

from importers.laws.reader import read_statute

__all__ = ["read_statute"]
