"""A store in; the numbers and quoted names of its reports' running text out, each read or left unread."""

from siping_kg.unread.audit import AuditedWord, Total, audit_words, totals
from siping_kg.unread.words import KINDS, Word, words_of

__all__ = ["KINDS", "AuditedWord", "Total", "Word", "audit_words", "totals", "words_of"]
