import type { ToolUse } from './call-record.ts';

type Values = Readonly<Record<string, unknown>>;

/** A tool call as the product stores it. */
export interface StoredToolCall {
  name: string;
  arguments: Values;
  status: string;
  result: unknown;
  at: Date;
  /** Of a price: the membership it was made with, as the quote's row says; null when with none. */
  membership?: string | null;
}

/** Product names that differ from the scenarios' vocabulary. */
const OTHER_NAMES: Readonly<Record<string, string>> = { take_message: 'request_callback' };

/** What the product keeps as rows of its own instead of asking the model for it. */
export const ROW_TOOLS = ['triage_call', 'hold_slot', 'log_call_outcome'];

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

export const toVocabulary = (name: string): string => OTHER_NAMES[name] ?? name;

/** A write is stored with its effect around its result. */
const unwrap = (result: unknown): unknown =>
  isObject(result) && 'effect' in result && 'result' in result ? result.result : result;

function hasWorked({ status, result }: Pick<StoredToolCall, 'status' | 'result'>): boolean {
  if (status !== 'done' || !isObject(result)) return false;
  return result.refusal === undefined && result.error === undefined && result.ok !== false;
}

/** What a tool was told, filled up with what the product knows without being told. */
function completeArguments(stored: StoredToolCall, callerPhone: string | null): Values {
  const { name, arguments: given, result } = stored;
  if (name === 'transfer_call') return { target: 'on_call_human', ...given };
  if (name === 'get_pricing' && stored.membership) return { membership: stored.membership, ...given };
  if (name !== 'book_slot') return given;
  const booking = isObject(result) && isObject(result.booking) ? result.booking : {};
  return { phone: callerPhone, startsAt: booking.startsAt, ...given };
}

/**
 * A stored tool call in the words of the scenarios, which send each trade by itself: one that asked for several is as
 * many as it has sent somebody for, in the order in which they go.
 */
export function toToolUses(raw: StoredToolCall, callerPhone: string | null): ToolUse[] {
  const use = toToolUse(raw, callerPhone);
  const { otherTrades } = use.arguments;
  if (use.name !== 'dispatch_technician' || !use.hasWorked || !Array.isArray(otherTrades)) return [use];
  const asked = [use.arguments.trade, ...otherTrades];
  const sent = listSentTrades(use.result).filter((trade) => asked.includes(trade));
  return sent.map((trade) => ({ ...use, arguments: { ...use.arguments, trade } }));
}

/** What the dispatches of a result are for. */
function listSentTrades(result: unknown): unknown[] {
  if (!isObject(result)) return [];
  const { trade, trades, others } = result;
  const own = Array.isArray(trades) ? trades : [trade];
  return [...own, ...(Array.isArray(others) ? others.flatMap(listSentTrades) : [])];
}

/** A stored tool call in the words of the scenarios. */
function toToolUse(raw: StoredToolCall, callerPhone: string | null): ToolUse {
  const stored = { ...raw, result: unwrap(raw.result) };
  return {
    name: toVocabulary(stored.name),
    arguments: completeArguments(stored, callerPhone),
    result: stored.result,
    hasWorked: hasWorked(stored),
    at: stored.at,
  };
}
