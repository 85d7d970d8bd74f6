"""Frame + plain options -> a Sheet, whose `figure()` is a plotly Figure with units and alt text.

The only package that imports plotly. Sheets are drawn for three widths and in the light
colours of `tokens`; what stands around them is a Caption, made beside them.

>>> from widgets import Reading, carries, load
>>> sheet = carries.share().view().draw(size="M")
>>> type(sheet.figure()).__name__
'Figure'
"""

import sys

# plotly.io -> nbformat -> jsonschema would build a grammar with rfc3987_syntax on import,
# which takes longer than everything else; jsonschema does without it.
sys.modules.setdefault("rfc3987_syntax", None)  # an import that fails
