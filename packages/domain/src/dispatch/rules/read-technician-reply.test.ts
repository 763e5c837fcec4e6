import { expect, test } from 'vitest';
import { readTechnicianReply } from './read-technician-reply.ts';

const eta = (etaMinutes: number) => ({ kind: 'eta', etaMinutes });

test.each([
  ['5 min', eta(5)],
  ['5 minutes', eta(5)],
  ['5 minutos', eta(5)],
  ['5m', eta(5)],
  ['4 min away', eta(4)],
  ['2 minutes', eta(2)],
  ['3 mins', eta(3)],
  ['in 5 min', eta(5)],
  ['be there in 5 minutes', eta(5)],
  ['2 hours', eta(120)],
  ['1 hour', eta(60)],
  ['1h', eta(60)],
  ['here in 20', eta(20)],
  ["I'll be there in 15", eta(15)],
  ['llego en 20', eta(20)],
])('a time in %j is no key for what was done, passed or reached', (text, reply) => {
  expect(readTechnicianReply(text)).toEqual(reply);
});

test.each(['4:30', '5 pm', '2:15', '5 p.m.', '5 hours', '300 min'])(
  'nothing is made of %j, which is neither a key nor minutes',
  (text) => {
    expect(readTechnicianReply(text)).toEqual({ kind: 'unknown' });
  },
);

test.each([
  ['1 25', { kind: 'accept', etaMinutes: 25 }],
  ['1 25 min', { kind: 'accept', etaMinutes: 25 }],
  ['1:25', { kind: 'accept', etaMinutes: 25 }],
  ['ok in 20 min', { kind: 'accept', etaMinutes: 20 }],
  ['2', { kind: 'decline' }],
  ['3', { kind: 'left' }],
  ['4', { kind: 'arrived' }],
  ['here', { kind: 'arrived' }],
  ['5 real', { kind: 'done', wasEmergency: true }],
  ['5, no', { kind: 'done', wasEmergency: false }],
  ['25', eta(25)],
])('%j still is what it was', (text, reply) => {
  expect(readTechnicianReply(text)).toEqual(reply);
});
