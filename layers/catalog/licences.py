"""Licences that layers can name: code -> title and address."""

LICENCES: dict[str, tuple[str, str]] = {
    "mit": ("MIT", "https://opensource.org/license/mit"),
    "cc0": ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "cc-by": ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "ogl-toronto": ("Open Government Licence – Toronto", "https://open.toronto.ca/open-data-licence/"),
    "apache-2.0": ("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
}
