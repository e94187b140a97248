"""The formats that documents come in, a module each: bytes become the text that is read, and what is told about it."""
