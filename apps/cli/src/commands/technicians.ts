import {
  addTimeOff,
  overrideShifts,
  removeTechnician,
  saveTechnician,
  setWeeklyShifts,
  TechnicianDetails,
} from '@afterhourfix/domain';
import { z } from 'zod';
import { defineCommand, Instant } from '../command.ts';
import { getTechnicianId } from '../named-rows.ts';

const technician = z.string().min(1).describe('slug or id');
const Hours = z.strictObject({ startsLocal: z.string(), endsLocal: z.string() });

export const TECHNICIAN_COMMANDS = {
  'save-technician': defineCommand({
    summary: 'a new technician, or what is new of one: phone, skills, licences, van, language',
    input: TechnicianDetails,
    run: ({ ctx, input }) => saveTechnician(ctx, input),
  }),
  'remove-technician': defineCommand({
    summary: 'no more visits and pages for them; refused while visits are booked',
    input: z.strictObject({ technician }),
    run: async ({ ctx, input }) =>
      removeTechnician(ctx, { technicianId: await getTechnicianId(ctx, input.technician) }),
  }),
  'set-shifts': defineCommand({
    summary: "a technician's week, instead of the one before; 0 is Sunday",
    input: z.strictObject({
      technician,
      shifts: z.array(Hours.extend({ weekday: z.int(), isOnCall: z.boolean().default(false) })),
    }),
    run: async ({ ctx, input: { technician: who, shifts } }) =>
      setWeeklyShifts(ctx, { technicianId: await getTechnicianId(ctx, who), shifts }),
  }),
  'override-shifts': defineCommand({
    summary: 'other hours of a technician on one day; none: the day is off',
    input: z.strictObject({ technician, onDay: z.iso.date(), hours: z.array(Hours) }),
    run: async ({ ctx, input: { technician: who, ...day } }) =>
      overrideShifts(ctx, { technicianId: await getTechnicianId(ctx, who), ...day }),
  }),
  'add-time-off': defineCommand({
    summary: 'nothing is planned for a technician then',
    input: z.strictObject({ technician, startsAt: Instant, endsAt: Instant }),
    run: async ({ ctx, input: { technician: who, startsAt, endsAt } }) =>
      addTimeOff(ctx, {
        technicianId: await getTechnicianId(ctx, who),
        during: { startsAt: new Date(startsAt), endsAt: new Date(endsAt) },
      }),
  }),
};
