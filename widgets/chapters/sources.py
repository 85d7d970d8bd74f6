"""What the numbers rest on: every table of the data package."""

from markupsafe import Markup

from widgets import words
from widgets.tables.package import Tables


def package_table(tables: Tables) -> Markup:
    """Every table of the data package: title, source, release, licence, rows, checksum.

    >>> from widgets import load
    >>> from widgets.chapters import sources
    >>> "aid.csv" in sources.package_table(load())
    True
    """
    rows = []
    for resource in tables.package["resources"]:
        sources = Markup("; ").join(
            words.link(s["title"], s.get("path", "")) for s in resource.get("sources", [])
        )
        licences = "; ".join(
            entry.get("title") or entry.get("name", "") for entry in resource.get("licenses", [])
        )
        rows.append(
            Markup(
                '<tr><th scope="row">{0}</th><td>{1}</td><td>{2}</td><td>{3}</td>'
                '<td class="n">{4}</td><td><code>{5}</code></td>'
                '<td><a class="link" data-table="{0}" href="table/{0}.csv" download '
                'aria-label="Download {0}.csv">CSV</a></td></tr>'
            ).format(
                resource["name"],
                sources,
                resource.get("release", {}).get("label", ""),
                licences,
                words.number(len(tables.frame(resource["name"])), 0),
                resource["hash"][7:17],
            )
        )
    return Markup(
        '<table><caption class="hidden">Tables of the data package</caption><thead><tr>'
        '<th scope="col">Table</th><th scope="col">Source</th><th scope="col">Release</th>'
        '<th scope="col">Licence</th><th scope="col" class="n">Rows</th>'
        '<th scope="col">Checksum</th><th scope="col">Download</th></tr></thead>'
        "<tbody>{}</tbody></table>"
    ).format(Markup("").join(rows))
