import { MODEL_OPERATIONS } from '../../core/operations/table';
import { toolName } from './contribution';
import { OperationTool, type ToolServices } from './operationTool';

/** The tools by their names. Loaded when one is first called. */
export function operationTools(services: ToolServices): ReadonlyMap<string, OperationTool> {
  return new Map(MODEL_OPERATIONS.map((operation) => [toolName(operation.id), new OperationTool(operation, services)]));
}
