// @ts-check
// Tells the files of a data set from those of a network, among what a visitor has dropped or chosen.

/** @typedef {import('./data_files.js').ChosenFile} ChosenFile */

/** No folder of pictures has more files than this. */
const kMostFiles = 200_000;

/** @param {FileSystemDirectoryEntry} folder @returns {Promise<FileSystemEntry[]>} */
async function entriesIn(folder) {
  const reader = folder.createReader();
  /** @type {FileSystemEntry[]} */
  const all = [];
  for (;;) {
    // It gives some at a time, and none at the end.
    const some = await new Promise((/** @type {(entries: FileSystemEntry[]) => void} */ done, failed) => reader.readEntries(done, failed));
    if (some.length === 0 || all.length > kMostFiles) return all;
    all.push(...some);
  }
}

/** @param {FileSystemEntry} entry @param {ChosenFile[]} found */
async function gather(entry, found) {
  if (found.length > kMostFiles) return;
  if (entry.isDirectory) {
    for (const inside of await entriesIn(/** @type {FileSystemDirectoryEntry} */ (entry))) await gather(inside, found);
    return;
  }
  const file = await new Promise((/** @type {(file: File) => void} */ done, failed) =>
    /** @type {FileSystemFileEntry} */ (entry).file(done, failed));
  found.push({path: entry.fullPath.replace(/^\//, ''), file});
}

/** Returns the files of all folders that were dropped. @param {FileSystemEntry[]} entries */
export async function filesIn(entries) {
  /** @type {ChosenFile[]} */
  const found = [];
  for (const entry of entries) await gather(entry, found);
  return found;
}

/** Arrays of a data set have such names in NumPy's archives. */
const kArrays = /(x_train|x_test|y_train|y_test|train_images|train_labels|test_images|test_labels|val_images)\.npy/;
const kParts = /(images|imgs|labels)/i;

/** Returns the end of a file, where an archive lists its files, as text. @param {Blob} file */
async function endOf(file) {
  const bytes = new Uint8Array(await file.slice(Math.max(0, file.size - 65_536)).arrayBuffer());
  return new TextDecoder('latin1').decode(bytes);
}

/** @param {ChosenFile} chosen @returns {Promise<boolean>} */
async function isOfDataSet({path, file}) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/\.(csv|tsv|gz)$/i.test(name) || /ubyte/i.test(name)) return true;
  if (/\.npy$/i.test(name)) return kArrays.test(name) || kParts.test(name);
  if (/\.npz$/i.test(name)) return kParts.test(name) || kArrays.test(await endOf(file));
  // A network may come in a zip as well: Keras and PyTorch name what is in theirs.
  if (/\.zip$/i.test(name)) return !/(model\.weights\.h5|data\.pkl)/.test(await endOf(file));
  const start = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return start.length === 4 && start[0] === 0 && start[1] === 0 && start[2] === 8 && start[3] >= 1 && start[3] <= 4;
}

/**
 * Returns whether any of these is of a data set: then all are taken for one.
 * @param {ChosenFile[]} files
 */
export async function areOfDataSet(files) {
  for (const file of files) {
    if (await isOfDataSet(file)) return true;
  }
  return false;
}
