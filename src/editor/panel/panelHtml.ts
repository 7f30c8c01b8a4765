import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { words } from '../../core/words';

/** A page of the webview's script. */
export interface PanelPage {
  readonly name: 'pulse' | 'plan';
  readonly title: string;
  /** `compact`: for the sidebar, with the most important alone. */
  readonly form?: 'compact';
}

/** The folder of the panels' script, styles and font: the only one they may read. */
export function webviewRoot(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/**
 * The page around the script. It holds no data: that comes by message (DESIGN section 6). The words of the editor's
 * language are there before the first paint, in a block that is not run and so needs no nonce.
 */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, { name, title, form }: PanelPage): string {
  const { language, texts } = words();
  const nonce = randomBytes(16).toString('base64url');
  const root = webviewRoot(extensionUri);
  const script = webview.asWebviewUri(vscode.Uri.joinPath(root, 'panels.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(root, 'panels.css')).toString();
  const policy = [
    `default-src 'none'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body data-page="${name}"${form === undefined ? '' : ` data-form="${form}"`}>
${Object.keys(texts).length === 0 ? '' : `<script type="application/json" id="words">${dataBlock(texts)}</script>\n`}<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

/** JSON that no text can end. */
function dataBlock(data: object): string {
  return JSON.stringify(data).replaceAll('<', '\\u003c');
}
