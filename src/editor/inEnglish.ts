import { AsyncLocalStorage } from 'node:async_hooks';

const told = new AsyncLocalStorage<true>();

/** Runs what makes a text for a model: it, and what it waits for, says everything in English, whatever the editor's language is. */
export function inEnglish<T>(run: () => T): T {
  return told.run(true, run);
}

/** Whether what is said now goes to a model. */
export function isForModel(): boolean {
  return told.getStore() === true;
}
