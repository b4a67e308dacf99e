"""Expressions of a definition: one grammar for ``required``, ``formula``, ``rule`` and ``counts_when``.

``A=yes and empty(evidence)`` is parsed once (:mod:`parser`) into a tree (:mod:`tree`). For one row of the form its
names are resolved and its types are checked (:mod:`binding`); from the bound tree come the value in Python
(:mod:`evaluation`) and the Excel formula (:mod:`translation`). Truth is yes, no or unknown; see :mod:`evaluation`.
"""
