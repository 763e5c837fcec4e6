/** Calls that are not about a job. */
export type Mischief = 'spam' | 'wrong-number' | 'prank' | 'curiosity' | 'orders';

const RECORDED =
  /\bpress (?:one|two|nine|zero|\d)\b|\b(?:this is an important message|your listing|extended warranty|lower your (?:rate|bill)|not verified|limited[- ]time offer|removed from (?:this|our) list|search engine|speak with a specialist|business loan)\b/i;
const WRONG_NUMBER =
  /\bwrong number\b|\b(?:mis)?dialed the wrong\b|\bmisdialed\b|\bis this not\b|\bnúmero equivocado\b/i;
const JOKE =
  /\b(?:go catch it|prince albert|(?:ten|twenty|fifty|a hundred|a thousand|million) (?:plumbers|pizzas|trucks|electricians)|white house|prank|seymour|i\.? ?p\.? freely|hugh jass|haha|just kidding|santa|batman|the president)\b/i;
const OF_OTHERS =
  /\b(?:other|another|last|previous|recent) (?:customer|caller|call|client|tenant|account|business|company)(?:'?s|s)?\b|\b(?:customer|client) (?:list|data|records?)\b|\byour (?:own )?list\b|\bwho (?:did|have) you (?:send|sent|book)|\b(?:these|those|several) (?:of these )?accounts\b|\bread me\b|\bemergency calls for\b/i;
const ORDERS =
  /\b(?:ignore|disregard|forget) (?:all |any )?(?:of )?(?:your|the|previous|prior)\b.{0,20}\b(?:instructions|rules|prompt)\b|\byou are now\b|\bsystem prompt\b|\bcode ?word\b|\b(?:one hundred|100|hundred) percent off\b|\bdeveloper (?:told|said|mode)\b|\byour (?:boss|owner|developer) (?:said|told|promised)\b|\bfree repair\b|\bact as\b/i;

const KINDS: readonly (readonly [Mischief, RegExp])[] = [
  ['spam', RECORDED],
  ['wrong-number', WRONG_NUMBER],
  ['orders', ORDERS],
  ['curiosity', OF_OTHERS],
  ['prank', JOKE],
];

/** What an utterance is instead of a word about a job; null for all that may be one. */
export function findMischief(said: string): Mischief | null {
  return KINDS.find(([, words]) => words.test(said))?.[0] ?? null;
}
