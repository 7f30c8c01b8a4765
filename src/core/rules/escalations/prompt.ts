import { chooseBoundary, fenced, fenceNotice } from '../../delegate/fence';
import { inEnglish } from '../../words';
import type { EscalationTarget } from '../anomaly';

interface Told {
  readonly to: EscalationTarget;
  /** What is seen, in our words. */
  readonly seen: string;
  /** What it rests on, a line each: words of the files, which stand in the fence. */
  readonly data: readonly string[];
  /** What the agent is asked for, a sentence each. */
  readonly wanted: readonly string[];
}

/** What is sent to another agent, in English: what is seen, the data in a fence, and what is wanted. */
export function escalationPrompt(told: () => Told): string {
  const { to, seen, data, wanted } = inEnglish(told);
  const body = data.join('\n');
  const boundary = chooseBoundary(wordsFrom(body), [body]);
  return `# For the ${to.name}

${seen}

${fenced(body, boundary)}

${fenceNotice({ boundary }, 'the task manifest, the state file and git')}

## What is wanted

${wanted.map((line, index) => `${index + 1}. ${line}`).join('\n')}

Answer with a short report: what you found, what you recommend, and what a person has to decide.
`;
}

/**
 * Words for the fence, drawn from the data: an escalation must be the same each time it is found. A text that
 * was made to hold its own word gets another.
 */
function wordsFrom(text: string): () => string {
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < text.length; at++) {
    a = Math.imul(a ^ text.charCodeAt(at), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(at), 0x85ebca6b) + at;
  }
  return () => {
    let word: string;
    do {
      a = Math.imul(a ^ (a >>> 15), 0x2c1b3c6d) + 1;
      b = Math.imul(b ^ (b >>> 13), 0x297a2d39) + 1;
      word = [a, b].map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('');
    } while (text.includes(word));
    return word;
  };
}
