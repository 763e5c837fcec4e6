import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('a failed statement is logged without its parameters', () => {
  const lines: string[] = [];
  const log = createLogger({ name: 'test', destination: { write: (line: string) => void lines.push(line) } });
  const cause = Object.assign(new Error('terminating connection'), { code: '57P01' });
  const query = 'insert into transcript_turns values ($1)';
  const error = Object.assign(
    new Error(`Failed query: ${query}\nparams: Marla Quint,\n2280 Glenmawr`, { cause }),
    {
      query,
      params: ['Marla Quint'],
    },
  );
  log.warn({ err: error }, 'journal waits');
  expect(lines.join()).toContain('57P01');
  expect(lines.join()).toContain('error-fields.test.ts');
  expect(lines.join()).not.toMatch(/Marla|Glenmawr|transcript_turns/);
});
