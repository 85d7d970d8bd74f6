"""Frame + plain options -> plotly Figure with title, units, source line, alt text.

The only package that imports plotly. Figures are drawn for three widths and in the light
colours of `tokens`; their title, subtitle, source and alt text lie in `layout.meta`, and
the chart widget prints them as HTML.
"""

import sys

# plotly.io -> nbformat -> jsonschema would build a grammar with rfc3987_syntax on import,
# which takes longer than everything else; jsonschema does without it.
sys.modules.setdefault("rfc3987_syntax", None)
