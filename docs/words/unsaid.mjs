import ts from 'typescript';

/** Who takes texts that no person reads in the editor: the log, git's arguments, names of what holds a lock, `vtm`'s warnings. */
const FOR_PROGRAMS = /(^|\.)(warn|error|info|debug|trace|warnOnce|withFault|run|change|includes|update)$/;
const FOR_PERSONS = /^(t|counted)$/;

/** Two words in a row, or a word beside a value; values stand as `{}`. */
const PHRASE = /[a-z]{2,}[,:]? [a-z{]|\} [a-z]{2,}/;

/**
 * Phrases of a file that are not said through core/words: wherever a file of `src/io` puts a reason together, a person
 * reads it in the editor one day.
 */
export function unsaidOf(source) {
  const found = [];
  const visit = (node) => {
    const text = textOf(node);
    if (text !== undefined && PHRASE.test(text) && !isFile(text) && !isForPrograms(node)) found.push({ node, text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(node) {
  if (ts.isStringLiteralLike(node)) return node.text;
  return ts.isTemplateExpression(node) ? [node.head, ...node.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('{}') : undefined;
}

/** A script or a comment that is written to a file, or the beginning of a name. */
function isFile(text) {
  return text.includes('\n') || text.startsWith('#') || text.endsWith('/');
}

function isForPrograms(node) {
  for (let at = node.parent, child = node; at; child = at, at = at.parent) {
    if (ts.isCallExpression(at) && child !== at.expression) {
      const name = at.expression.getText();
      if (FOR_PERSONS.test(name) || FOR_PROGRAMS.test(name)) return true;
    }
    // Whoever shows an error that has a code says it in words of its own.
    if (ts.isNewExpression(at) && at.expression.getText().endsWith('Error')) return true;
    if (ts.isPropertyAssignment(at) && at.name.getText() === 'command') return true;
    if (ts.isLiteralTypeNode(at) || ts.isImportDeclaration(at)) return true;
    if (ts.isFunctionLike(at)) return false;
  }
  return false;
}
