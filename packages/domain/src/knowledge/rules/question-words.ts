/** What people say around a question; it tells nothing of what they ask. Stop words of grammar PostgreSQL knows. */
const FILLER = new Set(
  (
    'hi hello hey please thanks thank yeah yes no okay ok well so um uh guys folks sir maam ' +
    'need want like wanna gonna know tell say said ask asking wonder wondering think guess hear heard let lets ' +
    'get got take takes give make go going come comes really just also still maybe actually anyway ' +
    'would could should can may might must ill id im ive youre thats whats theres dont doesnt didnt isnt ' +
    'thing things something anything someone anybody everything kind sort much many lot ' +
    'today tonight tomorrow now right soon later question ' +
    'hola por favor gracias bueno pues oiga quiero quisiera necesito saber decir digame dime pregunta preguntar ' +
    'puede pueden puedo podria tengo tienen hacer hacen cosa cosas algo alguien hoy manana ahora'
  ).split(' '),
);
/** More than a spoken question has. */
const MAX_WORDS = 40;
const MAX_WORD_CHARACTERS = 40;

/** The words of a question that may tell what it is about, each once, in lower case; bounded. */
export function toQuestionWords(question: string): string[] {
  const words =
    question
      .toLowerCase()
      .replaceAll(/['’]/gu, '')
      .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const telling = words.filter((word) => !FILLER.has(word.normalize('NFD').replaceAll(/\p{M}/gu, '')));
  return [...new Set(telling)].slice(0, MAX_WORDS).map((word) => word.slice(0, MAX_WORD_CHARACTERS));
}
