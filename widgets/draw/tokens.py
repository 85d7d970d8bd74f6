"""Every colour of the page, once: emitted as CSS, used by the figures, replaced for dark.

Figures are built with the light values only; the chart widget swaps each for its dark
partner in the browser. Light values are therefore unique: where two tokens would be the
same colour, the last digit differs on purpose.
"""

from typing import NamedTuple


class Token(NamedTuple):
    """A colour in both themes, as `#RRGGBB`."""

    light: str
    dark: str


TOKENS: dict[str, Token] = {
    "paper": Token("#FCFCFB", "#14171B"),
    "panel": Token("#F3F4F5", "#1C2025"),
    "ink": Token("#1C2026", "#ECEAE6"),
    "ink2": Token("#50565F", "#B8B8B4"),
    "ink3": Token("#666B74", "#9C9C98"),
    "rule": Token("#DADBDD", "#31363D"),
    "rule2": Token("#85898F", "#747982"),
    "us": Token("#D4590B", "#F0733C"),
    "eu": Token("#2A4A82", "#5A8FD8"),
    "eui": Token("#8E75CC", "#C6B9F0"),
    "oe": Token("#3E9A95", "#63CDB5"),
    "od": Token("#7B6E62", "#8E897D"),
    "us_t": Token("#AE4300", "#F58A57"),
    "eu_t": Token("#2A4A83", "#7FA9E6"),
    "eui_t": Token("#6A4FB3", "#C6B9F1"),
    "oe_t": Token("#1B746F", "#63CDB6"),
    "od_t": Token("#655A50", "#A8A397"),
    "us_b": Token("#AE4301", "#B4501C"),
    "eu_b": Token("#2A4A84", "#3A66A8"),
    "eui_b": Token("#6A4FB4", "#6F58B5"),
    "oe_b": Token("#1B746E", "#22776C"),
    "nato_b": Token("#3B434F", "#5C6774"),
    "on": Token("#FFFFFE", "#FFFFFD"),
    "nato": Token("#3B434E", "#C9CDD3"),
    "you": Token("#9A1F63", "#F48CC3"),
    "you_w": Token("#F9F1F6", "#241A22"),
    "bar": Token("#C9CCD1", "#434A53"),
    "land": Token("#E6E7E9", "#262B31"),
    "land2": Token("#D3D6DA", "#343A42"),
}

SERIF = (
    "'Source Serif 4 Variable','Source Serif 4','Iowan Old Style',Charter,"
    "'Bitstream Charter',Cambria,'Noto Serif','Liberation Serif',Georgia,serif"
)
SANS = (
    "'Source Sans 3 Variable','Source Sans 3',system-ui,-apple-system,'Segoe UI',Roboto,"
    "'Noto Sans','Liberation Sans',sans-serif"
)
MONO = "ui-monospace,'SF Mono','Cascadia Mono',Menlo,'DejaVu Sans Mono','Liberation Mono',monospace"


def light(name: str) -> str:
    """The light value of a token, `#RRGGBB`."""
    return TOKENS[name].light


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red, green, blue


def rgba(name: str, alpha: float) -> str:
    """The light value of a token with opacity `alpha` (0 to 1), as `rgba(r,g,b,a)`."""
    return "rgba({},{},{},{})".format(*_channels(light(name)), alpha)


def dark_partners() -> dict[str, str]:
    """Light to dark, for hex values (`#rrggbb`) and `r,g,b` triples alike; lower case."""
    pairs = {}
    for token in TOKENS.values():
        pairs[token.light.lower()] = token.dark.lower()
        light_rgb, dark_rgb = (",".join(map(str, _channels(c))) for c in token)
        pairs[light_rgb] = dark_rgb
    return pairs


def css() -> str:
    """The tokens and type stacks as CSS custom properties, both themes, print in light."""

    def block(theme: int) -> str:
        return "".join(
            f"--{name.replace('_', '-')}:{token[theme]};" for name, token in TOKENS.items()
        )

    return (
        f":root{{--serif:{SERIF};--sans:{SANS};--mono:{MONO};color-scheme:light;{block(0)}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{block(1)}}}}}"
    )
