import type { MindReply } from '../mind.ts';
import { type CallSoFar, timesSaid } from './call-so-far.ts';
import { lines } from './lines.ts';
import { ask } from './replies.ts';
import { decideTrade, isCoolingOut } from './unclear-trade.ts';

/** Asks at most three questions, the dangerous one first, and stops when it is decided. */
export function askForTrade(call: CallSoFar): MindReply | null {
  if (!isCoolingOut(call.remarks) || decideTrade(call.remarks) !== null) return null;
  const open = [lines.burning, lines.otherPower, lines.unitRunning].find(
    (line) => timesSaid(call, line) === 0,
  );
  return open === undefined ? null : ask(call, open);
}
