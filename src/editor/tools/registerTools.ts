import * as vscode from 'vscode';
import { MODEL_OPERATIONS } from '../../core/operations/table';
import { toolName } from './contribution';
import { OperationTool, type ToolServices } from './operationTool';

/** Offers the operations that are meant for models to the agents of the editor. */
export function registerTools(services: ToolServices): vscode.Disposable {
  return vscode.Disposable.from(
    ...MODEL_OPERATIONS.map((operation) => vscode.lm.registerTool(toolName(operation.id), new OperationTool(operation, services))),
  );
}
