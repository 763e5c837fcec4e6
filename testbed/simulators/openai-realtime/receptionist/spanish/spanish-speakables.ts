import { isJsonObject } from '../../shape.ts';
import { nameDay } from '../day-wishes.ts';
import { beforeNoun, nameNumber } from './spanish-numbers.ts';

const MONTHS =
  'enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ');
const WEEKDAYS: Readonly<Record<string, string>> = {
  Sunday: 'domingo',
  Monday: 'lunes',
  Tuesday: 'martes',
  Wednesday: 'miércoles',
  Thursday: 'jueves',
  Friday: 'viernes',
  Saturday: 'sábado',
};

interface LocalTime {
  day: string;
  hour: number;
  minute: number;
}

function toLocal(instant: string, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'long',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  }).formatToParts(Date.parse(instant));
  const read = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  const dayOfMonth = Number(read('day'));
  const day = `el ${WEEKDAYS[read('weekday')] ?? ''} ${dayOfMonth === 1 ? 'primero' : nameNumber(dayOfMonth)} de ${MONTHS[Number(read('month')) - 1] ?? ''}`;
  return { day, hour: Number(read('hour')), minute: Number(read('minute')) };
}

function partOfDay(hour: number): string {
  if (hour < 5) return 'de la madrugada';
  if (hour < 12) return 'de la mañana';
  return hour < 19 ? 'de la tarde' : 'de la noche';
}

function nameHour({ hour, minute }: LocalTime): string {
  if (minute === 0 && hour === 12) return 'el mediodía';
  if (minute === 0 && hour === 0) return 'la medianoche';
  const onClock = hour % 12 === 0 ? 12 : hour % 12;
  const name = onClock === 1 ? 'la una' : `las ${nameNumber(onClock)}`;
  if (minute === 0) return name;
  return `${name} y ${minute === 30 ? 'media' : minute === 15 ? 'cuarto' : nameNumber(minute)}`;
}

const isNamed = ({ hour, minute }: LocalTime): boolean => minute === 0 && hour % 12 === 0;

/** `el martes veinticuatro de noviembre, entre las ocho y las diez de la mañana`. */
export function nameWindow(window: { startsAt: string; endsAt: string }, timeZone: string): string {
  const start = toLocal(window.startsAt, timeZone);
  const end = toLocal(window.endsAt, timeZone);
  const endPart = isNamed(end) ? '' : ` ${partOfDay(end.hour)}`;
  const isSamePart = !isNamed(end) && partOfDay(start.hour) === partOfDay(end.hour);
  const startPart = isNamed(start) || isSamePart ? '' : ` ${partOfDay(start.hour)}`;
  return `${start.day}, entre ${nameHour(start)}${startPart} y ${nameHour(end)}${endPart}`;
}

const toSpeakableDay = (day: string): Speakable => ({
  en: nameDay(day),
  es: toLocal(`${day}T12:00:00Z`, 'UTC').day,
});

/** `doscientos cincuenta y ocho dólares`. */
export function nameAmount(cents: number): string {
  const dollars = Math.floor(cents / 100);
  const rest = cents % 100;
  const words = `${beforeNoun(dollars)} ${dollars === 1 ? 'dólar' : 'dólares'}`;
  return rest === 0 ? words : `${words} con ${beforeNoun(rest)} centavos`;
}

export interface Speakable {
  en: string;
  es: string;
}

function readPair({ en, es }: Readonly<Record<string, unknown>>): Speakable | null {
  return typeof en === 'string' && typeof es === 'string' ? { en, es } : null;
}

function readSpeakable(found: Readonly<Record<string, unknown>>, timeZone: string): Speakable | null {
  const { speakable, speakableEs, startsAt, endsAt, totalCents } = found;
  if (isJsonObject(speakable)) return readPair(speakable);
  if (typeof speakable !== 'string') return null;
  const spanish = speakableEs ?? found.speakable_es;
  if (typeof spanish === 'string') return { en: speakable, es: spanish };
  if (typeof startsAt === 'string' && typeof endsAt === 'string')
    return { en: speakable, es: nameWindow({ startsAt, endsAt }, timeZone) };
  return typeof totalCents === 'number' ? { en: speakable, es: `${nameAmount(totalCents)} en total` } : null;
}

/** What a tool's result says in English, with the same in Spanish from its numbers. */
export function listSpeakables(value: unknown, timeZone: string): Speakable[] {
  if (Array.isArray(value)) return value.flatMap((entry) => listSpeakables(entry, timeZone));
  if (!isJsonObject(value)) return [];
  const own = readSpeakable(value, timeZone);
  const days = Array.isArray(value.days) ? value.days.filter((day) => typeof day === 'string') : [];
  return [
    ...(own ? [own] : []),
    ...days.map(toSpeakableDay),
    ...listSpeakables(Object.values(value), timeZone),
  ];
}
