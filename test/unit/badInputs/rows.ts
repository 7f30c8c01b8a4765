/** A test, by its file below `test` and the beginning of its title as it stands there. */
type Shown = readonly [file: string, title: string];

/** A row of the table of bad inputs that the product is built to withstand, and the tests that show it, the closest to a person first. */
interface Row {
  readonly row: number;
  readonly what: string;
  readonly shown: readonly Shown[];
}

const FILES = 'unit/badInputs/files.test.ts';
const DOORS = 'unit/badInputs/doors.test.ts';
const OPERATIONS = 'unit/core/operations/badInputs.test.ts';
const EACH: Shown = [FILES, 'row ${row}: ${what}'];

export const ROWS: readonly Row[] = [
  { row: 1, what: 'manifest or state missing', shown: [[FILES, 'row 1: without a manifest'], ['unit/cli/commands.test.ts', 'tells a missing manifest with code 1']] },
  { row: 2, what: 'nothing in it, or no object', shown: [EACH, ['unit/io/stateStore.test.ts', 'never overwrites what it does not understand']] },
  { row: 3, what: 'cut off', shown: [[FILES, 'row 3: cut off at any of 100 places'], ['unit/core/json/read.test.ts', 'says where a text is cut off'], ['host/product.test.ts', 'follows edits, atomic replacements, half-written files']] },
  { row: 4, what: 'conflict markers', shown: [EACH, ['unit/core/json/read.test.ts', 'names conflict markers with their line'], ['unit/core/mergeState/markers.test.ts', '']] },
  { row: 5, what: 'byte order mark, line ends, indentation', shown: [[FILES, 'row 5: ${what} is read'], ['unit/io/undo.test.ts', 'takes any change in any layout back to the byte']] },
  { row: 6, what: 'other encodings, binary', shown: [EACH, ['unit/io/textFile.test.ts', 'names encodings that are not UTF-8']] },
  { row: 7, what: 'lone surrogates, zeros, controls', shown: [[FILES, 'row 7: lone surrogates'], [OPERATIONS, '7: what a terminal would act on'], ['unit/cli/commands.test.ts', 'strips what a terminal would act on']] },
  { row: 8, what: 'comments, commas too many', shown: [EACH, ['unit/core/json/read.test.ts', 'hints at comments and trailing commas']] },
  { row: 9, what: 'keys and ids twice', shown: [EACH, [OPERATIONS, '9: of a doubled key'], ['ui/refusals.test.ts', 'tells what the manifest lacks: a document, a cycle, a doubled id']] },
  { row: 10, what: 'ids that differ in case or form', shown: [EACH, [OPERATIONS, '10: of ids that differ in case']] },
  { row: 11, what: 'ids that are names of prototypes', shown: [[OPERATIONS, '11: ${id} is an ordinary task'], ['unit/fuzz.test.ts', 'finds what throws, and what hangs']] },
  { row: 12, what: 'ids that are empty, long or unseen', shown: [EACH, [OPERATIONS, '12: an id with blanks'], [DOORS, 'row 13: ${JSON.stringify(id.slice(0, 20))} is shown']] },
  { row: 13, what: 'ids that git would take for more', shown: [[DOORS, 'row 13: ${JSON.stringify(id.slice(0, 20))} is shown'], ['unit/io/git/branches.test.ts', 'refuses by the list alone without starting git']] },
  { row: 14, what: 'ids of another type', shown: [EACH, ['unit/core/manifest/parse.test.ts', 'takes `__proto__`, `constructor` and numbers in quotes']] },
  { row: 15, what: 'odd dependencies', shown: [EACH, ['unit/core/rules/gates.test.ts', 'name the dependency that is not done']] },
  { row: 16, what: 'cycles', shown: [EACH, [DOORS, 'row 16: a cycle of 100 000'], ['unit/core/graph/order.test.ts', 'tells each cycle as a path that is really there']] },
  { row: 17, what: 'long chains, diamonds, stars', shown: [[DOORS, 'row 17: a chain of 100 000'], ['unit/core/graph/order.test.ts', 'stands chains of 100 000']] },
  { row: 18, what: 'too deep, too large, no file', shown: [EACH, [FILES, 'row 18: a state that is a folder'], [DOORS, 'row 18: a text of 50 MB'], ['unit/io/textFile.test.ts', 'refuses what is not a file, without waiting']] },
  { row: 19, what: 'numbers and keys that nobody knows', shown: [[FILES, 'row 19: numbers no parser keeps'], ['unit/core/operations/sequences.test.ts', 'keeps the invariants on a state file made by hand']] },
  { row: 20, what: 'risks, sizes, phases in other words', shown: [EACH, [OPERATIONS, '20: an unknown risk'], ['unit/core/manifest/parse.test.ts', 'reads sizes as letters or words'], ['unit/core/manifest/parse.test.ts', 'reads risk in any case']] },
  { row: 21, what: 'criteria missing, doubled, as texts', shown: [EACH, [OPERATIONS, '21: criteria that are missing']] },
  { row: 22, what: 'switches that are none', shown: [EACH] },
  { row: 23, what: 'conflicts unknown, one-sided, with itself', shown: [EACH, ['unit/core/plan/conflicts.test.ts', '']] },
  { row: 24, what: 'patterns that cost or lead elsewhere', shown: [EACH, ['unit/core/plan/scope.test.ts', 'understands long patterns of stars'], ['unit/core/plan/globs.test.ts', 'refuses what does not pair up']] },
  { row: 25, what: 'documents elsewhere, or that are none', shown: [EACH, ['unit/io/contextFiles.test.ts', 'follows links that stay inside'], ['unit/io/contextFiles.test.ts', 'does not open a FIFO'], ['unit/core/rules/gates.test.ts', 'name every missing document with its reason']] },
  { row: 26, what: 'markup, links, escapes in texts', shown: [['ui/hostile.test.ts', 'stay words in every view of the panels'], ['ui/refusals.test.ts', 'shows them as text, and launches nothing'], ['host/tree.test.ts', 'keeps hostile text as text in tooltips'], ['unit/cli/commands.test.ts', 'strips what a terminal would act on']] },
  { row: 27, what: 'orders in texts, and the fence itself', shown: [['unit/core/delegate/prompt.test.ts', 'holds every criterion, and keeps the words of the manifest inside the fence'], ['unit/core/delegate/prompt.test.ts', 'draws again while a text holds the boundary']] },
  { row: 28, what: 'entries of no task, unknown statuses', shown: [EACH, [OPERATIONS, '28: an orphan'], ['unit/cli/refusals.test.ts', 'states that no rule knows']] },
  { row: 29, what: 'times that can not be true', shown: [[DOORS, 'row 29: times that can not be true'], EACH, [OPERATIONS, '29: invented times'], ['unit/core/rules/anomalyDetails.test.ts', 'tell which times can not be true']] },
  { row: 30, what: 'criteria recorded oddly', shown: [EACH, [OPERATIONS, '30: criteria that are unknown'], ['unit/core/rules/anomalyDetails.test.ts', 'name every way in which criteria do not fit']] },
  { row: 31, what: 'hashes of the manifest', shown: [[FILES, 'row 31: a hash in any form'], ['unit/core/manifest/hash.test.ts', '']] },
  { row: 32, what: 'starts of what is under way, two at once', shown: [['unit/cli/refusals.test.ts', 'of two claims at once one wins'], [OPERATIONS, '32: of two claims at once'], ['unit/io/startForReal.test.ts', '']] },
  { row: 33, what: 'locks of others, of the dead, and none', shown: [['unit/cli/refusals.test.ts', 'a state that another holds'], ['unit/io/lock.test.ts', 'is left alone without proof'], ['crash/faults.test.ts', 'the lock of a dead process']] },
  { row: 34, what: 'disks that refuse', shown: [['unit/cli/refusals.test.ts', 'a file that can'], ['unit/io/stateStore.faults.test.ts', '${code} at any call leaves the old bytes'], ['crash/faults.test.ts', 'a full disk: ENOSPC is told']] },
  { row: 35, what: 'a state that is a link, read-only, or changed meanwhile', shown: [[OPERATIONS, '35: a state that is a link'], [OPERATIONS, '35: a state that is read-only'], ['unit/io/stateStore.test.ts', 'keeps a hand edit that falls between'], ['unit/io/stateStore.test.ts', 'is told of when it has a second name']] },
  { row: 36, what: 'no git, and repositories of every kind', shown: [['ui/refusals.test.ts', 'answers a folder that is no repository, and a git that is not there'], [DOORS, 'row 36: says in a folder without a repository'], ['unit/io/git/facts.test.ts', 'tells a bare repository'], ['unit/io/git/facts.test.ts', 'tells a detached HEAD']] },
  { row: 37, what: 'git in the middle of something, or refusing', shown: [['ui/refusals.test.ts', 'tells what git says'], ['unit/io/git/commit.test.ts', 'says how to tell git who commits'], ['unit/io/git/commit.test.ts', 'says that git is locked'], ['unit/io/git/facts.test.ts', 'merge, with the conflicted path']] },
  { row: 38, what: 'branches in the way, odd refs', shown: [['unit/core/operations/start.test.ts', 'refuses a task whose branch is there'], ['unit/io/git/branches.test.ts', 'says so when the pattern'], ['unit/io/git/facts.test.ts', 'reads 10 000 refs'], ['unit/core/rules/gates.test.ts', 'take the base branch from the settings']] },
  { row: 39, what: 'a tree with changes', shown: [['ui/refusals.test.ts', 'tells what git says: dirty tree'], ['unit/io/git/facts.test.ts', 'names what is dirty'], ['unit/io/git/facts.test.ts', 'does not count ignored files'], ['unit/io/git/facts.test.ts', 'tells a changed submodule']] },
  { row: 40, what: 'programs in git\'s configuration', shown: [[DOORS, 'row 40: nothing that only reads'], ['unit/io/git/facts.test.ts', 'runs nothing that the repository'], ['ui/refusals.test.ts', 'shows, and runs nothing, in a workspace that is not trusted']] },
  { row: 41, what: 'settings of a workspace that name programs', shown: [[DOORS, 'row 41: what names a program'], ['unit/cli/settings.test.ts', 'can name nothing that is git']] },
  { row: 42, what: 'folders of every name, and several', shown: [[DOORS, 'row 42: works in ${name.slice(0, 30)}'], ['host/tree.test.ts', 'shows several backlogs under a row each'], ['unit/io/git/facts.test.ts', 'works in a folder called ${name}']] },
  { row: 43, what: 'shell words on the way to agents', shown: [['host/agents.test.ts', 'lets hostile text through a custom command as it is'], ['unit/core/delegate/descriptor.test.ts', 'keep hostile text in its one argument'], ['unit/io/git/commit.test.ts', 'takes the message ${JSON.stringify(message)} as it stands']] },
  { row: 44, what: 'vtm used wrongly, cut off, without a terminal', shown: [['unit/cli/refusals.test.ts', 'wrong use: code 2'], ['unit/cli/refusals.test.ts', 'Ctrl-C in an update'], ['unit/cli/commands.test.ts', 'takes an id that looks like a flag behind --'], ['unit/cli/commands.test.ts', 'goes quietly when its reader goes away'], ['unit/fuzz.test.ts', '${name}, seed ${seed}']] },
  { row: 45, what: 'frames, tool inputs and messages of pages', shown: [['unit/mcp/protocol.test.ts', 'answers ${what} with an error, and goes on'], ['unit/mcp/protocol.test.ts', 'lets go of a line of 100 MB'], ['unit/mcp/protocol.test.ts', 'refuses calls before it is initialised'], [OPERATIONS, '44, 45: extra keys'], ['unit/core/pulse/protocol.test.ts', 'refuses unknown types, wrong values and extra keys']] },
];
