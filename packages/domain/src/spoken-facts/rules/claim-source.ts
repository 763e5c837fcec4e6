import type { ClaimAction } from './finding.ts';

/** The source of a regular expression, and what it claims when it matches. */
export type ClaimSource = [action: ClaimAction, source: string];
