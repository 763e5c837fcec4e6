export const toEnglishWords = (name: string): string => name.replaceAll('_', ' ');

/** As technicians in the United States call them. */
export const SPANISH_TRADES: ReadonlyMap<string, string> = new Map([
  ['hvac', 'clima (HVAC)'],
  ['plumbing', 'plomería'],
  ['electrical', 'electricidad'],
  ['garage_door', 'puerta de garaje'],
  ['locksmith', 'cerrajería'],
  ['appliance', 'electrodomésticos'],
  ['roofing', 'techos'],
  ['water_damage', 'daños por agua'],
]);
