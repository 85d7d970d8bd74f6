"""The page's chapters: each with its charts, texts and the blocks that a notebook places."""
