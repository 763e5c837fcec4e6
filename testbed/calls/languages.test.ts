import { SAFETY_LINES } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import type { MindContext } from '../simulators/openai-realtime/index.ts';
import { repeatExactly } from '../world/obedient-replies.ts';
import { startWorld } from '../world/world.ts';

test('a caller who changes to Spanish hears prompt and safety line in Spanish, and English again when they go back', async () => {
  await using world = await startWorld({
    openai: {
      mind: () => ({
        respond: (context: MindContext) =>
          context.responseInstructions === null ? [{ say: 'Sí, yes.' }] : repeatExactly(context),
      }),
    },
  });
  await world.rows(`update agent_versions set engine = engine || '{"silencePromptAfterMs":900}'::jsonb`);
  const caller = await world.placeCall();
  await caller.untilHeard(/what.*\?$/i);
  await caller.say('Hola, se cortó la luz, quiero un electricista por favor.');
  await caller.untilHeard(/¿Sigue ahí\?/);
  await caller.say('Ay, huele a gas en la cocina.');
  await caller.untilHeard(/afuera y a salvo/);
  expect(caller.heard.map(({ words }) => words)).toContain(SAFETY_LINES.SAFE_GAS.es);
  await caller.say('Sorry, my husband says that we are all outside now.');
  await caller.untilHeard(/Are you still there\?/);
  caller.call.hangUp();
  await caller.call.untilEnded();
});
