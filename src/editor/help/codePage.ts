import { codeHelp, helpText } from '../../core/help/codeHelp';
import { escaped } from '../../core/markdownText';

/** The help of a code as a page. A code of another version has none. */
export function codePage(code: string): string {
  const help = codeHelp(code);
  return help ? `# ${help.code}\n\n${helpText(help)}\n` : `# ${escaped(code)}\n\nThere is no help for this code.\n`;
}
