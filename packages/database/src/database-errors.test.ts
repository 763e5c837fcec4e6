import { expect, test } from 'vitest';
import { isConnectionLost } from './database-errors.ts';

const failed = (code: string) => new Error('wrapped', { cause: Object.assign(new Error('x'), { code }) });

test.each([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  '08006',
  '57P01',
  '53300',
  '25006',
  '28P01',
])('%s says that the database is away, not that the work is wrong', (code) => {
  expect(isConnectionLost(failed(code))).toBe(true);
});

test.each(['23505', '22P02', '42P01', '40001', '57014'])('%s does not', (code) => {
  expect(isConnectionLost(failed(code))).toBe(false);
});
