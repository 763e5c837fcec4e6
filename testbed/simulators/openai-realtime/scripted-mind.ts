import type { Mind, MindContext, MindReply } from './mind.ts';

export type ScriptedReply = MindReply | ((context: MindContext) => MindReply | Promise<MindReply>);

/** Gives the replies in order; asked for more than there are, it throws, and the response fails. */
export function scriptedMind(replies: readonly ScriptedReply[]): Mind {
  const remaining = [...replies];
  return {
    respond(context) {
      const reply = remaining.shift();
      if (!reply) throw new Error(`The script of ${replies.length} replies is exhausted`);
      return typeof reply === 'function' ? reply(context) : reply;
    },
  };
}
