import {
  answerCall,
  dispatchTechnician,
  forBusiness,
  type SystemContext,
  setContactConsent,
  type TechnicianAnswer,
  type TechnicianCallRequest,
} from '@afterhourfix/domain';
import { Secret, systemClock } from '@afterhourfix/foundation';
import { BusinessId, PhoneNumber } from '@afterhourfix/vocabulary';
import { createTechnicianCalls } from '@afterhourfix/worker/technician-calls';
import { expect, test } from 'vitest';
import type { CalleeBehaviour } from '../simulators/carrier/index.ts';
import { OAK, startWorld, type World } from '../world/world.ts';

const MIKE = PhoneNumber.parse('+16145550150');
const SUMMARY = 'Burst pipe, zip 4 3 2 1 5, emergency.';
const JOB = {
  to: MIKE,
  from: PhoneNumber.parse(OAK.number),
  technicianName: 'Mike',
  summary: SUMMARY,
  language: 'en',
} as const;

/** A job that a caller has asked for. */
async function sendSomebody(world: World): Promise<string> {
  const system: SystemContext = { db: world.database.system, clock: systemClock, log: world.log.log };
  const answered = await answerCall(system, {
    callSid: `CA${'0'.repeat(32)}`,
    from: '+16145550101',
    to: OAK.number,
  });
  if (!answered.ok) throw new Error(`The call was refused: ${answered.refusal}`);
  const ctx = await forBusiness(system, answered.business.id, { kind: 'carrier' });
  const made = await dispatchTechnician(ctx, {
    ...{ callId: answered.call.id, trade: 'plumbing', severity: 'property_damage', isVulnerable: false },
    ...{ jobTypes: [], problem: 'A pipe has burst', addressLine: '1 Elm Street', zip: '43215' },
    ...{ contactName: null, contactPhone: null },
  });
  if (!made.ok) throw new Error(made.refusal);
  return made.dispatchId;
}

async function startDispatch(
  mike: CalleeBehaviour,
  options: { isTakenByOther?: boolean | ((answer: TechnicianAnswer) => boolean); isAgreed?: boolean } = {},
) {
  const { isTakenByOther = false, isAgreed = true } = options;
  const answers: TechnicianAnswer[] = [];
  await using stack = new AsyncDisposableStack();
  const world = stack.use(
    await startWorld({
      callees: { [MIKE]: mike },
      voice: {
        onTechnicianAnswer: (_ctx, answer) => {
          answers.push(answer);
          const isTaken = typeof isTakenByOther === 'function' ? isTakenByOther(answer) : isTakenByOther;
          return Promise.resolve({ isTakenByOther: isTaken });
        },
      },
    }),
  );
  const system: SystemContext = { db: world.database.system, clock: systemClock, log: world.log.log };
  const [oak] = await world.rows<{ id: string }>(`select id from businesses where slug = '${OAK.slug}'`);
  const ctx = await forBusiness(system, BusinessId.parse(oak?.id), { kind: 'operator' });
  const consent = { number: MIKE, channel: 'voice_ai', purpose: 'dispatch', callId: null } as const;
  const wording = 'May our dispatch line call you about jobs?';
  if (isAgreed)
    await setContactConsent(ctx, { ...consent, isGranted: true, wording, evidence: { form: 'signed' } });
  const dispatchId = await sendSomebody(world);
  const calls = createTechnicianCalls(
    {
      accountSid: world.accountSid,
      authToken: new Secret(world.authToken),
      apiUrl: world.rest.url,
      publicUrl: world.publicUrl,
    },
    system,
  );
  const running = stack.move();
  return {
    world,
    dispatchId,
    answers,
    ring: (change: Partial<Pick<TechnicianCallRequest, 'language' | 'summary' | 'question'>> = {}) =>
      calls.ring({ ...JOB, dispatchId, ...change }),
    /** All that Mike, or his voicemail, has heard. */
    async hear() {
      const [call] = world.carrier.outgoing;
      await call?.untilEnded();
      return call?.twimlHistory.map(({ text }) => text).join(' ') ?? '';
    },
    rows: () => world.rows('select answer, eta_minutes from technician_calls order by id'),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

test('a technician who presses 1 has the job at once, and keys in the minutes after it', async () => {
  await using dispatch = await startDispatch({ kind: 'answers', presses: ['1', '25'] });
  await dispatch.ring();
  const heard = await dispatch.hear();
  expect(heard).toContain(`for Mike. ${SUMMARY} Press 1`);
  expect(heard).toContain('25 minutes. Drive safely.');
  const taken = { dispatchId: dispatch.dispatchId, question: 'offer', to: MIKE, answer: 'taken' };
  expect(dispatch.answers).toEqual([
    { ...taken, etaMinutes: null },
    { ...taken, etaMinutes: 25 },
  ]);
  expect(await dispatch.rows()).toEqual([{ answer: 'taken', eta_minutes: 25 }]);
});

test.each<[string, CalleeBehaviour, TechnicianAnswer['answer'], RegExp]>([
  ['declines', { kind: 'answers', presses: '2' }, 'declined', /asking somebody else/],
  [
    'has the job read again and declines',
    { kind: 'answers', presses: ['9', '2'] },
    'declined',
    /Burst.*Burst/,
  ],
  ['takes it without minutes', { kind: 'answers', presses: ['1'] }, 'taken', /Please key in the minutes/],
  ['keys in nonsense, then minutes', { kind: 'answers', presses: ['1', '0', '40'] }, 'taken', /40 minutes/],
  ['listens and says nothing', { kind: 'answers' }, 'no-answer', /Burst/],
  ['does not answer', { kind: 'no-answer' }, 'no-answer', /^$/],
  ['is on the telephone', { kind: 'busy' }, 'no-answer', /^$/],
  ['cannot be reached', { kind: 'failed' }, 'no-answer', /^$/],
])('a technician who %s is told of as such', async (_what, behaviour, answer, heard) => {
  await using dispatch = await startDispatch(behaviour);
  await dispatch.ring();
  expect(await dispatch.hear()).toMatch(heard);
  expect(dispatch.answers.at(-1)?.answer).toBe(answer);
});

test('a voicemail gets a few words without the job, and has taken nothing', async () => {
  await using dispatch = await startDispatch({ kind: 'answers', answeredBy: 'machine', presses: '1' });
  await dispatch.ring();
  const heard = await dispatch.hear();
  expect(heard).toMatch(/look at your text messages/);
  expect(heard).not.toMatch(/Burst|43215|Mike/);
  expect(await dispatch.rows()).toEqual([{ answer: 'voicemail', eta_minutes: null }]);
});

test.each<[string, string, boolean, RegExp]>([
  ['sends somebody', '1', false, /Press 1 to send somebody.*technicians are being asked now/],
  ['refuses', '2', false, /Nobody is sent, and the caller is told so/],
  ['is too late', '1', true, /this was already decided/],
])(
  'an owner who is asked whether somebody may go %s with one key',
  async (_what, key, isTakenByOther, said) => {
    await using dispatch = await startDispatch({ kind: 'answers', presses: key }, { isTakenByOther });
    await dispatch.ring({ question: 'approval', summary: 'May a technician go now?' });
    expect(await dispatch.hear()).toMatch(said);
    expect(dispatch.answers).toMatchObject([
      { question: 'approval', answer: key === '1' ? 'taken' : 'declined' },
    ]);
  },
);

test('who may be a machine hears the job only on a key', async () => {
  await using dispatch = await startDispatch({
    kind: 'answers',
    answeredBy: 'unknown',
    presses: ['9', '1', '10'],
  });
  await dispatch.ring();
  expect(await dispatch.hear()).toMatch(/for Mike\. Press 9 to hear the job\..*Burst pipe/);
  expect(dispatch.answers.at(-1)).toMatchObject({ answer: 'taken', etaMinutes: 10 });
});

test('a technician who is too late is told that the job is taken', async () => {
  await using dispatch = await startDispatch({ kind: 'answers', presses: '1' }, { isTakenByOther: true });
  await dispatch.ring();
  expect(await dispatch.hear()).toMatch(/already taken this job/);
});

test('a technician whose job is called off while they key in their minutes is not sent', async () => {
  await using dispatch = await startDispatch(
    { kind: 'answers', presses: ['1', '25'] },
    { isTakenByOther: ({ etaMinutes }) => etaMinutes !== null },
  );
  await dispatch.ring();
  const heard = await dispatch.hear();
  expect(heard).toMatch(/the job is yours.*You are not needed/);
  expect(heard).not.toContain('Drive safely');
});

test('a technician who speaks Spanish is spoken to in Spanish', async () => {
  await using dispatch = await startDispatch({ kind: 'answers', presses: ['1', '1'] });
  await dispatch.ring({ language: 'es', summary: 'Tubería rota.' });
  expect(await dispatch.hear()).toMatch(/Tubería rota\. Oprima 1 .*Gracias\. 1 minuto\./);
  const says = dispatch.world.carrier.outgoing[0]?.twimlHistory.filter(({ verb }) => verb === 'Say') ?? [];
  expect(new Set(says.map(({ attributes }) => attributes.language))).toEqual(new Set(['es-MX']));
});

test('a job that runs twice rings once, and rings anew when the first call is over', async () => {
  await using dispatch = await startDispatch({ kind: 'no-answer' });
  const first = await dispatch.ring();
  expect(await dispatch.ring()).toEqual(first);
  expect(dispatch.world.carrier.outgoing).toHaveLength(1);
  await dispatch.hear();
  expect(await dispatch.ring()).not.toEqual(first);
  await dispatch.world.carrier.outgoing[1]?.untilEnded();
});

test('a technician who has not agreed to it is called by no machine', async () => {
  await using dispatch = await startDispatch({ kind: 'no-answer' }, { isAgreed: false });
  await expect(dispatch.ring()).rejects.toMatchObject({ code: 'forbidden' });
  expect(dispatch.world.carrier.outgoing).toEqual([]);
  expect(await dispatch.rows()).toEqual([]);
});

test('a call that Twilio does not take can be tried again', async () => {
  await using dispatch = await startDispatch({ kind: 'no-answer' });
  dispatch.world.rest.failNext('unavailable');
  await expect(dispatch.ring()).rejects.toMatchObject({ vendor: 'twilio', isRetryable: true });
  await dispatch.ring();
  await dispatch.hear();
  expect(await dispatch.rows()).toEqual([{ answer: 'no-answer', eta_minutes: null }]);
});
