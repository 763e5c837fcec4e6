import { expect, test } from 'vitest';
import { CallStory, summarizeLatencies } from './call-story.ts';

test('tells who said what when, and how long the caller waited for the first sound', () => {
  const lines: string[] = [];
  const story = new CallStory((line) => lines.push(line));
  story.agentSounded(310);
  story.agentSaid(310, 'Good evening.');
  story.tell(2_000, 'caller', 'my pipe burst', 'spoken by espeak-ng');
  story.callerStopped(3_000);
  story.agentSounded(3_640);
  story.agentSounded(3_660);
  story.agentSaid(3_640, 'What is the ZIP code?');
  story.agentSaid(5_000, 'Hello?');
  expect(lines).toEqual([
    '   0.31 s  agent    Good evening.',
    '   2.00 s  caller   my pipe burst   (spoken by espeak-ng)',
    '   3.64 s  agent    What is the ZIP code?   (640 ms after the caller)',
    '   5.00 s  agent    Hello?',
  ]);
  expect(story.latenciesMs).toEqual([640]);
});

test.each([
  [[], 'no latency to tell: the agent answered nothing that the caller said'],
  [[700], "end of caller's speech to first agent audio: median 700 ms, longest 700 ms, 1 answer"],
  [[900, 500, 600], "end of caller's speech to first agent audio: median 600 ms, longest 900 ms, 3 answers"],
])('sums up the waits %j', (latenciesMs, words) => {
  expect(summarizeLatencies(latenciesMs)).toBe(words);
});
