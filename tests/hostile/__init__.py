"""Files and folders that mean harm, over all that the reader reads, and what it must do with each."""
