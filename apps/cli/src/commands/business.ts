import {
  BusinessChange,
  listAgents,
  listDepartments,
  listTechnicians,
  readBusinessRules,
  removeHoldMusic,
  setBusiness,
  setHoldMusic,
} from '@afterhourfix/domain';
import { defineCommand, NOTHING } from '../command.ts';

export const BUSINESS_COMMANDS = {
  'show-business': defineCommand({
    summary: 'the business, its agents, technicians and departments',
    input: NOTHING,
    async run({ ctx }) {
      return {
        business: ctx.business,
        agents: await listAgents(ctx),
        technicians: await listTechnicians(ctx),
        departments: await listDepartments(ctx),
      };
    },
  }),
  'set-business': defineCommand({
    summary: 'numbers of owner and on-call person, hours, holidays, own triage rules, and the like',
    input: BusinessChange,
    async run({ ctx, input }) {
      const { faults } = readBusinessRules(input.triageRules ?? []);
      if (faults.length > 0) return { ok: false, refusal: 'unreadable-rules', faults };
      await setBusiness(ctx, input);
      return { ok: true };
    },
  }),
  'set-hold-music': defineCommand({
    summary: 'what callers hear while a person is rung: a WAV or MP3 (--file)',
    input: NOTHING,
    takesFile: true,
    run: async ({ ctx, file }) => setHoldMusic(ctx, { file: await file() }),
  }),
  'remove-hold-music': defineCommand({
    summary: 'our own music again',
    input: NOTHING,
    async run({ ctx }) {
      await removeHoldMusic(ctx);
      return { ok: true };
    },
  }),
};
