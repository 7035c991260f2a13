/** What we use of the library, which brings no types. */
declare module 'zip-stream' {
  import type { Transform } from 'node:stream';

  export default class ZipStream extends Transform {
    constructor(options?: { zlib?: { level?: number } });
    entry(
      source: Buffer,
      data: { name: string; date: Date; store: boolean },
      callback: (error: Error | null | undefined) => void,
    ): this;
    finalize(): void;
  }
}
