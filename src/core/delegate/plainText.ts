const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);
const CSI = String.fromCharCode(0x9b);
/** Terminal sequences: OSC with its end, CSI in both forms, and two-character escapes. */
const TERMINAL = new RegExp(
  `${ESC}\\][^${ESC}${BEL}\\n]{0,2048}(?:${BEL}|${ESC}\\\\)|(?:${ESC}\\[|${CSI})[0-?]{0,64}[ -/]{0,8}[@-~]|${ESC}[@-_]`,
  'g',
);
/** Controls but for newline and tab, direction overrides, invisible tag letters, halves of letters. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Surrogate}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{e0000}-\u{e007f}]/gu;

/**
 * A text of the manifest as it may stand in a prompt or on a terminal: what a person would see of it.
 * Terminal sequences, control characters and invisible letters go; newlines and tabs stay (RELIABILITY, bad inputs 7 and 26).
 */
export function plainText(text: string): string {
  return text
    .replace(TERMINAL, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNSEEN, '');
}

/** The same on one line, with single blanks. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}

/** The same as inline code of Markdown, of which nothing in it can end. */
export function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}
