// Lets the test process run commands in this extension host: POST {command, args} to the port that FOLDER/bridge.json names.
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const vscode = require('vscode');

/** `{ "$uri": "file:///…" }` stands for a Uri anywhere in the arguments. */
function revive(value) {
  if (Array.isArray(value)) {
    return value.map(revive);
  }
  if (value !== null && typeof value === 'object') {
    return typeof value.$uri === 'string' ? vscode.Uri.parse(value.$uri) : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)]));
  }
  return value;
}

function toJson(value) {
  const seen = new WeakSet();
  return JSON.stringify(value, (key, inner) => {
    if (typeof inner === 'object' && inner !== null) {
      if (seen.has(inner)) {
        return undefined;
      }
      seen.add(inner);
    }
    return inner;
  });
}

async function answer(body) {
  const { command, args } = JSON.parse(body);
  try {
    return { result: await vscode.commands.executeCommand(command, ...revive(args ?? [])) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** Listens on a free port of this machine until disposed of. */
function openBridge(folder) {
  const server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (data) => (body += data));
    request.on('end', async () => {
      const text = toJson(await answer(body));
      response.setHeader('content-type', 'application/json');
      response.end(text);
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const file = path.join(folder, 'bridge.json');
      const where = { port: server.address().port, folders: (vscode.workspace.workspaceFolders ?? []).map((item) => item.uri.fsPath), trusted: vscode.workspace.isTrusted, now: new Date().toISOString() };
      fs.writeFileSync(`${file}.new`, JSON.stringify(where));
      fs.renameSync(`${file}.new`, file);
      resolve({ dispose: () => server.close() });
    });
  });
}

module.exports = { openBridge };
