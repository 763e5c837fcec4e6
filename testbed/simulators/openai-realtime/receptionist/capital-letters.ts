/** Words as they are written in an address book; what already has capitals keeps them. */
export function capitalize(words: string): string {
  return words.replace(/(?<![\w'])[a-z][\w'-]*/g, (word) =>
    word.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()),
  );
}
