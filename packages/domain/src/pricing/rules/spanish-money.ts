const SMALL =
  'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve'.split(
    ' ',
  );
const TENS = ['', '', '', 'treinta', 'cuarenta', 'cincuenta', 'sesenta', 'setenta', 'ochenta', 'noventa'];
const HUNDREDS =
  ' ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos'.split(
    ' ',
  );

/** Spanish words of a whole number from 0 to 999,999, before a masculine noun: `veintiún`, `un`. */
export function toSpanishNumberWords(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number > 999_999) {
    throw new RangeError(`Not a speakable number: ${number}`);
  }
  return toWords(number)
    .replace(/veintiuno$/, 'veintiún')
    .replace(/uno$/, 'un');
}

function toWords(number: number): string {
  if (number < 30) return SMALL[number] ?? '';
  if (number < 100) return join(TENS[Math.trunc(number / 10)] ?? '', ' y ', number % 10);
  if (number === 100) return 'cien';
  if (number < 1000) return join(HUNDREDS[Math.trunc(number / 100)] ?? '', ' ', number % 100);
  const thousands = Math.trunc(number / 1000);
  return join(thousands === 1 ? 'mil' : `${toSpanishNumberWords(thousands)} mil`, ' ', number % 1000);
}

function join(head: string, separator: string, rest: number): string {
  return rest === 0 ? head : `${head}${separator}${toWords(rest)}`;
}

/** `doscientos cincuenta y ocho dólares`. */
export function toSpanishMoney(amountCents: number): string {
  const dollars = Math.trunc(amountCents / 100);
  const cents = amountCents % 100;
  const dollarWords = `${toSpanishNumberWords(dollars)} ${dollars === 1 ? 'dólar' : 'dólares'}`;
  const centWords = `${toSpanishNumberWords(cents)} ${cents === 1 ? 'centavo' : 'centavos'}`;
  if (cents === 0) return dollarWords;
  return dollars === 0 ? centWords : `${dollarWords} con ${centWords}`;
}
