import { parseArguments } from './arguments';
import { answerFlag } from './dropInFlags';
import { complain, jsonText, print, watchStandardOutput } from './output';

/** The entry of the `vtm` command. What the sub-commands need is loaded when one is called (DESIGN section 8). */
async function main(argv: readonly string[]): Promise<number> {
  if (argv[0] === 'merge-state' && argv.slice(1).every((word) => !word.startsWith('-'))) {
    const { mergeStateFiles } = await import('./mergeStateFiles');
    return mergeStateFiles(argv.slice(1), process.cwd());
  }
  const call = parseArguments(argv);
  if (call.kind === 'words') {
    const { runWords } = await import('./runWords');
    return runWords(argv, process.cwd());
  }
  const { output, exitCode } = answerFlag(call, process.cwd());
  print(jsonText(output));
  return exitCode;
}

watchStandardOutput();
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    complain(`something unexpected happened (${error instanceof Error ? error.message : String(error)}); please report it`);
    process.exitCode = 1;
  },
);
