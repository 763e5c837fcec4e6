const SAY_EXACTLY = /\bsay exactly[^:]*:\s*([\s\S]+)$/i;
const QUOTED = /^["“]([\s\S]*)["”][^"”]*$/;

/** The words of an instruction to say exactly something, without the quotation marks around them. */
export function findExactWords(instructions: string): string | null {
  const wanted = SAY_EXACTLY.exec(instructions)?.[1]?.trim();
  if (!wanted) return null;
  return QUOTED.exec(wanted)?.[1] ?? wanted;
}

/** The greeting that instructions for a whole call give: `Say exactly: …` or `Greeting: …`, one line. */
export function findGreeting(instructions: string): string | null {
  for (const line of instructions.split('\n')) {
    const greeting = findExactWords(line) ?? /\bgreet(?:ing)?\b[^:]*:\s*["“](.+?)["”]/i.exec(line)?.[1];
    if (greeting) return greeting;
  }
  return null;
}
