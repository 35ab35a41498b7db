"""The verifier: what an auditor runs. It imports nothing of the rest and only the standard library.

An independent second implementation of log, proofs, balances and count (docs/log-format.md,
docs/result-format.md), for Python 3.9 and later.
"""
