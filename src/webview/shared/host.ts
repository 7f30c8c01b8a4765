import type { PlanToHost } from '../../core/planToHost';
import type { MessageToHost } from '../../core/pulseToHost';

/** What the workbench gives each webview, once. */
interface WebviewApi {
  postMessage(message: MessageToHost | PlanToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): WebviewApi;

export const host: WebviewApi = acquireVsCodeApi();
