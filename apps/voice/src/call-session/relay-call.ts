/** A relay is a part of many appliances as well: alone, the word says nothing. */
const ANNOUNCEMENTS = [
  /\b(?:tty|tdd|t\.? ?t\.? ?y\.?)(?=\W|$)/i,
  /\b(?:(?:ip|video|711|telecommunications|speech|text) relay|relay (?:call|operator|service|user|caller|agent|assistant|interpreter|conference|number))\b/i,
  /\bcommunications? assistant\b/i,
  /\b(?:this is|my name is|i am|i'm)(?: the| your)? (?:operator|interpreter|ca)(?: number)?,? ?\d/i,
  /\b(?:caption(?:ed|ing) (?:call|telephone|phone)|sign language interpreter)\b/i,
  /\b(?:caller|customer|person|user|client)(?: \w+){0,3} (?:is|are|may be|might be)(?: \w+)? (?:deaf|hard of hearing|speech[- ]impaired|hearing[- ]impaired)\b/i,
  /\b(?:servicio|operador|operadora|llamada) de (?:relevo|retransmisi[oó]n)\b/i,
  // Typed "go ahead" ends a turn; behind a comma or a city with its capital it is Georgia.
  /(?:[.?!]|\b[a-z]+)\s+GA[.!?]*\s*$/,
];

/** Whether an operator or interpreter speaks for a customer: between what is said and its answer, somebody types. */
export function readRelayCall(text: string): boolean {
  return ANNOUNCEMENTS.some((announcement) => announcement.test(text));
}
