import {
  advanceDueLadders,
  type DomainContext,
  forBusiness,
  recordTechnicianReply,
  sendDispatchPage,
  setDispatchPolicy,
} from '@afterhourfix/domain';
import { silentLogger } from '@afterhourfix/foundation';
import { BusinessId, type PhoneNumber } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import type { World } from '../world/world.ts';
import type { FastClock } from './fast-clock.ts';
import type { Scenario } from './scenario-file.ts';

/** How a scenario says that a technician answers a page. */
const Answer = z.object({
  technicianId: z.string(),
  result: z.enum(['ack', 'timeout', 'decline']),
  etaP50Min: z.number().optional(),
});
type Answer = z.infer<typeof Answer>;

const LOOK_MS = 300;
/** From the phone's buzz to the thumb. */
const REACTION_MS = 1_000;
/** Calls of a script are over sooner than true technicians are given up on. */
const RUNG_MINUTES = 0.04;

export interface SimulatedTechnicians extends AsyncDisposable {
  /** What went wrong beside the call. */
  readonly faults: readonly string[];
}

/**
 * The background jobs of dispatch and the technicians at the other end, on the clock of the call: they take what they
 * are offered unless the scenario's `toolOverrides` say otherwise.
 */
export async function startTechnicians(
  world: World,
  { scenario, clock }: { scenario: Scenario; clock: FastClock },
): Promise<SimulatedTechnicians> {
  const [business] = await world.rows<{ id: string }>('select id from businesses where slug = $1', [
    scenario.tenantId,
  ]);
  if (!business) throw new Error(`There is no business ${scenario.tenantId}`);
  const system = { db: world.database.system, clock, log: silentLogger };
  const ctx = await forBusiness(system, BusinessId.parse(business.id), { kind: 'job', name: 'scenario' });
  const minutes = RUNG_MINUTES;
  await setDispatchPolicy(ctx, {
    ackMinutes: { life_safety: minutes, property_damage: minutes, urgent_comfort: minutes },
  });
  const answers = await readAnswers(world, scenario);
  return new Technicians({ world, ctx, clock, answers });
}

async function readAnswers(world: World, { context }: Scenario): Promise<ReadonlyMap<string, Answer>> {
  const rows = await world.rows<{ slug: string; phone: string }>(
    'select slug, phone from technicians where phone is not null',
  );
  const scripted = z.array(Answer).catch([]).parse(context.toolOverrides.dispatch_technician);
  return new Map(
    rows.flatMap(({ slug, phone }) =>
      scripted.filter(({ technicianId }) => technicianId === slug).map((answer) => [phone, answer]),
    ),
  );
}

class Technicians implements SimulatedTechnicians {
  readonly faults: string[] = [];
  readonly #world: World;
  readonly #ctx: DomainContext;
  readonly #clock: FastClock;
  readonly #answers: ReadonlyMap<string, Answer>;
  readonly #timer: Disposable;
  readonly #running = new Set<Promise<void>>();
  #isLooking = false;

  constructor(parts: {
    world: World;
    ctx: DomainContext;
    clock: FastClock;
    answers: ReadonlyMap<string, Answer>;
  }) {
    this.#world = parts.world;
    this.#ctx = parts.ctx;
    this.#clock = parts.clock;
    this.#answers = parts.answers;
    this.#timer = parts.clock.every(LOOK_MS, () => this.#look());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#timer[Symbol.dispose]();
    await Promise.all(this.#running);
  }

  #look(): void {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#run(async () => {
      await this.#work().finally(() => {
        this.#isLooking = false;
      });
    });
  }

  #run(task: () => Promise<void>): void {
    const running: Promise<void> = task()
      .catch((error: unknown) => void this.faults.push(`technicians: ${String(error)}`))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async #work(): Promise<void> {
    await advanceDueLadders(this.#ctx);
    const queued = await this.#world.rows<{ id: string }>(
      `select p.id from dispatch_pages p join dispatches d on d.id = p.dispatch_id
       where p.status = 'queued' and (p.kind <> 'offer' or d.phase = 'paging')`,
    );
    const texts = { send: async ({ to }: { to: PhoneNumber }) => this.#buzz(to) };
    for (const { id } of queued) await sendDispatchPage(this.#ctx, { pageId: id }, { texts, calls: null });
  }

  #buzz(to: PhoneNumber): { sid: string } {
    const text = toReply(this.#answers.get(to));
    if (text !== null) {
      this.#clock.after(REACTION_MS, () =>
        this.#run(async () => void (await recordTechnicianReply(this.#ctx, { from: to, text }))),
      );
    }
    return { sid: `SM${to}` };
  }
}

function toReply(answer: Answer | undefined): string | null {
  switch (answer?.result) {
    case 'timeout':
      return null;
    case 'decline':
      return '2';
    default:
      return answer?.etaP50Min === undefined ? '1' : `1 ${answer.etaP50Min}`;
  }
}
