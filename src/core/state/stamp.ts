/** A time as it is recorded: UTC, whole seconds (DESIGN section 3, "Clocks"). */
export function stamp(now: Date): string {
  return now.toISOString().replace(/\.\d+Z$/, 'Z');
}
