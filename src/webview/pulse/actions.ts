/** What a person can do in the panel. */
export interface Actions {
  reveal(taskId: string): void;
  start(taskId: string): void;
  copy(): void;
  openProblem(index: number): void;
  refresh(): void;
  isOpen(section: string, byDefault: boolean): boolean;
  keepOpen(section: string, open: boolean): void;
}
