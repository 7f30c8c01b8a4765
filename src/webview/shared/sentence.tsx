import type { ComponentChildren } from 'preact';

/** A sentence with elements in it: they stand at its `{0}` and `{1}`, wherever the language has them. */
export function Sentence({ text, parts }: { text: string; parts: readonly ComponentChildren[] }) {
  return <>{text.split(/\{(\d+)\}/).map((piece, index) => (index % 2 === 0 ? piece : parts[Number(piece)]))}</>;
}
