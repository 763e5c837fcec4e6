import { type Reading, toWordSets } from './reading.ts';

export const CURRENCY = toWordSets({
  en: 'dollar dollars buck bucks usd',
  es: 'dolar dolares peso pesos usd',
});
const PRICE_WORDS = toWordSets({
  en: 'price prices priced cost costs total totals fee fees charge charges charged rate quote quoted trip diagnostic surcharge pay bill deposit',
  es: 'precio precios costo cuesta costaria cuestan total cargo cargos tarifa cobra cobramos cobro paga pagar cotizacion diagnostico sale saldria deposito',
});

/** Whether a text speaks of money at all. */
export function hasPriceWord({ tokens, language }: Pick<Reading, 'tokens' | 'language'>): boolean {
  return tokens.some(
    (token) => PRICE_WORDS[language].has(token.plain) || CURRENCY[language].has(token.plain),
  );
}
