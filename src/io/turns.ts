/** Runs steps one after the other, in the order in which they were given; one that fails does not stop the next. */
export type InTurn = <T>(step: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (step) => {
    const mine = last.then(step);
    last = mine.catch(() => undefined);
    return mine;
  };
}
