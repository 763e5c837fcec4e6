import type { MindContext, MindReply } from '../simulators/openai-realtime/index.ts';

/** As short as a greeting may be: one that leaves out its notices is followed by them. */
export const SHORT_GREETING = 'Hello. AI assistant here, on a recorded line.';

/** Says the sentence that the client asked for word for word, and nothing when it asked for none. */
export function repeatExactly({ responseInstructions }: MindContext): MindReply {
  const sentence = /"(.*)"/s.exec(responseInstructions ?? '')?.[1];
  return [{ say: sentence ?? 'I was not told what to say.' }];
}
