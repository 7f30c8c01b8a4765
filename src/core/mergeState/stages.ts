/** What git keeps of the three forms of a file while it is not merged; one that is not there is undefined. */
export interface Stages {
  readonly base: string | undefined;
  readonly ours: string | undefined;
  readonly theirs: string | undefined;
}
