"""sopkit."""
