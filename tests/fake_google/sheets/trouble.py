"""A request that cannot be done, before it is known where in the batch it stands."""

from __future__ import annotations


class Invalid(Exception):  # the word that the message begins with
    """What is wrong with one request of a batch; the batch says which one."""


PROTECTED = (
    "You are trying to edit a protected cell or object. "
    "Please contact the spreadsheet owner to remove protection if you need to edit."
)
