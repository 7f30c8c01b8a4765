import { OrchestratorError } from '../core/orchestratorError';
import type { Refusal } from '../core/ports';

/** A refusal as the error that is shown with its remedy; the codes of gates are part of what people search for. */
export function refusalError({ code, message, remedy }: Refusal): OrchestratorError {
  return new OrchestratorError(code, code.startsWith('BLOCKED::') ? `${code}: ${message}` : message, remedy);
}
