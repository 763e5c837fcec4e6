/** The time zones of states and territories that have several, or one of their own; a ZIP lies in no other. */
const STATE_ZONES: Readonly<Record<string, readonly string[]>> = {
  AK: zones('Anchorage', 'Juneau', 'Sitka', 'Metlakatla', 'Yakutat', 'Nome', 'Adak'),
  // Phenix City and its neighbours keep Georgia's time, but not by law.
  AL: zones('Chicago', 'New_York'),
  AS: ['Pacific/Pago_Pago'],
  AZ: zones('Phoenix', 'Denver'),
  FL: zones('New_York', 'Chicago'),
  GU: ['Pacific/Guam'],
  HI: ['Pacific/Honolulu'],
  ID: zones('Boise', 'Los_Angeles'),
  IN: zones(
    'Indiana/Indianapolis',
    'Indiana/Knox',
    'Indiana/Marengo',
    'Indiana/Petersburg',
    'Indiana/Tell_City',
    'Indiana/Vevay',
    'Indiana/Vincennes',
    'Indiana/Winamac',
    'Kentucky/Louisville',
    'New_York',
    'Chicago',
  ),
  KS: zones('Chicago', 'Denver'),
  KY: zones('New_York', 'Kentucky/Louisville', 'Kentucky/Monticello', 'Chicago'),
  MI: zones('Detroit', 'Menominee'),
  MP: ['Pacific/Guam', 'Pacific/Saipan'],
  ND: zones('Chicago', 'Denver', 'North_Dakota/Beulah', 'North_Dakota/Center', 'North_Dakota/New_Salem'),
  NE: zones('Chicago', 'Denver'),
  // West Wendover keeps Utah's time, as federal law allows since 1999.
  NV: zones('Los_Angeles', 'Denver'),
  OR: zones('Los_Angeles', 'Boise'),
  PR: zones('Puerto_Rico'),
  SD: zones('Chicago', 'Denver'),
  TN: zones('Chicago', 'New_York'),
  TX: zones('Chicago', 'Denver'),
  VI: zones('Puerto_Rico', 'St_Thomas'),
  FM: ['Pacific/Chuuk', 'Pacific/Kosrae', 'Pacific/Pohnpei'],
  MH: ['Pacific/Majuro', 'Pacific/Kwajalein'],
  PW: ['Pacific/Palau'],
};

const ONE_ZONE_STATES: Readonly<Record<string, string>> = {
  'America/New_York': 'CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV',
  'America/Chicago': 'AR IA IL LA MN MO MS OK WI',
  'America/Denver': 'CO MT NM UT WY',
  'America/Los_Angeles': 'CA WA',
};

function zones(...cities: readonly string[]): readonly string[] {
  return cities.map((city) => `America/${city}`);
}

/** The zones that a place of the state may have; null when the state is none that we know. */
export function listStateZones(state: string): readonly string[] | null {
  const several = STATE_ZONES[state];
  if (several) return several;
  const one = Object.entries(ONE_ZONE_STATES).find(([, states]) => states.split(' ').includes(state));
  return one ? [one[0]] : null;
}
