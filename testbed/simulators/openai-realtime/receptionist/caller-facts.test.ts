import { describe, expect, test } from 'vitest';
import { readCallerFacts } from './caller-facts.ts';
import { lines } from './lines.ts';
import type { Remark } from './remarks.ts';

function remark(text: string, asked = ''): Remark {
  return { index: 0, text, asked, wasCut: false, isAnswerToSilence: false };
}

const read = (text: string, asked?: string) => readCallerFacts([remark(text, asked)], '');

describe('a name', () => {
  test.each([
    ['my name is marla quint', 'Marla Quint'],
    ["hi my name's marla quint and i need help", 'Marla Quint'],
    ['the name is quint', 'Quint'],
    ['this is marla quint', 'Marla Quint'],
    ['this is marla quint my basement is flooding', 'Marla Quint'],
    ["it's tom aldana", 'Tom Aldana'],
    ["hi i'm tom aldana at twenty two eighty glenmawr avenue", 'Tom Aldana'],
    ['marla quint speaking', 'Marla Quint'],
    ['hello marla speaking', 'Marla'],
    ['This is Priya Nair at 488 East Tompkins Street', 'Priya Nair'],
    ["It's Mary-Jane O'Brien.", "Mary-Jane O'Brien"],
    ['call me mister ng', 'Mister Ng'],
    ["it's flooding everywhere", null],
    ["i'm freezing in here", null],
    ['this is ridiculous', null],
    ['this is getting worse', null],
    ["it's a pipe", null],
    ["it's fifteen not fifty", null],
    ["i'm so upset", null],
  ])('is heard in "%s"', (said, name) => {
    expect(read(said).name).toBe(name);
  });

  test.each([
    ['marla quint', 'Marla Quint'],
    ['yes sure marla quint', 'Marla Quint'],
    ["it's marla", 'Marla'],
    ['marla quint twenty two eighty glenmawr avenue', 'Marla Quint'],
    ['twenty two eighty glenmawr avenue', null],
    ['why do you need that', null],
    ['hmm well', null],
    ['yes', null],
  ])('is heard in "%s" when it was asked for', (said, name) => {
    expect(read(said, lines.nameAndAddress).name).toBe(name);
  });
});

describe('an address', () => {
  test.each([
    ['i am at twenty two eighty glenmawr avenue', '2280 Glenmawr Avenue'],
    ['six forty wilson avenue apartment four', '640 Wilson Avenue Apartment 4'],
    ['1733 east 5th street', '1733 East 5th Street'],
    ['it is two hundred fifteen st clair avenue', '215 St Clair Avenue'],
    ['43215 is the zip', null],
    ['four three two one five and the street is flooded', null],
  ])('is heard in "%s"', (said, addressLine) => {
    expect(read(said).addressLine).toBe(addressLine);
  });

  test.each([
    ['twenty two eighty glenmawr', '2280 Glenmawr'],
    ['five elm street', '5 Elm Street'],
    ['marla quint 2280 glenmawr', '2280 Glenmawr'],
  ])('is heard in "%s" when it was asked for', (said, addressLine) => {
    expect(read(said, lines.nameAndAddress).addressLine).toBe(addressLine);
  });
});

test('several facts are taken from one utterance', () => {
  const said =
    'hi this is marla quint at twenty two eighty glenmawr avenue four three two one five my basement is flooding and my number is six one four five five five oh one nine nine';
  expect(read(said)).toMatchObject({
    name: 'Marla Quint',
    addressLine: '2280 Glenmawr Avenue',
    zip: '43215',
    trade: 'plumbing',
    phone: '+16145550199',
    hasGivenPhone: true,
  });
});

describe('a correction', () => {
  test.each([
    [['fifty elm street'], 'no, fifteen not fifty', { addressLine: '15 Elm Street' }],
    [['fifty elm street'], 'not fifty but fifteen', { addressLine: '15 Elm Street' }],
    [['fifty elm street'], 'sorry fifteen', { addressLine: '15 Elm Street' }],
    [['fifty elm street'], 'oak not elm', { addressLine: '50 Oak Street' }],
    [['my name is carla quint'], 'no marla not carla', { name: 'Marla Quint' }],
    [['my name is carla quint'], 'no my name is marla quint', { name: 'Marla Quint' }],
    [['43250'], 'fifteen not fifty', { zip: '43215' }],
    [['43250'], "no it's four three two one five", { zip: '43215' }],
    [['my furnace is out'], 'no sorry it is the water heater', { trade: 'plumbing' }],
    [['my furnace is out'], 'and a pipe leaks', { trade: 'hvac', problem: 'my furnace is out' }],
    [['fifty elm street', 'my basement is flooding'], 'it is not working', { addressLine: '50 Elm Street' }],
  ])('after %j, "%s"', (before, said, facts) => {
    const remarks = [...before, said].map((text) => remark(text, lines.address));
    expect(readCallerFacts(remarks, '')).toMatchObject(facts);
  });
});
