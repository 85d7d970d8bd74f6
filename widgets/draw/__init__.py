"""Frame + plain options -> a Sheet, whose `figure()` is a plotly Figure with units and alt text.

The only package that imports plotly. Sheets are drawn for three widths and in the light
colours of `tokens`; their title, subtitle, source and alt text lie in `layout.meta`, and
the page prints them as HTML.

>>> from widgets import Reading, carries, load
>>> sheet = carries.share.share_view(load(), Reading()).draw(size="M")
>>> type(sheet.figure()).__name__
'Figure'
"""

import sys

# plotly.io -> nbformat -> jsonschema would build a grammar with rfc3987_syntax on import,
# which takes longer than everything else; jsonschema does without it.
sys.modules.setdefault("rfc3987_syntax", None)  # an import that fails
