"""What sopkit adds to tools that make documentation, one package for each tool."""
