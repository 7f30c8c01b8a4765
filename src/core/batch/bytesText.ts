const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const;

/** `0 B`, `1.5 KB`, `26 GB`: in steps of 1024, two digits where one says little. */
export function bytesText(bytes: number): string {
  let [value, unit] = [Math.max(0, bytes), 0];
  while (value >= 1023.5 && unit < UNITS.length - 1) [value, unit] = [value / 1024, unit + 1];
  const shown = unit === 0 || value >= 9.95 ? String(Math.round(value)) : value.toFixed(1).replace(/\.0$/, '');
  return `${shown} ${UNITS[unit] ?? 'B'}`;
}
