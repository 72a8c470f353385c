"""The data inside the PDFs: associated files, as PDF/A-3 has them."""

from hashlib import md5

import pikepdf
import pytest

from tests.projects import PAGES, pdf_name


@pytest.fixture(params=PAGES, ids="-".join)
def edition(request):
    return request.param


def test_the_tables_travel_in_the_pdf(edition, built):
    name, tag = edition
    folder = built(name) / "data"
    wanted = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    wanted |= {path.name: path.read_bytes() for path in folder.glob("*.json")}
    assert "datapackage.json" in wanted
    with pikepdf.open(built(name) / pdf_name(name, tag)) as document:
        specs = list(document.Root.AF)
        found = {str(spec.UF): spec.EF.F.read_bytes() for spec in specs}
        assert found == wanted
        assert len(specs) == len(found)
        for spec in specs:
            file = spec.EF.F
            assert spec.AFRelationship == "/Data"
            assert str(spec.Desc)
            assert file.Subtype in ("/text/csv", "/application/json")
            assert bytes(file.Params.CheckSum) == md5(found[str(spec.UF)]).digest()
            assert int(file.Params.Size) == len(found[str(spec.UF)])
            assert str(file.Params.ModDate) == str(document.docinfo.ModDate)
        assert set(document.attachments) == set(wanted)
