"""What makes a chart live anywhere: View, Board, controls, Link, and the browser's side."""
