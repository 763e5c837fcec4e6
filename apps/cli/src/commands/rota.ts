import {
  type DomainContext,
  exportRota,
  importRota,
  listRota,
  listRotaGaps,
  overrideDuty,
  setDepartment,
  swapDuties,
} from '@afterhourfix/domain';
import { readRotaCalendar, writeFeed } from '@afterhourfix/integrations/icalendar';
import { Trade } from '@afterhourfix/vocabulary';
import { z } from 'zod';
import { defineCommand, Instant } from '../command.ts';
import { getDepartmentId, getTechnicianId } from '../named-rows.ts';

const DAY_MS = 86_400_000;
/** A rule without an end is followed so far; whoever wants more sends the calendar again. */
const FUTURE_DAYS = 366;
const SHOWN_DAYS = 14;
const department = z.string().min(1).describe('name or id');
const Window = { startsAt: Instant, endsAt: Instant };

const toWindow = ({ startsAt, endsAt }: { startsAt: string; endsAt: string }) => ({
  startsAt: new Date(startsAt),
  endsAt: new Date(endsAt),
});

function ahead(ctx: DomainContext, days: number) {
  const startsAt = ctx.clock.now();
  return { startsAt, endsAt: new Date(startsAt.getTime() + days * DAY_MS) };
}

export const ROTA_COMMANDS = {
  'set-department': defineCommand({
    summary: 'who is on call together: a name, trades, and ZIPs (none: everywhere)',
    input: z.strictObject({
      name: z.string().min(1).max(60),
      trades: z.array(Trade).min(1),
      zips: z.array(z.string().regex(/^\d{5}$/)).default([]),
    }),
    run: ({ ctx, input }) => setDepartment(ctx, input),
  }),
  'import-rota': defineCommand({
    summary: "a department's rota from now on, out of an iCalendar file (--file)",
    input: z.strictObject({ department }),
    takesFile: true,
    async run({ ctx, input, file }) {
      const departmentId = await getDepartmentId(ctx, input.department);
      const { startsAt, endsAt } = ahead(ctx, FUTURE_DAYS);
      const query = { timeZone: ctx.business.timeZone, from: startsAt, until: endsAt };
      const read = readRotaCalendar((await file()).toString('utf8'), query);
      return read.ok ? importRota(ctx, { departmentId, startsAt, endsAt, entries: read.events }) : read;
    },
  }),
  'export-rota': defineCommand({
    summary: "a department's standing rota of the next year as iCalendar, as import-rota reads it",
    input: z.strictObject({ department }),
    async run({ ctx, input }) {
      const departmentId = await getDepartmentId(ctx, input.department);
      const { name, duties } = await exportRota(ctx, { departmentId, ...ahead(ctx, FUTURE_DAYS) });
      const events = duties.map((duty) => ({ ...duty, location: '', description: '', isCancelled: false }));
      return writeFeed({ name, writtenAt: ctx.clock.now(), events });
    },
  }),
  'override-duty': defineCommand({
    summary: 'somebody else is on call for a while, whatever the rota says',
    input: z.strictObject({
      department,
      technician: z.string().min(1).describe('slug or id'),
      duty: z.enum(['primary', 'secondary']),
      ...Window,
    }),
    async run({ ctx, input }) {
      const departmentId = await getDepartmentId(ctx, input.department);
      const technicianId = await getTechnicianId(ctx, input.technician);
      await overrideDuty(ctx, { departmentId, technicianId, duty: input.duty, ...toWindow(input) });
      return { ok: true };
    },
  }),
  'swap-duties': defineCommand({
    summary: 'two technicians change places between two instants',
    input: z.strictObject({ department, technicians: z.tuple([z.string(), z.string()]), ...Window }),
    async run({ ctx, input }) {
      const [one, other] = input.technicians;
      await swapDuties(ctx, {
        departmentId: await getDepartmentId(ctx, input.department),
        technicianIds: [await getTechnicianId(ctx, one), await getTechnicianId(ctx, other)],
        ...toWindow(input),
      });
      return { ok: true };
    },
  }),
  'show-rota': defineCommand({
    summary: 'who is on call in the next two weeks, and when nobody is',
    input: z.strictObject({ department }),
    async run({ ctx, input }) {
      const departmentId = await getDepartmentId(ctx, input.department);
      const window = ahead(ctx, SHOWN_DAYS);
      const gaps = await listRotaGaps(ctx, window);
      return {
        duties: await listRota(ctx, { departmentId, ...window }),
        gaps: gaps.filter((gap) => gap.departmentId === departmentId),
      };
    },
  }),
};
