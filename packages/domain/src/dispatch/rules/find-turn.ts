import type { Severity, Trade } from '@afterhourfix/vocabulary';

export type TurnPhase =
  | 'created'
  | 'paging'
  | 'acknowledged'
  | 'en_route'
  | 'arrived'
  | 'done'
  | 'exhausted'
  | 'cancelled';

interface Other {
  phase: TurnPhase;
  approval: 'not-needed' | 'asked' | 'given' | 'refused' | 'unanswered';
}

/** What comes first: the trade, and how the dispatch for it stands. */
export interface WorkBefore extends Other {
  trade: Trade;
  arrivesBy: Date | null;
}

export type Turn =
  /** People may be asked; `notBefore`: when the last of those before them very likely is there. */
  | { kind: 'go'; works: readonly Trade[]; notBefore: Date | null }
  /** Until these are taken; without any, until the owner has answered. */
  | { kind: 'wait'; works: readonly Trade[] }
  /** Nobody does what has to come first, or the owner lets nobody go. */
  | { kind: 'never'; why: 'nobody-before' | 'refused' };

/**
 * When people are asked for work that others of the same call have to do something before: once each of those is
 * taken, and to be there no earlier. What nobody takes first keeps the later work from being done at all: nobody is sent
 * to where it is not safe. The owner's no to one holds for the others too, but for danger to life.
 */
export function findTurn(
  own: { severity: Severity; isVulnerable: boolean; approval: Other['approval'] },
  { before, others }: { before: readonly WorkBefore[]; others: readonly Other[] },
): Turn {
  const isRefused = ({ phase, approval }: Other) =>
    phase === 'cancelled' && (approval === 'refused' || approval === 'unanswered');
  if (before.some(isRefused)) return { kind: 'never', why: 'refused' };
  const needsNobody = own.severity === 'life_safety' || own.isVulnerable || own.approval !== 'not-needed';
  if (!needsNobody && others.some(isRefused)) return { kind: 'never', why: 'refused' };
  if (before.some(({ phase }) => phase === 'exhausted')) return { kind: 'never', why: 'nobody-before' };
  const open = before.filter(({ phase }) => phase === 'created' || phase === 'paging');
  const works = open.map(({ trade }) => trade);
  const isAsking = others.some(({ phase, approval }) => phase === 'created' && approval === 'asked');
  if (works.length > 0 || (isAsking && !needsNobody)) return { kind: 'wait', works };
  const coming = before.filter(({ phase }) => phase === 'acknowledged' || phase === 'en_route');
  const times = coming.flatMap(({ arrivesBy }) => (arrivesBy ? [arrivesBy.getTime()] : []));
  return {
    kind: 'go',
    works: coming.map(({ trade }) => trade),
    notBefore: times.length > 0 ? new Date(Math.max(...times)) : null,
  };
}
