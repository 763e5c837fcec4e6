import { Severity } from '@afterhourfix/vocabulary';
import type { DomainContext } from '../context.ts';
import { findJudgedSeverity, readEdgeFeeCents } from './load-area.ts';
import type { ZoneDecision } from './rules/decide-zone.ts';
import type { ZoneRule, ZoneTerms } from './rules/zone-rule.ts';
import type { ServedArea, ServiceAreaQuestion, UnservedArea } from './service-area-answer.ts';

interface Decided {
  question: ServiceAreaQuestion;
  zip: string;
  decision: ZoneDecision;
  isApproximate?: boolean;
}

/** What the rule that holds means for this caller. */
export async function toServiceArea(
  ctx: DomainContext,
  { question, zip, decision, isApproximate = false }: Decided,
): Promise<ServedArea | UnservedArea> {
  const { rule } = decision;
  const terms = rule?.terms;
  if (!rule || !terms || terms.zone === 'excluded') return { zone: 'outside', zip };
  if (terms.zone === 'referral') return { zone: 'referral', zip, referral: terms.referral };
  const more = {
    ...(rule.trades && !question.trade && { trades: rule.trades }),
    ...(isApproximate && { isApproximate }),
  };
  if (terms.zone === 'core') return { zone: 'core', zip, feeCents: 0, ...more };
  const severity = worseOf(question.severity ?? null, await loadSeverity(ctx, rule));
  if (terms.minSeverity && severity && isMilder(severity, terms.minSeverity))
    return toTooMild(zip, { ...terms, minSeverity: terms.minSeverity });
  const feeCents = terms.feeCents ?? (await ctx.db.transaction((tx) => readEdgeFeeCents(tx, ctx)));
  const needed = terms.minSeverity && !severity ? { minSeverity: terms.minSeverity } : {};
  return { zone: 'edge', zip, feeCents, ...needed, ...more };
}

function loadSeverity(ctx: DomainContext, { terms }: ZoneRule): Promise<Severity | null> | null {
  if (terms.zone !== 'edge' || terms.minSeverity === null) return null;
  return ctx.db.transaction((tx) => findJudgedSeverity(tx, ctx));
}

/** What the model told may make it worse than what was judged, and never milder. */
function worseOf(told: Severity | null, judged: Severity | null): Severity | null {
  if (told === null || judged === null) return told ?? judged;
  return isMilder(told, judged) ? judged : told;
}

function isMilder(severity: Severity, than: Severity): boolean {
  return Severity.options.indexOf(severity) > Severity.options.indexOf(than);
}

function toTooMild(
  zip: string,
  { referral, minSeverity }: Extract<ZoneTerms, { zone: 'edge' }> & { minSeverity: Severity },
): UnservedArea {
  return referral ? { zone: 'referral', zip, referral, minSeverity } : { zone: 'outside', zip, minSeverity };
}
