/** Resolves to the promise's value, or rejects with `message` after `limitMs`. Every wait has a limit. */
export async function withTimeLimit<Value>(
  promise: Promise<Value>,
  limitMs: number,
  message: string,
): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(message)), limitMs);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}
