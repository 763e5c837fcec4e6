import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EMPTY_RESPONSE_QUEUE,
  isQueueIdle,
  type ResponseQueueCommand,
  type ResponseQueueEvent,
  stepResponseQueue,
} from './response-queue.ts';
import { isUrgent, type ResponseWish } from './response-wishes.ts';

const CONTINUE: ResponseWish = { kind: 'continue', after: null };
/** To go on with an item that the engine has been sent and may not have read yet. */
const continueAfter = (itemId: string): ResponseWish => ({ kind: 'continue', after: itemId });
const say = (text: string): ResponseWish => ({ kind: 'say', text });
const urgent = (text: string): ResponseWish => ({ kind: 'say', text, isUrgent: true });

const opened: ResponseQueueEvent = { type: 'session-opened' };
const lost: ResponseQueueEvent = { type: 'session-lost' };
const floorTaken: ResponseQueueEvent = { type: 'floor-taken' };
const floorGiven: ResponseQueueEvent = { type: 'floor-given' };
const wished = (wish: ResponseWish): ResponseQueueEvent => ({ type: 'response-wished', wish });
const created = (responseId: string, requestId: string | null): ResponseQueueEvent => ({
  type: 'response-created',
  responseId,
  requestId,
});
const done = (responseId: string, hasFailed = false): ResponseQueueEvent => ({
  type: 'response-done',
  responseId,
  hasFailed,
});
const refused = (requestId: string, isOtherRunning = true): ResponseQueueEvent => ({
  type: 'request-refused',
  requestId,
  isOtherRunning,
});
const taken = (itemId: string): ResponseQueueEvent => ({ type: 'item-taken', itemId });
const interrupted = (mustCancel = false): ResponseQueueEvent => ({ type: 'caller-interrupted', mustCancel });

/** An engine that has echoed our request once, as OpenAI's does from the first response on. */
const PROLOGUE = [opened, wished(say('greeting')), created('resp_0', 'response_1'), done('resp_0')] as const;

function run(events: readonly ResponseQueueEvent[]) {
  const commands: ResponseQueueCommand[] = [];
  let state = EMPTY_RESPONSE_QUEUE;
  for (const event of events) {
    const step = stepResponseQueue(state, event);
    state = step.state;
    commands.push(...step.commands);
  }
  return { state, commands };
}

/** Commands after the prologue, each in a word or two. */
function commandsOf(events: readonly ResponseQueueEvent[]): string[] {
  const { commands } = run([...PROLOGUE, ...events]);
  return commands
    .slice(1)
    .map((command) =>
      command.do === 'cancel-response'
        ? `cancel ${command.responseId}`
        : `${command.requestId} ${command.wish.kind === 'say' ? command.wish.text : 'continue'}`,
    );
}

const TABLE: [name: string, events: ResponseQueueEvent[], commands: string[]][] = [
  ['an urgent sentence waits for no caller', [floorTaken, wished(urgent('!'))], ['response_2 !']],
  [
    'an urgent sentence goes before all that waits',
    [wished(say('a')), wished(say('b')), wished(urgent('!')), created('r1', 'response_2'), done('r1')],
    ['response_2 a', 'cancel r1', 'response_3 !'],
  ],
  [
    'an urgent sentence cancels what runs, and is created when that is done',
    [wished(say('a')), created('r1', 'response_2'), wished(urgent('!')), done('r1')],
    ['response_2 a', 'cancel r1', 'response_3 !'],
  ],
  [
    "an urgent sentence cancels the engine's own answer that runs",
    [floorTaken, created('r1', null), wished(urgent('!')), done('r1')],
    ['cancel r1', 'response_2 !'],
  ],
  [
    "the engine's own answer that begins before an urgent sentence is cancelled before it sounds",
    [floorTaken, wished(urgent('!')), created('r1', null), refused('response_2'), done('r1')],
    ['response_2 !', 'cancel r1', 'response_3 !'],
  ],
  [
    'an urgent sentence whose refusal comes late is created once',
    [floorTaken, wished(urgent('!')), created('r1', null), done('r1'), refused('response_2')],
    ['response_2 !', 'cancel r1', 'response_3 !'],
  ],
  [
    'what was cut off for an urgent sentence is not cancelled twice',
    [wished(say('a')), created('r1', 'response_2'), interrupted(true), wished(urgent('!')), done('r1')],
    ['response_2 a', 'cancel r1', 'response_3 !'],
  ],
  [
    'an answer that is wished behind an urgent sentence comes after it',
    [floorTaken, wished(urgent('!')), wished(CONTINUE), created('r1', 'response_2'), floorGiven, done('r1')],
    ['response_2 !', 'response_3 continue'],
  ],
  [
    'an urgent sentence that was interrupted does not silence what comes after',
    [floorTaken, wished(urgent('!')), interrupted(), created('r1', null)],
    ['response_2 !'],
  ],
  [
    'an urgent sentence under way when the session is lost is the first of the next',
    [wished(urgent('!')), created('r1', 'response_2'), wished(CONTINUE), lost, opened],
    ['response_2 !', 'response_3 !'],
  ],
  ['a wish is created at once when nothing runs', [wished(CONTINUE)], ['response_2 continue']],
  [
    'a second wish waits for the end of the first',
    [wished(say('a')), wished(say('b')), created('r1', 'response_2')],
    ['response_2 a'],
  ],
  [
    'sentences are created in order, one after the other',
    [wished(say('a')), wished(say('b')), created('r1', 'response_2'), done('r1')],
    ['response_2 a', 'response_3 b'],
  ],
  [
    'two wishes to continue are one',
    [
      wished(say('a')),
      wished(CONTINUE),
      wished(CONTINUE),
      created('r1', 'response_2'),
      done('r1'),
      created('r2', 'response_3'),
      done('r2'),
    ],
    ['response_2 a', 'response_3 continue'],
  ],
  [
    'a wish made while the engine answers by itself waits for the end',
    [created('auto', null), wished(say('a')), done('auto')],
    ['response_2 a'],
  ],
  [
    'a response of the engine’s own fulfils a waiting continue and no sentence',
    [floorTaken, wished(CONTINUE), wished(say('a')), created('auto', null), done('auto')],
    ['response_2 a'],
  ],
  [
    'a response of the engine’s own that began before it took our item fulfils no continue',
    [floorTaken, wished(continueAfter('i1')), created('auto', null), taken('i1'), done('auto')],
    ['response_2 continue'],
  ],
  [
    'a response of the engine’s own that began after it took our item fulfils the continue',
    [floorTaken, wished(continueAfter('i1')), taken('i1'), created('auto', null), done('auto')],
    [],
  ],
  [
    'two wishes to continue are one, after the later item',
    [
      floorTaken,
      wished(continueAfter('i1')),
      wished(continueAfter('i2')),
      wished(CONTINUE),
      taken('i1'),
      created('auto', null),
      done('auto'),
    ],
    ['response_2 continue'],
  ],
  [
    'a response of ours fulfils the continue whatever was taken: it is read behind the item',
    [wished(continueAfter('i1')), created('r1', 'response_2'), taken('i1'), done('r1')],
    ['response_2 continue'],
  ],
  [
    'a continue refused because of a response that began before our item was taken is asked for again',
    [wished(continueAfter('i1')), created('auto', null), taken('i1'), refused('response_2'), done('auto')],
    ['response_2 continue', 'response_3 continue'],
  ],
  [
    'and so is one whose refusal comes after the end of that response',
    [wished(continueAfter('i1')), created('auto', null), taken('i1'), done('auto'), refused('response_2')],
    ['response_2 continue', 'response_3 continue'],
  ],
  [
    'a lost session: a continue is asked for once, for the next one is told everything',
    [floorTaken, wished(continueAfter('i1')), lost, opened, created('r1', 'response_2'), done('r1')],
    ['response_2 continue'],
  ],
  [
    'the engine answers while our sentence is asked for: refused, it is asked for again after the end',
    [wished(say('a')), created('auto', null), refused('response_2'), done('auto')],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'the refusal comes after the end of the other response: it is asked for again at once',
    [wished(say('a')), created('auto', null), done('auto'), refused('response_2')],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'the engine’s answer comes and goes before ours is created: ours is not asked for twice',
    [
      wished(say('a')),
      created('auto', null),
      done('auto'),
      wished(say('b')),
      created('r1', 'response_2'),
      done('r1'),
    ],
    ['response_2 a', 'response_3 b'],
  ],
  [
    'a refused continue was fulfilled by the engine’s own response',
    [wished(CONTINUE), created('auto', null), refused('response_2'), done('auto')],
    ['response_2 continue'],
  ],
  [
    'a refused continue was fulfilled by the engine’s own response that is already over',
    [wished(CONTINUE), created('auto', null), done('auto'), refused('response_2')],
    ['response_2 continue'],
  ],
  [
    'refused before the other response is announced: nothing is asked for until that one is over',
    [wished(say('a')), refused('response_2'), wished(say('b')), created('auto', null), done('auto')],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'refused because of a response that is never announced: its end is enough',
    [wished(say('a')), refused('response_2'), done('auto')],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'refused for another reason: asked for again, and before what waits',
    [wished(say('a')), wished(say('b')), refused('response_2', false)],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'a refusal of something older changes nothing',
    [wished(say('a')), refused('response_1')],
    ['response_2 a'],
  ],
  [
    'the end of an older response changes nothing',
    [wished(say('a')), created('r1', 'response_2'), wished(say('b')), done('resp_0')],
    ['response_2 a'],
  ],
  [
    'a failed sentence is asked for again, word for word',
    [wished(say('a')), created('r1', 'response_2'), wished(say('b')), done('r1', true)],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'a failed answer of the engine’s own is asked for again',
    [created('auto', null), done('auto', true)],
    ['response_2 continue'],
  ],
  ['while the caller speaks a wish waits', [floorTaken, wished(say('a'))], []],
  ['a wish goes on when the floor is given', [floorTaken, wished(say('a')), floorGiven], ['response_2 a']],
  [
    'the engine’s own response gives the floor back',
    [floorTaken, wished(say('a')), created('auto', null), done('auto')],
    ['response_2 a'],
  ],
  [
    'a caller who speaks while ours begins keeps the floor',
    [wished(say('a')), floorTaken, created('r1', 'response_2'), wished(say('b')), done('r1')],
    ['response_2 a'],
  ],
  [
    'an interruption forgets what waits',
    [wished(say('a')), created('r1', 'response_2'), wished(say('b')), interrupted(), done('r1')],
    ['response_2 a'],
  ],
  [
    'an interruption cancels what runs when the engine does not',
    [wished(say('a')), created('r1', 'response_2'), interrupted(true)],
    ['response_2 a', 'cancel r1'],
  ],
  [
    'a second interruption does not cancel again',
    [wished(say('a')), created('r1', 'response_2'), interrupted(true), interrupted(true)],
    ['response_2 a', 'cancel r1'],
  ],
  [
    'what was asked for when the caller interrupted is cancelled as soon as it is created',
    [wished(say('a')), interrupted(), created('r1', 'response_2'), done('r1')],
    ['response_2 a', 'cancel r1'],
  ],
  [
    'what was asked for when the caller interrupted is not asked for again when refused',
    [wished(say('a')), interrupted(), created('auto', null), refused('response_2'), done('auto')],
    ['response_2 a'],
  ],
  [
    'a cut response that fails is not asked for again',
    [wished(say('a')), created('r1', 'response_2'), interrupted(), done('r1', true)],
    ['response_2 a'],
  ],
  [
    'what is wished after an interruption waits for the end of the cut response',
    [wished(say('a')), created('r1', 'response_2'), interrupted(), wished(say('b')), done('r1')],
    ['response_2 a', 'response_3 b'],
  ],
  [
    'a lost session: the sentence asked for goes first in the next one',
    [wished(say('a')), wished(say('b')), lost, opened],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'a lost session: a sentence cut short by the loss is said again',
    [wished(say('a')), created('r1', 'response_2'), lost, opened],
    ['response_2 a', 'response_3 a'],
  ],
  [
    'a lost session: an answer under way is asked for again',
    [created('auto', null), lost, opened],
    ['response_2 continue'],
  ],
  [
    'a lost session: a caller who was speaking is answered',
    [floorTaken, lost, opened],
    ['response_2 continue'],
  ],
  ['a lost session that owed nothing is asked for nothing', [lost, opened], []],
  [
    'a lost session: what the caller interrupted is not said again',
    [wished(say('a')), created('r1', 'response_2'), interrupted(), lost, opened],
    ['response_2 a'],
  ],
  ['nothing is created while no session is open', [lost, wished(say('a')), floorGiven], []],
  [
    'ends and refusals of a lost session mean nothing to the next one',
    [wished(say('a')), lost, opened, refused('response_2'), done('r1')],
    ['response_2 a', 'response_3 a'],
  ],
];

test.each(TABLE)('%s', (_name, events, commands) => {
  expect(commandsOf(events)).toEqual(commands);
});

test('of a flood of wishes the oldest go', () => {
  const flood = Array.from({ length: 20 }, (_, index) => wished(say(`${index}`)));
  const { state } = run([...PROLOGUE, floorTaken, ...flood]);
  expect(state.waiting).toEqual(Array.from({ length: 8 }, (_, index) => say(`${index + 12}`)));
});

describe('an endpoint that does not echo metadata', () => {
  test('is asked for the next sentence when the first is over', () => {
    const { commands } = run([opened, wished(say('a')), wished(say('b')), created('r1', null), done('r1')]);
    expect(commands).toMatchObject([{ wish: say('a') }, { wish: say('b') }]);
  });

  test('may still refuse the sentence that seemed to be created', () => {
    const { commands } = run([
      opened,
      wished(say('a')),
      created('auto', null),
      refused('response_1'),
      done('auto'),
    ]);
    expect(commands).toMatchObject([{ wish: say('a') }, { wish: say('a') }]);
  });

  test('has its own response told from ours by the caller who has the floor', () => {
    const { state } = run([opened, wished(say('a')), floorTaken, created('auto', null)]);
    expect(state.running?.wish).toEqual(CONTINUE);
    expect(state.request?.wish).toEqual(say('a'));
  });
});

/** The engine's side of the race: takes requests in order and answers by itself when the caller has spoken. */
class EngineModel {
  readonly #requests: { id: string; wish: ResponseWish }[] = [];
  running: { id: string; request: { id: string; wish: ResponseWish } | null } | null = null;
  readonly spoken: string[] = [];
  #count = 0;

  receive(command: ResponseQueueCommand): void {
    if (command.do === 'create-response') this.#requests.push({ id: command.requestId, wish: command.wish });
  }

  get outstanding(): number {
    return this.#requests.length;
  }

  serveRequest(): ResponseQueueEvent | null {
    const request = this.#requests.shift();
    if (!request) return null;
    if (this.running) return refused(request.id);
    this.running = { id: `r${++this.#count}`, request };
    if (request.wish.kind === 'say') this.spoken.push(request.wish.text);
    return created(this.running.id, request.id);
  }

  answerCaller(): ResponseQueueEvent | null {
    if (this.running) return null;
    this.running = { id: `r${++this.#count}`, request: null };
    return created(this.running.id, null);
  }

  finish(): ResponseQueueEvent | null {
    const ended = this.running;
    this.running = null;
    return ended && done(ended.id);
  }
}

type Move = 'say' | 'continue' | 'serve' | 'auto' | 'finish' | 'floor-taken' | 'floor-given';
const MOVES: Move[] = ['say', 'continue', 'serve', 'auto', 'finish', 'floor-taken', 'floor-given'];

test('whatever the order of events, no two creates are outstanding and every sentence is created exactly once', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...MOVES), { maxLength: 60 }), (moves) => {
      const engine = new EngineModel();
      let state = run(PROLOGUE).state;
      const wishedFor: string[] = [];
      const step = (event: ResponseQueueEvent | null) => {
        if (!event) return;
        const next = stepResponseQueue(state, event);
        state = next.state;
        for (const command of next.commands) engine.receive(command);
        expect(engine.outstanding).toBeLessThanOrEqual(1);
      };
      const make: Record<Move, () => ResponseQueueEvent | null> = {
        say: () => {
          // More than eight at once are a flood, of which the oldest go.
          if (state.waiting.length > 6) return null;
          wishedFor.push(`s${wishedFor.length}`);
          return wished(say(wishedFor.at(-1) ?? ''));
        },
        continue: () => (state.waiting.length > 6 ? null : wished(CONTINUE)),
        serve: () => engine.serveRequest(),
        auto: () => engine.answerCaller(),
        finish: () => engine.finish(),
        'floor-taken': () => floorTaken,
        'floor-given': () => floorGiven,
      };
      for (const move of moves) step(make[move]());
      step(floorGiven);
      for (let round = 0; round < 100 && !(isQueueIdle(state) && engine.outstanding === 0); round++) {
        step(engine.serveRequest());
        step(engine.finish());
      }
      expect(isQueueIdle(state)).toBe(true);
      expect(engine.spoken).toEqual(wishedFor);
    }),
    { numRuns: 500 },
  );
});

test('whatever comes, the machine neither throws nor creates for a session that is not open', () => {
  const requestId = fc.constantFrom('response_1', 'response_2', 'response_3', 'other');
  const responseId = fc.constantFrom('r1', 'r2', 'r3');
  const anyEvent: fc.Arbitrary<ResponseQueueEvent> = fc.oneof(
    fc.constantFrom(opened, lost, floorTaken, floorGiven, interrupted(true), interrupted(false)),
    fc.constantFrom(CONTINUE, continueAfter('i1'), continueAfter('i2'), say('x'), urgent('!')).map(wished),
    fc.constantFrom('i1', 'i2').map(taken),
    fc.tuple(responseId, fc.option(requestId)).map(([id, request]) => created(id, request)),
    fc.tuple(responseId, fc.boolean()).map(([id, hasFailed]) => done(id, hasFailed)),
    fc.tuple(requestId, fc.boolean()).map(([id, isOther]) => refused(id, isOther)),
  );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let state = EMPTY_RESPONSE_QUEUE;
      for (const event of events) {
        const step = stepResponseQueue(state, event);
        const creates = step.commands.filter((command) => command.do === 'create-response');
        expect(creates.length).toBeLessThanOrEqual(1);
        for (const { wish } of creates) {
          expect(step.state).toMatchObject({ isOpen: true, running: null });
          if (!isUrgent(wish)) expect(step.state.isFloorTaken).toBe(false);
        }
        state = step.state;
      }
    }),
  );
});
