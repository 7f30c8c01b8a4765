import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { unsaidOf } from './unsaid.mjs';

/** Who says a text in the words of people: `t(text, …)` and `counted(count, one, other, …)` of core/words. */
const TEXTS_OF = { t: [0], counted: [1, 2] };

/**
 * Every text that the sources under `src` say through core/words, with the place of its first use, and what is wrong
 * with how they say it: no literal (nobody could translate it), said as the file is loaded, before the language is known,
 * or in `src/io` not through core/words at all.
 */
export function wordsOfSources(root) {
  const texts = new Map();
  const faults = [];
  const words = path.join(root, 'src', 'core', 'words');
  for (const name of readdirSync(path.join(root, 'src'), { recursive: true }).filter((file) => /\.tsx?$/.test(file)).sort()) {
    const file = path.join(root, 'src', name);
    const text = readFileSync(file, 'utf8');
    const isIo = name.startsWith(`io${path.sep}`);
    if (!isIo && !/words'/.test(text)) continue;
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
    const placeOf = (node) => `src/${name.split(path.sep).join('/')}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    if (isIo) faults.push(...unsaidOf(source).map(({ node, text: phrase }) => `${placeOf(node)} says "${phrase}" and not through core/words`));
    const said = importedFrom(source, words);
    if (said.size === 0) continue;
    const visit = (node) => {
      const callee = ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? said.get(node.expression.text) : undefined;
      if (callee) {
        const place = placeOf(node);
        if (isAtLoad(node)) faults.push(`${place} says a text before the language is known: say it in a function`);
        for (const index of TEXTS_OF[callee]) {
          const argument = node.arguments[index];
          if (argument && ts.isStringLiteralLike(argument)) texts.set(argument.text, texts.get(argument.text) ?? place);
          else faults.push(`${place} gives ${callee} a text that is no literal`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { texts, faults };
}

/** The local names under which a file has `t` and `counted` of core/words. */
function importedFrom(source, words) {
  const names = new Map();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || path.resolve(path.dirname(source.fileName), statement.moduleSpecifier.text) !== words) continue;
    for (const { name, propertyName } of statement.importClause?.namedBindings?.elements ?? []) {
      const original = (propertyName ?? name).text;
      if (original in TEXTS_OF) names.set(name.text, original);
    }
  }
  return names;
}

function isAtLoad(node) {
  // A member of a class is set when one is made.
  for (let at = node.parent; at; at = at.parent) if (ts.isFunctionLike(at) || ts.isPropertyDeclaration(at)) return false;
  return true;
}
