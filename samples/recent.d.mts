/** @param now milliseconds since 1970 */
export function recent(stateText: string, now?: number): string;
