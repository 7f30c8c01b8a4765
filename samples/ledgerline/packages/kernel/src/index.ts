export { fixedClock, systemClock, type Clock } from './clock.ts';
export { createIdSource, parseId, MalformedId, type IdSource } from './ulid.ts';
