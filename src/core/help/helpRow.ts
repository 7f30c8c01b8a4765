/** A row of a table of help: code, what it means, why it matters, what to do. Markdown. */
export type HelpRow = readonly [code: string, means: string, why: string, todo: string];
