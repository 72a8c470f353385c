"""The commands of translators: tisc-snapshot translate status, accept, add, export, import."""

from __future__ import annotations

import argparse

EXAMPLES = """\
examples:
  tisc-snapshot translate status                          what is done, stale or missing, by file
  tisc-snapshot translate accept data/indicators.yaml     its translations were looked over
  tisc-snapshot translate export zh-CN zh-CN.po           everything in one file for a PO editor
  tisc-snapshot translate import zh-CN.po                 and back into data, texts and wording
  tisc-snapshot translate add fr                          begin another language
"""


def add_translate(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the commands of translators."""
    translate = commands.add_parser(
        "translate", parents=[common], help="see, accept and exchange translations",
        description="See, accept and exchange translations.", epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    steps = translate.add_subparsers(title="steps", metavar="STEP", required=True)
    status = steps.add_parser("status", parents=[common], help="print what is done, by file")
    status.add_argument("--lang", metavar="TAG", help="only this language")
    status.set_defaults(run=_status)
    accept = steps.add_parser(
        "accept", parents=[common], help="note that the translations in a file were looked over"
    )
    accept.add_argument("files", nargs="+", metavar="FILE", help="a YAML, CSV, Markdown or PO file")
    accept.add_argument("--lang", metavar="TAG", help="only this language")
    accept.set_defaults(run=_accept)
    export = steps.add_parser("export", parents=[common], help="write everything as one PO file")
    export.add_argument("lang", metavar="TAG", help="the language")
    export.add_argument("file", nargs="?", metavar="FILE.po", help="where to (default: print it)")
    export.set_defaults(run=_export)
    take = steps.add_parser("import", parents=[common], help="put a PO file's words back")
    take.add_argument("file", metavar="FILE.po")
    take.add_argument("--lang", metavar="TAG", help="its language, where the file does not say it")
    take.set_defaults(run=_import)
    add = steps.add_parser("add", parents=[common], help="begin another language")
    add.add_argument("lang", metavar="TAG", help="fr, pt-BR, sr-Latn …")
    add.set_defaults(run=_add)


def _status(options: argparse.Namespace) -> int:
    """Print how far the translations are."""
    from generator.translate.translate import Project, status

    status(Project(options.project), options.lang)
    return 0


def _accept(options: argparse.Namespace) -> int:
    """Accept the translations in some files."""
    from generator.translate.translate import Project, accept_files

    accept_files(Project(options.project), options.files, options.lang)
    return 0


def _export(options: argparse.Namespace) -> int:
    """Write one PO file."""
    from generator.translate.translate import Project, export

    export(Project(options.project), options.lang, options.file)
    return 0


def _import(options: argparse.Namespace) -> int:
    """Take words from a PO file."""
    from generator.translate.translate import Project, import_file

    import_file(Project(options.project), options.file, options.lang)
    return 0


def _add(options: argparse.Namespace) -> int:
    """Begin another language."""
    from generator.translate.translate import Project, add

    add(Project(options.project), options.lang)
    return 0
