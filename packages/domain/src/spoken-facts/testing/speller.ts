import { toSpanishNumberWords } from '../../pricing/index.ts';

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function spellBelowHundred(number: number, hyphen = '-'): string {
  if (number < 20) return SMALL[number] ?? '';
  const tens = TENS[Math.trunc(number / 10)] ?? '';
  return number % 10 === 0 ? tens : `${tens}${hyphen}${SMALL[number % 10]}`;
}

/** "two thousand two hundred and fifty-eight". */
export function spellInFull(number: number, and = ' and '): string {
  if (number < 100) return spellBelowHundred(number);
  const [scale, word] = number < 1000 ? [100, 'hundred'] : [1000, 'thousand'];
  const rest = number % scale;
  const head = `${spellBelowHundred(Math.trunc(number / scale))} ${word}`;
  if (rest === 0) return head;
  return `${head}${scale === 100 ? and : ' '}${spellInFull(rest, and)}`;
}

/** "two fifty-eight", "twenty-two eighty", "two oh five": as people say prices. */
export function spellInGroups(number: number, hyphen = '-'): string {
  if (number < 100 || number % 1000 === 0) return spellInFull(number);
  const head = spellBelowHundred(Math.trunc(number / 100), hyphen);
  const rest = number % 100;
  if (rest === 0) return `${head} hundred`;
  return `${head} ${rest < 10 ? `oh ${SMALL[rest]}` : spellBelowHundred(rest, hyphen)}`;
}

/** "dos cincuenta y ocho". */
export function spellSpanishGroups(number: number): string {
  const rest = number % 100;
  const head = Math.trunc(number / 100);
  if (head === 0 || head > 9 || rest < 10) return toSpanishNumberWords(number);
  return `${toSpanishNumberWords(head).replace(/^un$/, 'uno')} ${toSpanishNumberWords(rest)}`;
}

/** "half past nine in the morning" and other ways, for one minute of the day. */
export function spellEnglishTimes(minutesOfDay: number): string[] {
  const { hour, minute, dial } = toDial(minutesOfDay);
  const part =
    hour < 5 || hour >= 22
      ? 'at night'
      : hour < 12
        ? 'in the morning'
        : hour < 18
          ? 'in the afternoon'
          : 'in the evening';
  const spoken = minute === 0 ? '' : minute < 10 ? ` oh ${SMALL[minute]}` : ` ${spellBelowHundred(minute)}`;
  const colon = `${dial}:${String(minute).padStart(2, '0')}`;
  const ways = [
    `${SMALL[dial]}${spoken} ${part}`,
    `${colon} ${hour < 12 ? 'AM' : 'PM'}`,
    `${colon} ${hour < 12 ? 'a.m.' : 'p.m.'} sharp`,
  ];
  const next = SMALL[(dial % 12) + 1];
  if (minute === 30) ways.push(`half past ${SMALL[dial]} ${part}`);
  if (minute === 15) ways.push(`a quarter past ${SMALL[dial]} ${part}`);
  if (minute === 45 && (hour + 1) % 24 !== 0 && hour !== 11)
    ways.push(`quarter to ${next} ${hour < 12 ? 'am' : 'pm'}`);
  if (minute === 20) ways.push(`twenty past ${SMALL[dial]} ${part}`);
  return ways;
}

export function spellSpanishTimes(minutesOfDay: number): string[] {
  const { hour, minute, dial } = toDial(minutesOfDay);
  const part =
    hour < 5 ? 'de la madrugada' : hour < 12 ? 'de la mañana' : hour < 19 ? 'de la tarde' : 'de la noche';
  const article = dial === 1 ? 'la' : 'las';
  const name = dial === 1 ? 'una' : toSpanishNumberWords(dial);
  const spoken =
    minute === 0
      ? ''
      : ` y ${minute === 30 ? 'media' : minute === 15 ? 'cuarto' : toSpanishNumberWords(minute)}`;
  const ways = [
    `${article} ${name}${spoken} ${part}`,
    `${article} ${dial}:${String(minute).padStart(2, '0')} ${part}`,
    `${article} ${name}${minute < 10 ? spoken : ` ${toSpanishNumberWords(minute)}`} ${part}`,
  ];
  const next = (dial % 12) + 1;
  if (minute === 45 && hour !== 11 && hour !== 23) {
    ways.push(
      `${next === 1 ? 'la' : 'las'} ${next === 1 ? 'una' : toSpanishNumberWords(next)} menos cuarto ${part}`,
    );
  }
  return ways;
}

function toDial(minutesOfDay: number): { hour: number; minute: number; dial: number } {
  const hour = Math.trunc(minutesOfDay / 60);
  return { hour, minute: minutesOfDay % 60, dial: hour % 12 || 12 };
}
