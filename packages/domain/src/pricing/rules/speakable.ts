/** The same words for both languages that an agent speaks. */
export interface Speakable {
  en: string;
  es: string;
}
