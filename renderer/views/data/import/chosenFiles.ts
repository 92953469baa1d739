/** A file that the user has chosen. */
export interface ChosenFile {
  /** Its name, after those of the folders that it was chosen with, with `/` between. */
  path: string;
  file: File;
}

/** What was chosen in a field for files or for a folder. */
export function filesOfList(list: Iterable<File>): ChosenFile[] {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** What was dropped, with all that is in dropped folders. Must be called while the drop is being handled. */
export async function filesOfDrop(transfer: DataTransfer): Promise<ChosenFile[]> {
  // The entries are there only now; the files in them can be read later.
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return filesOfList(transfer.files);
  const files: ChosenFile[] = [];
  for (const entry of entries) await gather(entry, files);
  return files;
}

async function gather(entry: FileSystemEntry, files: ChosenFile[]): Promise<void> {
  if (isFile(entry)) {
    files.push({ path: entry.fullPath.replace(/^\//, ''), file: await fileOf(entry) });
  } else if (isFolder(entry)) {
    for (const inside of await entriesIn(entry)) await gather(inside, files);
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A reader hands out a hundred entries at a time, and none when there are no more. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
