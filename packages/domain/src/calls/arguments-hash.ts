import { createHash } from 'node:crypto';
import { toCanonicalJson } from './rules/canonical-json.ts';

/** Equal for equal arguments whatever the order of their keys. */
export function hashArguments(args: unknown): string {
  return createHash('sha256').update(toCanonicalJson(args)).digest('hex');
}
