"""What is provable: canonical bytes, Merkle tree, notes, checkpoints, envelopes, receipts."""
