/** The one way to ask for the time. Code that needs it takes a clock, so a test can hold it still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export interface FixedClock extends Clock {
  advance(milliseconds: number): void;
}

/** A clock that moves only when told to; a negative step is how tests simulate a correction by NTP. */
export function fixedClock(start: string | Date): FixedClock {
  let time = new Date(start).getTime();
  if (Number.isNaN(time)) throw new RangeError(`Not a date: ${String(start)}`);
  return {
    now: () => new Date(time),
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}
