"""The command line of builds beyond one: many, final ones, and how they are put on a site."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from generator.problem import UsageError
from generator.said import Said
from generator.tell.account import Account
from generator.tell.tell import add_forms


def add_final(build: argparse.ArgumentParser) -> None:
    """Add to the command `build` what makes it final."""
    build.add_argument(
        "--final", action="store_true", help="for publication: all is translated and committed"
    )
    build.add_argument(
        "--lift-embargo", default="", metavar="REASON", help="with --final: why the embargo ended"
    )


def add_many(build: argparse.ArgumentParser) -> None:
    """Add to the command `build` that it makes many editions."""
    build.add_argument("--all", action="store_true", help="every edition of the project")
    build.add_argument(
        "--projects", nargs="+", type=Path, default=(), metavar="DIR",
        help="the editions of these projects, each in its own folder",
    )  # fmt: skip
    build.add_argument(
        "--executor", metavar="dask://HOST:PORT", help="by the workers of this Dask scheduler"
    )


def add_rebuild(verify: argparse.ArgumentParser) -> None:
    """Add to the command `verify` that it builds again."""
    verify.add_argument(
        "--rebuild", action="store_true", help="build again from the inputs, and compare each byte"
    )


def refuse_parts(options: argparse.Namespace, kinds: set[str]) -> None:
    """Raise where a build cannot be final since it is not the whole edition; all are `kinds`."""
    parts = {kind.strip() for kind in options.only.split(",")} != kinds
    if options.final and (options.draft or options.lang or parts):
        raise UsageError(
            Said("--final makes the whole edition: leave out --draft, --lang and --only.")
        )
    if options.lift_embargo and not options.final:
        raise UsageError(Said("--lift-embargo goes with --final."))


def add_publish(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command that puts a final build on a site."""
    publish = commands.add_parser(
        "publish", parents=[common], help="put a final build on a site, beside older versions",
        description="Verify a final build, and put it into the folder of a site:"
        " SITE/EDITION/VERSION for good, and SITE/EDITION as the latest.",
    )  # fmt: skip
    publish.add_argument("site", type=Path, help="the folder of the site; made where it is not")
    publish.add_argument(
        "--output", type=Path, metavar="DIR", help="the final build (default: the newest edition's)"
    )
    add_forms(publish)
    publish.set_defaults(run=_publish, rebuild=False, require_all=False)


def _publish(options: argparse.Namespace) -> Account:
    """Put a final build on a site once it is verified as `verify` does; tells where it stands."""
    from generator.check.check import checked
    from generator.commands import verify
    from generator.publish.site import on_site, refuse_foreign, standing
    from generator.verify.listing import listing_of
    from generator.verify.verify import newest_output

    project = options.project
    folder = options.output or newest_output(project, checked(project, draft=True))
    listing = listing_of(folder)
    edition = standing(options.project, listing.edition, listing.version, listing.state)
    refuse_foreign(options.site.absolute())
    options.output = folder
    found = replace(verify(options), command="publish")
    if found.exit:
        return found
    target = on_site(folder, options.site, edition, listing.languages)
    text = f"{found.text}\n{Said('Done: {target}', target=target)}"
    return replace(found, text=text, facts={**found.facts, "published": str(target)})


def said_queries(project: Path) -> list[Said]:
    """Return the recorded queries with which a final build stands, a line each."""
    from generator.check.check import checked

    library = checked(project)
    return [
        Said(
            "{place}: recorded query {id}: {title}",
            place=query.place(), id=query.id, title=query.title[library.original or ""],
        )
        for query in library.queries.values()
    ]  # fmt: skip
