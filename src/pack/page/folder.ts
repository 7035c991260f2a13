/** The files that an auditor chose or dropped, by their path in the pack; a zip is read in place. */
import { inflateSync } from 'fflate';
import { PACK_FILE } from '../format.ts';

/** A file of the pack: whole, or a part of the zip. */
export interface Held {
  path: string;
  blob: Blob;
  /** Bytes, once unpacked. */
  size: number;
  /** true: packed by deflate. */
  deflated: boolean;
}

/** Files of a chosen folder. */
export const chosenFiles = (files: Iterable<File>): Held[] =>
  inPack(Array.from(files, (file) => plain(file.webkitRelativePath || file.name, file)));

const plain = (path: string, blob: Blob): Held => ({ path, blob, size: blob.size, deflated: false });

/** Everything below what was dropped. */
export async function droppedFiles(items: Iterable<FileSystemEntry>): Promise<Held[]> {
  const found: Held[] = [];
  const waiting = [...items];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    else found.push(plain(entry.fullPath.slice(1), await fileOf(entry as FileSystemFileEntry)));
  }
  return inPack(found);
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A folder is told a hundred entries at a time, until there are none. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const found: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    found.push(...some);
  }
}

/** Paths from the folder that holds the list; it may lie below the one that was chosen. */
function inPack(files: readonly Held[]): Held[] {
  const [list] = files
    .map(({ path }) => path)
    .filter((path) => path === PACK_FILE || path.endsWith(`/${PACK_FILE}`))
    .sort((a, b) => a.length - b.length);
  const base = list === undefined ? '' : list.slice(0, -PACK_FILE.length);
  return files.flatMap((one) => (one.path.startsWith(base) ? [{ ...one, path: one.path.slice(base.length) }] : []));
}

const [END_SIGN, FILE_SIGN, LOCAL_SIGN] = [0x06054b50, 0x02014b50, 0x04034b50];
const [END_SIZE, FILE_SIZE, LOCAL_SIZE, MOST_COMMENT] = [22, 46, 30, 65_535];
const [STORED, DEFLATED] = [0, 8];
const TOO_LARGE = 0xffffffff;

/** Files of a zip that was not unpacked (APPNOTE 4.3); undefined for what is none, or needs zip64. */
export async function zipFiles(zip: Blob): Promise<Held[] | undefined> {
  const view = async (from: number, to: number): Promise<DataView> =>
    new DataView(await zip.slice(from, to).arrayBuffer());
  const from = Math.max(0, zip.size - END_SIZE - MOST_COMMENT);
  const tail = await view(from, zip.size);
  let end = tail.byteLength - END_SIZE;
  while (end >= 0 && tail.getUint32(end, true) !== END_SIGN) end -= 1;
  if (end < 0) return undefined;
  const [size, start] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (start === TOO_LARGE || start + size > zip.size) return undefined;
  const list = await view(start, start + size);
  const found: Held[] = [];
  for (let at = 0; at + FILE_SIZE <= size && list.getUint32(at, true) === FILE_SIGN; ) {
    const [method, packed, whole] = [
      list.getUint16(at + 10, true),
      list.getUint32(at + 20, true),
      list.getUint32(at + 24, true),
    ];
    const [name, more, comment] = [28, 30, 32].map((place) => list.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    const local = list.getUint32(at + 42, true);
    const path = new TextDecoder().decode(new Uint8Array(list.buffer, at + FILE_SIZE, name));
    at += FILE_SIZE + name + more + comment;
    if (path.endsWith('/')) continue;
    if (method !== STORED && method !== DEFLATED) return undefined;
    const head = await view(local, local + LOCAL_SIZE);
    if (head.byteLength < LOCAL_SIZE || head.getUint32(0, true) !== LOCAL_SIGN) return undefined;
    const begin = local + LOCAL_SIZE + head.getUint16(26, true) + head.getUint16(28, true);
    found.push({ path, blob: zip.slice(begin, begin + packed), size: whole, deflated: method === DEFLATED });
  }
  return inPack(found);
}

/** Bytes of a file, or of a part of it. @throws Error when it cannot be read */
export async function readHeld({ blob, size, deflated }: Held, from = 0, to = size): Promise<Uint8Array> {
  // Each slice is one more thing that the browser keeps book of.
  if (!deflated)
    return new Uint8Array(await (from === 0 && to >= blob.size ? blob : blob.slice(from, to)).arrayBuffer());
  const whole = inflateSync(new Uint8Array(await blob.arrayBuffer()), { out: new Uint8Array(size) });
  if (whole.length !== size) throw new Error('damaged');
  return whole.subarray(from, to);
}

/** Whole files in one reading. @throws Error when one of them cannot be read, or is not as long as it was */
export async function readAllHeld(files: readonly Held[]): Promise<Uint8Array[]> {
  if (files.some(({ deflated }) => deflated)) return Promise.all(files.map((one) => readHeld(one)));
  const all = new Uint8Array(await new Blob(files.map(({ blob }) => blob)).arrayBuffer());
  let at = 0;
  const parts = files.map(({ size }) => {
    at += size;
    return all.subarray(at - size, at);
  });
  if (at !== all.length) throw new Error('changed');
  return parts;
}
