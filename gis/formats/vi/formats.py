"""Vietnamese: 1.210.991,5. Django knows the two signs and no groups.

Source: Unicode CLDR, locale vi (#,##0.### with "." and ",").
"""

THOUSAND_SEPARATOR = "."
DECIMAL_SEPARATOR = ","
NUMBER_GROUPING = 3
