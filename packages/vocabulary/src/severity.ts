import { z } from 'zod';

/** Ordered from worst to mildest. */
export const Severity = z.enum(['life_safety', 'property_damage', 'urgent_comfort', 'routine']);
export type Severity = z.infer<typeof Severity>;
