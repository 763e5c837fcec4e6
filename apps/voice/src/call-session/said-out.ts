const BUILDING = '(?:house|building|home|apartment|place)';
/** Under the sky, and nobody's balcony or landing. */
const OUTDOORS =
  "(?:(?:the|this|my|our|a) )?(?:front |back |side |parking )*(?:street|yard|backyard|lawn|driveway|sidewalk|road|curb|car|truck|van|garden|lot|mailbox|field|grass|fresh air|neighbou?r'?s?)";
const EDIFICIO = '(?:(?:la |mi |nuestra |el )?(?:casa|edificio|departamento|apartamento|vivienda))';
const AL_AIRE =
  '(?:(?:la|el|mi|nuestro) )?(?:calle|patio|jardin|acera|banqueta|carro|coche|auto|troca|camioneta|estacionamiento|aire libre|esquina|vereda|vecin[oa]|pasto|lluvia)';

/** Of these a sentence has one when somebody says that they are out of the building. */
const OUT = [
  // English
  String.raw`\b(?:we|i|you|everyone|everybody|all of us|both of us)(?:'re|'m|'s| are| am| is|'ve| have| has)?(?: all| both| now| already| safely| just| standing| waiting| sitting| safe| safe and)* (?:outside|outdoors|out)(?= now| already| here| safe| safely|(?: of)? (?:the|this|my|our) (?:front of )?${BUILDING}\b| (?:in|on|at|by|near) ${OUTDOORS}\b| in the (?:cold|rain|open)\b| (?:in )?front\b| across the street| and |,|$)`,
  String.raw`\b(?:we|i|everyone|everybody)(?:'ve| have| has| just| all| already)* (?:got|gotten|made it|went|come|came|moved)(?: everyone| everybody| all| them| the kids)*(?: out| outside)(?= |,|$)(?! of (?!the|this|my|our))`,
  String.raw`\b(?:we|i|everyone|everybody)(?:'ve| have| has| just| all| already)* left (?:the|this|my|our) ${BUILDING}\b`,
  String.raw`\b(?:we|i|everyone|everybody)(?:'re|'m|'s| are| am| is)(?: all| both| now| already| safe| standing| sitting)* (?:(?:in|on|at|by) ${OUTDOORS}\b|across the street\b|in front of (?:the|my|our) ${BUILDING}\b)`,
  '^(?:yes|yeah|yep|ok|okay|we are|i am)?,? ?(?:already )?(?:outside|across the street|(?:in|on) the (?:street|yard|backyard|driveway|lawn|sidewalk))(?: now)?$',
  // Spanish
  String.raw`\bya (?:sali|salimos|salieron|nos salimos|me sali|estamos|estoy|estan)(?= |,|$)(?! (?:adentro|dentro|en (?:la|el)))(?: todos)?(?: (?:afuera|fuera|de la casa|de el edificio|del edificio|lejos))?`,
  String.raw`\b(?:estamos|estoy|estan|todos|andamos)(?: todos| ya| bien| aqui)* (?:afuera|fuera|(?:en|a) ${AL_AIRE}|(?:en ?)?frente (?:a|de) ${EDIFICIO})\b`,
  String.raw`\b(?:salimos|sali|salieron)(?: todos| ya)* (?:afuera|fuera|de la casa|del edificio|a la calle|al patio)\b`,
  '^(?:si|ya),? (?:ya )?(?:afuera|fuera)$',
].map((phrase) => new RegExp(phrase));

/** Of the parts of a house, and of who goes back: these hold of a bare "yes" too. */
const NOT_YET_OUT = [
  /(?<!\b(?:nobody|no one|nobody's|none|nobody has)) (?:go|goes|going|gone|went|ran|run|running|came|come|got|is|are) back (?:in|inside|into|to get|for)\b/,
  /\b(?:no,? wait|wait,? no|actually,? no|hold on,? no)\b/,
  // Whoever fetches something, or waits for somebody who stays, is told once more.
  /\b(?:getting|grabbing|putting on|looking for|finding|packing) (?:my|our|his|her|their|the (?:baby|kids|dog|cat|keys)|some|dressed|ready)\b(?! (?:breath|bearings))/,
  /\b(?:\w+'s|is|are|'s) (?:still )?(?:asleep|sleeping|grabbing|in bed)\b/,
  /\b(?:won't|will not|refuses to|doesn't want to|don't want to) (?:leave|come|get out|go out|move)\b/,
  /\band (?:then )?(?:came|come) back\b|\b(?:heading|headed|walking|on (?:my|our|their) way) (?:out|home|there)\b|\bpretty much\b/,
  /\bfaltan?\b|\b(?:sigue|siguen|esta|estan) (?:durmiendo|dormid\w+|arriba|acostad\w+)\b/,
  /\b(?:agarro|agarrando|recojo|recogiendo|buscando|junto) (?:mis?|las|los|el|la|a|unas)\b|\bno quiere[n]? salir\b/,
  /\bin the (?:hall|hallway|basement|kitchen|garage|lobby|stairwell|bedroom|bathroom|living room|attic|elevator)\b/,
  /(?<!\b(?:nadie|ninguno)(?: ha)?) (?:volvio|volvieron|vuelto|regreso|regresaron|regresado|se metio|entro)\b/,
  /\bno,? (?:espere|espera)\b|\bespere,? no\b/,
  /\ben (?:el|la) (?:pasillo|corredor|sotano|cocina|cuarto|garaje|cochera|bano|sala|recamara|escalera|balcon)\b/,
];

/** And none of these: still to do, asked about, or not true of everybody. */
const NOT_OUT = [
  ...NOT_YET_OUT,
  /\b(?:not|n't|never|cannot|almost|nearly|halfway|about|partly)\b(?:\W+\w+){0,3}\W+(?:out|outside|left|outdoors)\b/,
  /n't(?:\W+\w+){0,3}\W+(?:out|outside|left|outdoors)\b/,
  /\b(?:should|shall|must|could|when|once|if|before|until|after|about to|going to|gonna|trying to|need to|have to|do|can) (?:\w+ ){0,3}(?:out|outside|left|leave)\b/,
  /(?<!\b(?:nobody|no one|nobody's|none|not)(?: \w+)?) \b(?:still )?(?:inside|in the house|in there)\b/,
  /\bstill in\b/,
  /\b(?:except|but (?:me|i|my|the|one|he|she|our)|upstairs|downstairs|this morning)\b/,
  /\b(?:out of (?:hot|gas|town|power|money|water)|power is out|light is out|pilot is out)\b/,
  `\\b(?:out|outside)(?: of (?:the|my|our|this|that)| (?:the|my|our|this|that)) (?!(?:front of )?${BUILDING}\\b)\\w`,
  `\\b(?:out|outside) (?:in|on|at|by|near) (?!${OUTDOORS}\\b|front\\b|the (?:cold|rain|open)\\b)`,
  /\bno (?:hemos|he|han|podemos|puedo|estamos|estoy|estan|sali|salimos|quiero|queremos)\b/,
  /\b(?:si|cuando|antes de|tenemos que|tengo que|debo|debemos|vamos a|voy a|hay que|puedo|podemos) (?:\w+ )?(?:sali|salir|salimos|salgo|salgamos)\b/,
  /(?<!\b(?:nadie|ninguno)(?: \w+)?) \b(?:adentro|dentro)\b/,
  /\bcasi\b|\bya mero\b/,
  // That others are out says nothing of who speaks.
  /\b(?:ninos|ninas|hijos|hijas|nietos|papas|padres|vecinos|demas)(?: ya)? (?:estan|salieron)\b(?!.*\b(?:estamos|estoy|salimos|sali|todos)\b)/,
  `\\b(?:afuera|fuera|salimos|sali|salieron) (?:del|de) (?!${EDIFICIO}\\b|peligro\\b|todo\\b)`,
  `\\b(?:afuera|fuera) en (?!${AL_AIRE}\\b)`,
  `\\b(?:salimos|sali|salieron) (?:al|a) (?!${AL_AIRE}\\b|salvo\\b)`,
].map((phrase) => new RegExp(phrase));

/** The agent asks whether everybody is out. */
const ASKS_OUT = /\b(?:out|outside|outdoors|afuera|fuera)\b[^.?!]*\?\s*$/i;
const YES =
  /^(?:(?:oh|ok|okay|uh|um|well)[, ]+)*(?:yes|yeah|yep|yup|we are|i am|everyone is|everybody is|they are|sure|correct|si|claro|asi es|ya)\b(?![^.]*\b(?:but|except|not|n't|no|pero|menos|still|todavia|will|going|hold on|think|minute|second|almost|soon|wait|vamos|ahorita|momento|casi)\b)/;

/** The answer to the agent's question is enough: "Is everyone outside?" "Yes." */
export function confirmsOut(text: string, agentSaid: string): boolean {
  const plain = toPlain(text);
  if (text.trim().endsWith('?') || NOT_YET_OUT.some((phrase) => phrase.test(` ${plain}`))) return false;
  return ASKS_OUT.test(agentSaid) && YES.test(plain);
}

/**
 * Whether a caller says that they, and those with them, are out. In doubt it does not: the price of asking once
 * more is a sentence.
 */
export function saysOut(text: string): boolean {
  // What is asked is not told; but who has said that they are out may ask for something behind it.
  const told = toPlain(withoutQuestions(text));
  const plain = toPlain(text);
  return OUT.some((phrase) => phrase.test(told)) && !NOT_OUT.some((phrase) => phrase.test(` ${plain}`));
}

const withoutQuestions = (text: string): string =>
  text
    .split(/(?<=[.!?])\s+/)
    .filter((sentence) => !sentence.trim().endsWith('?'))
    .join(' ');

/** Lower case, without accents, a comma for every mark. */
function toPlain(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('’', "'")
    .replaceAll(/[^\p{L}\d', ]+/gu, ',')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/,+/g, ',')
    .replaceAll(/^[, ]+|[, ]+$/g, '');
}
