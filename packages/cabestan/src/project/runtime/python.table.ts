/** Series of Python with the day of their last security fix (PEP 373 and its successors), as of 2026-11-24. */
export const pythonEnds: Readonly<Record<string, string>> = {
  '2.7': '2020-01-01',
  '3.3': '2017-09-29',
  '3.4': '2019-03-18',
  '3.5': '2020-09-30',
  '3.6': '2021-12-23',
  '3.7': '2023-06-27',
  '3.8': '2024-10-07',
  '3.9': '2025-10-31',
  '3.10': '2026-10-31',
  '3.11': '2027-10-31',
  '3.12': '2028-10-31',
  '3.13': '2029-10-31',
  '3.14': '2030-10-31',
  '3.15': '2031-10-31',
}

/** What uv 0.13 can bring to a server. 3.15 came out last month: few wheels exist, and no Django names it yet. */
export const pythonsOfUv: readonly string[] = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14']
