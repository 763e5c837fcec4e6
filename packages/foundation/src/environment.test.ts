import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { EnvironmentFault, freezeConfig, Port, readEnvironment } from './environment.ts';
import { Secret } from './secret.ts';

const Variables = z.object({
  LINE_URL: z.url().describe('Where the line ends'),
  LINE_TOKEN: z.string().min(1),
  LINE_PORT: Port.default(5050),
});

function messageOf(environment: Record<string, string>): string {
  try {
    readEnvironment(Variables, environment);
    return 'nothing was thrown';
  } catch (error) {
    return error instanceof EnvironmentFault ? error.message : `not an EnvironmentFault: ${error}`;
  }
}

test('reads what is there and takes an empty variable as left out', () => {
  const environment = { LINE_URL: 'http://line.example', LINE_TOKEN: 't', LINE_PORT: '', HOME: '/' };
  expect(readEnvironment(Variables, environment)).toEqual({
    LINE_URL: 'http://line.example',
    LINE_TOKEN: 't',
    LINE_PORT: 5050,
  });
});

test('lists everything missing or wrong at once, with what it is for and without its value', () => {
  const message = messageOf({ LINE_TOKEN: '', LINE_PORT: '70000secret' });
  expect(message.split('\n')).toEqual([
    'The environment is not complete:',
    '  LINE_URL is missing (Where the line ends)',
    '  LINE_TOKEN is missing',
    expect.stringMatching(/^ {2}LINE_PORT is wrong: /),
  ]);
  expect(message).not.toContain('secret');
});

test('a secret shows itself only when asked', () => {
  const secret = new Secret('hunter2');
  expect(secret.reveal()).toBe('hunter2');
  const shown = [JSON.stringify({ secret }), inspect(secret), String(secret), JSON.stringify({ ...secret })];
  expect(shown.join()).not.toContain('hunter2');
});

test('a configuration is frozen to its last list, secrets included', () => {
  const config = freezeConfig({ port: 1, texts: { from: null, tokens: [new Secret('a')] } });
  expect(() => Object.assign(config.texts, { from: 'x' })).toThrow(TypeError);
  expect(() => config.texts.tokens.push(new Secret('b'))).toThrow(TypeError);
  expect(config.texts.tokens[0]?.reveal()).toBe('a');
});
