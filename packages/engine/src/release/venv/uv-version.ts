export const uvVersion = '0.13.9'

/** Hashes of its wheels for Linux with glibc, as the index lists them: one for x86-64, two for arm64. */
export const uvHashes: readonly string[] = [
  'd7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19',
  '5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe',
  'ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375',
]
