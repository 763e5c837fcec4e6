import { expect, test } from 'vitest';
import answers from './recordings/answers.json' with { type: 'json' };
import { CreatedObject, Fault, FoundObjects } from './wire.ts';

test('reads the answers in the shapes that HubSpot documents', () => {
  expect(CreatedObject.parse(answers.created).id).toBe('512');
  expect(FoundObjects.parse(answers.found).results).toEqual([
    { id: '512', properties: expect.objectContaining({ firstname: 'Ana', lastname: null }) },
  ]);
  expect(Fault.parse(answers.invalid).category).toBe('VALIDATION_ERROR');
  expect(Fault.parse(answers.limited).policyName).toBe('TEN_SECONDLY_ROLLING');
});
