import { NEXT_VERB, type Next, type Scene } from '../script.ts';
import { readCount } from '../twiml-grammar.ts';
import { toPlainText, type XmlElement } from '../xml-reader.ts';

const MS_PER_SPOKEN_WORD = 400;
const PLAYED_FILE_MS = 3000;

/** How long a verb that only makes sound takes, in script time. */
function durationMs(element: XmlElement): number {
  const loops = Math.max(1, readCount(element, 'loop', 1));
  if (element.name === 'Pause') return readCount(element, 'length', 1) * 1000;
  if (element.name === 'Play') return PLAYED_FILE_MS * loops;
  return toPlainText(element).split(' ').length * MS_PER_SPOKEN_WORD * loops;
}

/** `<Say>`, `<Play>`, `<Pause>`: time passes; the words stand in the history, the ear gets silence. */
export async function makeSound(element: XmlElement, scene: Scene, stop = scene.signal): Promise<Next> {
  const text = toPlainText(element);
  if (text === '' && element.name === 'Say') scene.leg.problems.add(13520, '<Say> has no text');
  await scene.leg.wait(durationMs(element), stop);
  return NEXT_VERB;
}
