"""Layout of text in cells: widths, Chinese line breaking, rows. No widgets."""
