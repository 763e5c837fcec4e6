import type { Trade } from '@afterhourfix/vocabulary';

export type LineCode =
  | 'trip'
  | 'diagnostic'
  | 'fixed-price'
  | 'after-hours'
  | 'weekend'
  | 'holiday'
  | 'outer-area'
  | 'priority'
  | 'promotion'
  | 'minimum'
  | 'cap';

export interface LineWords {
  label: string;
  labelEs: string;
}

const WORDS: Record<LineCode, readonly [english: string, spanish: string]> = {
  trip: ['trip fee', 'visita'],
  diagnostic: ['diagnostic fee', 'diagnóstico'],
  'fixed-price': ['fixed price of the job', 'precio fijo del trabajo'],
  'after-hours': ['after-hours fee', 'tarifa fuera de horario'],
  weekend: ['weekend fee', 'tarifa de fin de semana'],
  holiday: ['holiday fee', 'tarifa de día festivo'],
  'outer-area': ['outer-area fee', 'tarifa de zona lejana'],
  priority: ['priority fee', 'tarifa de prioridad'],
  promotion: ['discount', 'descuento'],
  minimum: ['minimum charge', 'cargo mínimo'],
  cap: ['price cap', 'tope de precio'],
};

const SPANISH_TRADES: Record<Trade, string> = {
  hvac: 'clima',
  plumbing: 'plomería',
  electrical: 'electricidad',
  garage_door: 'puerta de garaje',
  locksmith: 'cerrajería',
  appliance: 'electrodomésticos',
  roofing: 'techo',
  water_damage: 'daños por agua',
};

/** What a line is called; with its trade where a visit has several. */
export function toLineWords(
  code: LineCode,
  { trade = null, name }: { trade?: Trade | null | undefined; name?: string | undefined } = {},
): LineWords {
  const [english, spanish] = WORDS[code];
  if (name !== undefined) return { label: `${name} ${english}`, labelEs: `${spanish} ${name}` };
  if (trade === null) return { label: english, labelEs: spanish };
  return { label: `${toEnglishTrade(trade)} ${english}`, labelEs: `${spanish} de ${SPANISH_TRADES[trade]}` };
}

function toEnglishTrade(trade: Trade): string {
  return trade.replaceAll('_', ' ');
}
