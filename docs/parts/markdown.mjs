const cell = (text) => String(text).replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table in Markdown. */
export function table(head, rows) {
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`)].join('\n');
}
