/** `busy`: the limit is reached, nothing more should start. `overloaded`: it is passed. */
type WipLevel = 'calm' | 'busy' | 'overloaded';

/** How the number of tasks in progress stands to the limit (spec, Enforcement & Guardrails: more than 3 is an overload). */
export function wipLevel(inProgress: number, limit: number): WipLevel {
  if (inProgress > limit) return 'overloaded';
  return inProgress === limit && limit > 0 ? 'busy' : 'calm';
}
