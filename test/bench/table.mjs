// The table of the benchmarks: one row for each measurement, those of one benchmark together.

const digits = { x: 2, exponent: 2, ms: 1, MB: 0 };
const number = (value, unit) => value.toLocaleString('en', { maximumFractionDigits: digits[unit] ?? 0, minimumFractionDigits: unit === 'x' || unit === 'exponent' ? 2 : 0 });
const withUnit = (value, unit) => (unit === 'exponent' ? `n^${number(value, unit)}` : `${number(value, unit)}${unit === 'count' ? '' : ` ${unit}`}`);

/** Whether a row is above what it may be; what is not a number holds no limit. */
export const isMissed = ({ measured, limit }) => limit !== undefined && !(measured <= limit);

/** The rows as text. */
export function tableOf(rows) {
  const cells = rows.map((row) => [
    row.bench,
    row.what,
    withUnit(row.measured, row.unit),
    row.limit === undefined ? '' : withUnit(row.limit, row.unit),
    isMissed(row) ? 'MISSED' : '',
    row.note ?? '',
  ]);
  const lines = [['bench', 'what', 'measured', 'at most', '', 'of which'], ...cells];
  const widths = lines[0].map((_title, column) => Math.max(...lines.map((line) => line[column].length)));
  const isRight = (column) => column === 2 || column === 3;
  return lines.map((line) => line.map((cell, column) => (isRight(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join('  ').trimEnd()).join('\n');
}
