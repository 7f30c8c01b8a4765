/** Resolves as the promise does, or to `late` after `ms` milliseconds: editor commands without a contract may hang. */
export async function withDeadline<T, L>(promise: PromiseLike<T>, ms: number, late: L): Promise<T | L> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<L>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
