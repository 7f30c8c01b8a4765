import { OrchestratorError } from '../core/orchestratorError';
import type { Refusal } from '../core/ports';
import { forPersons } from './forPersons';

/** A refusal as the error that is shown with its remedy; the codes of gates are part of what people search for. */
export function refusalError(refusal: Refusal): OrchestratorError {
  const { code, message, remedy } = forPersons(refusal);
  return new OrchestratorError(code, code.startsWith('BLOCKED::') ? `${code}: ${message}` : message, remedy);
}
