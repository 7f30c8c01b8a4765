import type { FolderBacklog } from '../folderBacklog';

/** What the commands of recording act on. */
export interface RecordServices {
  readonly backlogs: {
    readonly all: readonly FolderBacklog[];
    readonly active: FolderBacklog | undefined;
    /** Those of folders that have no manifest. */
    readonly empty: readonly FolderBacklog[];
  };
}
