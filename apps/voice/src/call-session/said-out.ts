/** Of these a sentence has one when somebody says that they are out of the building. */
const OUT = [
  // English
  /\b(?:we|i|you|they|everyone|everybody|all of us|both of us|the kids|my family)(?:'re|'m|'s| are| am| is|'ve| have| has)?(?: all| both| now| already| safely| just| standing| waiting| sitting| safe| safe and)* (?:outside|outdoors|out)(?= now| already| here| safe| safely| of (?:the|this|my|our) (?:house|building|home|apartment|place|basement)| in the | on the | and |,|$)/,
  /\b(?:we|i|everyone|everybody)(?:'ve| have| has| just| all| already)* (?:got|gotten|made it|went|come|came|moved)(?: everyone| everybody| all| them| the kids)*(?: out| outside)(?= |,|$)(?! of (?!the|this|my|our))/,
  /\b(?:we|i|everyone|everybody)(?:'ve| have| has| just| all| already)* left (?:the|this|my|our) (?:house|building|home|apartment|place)\b/,
  /\b(?:we|i|everyone|everybody)(?:'re|'m|'s| are| am| is)(?: all| both| now| already| safe| standing| sitting)* (?:in the (?:street|yard|front yard|driveway|car)|on the (?:street|lawn|sidewalk)|across the street)\b/,
  /^(?:yes|yeah|yep|ok|okay|we are|i am)?,? ?(?:already )?outside(?: now)?$/,
  // Spanish
  /\bya (?:sali|salimos|salieron|nos salimos|me sali|estamos|estoy|estan)(?= |,|$)(?! (?:adentro|dentro|en (?:la|el)))(?: todos)?(?: (?:afuera|fuera|de la casa|de el edificio|del edificio|lejos))?/,
  /\b(?:estamos|estoy|estan|todos|andamos)(?: todos| ya| bien| aqui)* (?:afuera|fuera|en la calle|en el patio)\b/,
  /\b(?:salimos|sali|salieron)(?: todos| ya)* (?:afuera|fuera|de la casa|del edificio|a la calle)\b/,
  /^(?:si|ya),? (?:ya )?(?:afuera|fuera)$/,
];

/** And none of these: still to do, asked about, or not true of everybody. */
const NOT_OUT = [
  /\b(?:not|n't|never|cannot)\b(?:\W+\w+){0,3}\W+(?:out|outside|left|outdoors)\b/,
  /n't(?:\W+\w+){0,3}\W+(?:out|outside|left|outdoors)\b/,
  /\b(?:should|shall|must|could|when|once|if|before|until|after|about to|going to|gonna|trying to|need to|have to|do|can) (?:\w+ ){0,3}(?:out|outside|left|leave)\b/,
  /(?<!\b(?:nobody|no one|nobody's|none|not)(?: \w+)?) \b(?:still )?(?:inside|in the house|in there)\b/,
  /\bstill in\b/,
  /\b(?:except|but (?:my|the|one|he|she|our)|upstairs|downstairs|went back|in the (?:hall|basement|kitchen|garage)|this morning)\b/,
  /\b(?:out of (?:hot|gas|town|power|money|water)|power is out|light is out|pilot is out)\b/,
  /\bno (?:hemos|he|han|podemos|puedo|estamos|estoy|estan|sali|salimos|quiero|queremos)\b/,
  /\b(?:si|cuando|antes de|tenemos que|tengo que|debo|debemos|vamos a|voy a|hay que|puedo|podemos) (?:\w+ )?(?:sali|salir|salimos|salgo|salgamos)\b/,
  /(?<!\b(?:nadie|ninguno)(?: \w+)?) \b(?:adentro|dentro)\b/,
];

/** The agent asks whether everybody is out. */
const ASKS_OUT = /\b(?:out|outside|outdoors|afuera|fuera)\b[^.?!]*\?\s*$/i;
const YES =
  /^(?:(?:oh|ok|okay|uh|um|well)[, ]+)*(?:yes|yeah|yep|yup|we are|i am|everyone is|everybody is|they are|sure|correct|si|claro|asi es|ya)\b(?![^.]*\b(?:but|except|not|n't|no|pero|menos|still|todavia|will|going|hold on|think|minute|second|almost|soon|wait|vamos|ahorita|momento|casi)\b)/;

/** The answer to the agent's question is enough: "Is everyone outside?" "Yes." */
export function confirmsOut(text: string, agentSaid: string): boolean {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('’', "'")
    .trim();
  return ASKS_OUT.test(agentSaid) && YES.test(plain) && !plain.endsWith('?');
}

/**
 * Whether a caller says that they, and those with them, are out. In doubt it does not: the price of asking once
 * more is a sentence.
 */
export function saysOut(text: string): boolean {
  const plain = text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .replaceAll('’', "'")
    .replaceAll(/[^\p{L}\d', ]+/gu, ',')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/,+/g, ',')
    .replaceAll(/^[, ]+|[, ]+$/g, '');
  if (text.trim().endsWith('?')) return false;
  return OUT.some((phrase) => phrase.test(plain)) && !NOT_OUT.some((phrase) => phrase.test(` ${plain}`));
}
