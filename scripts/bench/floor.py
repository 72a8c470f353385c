"""Floor: the same specifications through vl-convert, the same pages through WeasyPrint, no more.

It knows nothing of this package. `python scripts/bench/floor.py INPUTS FONTS OUT`, with
FONTCONFIG_FILE set as in a build, so that the engines work with the same fonts.
"""

import json
import sys
from pathlib import Path

import vl_convert
import weasyprint

inputs, fonts, out = map(Path, sys.argv[1:])
vl_convert.register_font_directory(str(fonts))
for path in sorted(inputs.glob("*.drawing.json")):
    vl_convert.vegalite_to_svg(json.loads(path.read_text()), allowed_base_urls=[])
for path in sorted(inputs.glob("*.painting.json")):
    vl_convert.svg_to_png(**json.loads(path.read_text()))
for path in sorted(inputs.glob("*.html")):
    page = weasyprint.HTML(string=path.read_text(), base_url="about:blank")
    page.write_pdf(out / f"{path.stem}.pdf", pdf_variant="pdf/a-3a", pdf_identifier=True)
