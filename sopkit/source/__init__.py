"""YAML without knowing what an SOP is: bytes, text, traps, keys, places, and writing it again."""
