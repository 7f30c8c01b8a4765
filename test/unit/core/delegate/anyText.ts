import fc from 'fast-check';

/** Letters that matter: controls, escapes, direction overrides, halves of letters, marks of shells, Markdown and paths. */
const UNITS = ['a', 'B', '7', ' ', '.', '-', '_', '/', '\\', ':', '#', '$', '`', '"', "'", '<', '>', '%', '{', '}', '[', ']', 'm'].concat([
  0x00, 0x07, 0x09, 0x0a, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0x2028, 0x202e, 0x2066, 0xd800, 0xdc00, 0xe9, 0x6f22,
].map((unit) => String.fromCharCode(unit)), ['😀', '\u{e0041}']);

/** Texts made of them. */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...UNITS), maxLength });
}
