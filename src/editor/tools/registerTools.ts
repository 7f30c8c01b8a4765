import * as vscode from 'vscode';
import { loadWhenUsed } from '../loadWhenUsed';
import type { OperationTool, ToolServices } from './operationTool';

/**
 * Offers the operations that are meant for models to the agents of the editor. What runs them is loaded when one is first
 * called: it reaches every operation there is.
 *
 * @param names as `package.json` declares them
 */
export function registerTools(names: readonly string[], services: ToolServices): vscode.Disposable {
  let loading: Promise<ReadonlyMap<string, OperationTool>> | undefined;
  const toolNamed = async (name: string): Promise<OperationTool> => {
    const tool = (await (loading ??= loadWhenUsed().then(({ operationTools }) => operationTools(services)))).get(name);
    if (!tool) throw new Error(`no operation is offered as ${name}`);
    return tool;
  };
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.lm.registerTool<unknown>(name, {
        prepareInvocation: async (options, token) => (await toolNamed(name)).prepareInvocation(options, token),
        invoke: async (options, token) => (await toolNamed(name)).invoke(options, token),
      }),
    ),
  );
}

/** The names of the tools in an extension's `package.json`. */
export function declaredTools({ packageJSON }: Pick<vscode.Extension<unknown>, 'packageJSON'>): readonly string[] {
  const { contributes } = packageJSON as { readonly contributes?: { readonly languageModelTools?: readonly { readonly name: string }[] } };
  return (contributes?.languageModelTools ?? []).map(({ name }) => name);
}
