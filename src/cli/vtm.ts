import { parseArguments, type Call } from './arguments';
import { answerFlag } from './dropInFlags';
import { complain, jsonText, print, watchStandardOutput } from './output';

/** The entry of the `vtm` command. What the sub-commands need is loaded when one is called (DESIGN section 8). */
async function main(call: Call): Promise<number> {
  switch (call.kind) {
    case 'drop-in':
    case 'task':
    case 'unknown-flag':
    case 'bad-flags': {
      const { output, exitCode } = answerFlag(call, process.cwd());
      print(jsonText(output));
      return exitCode;
    }
    default: {
      const { runWords } = await import('./runWords');
      return runWords(call, process.cwd());
    }
  }
}

watchStandardOutput();
main(parseArguments(process.argv.slice(2))).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    complain(`something unexpected happened (${error instanceof Error ? error.message : String(error)}); please report it`);
    process.exitCode = 1;
  },
);
