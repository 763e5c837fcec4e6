/** What an agent may ask for, by how it asks. English and Spanish. */
const QUESTIONS: Readonly<Record<string, RegExp>> = {
  zip: /\b(?:zip|postal|código)\b/i,
  name: /\b(?:your (?:\w+ )?name|name,? please|who (?:am i|is) (?:speaking|talking|calling)|(?:su|tu) nombre|a nombre de quién)\b/i,
  address: /\b(?:address|dirección|where (?:are you|do you live|is (?:the|your) (?:house|home)))\b/i,
  phone: /\b(?:(?:phone|callback|best) number|number (?:to|can|should|we)|reach you|teléfono)\b/i,
  slot: /\b(?:which (?:one|of|suits|works|time|window|day)|suits? you|(?:does|would) (?:that|either|one)\b.*\b(?:work|suit)|what (?:time|day) |prefer|le conviene|le queda)/i,
  other_power:
    /\b(?:anything else\b.*\b(?:power|out|off|work)|(?:rest|other part)s? of the house|other (?:lights|outlets|rooms|things)|lights)\b/i,
  vulnerable:
    /\b(?:anyone|anybody|somebody|children|kids|infant|baby|elderly|medical|pregnant|vulnerable|health)\b/i,
  adult: /\b(?:adult|grown-?ups?|mom|mother|dad|parents?|neighbou?r)\b/i,
};
/** Fields whose truth `callerFacts` holds, under another name. */
const FACTS: Readonly<Record<string, string>> = {
  zip: 'zip',
  name: 'name',
  address: 'addressLine',
  phone: 'phone',
  adult: 'adultPhone',
};

const IS_QUESTION = /\?|\bplease\b|\b(?:tell|give) me\b/i;

export const factOf = (field: string): string | undefined => FACTS[field];

/** Whether the agent asks for it; a field that is not known here is asked for by its own words. */
export function isAskedFor(field: string, answer: string): boolean {
  const asked = QUESTIONS[field];
  const questions = answer.split(/(?<=[.!?])\s+/).filter((sentence) => IS_QUESTION.test(sentence));
  return questions.some((question) =>
    asked
      ? asked.test(question)
      : field.split('_').every((word) => question.toLowerCase().includes(word.toLowerCase())),
  );
}

/** Fields in `answer` whose truth a caller knows, in the order in which a person gives them. */
export function listAskedFacts(answer: string): string[] {
  return ['name', 'address', 'zip', 'phone', 'adult'].filter((field) => isAskedFor(field, answer));
}
