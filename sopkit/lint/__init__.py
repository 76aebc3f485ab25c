"""What is done with the findings of documents: of a folder together, mended, or put off."""
