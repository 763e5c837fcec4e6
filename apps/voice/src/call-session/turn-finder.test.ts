import { ManualClock } from '@afterhourfix/foundation';
import { expect, test } from 'vitest';
import type { SpeechEngineListener } from '../speech-engine/speech-engine.ts';
import { TurnFinder } from './turn-finder.ts';

function listen() {
  const clock = new ManualClock();
  const heard: string[] = [];
  const listener: SpeechEngineListener = {
    agentAudio: ({ utteranceId, byteLength }) => heard.push(`audio ${utteranceId} ${byteLength}`),
    engineEvent: (event) => {
      if (event.type === 'agent-turn-started' || event.type === 'agent-turn-ended')
        heard.push(`${event.type} ${event.turnId}`);
      else if (event.type === 'agent-transcript' || event.type === 'caller-transcript')
        heard.push(`${event.type} ${event.utteranceId} ${event.text}`);
      else if (event.type === 'tool-call-asked') heard.push(`${event.type} ${event.turnId}`);
      else heard.push(event.type);
    },
  };
  const finder = new TurnFinder({ listener, clock });
  const frame = (code: number) => {
    const bytes = Buffer.alloc(800, code);
    finder.agentAudio({
      utteranceId: 'x',
      contentIndex: 0,
      audio: bytes.toString('base64'),
      byteLength: 800,
    });
    clock.advance(100);
  };
  const take = () => heard.splice(0);
  return { clock, finder, take, sound: () => frame(0x90), silence: () => frame(0xff) };
}

const agentSays = (text: string) =>
  ({ type: 'agent-transcript', utteranceId: 'agent', text, isFinal: false }) as const;
const callerSays = (text: string) =>
  ({ type: 'caller-transcript', utteranceId: 'caller', text, isFinal: false }) as const;

test('silence between turns is dropped, silence within one is passed on', () => {
  const line = listen();
  line.silence();
  expect(line.take()).toEqual([]);
  line.sound();
  line.silence();
  line.sound();
  expect(line.take()).toEqual([
    'agent-turn-started turn.1',
    'audio turn.1 800',
    'audio turn.1 800',
    'audio turn.1 800',
  ]);
});

test('a turn ends after 700 ms of silence, or of nothing at all, and the next sound is the next turn', () => {
  const line = listen();
  line.sound();
  for (let count = 0; count < 6; count++) line.silence();
  expect(line.take()).toContain('agent-turn-ended turn.1');
  line.sound();
  expect(line.take()[0]).toBe('agent-turn-started turn.2');
  line.clock.advance(700);
  expect(line.take()).toEqual(['agent-turn-ended turn.2']);
});

test('words before the sound belong to the turn that is about to begin', () => {
  const line = listen();
  line.finder.engineEvent(agentSays('Good '));
  line.sound();
  line.finder.engineEvent(agentSays('evening'));
  expect(line.take().filter((entry) => entry.startsWith('agent-transcript'))).toEqual([
    'agent-transcript turn.1 Good ',
    'agent-transcript turn.1 evening',
  ]);
});

test('the first words of a caller since the agent spoke tell that they speak', () => {
  const line = listen();
  line.finder.engineEvent(callerSays('my '));
  line.finder.engineEvent(callerSays('basement'));
  line.sound();
  line.finder.engineEvent(callerSays('wait'));
  expect(line.take().filter((entry) => entry.startsWith('caller'))).toEqual([
    'caller-started-speaking',
    'caller-transcript caller.1 my ',
    'caller-transcript caller.1 basement',
    'caller-started-speaking',
    'caller-transcript caller.2 wait',
  ]);
});

test('a tool asked within a turn belongs to it, one asked in silence to none that has sounded', () => {
  const line = listen();
  const ask = () =>
    line.finder.engineEvent({
      type: 'tool-call-asked',
      toolCallId: 't',
      turnId: 'delegation-9',
      name: 'end_call',
      argumentsJson: '{}',
    });
  line.sound();
  ask();
  line.clock.advance(700);
  ask();
  expect(line.take().filter((entry) => entry.startsWith('tool'))).toEqual([
    'tool-call-asked turn.1',
    'tool-call-asked turn.2',
  ]);
});

test('everything else passes, but for turns that such an engine can’t know', () => {
  const line = listen();
  line.finder.engineEvent({ type: 'session-ready', sessionId: 's', isReplacement: false });
  line.finder.engineEvent({ type: 'agent-turn-started', turnId: 'r' });
  line.finder.engineEvent({ type: 'engine-ended', cause: 'connection-lost', message: '' });
  expect(line.take()).toEqual(['session-ready', 'engine-ended']);
});

test('nothing is told after the end', () => {
  const line = listen();
  line.sound();
  line.take();
  line.finder[Symbol.dispose]();
  line.clock.advance(5_000);
  expect(line.take()).toEqual([]);
});
