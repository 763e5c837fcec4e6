import { test } from 'vitest';
import { startWorld } from '../world/world.ts';

test('dbg', async () => {
  const world = await startWorld();
  const caller = await world.placeCall();
  const say = async (w: string) => {
    console.log(caller.call.nowMs() | 0, 'CALLER', w);
    await caller.say(w);
  };
  const turn = async (w: string) => {
    const n = caller.heard.length;
    await say(w);
    await caller.untilHeardAfter(n);
  };
  try {
    await caller.untilHeard(/going on/);
    await turn('my basement is flooding');
    await turn('four three two one five');
    await turn('yes the first one is fine');
    await turn('my name is marla quint');
    await turn('twenty two eighty glenmawr avenue');
    await turn('yes');
    await turn('no thank you goodbye');
    await caller.call.untilEnded();
  } catch (e) {
    console.log(e);
  }
  console.log(
    world.log.lines
      .filter((l) => l.level >= 40)
      .map((l) => JSON.stringify(l))
      .join('\n'),
  );
  console.log(caller.heard, caller.call.problems, world.openai.unexpected, caller.call.twimlHistory);
  console.log(
    await world.rows('select speaker,text,is_interrupted,heard_ms from transcript_turns order by started_at'),
  );
  console.log(await world.rows('select outcome,outcome_reason,duration_ms,carrier_status from calls'));
  console.log(await world.rows('select * from bookings'));
  console.log(
    await world.rows("select type, payload from call_events where type not like 'stream%' order by id"),
  );
}, 60000);
