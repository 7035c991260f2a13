/** What a PDF that somebody hands in says and shows: read once by the one reader, in a thread of its own, within bounds. */
import { askThread, ThreadFault } from '../scanners/read/bounded-thread.ts';
import { lately } from './lately.ts';

export interface PdfRead {
  state: 'read';
  /** All there are. */
  pages: number;
  /** Pages on which something is drawn that is not white. */
  inked: number;
  /** Letters that can be found on them; none of a plain scan; null: what is written is in fonts that are not enclosed, and says nothing here. */
  letters: number | null;
  /** Words of the pages that were read, of what is laid over them and of the names of files within. */
  text: string;
  /** Numbers of pages without words that mean something. */
  silent: number[];
  /** Pages whose words were read: the first ones. */
  read: number;
  /** Files within, of which nothing was read. */
  attached: number;
}

/** `locked`: it asks for a password; `broken`: no reader opens it. */
export type PdfSaid =
  | PdfRead
  | { state: 'locked' }
  | { state: 'broken'; why: string }
  | { state: 'bounded'; why: ThreadFault['why'] };

export interface PdfRequest {
  bytes: Uint8Array<ArrayBuffer>;
}

const MB = 1024 * 1024;
const HEAP_MB = 256;
/** A page that was scanned takes a second: this is a dozen of them, beside the words of a long document. */
const BASE_CPU_MS = 25_000;
const CPU_MS_PER_MB = 500;

export const readPdf: (bytes: Uint8Array, name: string) => Promise<PdfSaid> = lately(async (bytes) => {
  const cpuMs = BASE_CPU_MS + (bytes.length / MB) * CPU_MS_PER_MB;
  // Not as a Buffer, whose slices are no copies.
  const request: PdfRequest = { bytes: new Uint8Array(bytes) };
  try {
    return await askThread<PdfSaid>(new URL('./pdf-worker.ts', import.meta.url), request, { heapMb: HEAP_MB, cpuMs });
  } catch (error) {
    if (error instanceof ThreadFault) return { state: 'bounded', why: error.why };
    throw error;
  }
});
