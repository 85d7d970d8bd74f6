"""Live kernels for the pages that need one: seats, forks, joining."""
