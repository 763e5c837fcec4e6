import type { SpokenLanguage, TechnicianFinding } from './finding.ts';
import { toPlain } from './tokens.ts';

/** One name or two, told by their capitals, and not the end of a longer one. */
const NAME = String.raw`(?<![\p{L}'’-]|\p{Lu}\p{L}+ |& |\band )(\p{Lu}\p{Ll}+)( \p{Lu}\p{Ll}+)?`;
const OURS =
  '(?:our|your|the|one of our)(?: \\w+)? (?:best|man|guy|technician|tech|plumber|electrician|locksmith|specialist|pro|expert|one for)';
const TAKES =
  '(?:take (?:it(?! (?:from|apart|out|off|down|away|to))|this|your (?:call|job|case)|the (?:call|job)|care of)|handle (?:it|this|that)|fix (?:it|this|that)|see to|swing by|come (?:out|over|by|to)|be (?:(?:out|over|there)(?=[.,!]| (?:by|at|in|around|between|soon|shortly|tonight|tomorrow|today|within|before)\\b)|with you|on (?:it|the way))|arrive|head (?:out|over))';
const NUESTRO =
  '(?:nuestr[oa]|su|el|la|un[oa] de nuestr[oa]s)(?: \\w+)? (?:mejor|tecnic[oa]|técnic[oa]|plomero|electricista|cerrajero|especialista|experto)';

/** Whoever is said to come, to take the job, or to be one of ours. */
const SENT: Record<SpokenLanguage, readonly RegExp[]> = {
  en: [
    new RegExp(`${NAME}(?:,)?(?: is|'s|’s) ${OURS}\\b`, 'gu'),
    new RegExp(`${NAME}(?: will|'ll|’ll| is going to|'s going to) (?:just |also |gladly )*${TAKES}\\b`, 'gu'),
    new RegExp(
      `\\b(?:giving|handing|assigning|assigned|gave|handed) (?:this|it|that|you|your (?:call|job|case)) to ${NAME}`,
      'gu',
    ),
    new RegExp(
      `\\b(?:send|sending|sent|dispatched|dispatching|paged|paging) (?:over |out )?${NAME}(?=[.,!]| (?:to you|out|over|now|right|tonight|tomorrow)\\b)`,
      'gu',
    ),
  ],
  es: [
    new RegExp(`${NAME} es ${NUESTRO}(?![\\p{L}])`, 'gu'),
    new RegExp(
      `${NAME} (?:lo |la |le )?(?:va a (?:ir|llegar|venir|atender(?:lo|la)?|tomar)|irá|llegará|se encarga|se hará cargo|lo atiende|la atiende|va para allá|va en camino)(?![\\p{L}])`,
      'gu',
    ),
    new RegExp(
      `\\b(?:mando|mandamos|envío|enviamos|mandé|envié) a ${NAME}(?=[.,!]| (?:para|ahora|ahorita|esta|mañana|enseguida)\\b)`,
      'gu',
    ),
  ],
};

/** Words that begin with a capital and name nobody of ours. */
const NO_NAMES = new Set(
  `i he she they we you it that this there here someone somebody nobody everyone everybody anyone help who what which one
   our your the a an his her their my somebody technicians people insurance water power rain parts monday tuesday
   wednesday thursday friday saturday sunday police fire ambulance paramedics firefighters
   el ella ellos alguien nadie usted ustedes eso esto quien nuestro nuestra su la los las un una lunes martes miercoles
   jueves viernes sabado domingo ayuda policia bomberos`.split(/\s+/),
);
/** Of a company or an office: it is judged elsewhere, or is nobody's name. */
const COMPANY =
  /^(?:gas|power|electric|energy|edison|water|plumbing|heating|cooling|air|services?|company|department|fire|county|city|insurance|poison|control|control center|emergency|works|utilities)$/;

/** "Gunther Pohl is our best man": one whom neither the business nor the caller knows. */
export function findUnknownWorkers(
  text: string,
  { language, callerNames }: { language: SpokenLanguage; callerNames: readonly string[] },
): TechnicianFinding[] {
  return SENT[language].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ index, 0: words, 1: first = '', 2: second = '' }) => {
      const start = index + words.indexOf(first);
      const name = `${first}${second}`;
      const isAlone = second === '' && start === sentenceStart(text, start);
      const parts = toPlain(name).split(' ');
      const isNobody = parts.some(
        (part) => NO_NAMES.has(part) || COMPANY.test(part) || callerNames.includes(part),
      );
      // A single word with a capital that begins a sentence may be any word.
      if (isNobody || (isAlone && !/\b(?:is|'s|’s|es)\b/.test(words))) return [];
      return [
        {
          kind: 'technician',
          name,
          isKnown: false,
          certainty: 'likely',
          start,
          end: start + name.length,
        } as const,
      ];
    }),
  );
}

function sentenceStart(text: string, before: number): number {
  const head = text.slice(0, before);
  const from = Math.max(...['.', '!', '?'].map((mark) => head.lastIndexOf(mark))) + 1;
  return from + (head.slice(from).match(/^[\s¡¿"“]*/)?.[0].length ?? 0);
}
