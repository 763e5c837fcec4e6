import type { Command } from '../command.ts';
import { BUSINESS_COMMANDS } from './business.ts';
import { CUSTOMER_COMMANDS } from './customers.ts';
import { DISPATCH_COMMANDS } from './dispatch.ts';
import { KNOWLEDGE_COMMANDS } from './knowledge.ts';
import { PRICING_COMMANDS } from './pricing.ts';
import { ROTA_COMMANDS } from './rota.ts';
import { SYSTEM_COMMANDS } from './systems.ts';
import { TECHNICIAN_COMMANDS } from './technicians.ts';
import { VISIT_COMMANDS } from './visits.ts';

/** By their names, in the order in which they are listed. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...BUSINESS_COMMANDS,
    ...TECHNICIAN_COMMANDS,
    ...ROTA_COMMANDS,
    ...DISPATCH_COMMANDS,
    ...PRICING_COMMANDS,
    ...VISIT_COMMANDS,
    ...KNOWLEDGE_COMMANDS,
    ...CUSTOMER_COMMANDS,
    ...SYSTEM_COMMANDS,
  }),
);
