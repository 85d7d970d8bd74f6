"""What seeds choose from: donors and last months with which every exercise has one clear answer."""

DONORS = ("DEU", "GBR", "DNK", "SWE", "NLD", "NOR", "CAN")
"""ISO codes of donors with allocations of several kinds in every window below."""

LAST_MONTHS = ("2024-09", "2023-06", "2023-12", "2024-03", "2024-06", "2024-12")
"""Last months of a window that begins with the release."""

CUTS = ("2024-10", "2023-07", "2023-10", "2024-01", "2024-07", "2025-01")
"""Months at which the time before is compared with the time after."""

YEARS = ("2024", "2022", "2023", "2025")
