"""What the reader chose: fields, the Reading, and the Address that a link carries."""
