"""The measured claims: every claim of speed is a ratio to a floor that is measured beside it, in the same run."""
