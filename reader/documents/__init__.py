"""A file becomes a document: its text, paragraphs, headings and metadata."""
