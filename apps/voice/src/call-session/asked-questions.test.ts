import { QUESTIONS } from '@afterhourfix/domain';
import { expect, test } from 'vitest';
import { AskedQuestions } from './asked-questions.ts';

const HEAT = QUESTIONS['heat-at-panel'].text;

test.each([
  HEAT.en,
  HEAT.es,
  `Okay. ${HEAT.en}`,
  'Is there any burning smell or sparks, buzzing or heat at your electrical panel?',
])('%j is asked, and the next utterance answers', (text) => {
  const asked = new AskedQuestions();
  asked.agentSaid(text);
  asked.answered(3);
  expect(asked.all).toEqual([{ questionId: 'heat-at-panel', utteranceIndex: 3 }]);
  asked.answered(4);
  expect(asked.all).toHaveLength(1);
});

test.each(['What is the ZIP code there?', 'Is the panel in the basement?', ''])(
  '%j asks none of them',
  (text) => {
    const asked = new AskedQuestions();
    asked.agentSaid(text);
    asked.answered(1);
    expect(asked.all).toEqual([]);
  },
);

test('what the agent says between question and answer changes nothing', () => {
  const asked = new AskedQuestions();
  asked.agentSaid(HEAT.en);
  asked.agentSaid('Take your time.');
  asked.answered(2);
  expect(asked.all).toEqual([{ questionId: 'heat-at-panel', utteranceIndex: 2 }]);
});

test('no call is asked without end', () => {
  const asked = new AskedQuestions();
  for (let time = 0; time < 100; time++) {
    asked.agentSaid(HEAT.en);
    asked.answered(time);
  }
  expect(asked.all.length).toBeLessThanOrEqual(10);
});
