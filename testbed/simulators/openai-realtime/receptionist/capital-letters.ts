/** Words as they are written in an address book; what already has capitals keeps them. */
export function capitalize(words: string): string {
  return words.replace(/(?<![\p{L}\d'])\p{Ll}[\p{L}\d'-]*/gu, (word) =>
    word.replace(/(^|-)\p{Ll}/gu, (letter) => letter.toUpperCase()),
  );
}
