/** One series of Django, and the Pythons it goes with. */
export interface DjangoSeries {
  readonly series: string
  /** Pythons that its documentation names. */
  readonly oldest: string
  readonly newest: string
  /**
   * The newest Python on which its last release was seen to work: check, migrate, collectstatic, the admin in French
   * and a form (tried on 2026-11-24 with 3.6 to 3.13; what is newer is by its documentation).
   */
  readonly runsOn: string
  /** The day of its last security fix. */
  readonly end: string
  readonly lts?: true
}

/** From Django's release notes and supported versions page, as of 2026-11-24. */
export const djangoTable: readonly DjangoSeries[] = [
  { series: '1.0', oldest: '2.3', newest: '2.6', runsOn: '2.7', end: '2010-05-17' },
  { series: '1.1', oldest: '2.3', newest: '2.6', runsOn: '2.7', end: '2011-03-23' },
  { series: '1.2', oldest: '2.4', newest: '2.7', runsOn: '2.7', end: '2012-03-23' },
  { series: '1.3', oldest: '2.4', newest: '2.7', runsOn: '2.7', end: '2013-02-26' },
  { series: '1.4', oldest: '2.5', newest: '2.7', runsOn: '2.7', end: '2015-10-01', lts: true },
  { series: '1.5', oldest: '2.6', newest: '3.3', runsOn: '3.4', end: '2014-09-02' },
  { series: '1.6', oldest: '2.6', newest: '3.3', runsOn: '3.4', end: '2015-04-01' },
  { series: '1.7', oldest: '2.7', newest: '3.4', runsOn: '3.4', end: '2015-12-01' },
  { series: '1.8', oldest: '2.7', newest: '3.5', runsOn: '3.9', end: '2018-04-01', lts: true },
  { series: '1.9', oldest: '2.7', newest: '3.5', runsOn: '3.7', end: '2017-04-04' },
  { series: '1.10', oldest: '2.7', newest: '3.5', runsOn: '3.7', end: '2017-12-02' },
  { series: '1.11', oldest: '2.7', newest: '3.7', runsOn: '3.9', end: '2020-04-01', lts: true },
  { series: '2.0', oldest: '3.4', newest: '3.7', runsOn: '3.9', end: '2019-04-01' },
  { series: '2.1', oldest: '3.5', newest: '3.7', runsOn: '3.10', end: '2019-12-02' },
  { series: '2.2', oldest: '3.5', newest: '3.9', runsOn: '3.11', end: '2022-04-11', lts: true },
  { series: '3.0', oldest: '3.6', newest: '3.9', runsOn: '3.11', end: '2021-04-06' },
  { series: '3.1', oldest: '3.6', newest: '3.9', runsOn: '3.11', end: '2021-12-07' },
  { series: '3.2', oldest: '3.6', newest: '3.10', runsOn: '3.12', end: '2024-04-01', lts: true },
  { series: '4.0', oldest: '3.8', newest: '3.10', runsOn: '3.12', end: '2023-04-01' },
  { series: '4.1', oldest: '3.8', newest: '3.11', runsOn: '3.13', end: '2023-12-01' },
  { series: '4.2', oldest: '3.8', newest: '3.12', runsOn: '3.13', end: '2026-04-07', lts: true },
  { series: '5.0', oldest: '3.10', newest: '3.12', runsOn: '3.13', end: '2025-04-02' },
  { series: '5.1', oldest: '3.10', newest: '3.13', runsOn: '3.13', end: '2025-12-03' },
  { series: '5.2', oldest: '3.10', newest: '3.14', runsOn: '3.14', end: '2028-04-30', lts: true },
  { series: '6.0', oldest: '3.12', newest: '3.14', runsOn: '3.14', end: '2027-04-30' },
  { series: '6.1', oldest: '3.12', newest: '3.14', runsOn: '3.14', end: '2027-12-31' },
]
