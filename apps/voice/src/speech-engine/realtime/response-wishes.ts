/** A response we want the engine to make: the next turn, or one sentence word for word. */
export type ResponseWish =
  /** `after`: an item of ours that the answer must know and that the engine may not have read yet. */
  { kind: 'continue'; after: string | null } | { kind: 'say'; text: string; isUrgent?: boolean };

/** More wishes than this are an error of ours or a flood of tool calls: the oldest go. */
const MAX_WAITING = 8;

/** Two wishes to continue are one, behind the later item; sentences keep their order, an urgent one goes first. */
export function addWish(waiting: readonly ResponseWish[], wish: ResponseWish): readonly ResponseWish[] {
  if (isUrgent(wish)) return putFirst(waiting, wish);
  if (wish.kind === 'say' || !waiting.some(isContinue)) return [...waiting, wish].slice(-MAX_WAITING);
  return waiting.map((one) => (isContinue(one) && wish.after !== null ? wish : one));
}

/** Back to the head of the queue; a `continue` gives way to one that waits already. */
export function putFirst(waiting: readonly ResponseWish[], wish: ResponseWish): readonly ResponseWish[] {
  if (isContinue(wish) && waiting.some(isContinue)) return waiting;
  return [wish, ...waiting].slice(0, MAX_WAITING);
}

export function isContinue(wish: ResponseWish): wish is Extract<ResponseWish, { kind: 'continue' }> {
  return wish.kind === 'continue';
}

/** Goes before everything, and nothing else is heard before it. */
export function isUrgent(wish: ResponseWish): boolean {
  return wish.kind === 'say' && wish.isUrgent === true;
}

/** Whether a response of the engine's own that begins now says what this one was to say. */
export function isFulfilledByAny(wish: ResponseWish): boolean {
  return isContinue(wish) && wish.after === null;
}

/** The engine has read this item: whatever it says from now on, it says with it. */
export function withTaken(wish: ResponseWish, itemId: string): ResponseWish {
  return isContinue(wish) && wish.after === itemId ? { kind: 'continue', after: null } : wish;
}
