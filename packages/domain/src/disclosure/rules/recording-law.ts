/** Whether all who speak must agree to a recording, or one of them is enough. */
export interface RecordingLaw {
  parties: 'all-party' | 'one-party';
  source: string;
}

/**
 * Where a recording needs the agreement of all. Conservative: some of these are mixed (Connecticut's statute is civil,
 * Delaware's two contradict each other, Oregon's is for talk in person), and count as all-party all the same.
 */
const ALL_PARTY: Readonly<Record<string, string>> = {
  CA: 'Cal. Penal Code § 632, 632.7',
  CT: 'Conn. Gen. Stat. § 52-570d',
  DE: 'Del. Code tit. 11 § 1335',
  FL: 'Fla. Stat. § 934.03',
  IL: '720 ILCS 5/14-2',
  MD: 'Md. Code, Cts. & Jud. Proc. § 10-402',
  MA: 'Mass. Gen. Laws ch. 272 § 99',
  MI: 'Mich. Comp. Laws § 750.539c',
  MT: 'Mont. Code § 45-8-213',
  NV: 'Nev. Rev. Stat. § 200.620',
  NH: 'N.H. Rev. Stat. § 570-A:2',
  OR: 'Or. Rev. Stat. § 165.540',
  PA: '18 Pa. Cons. Stat. § 5703, 5704',
  WA: 'Wash. Rev. Code § 9.73.030',
};

const ONE_PARTY_STATES = new Set(
  (
    'AL AK AZ AR CO DC GA HI ID IN IA KS KY LA ME MN MS MO NE NJ NM NY NC ND OH OK RI SC SD TN TX UT VT VA ' +
    'WV WI WY'
  ).split(' '),
);

const FEDERAL = '18 U.S.C. § 2511(2)(d)';

/** By a state's two letters; what is no state of the US counts as all-party. */
export function recordingLawOf(state: string): RecordingLaw {
  const code = state.trim().toUpperCase();
  const source = ALL_PARTY[code];
  if (source !== undefined) return { parties: 'all-party', source };
  if (ONE_PARTY_STATES.has(code)) return { parties: 'one-party', source: FEDERAL };
  return { parties: 'all-party', source: 'no law known: the strictest counts' };
}
