import { speak, words } from './words';

/** What `say` says, in English: for what is written to files, told to models or read by programs. `say` must not wait. */
export function inEnglish<T>(say: () => T): T {
  const before = words();
  speak();
  try {
    return say();
  } finally {
    speak(before);
  }
}
