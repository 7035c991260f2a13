/**
 * A renderer in a thread of its own, for one long run of many documents: while this thread composes the next document, the
 * other draws pages, charts and workbooks and talks to the browser. A single command draws where it is: starting a thread
 * and loading everything a second time would cost it more than it gains.
 */
import { Worker } from 'node:worker_threads';
import type { ReportDocument } from '../report/document.ts';
import { type ImageLoader, imagesOf } from './html/images.ts';
import type { RenderedFiles, Renderer, RendererOptions } from './renderer.ts';

/** What the thread is asked to draw, with the pictures of the document by SHA-256. */
export interface RenderRequest {
  id: number;
  doc: ReportDocument;
  images: Map<string, Uint8Array>;
  wanted: 'all' | 'pdf';
}

/** Classes do not cross threads: of an error its words come back, and the exit code that makes it one for a person. */
export type RenderAnswer =
  | { id: number; files: Partial<RenderedFiles> }
  | { id: number; message: string; exitCode: unknown };

/** Sent to the thread in place of a request: it ends the browser and itself. */
export const CLOSE = 'close';

interface Waiting {
  done(files: Partial<RenderedFiles>): void;
  fail(error: Error): void;
}

/** Opens a renderer whose thread starts at once and whose browser starts with the first PDF; the bytes are `openRenderer`'s. */
export function openThreadedRenderer(options: RendererOptions): Promise<Renderer> {
  const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { workerData: options });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let ended: Error | undefined;

  worker.on('message', (answer: RenderAnswer) => {
    const one = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('files' in answer) one?.done(answer.files);
    else one?.fail(Object.assign(new Error(answer.message), { exitCode: answer.exitCode }));
  });
  const end = (error: Error): void => {
    ended ??= error;
    for (const one of waiting.values()) one.fail(error);
    waiting.clear();
  };
  worker.on('error', (error) => end(error as Error));
  const exited = new Promise<void>((resolve) => {
    worker.once('exit', () => {
      end(new Error('the rendering thread has ended'));
      resolve();
    });
  });

  const ask = async (
    doc: ReportDocument,
    image: ImageLoader,
    wanted: RenderRequest['wanted'],
  ): Promise<Partial<RenderedFiles>> => {
    const images = new Map<string, Uint8Array>();
    for (const { sha256 } of imagesOf(doc)) images.set(sha256, await image(sha256));
    if (ended !== undefined) throw ended;
    last += 1;
    const request: RenderRequest = { id: last, doc, images, wanted };
    return new Promise((done, fail) => {
      waiting.set(request.id, { done, fail });
      worker.postMessage(request);
    });
  };

  return Promise.resolve({
    render: async (doc, image) => (await ask(doc, image, 'all')) as RenderedFiles,
    renderPdf: async (doc, image) => (await ask(doc, image, 'pdf')).pdf as Uint8Array,
    async close() {
      worker.postMessage(CLOSE);
      await exited;
    },
  });
}
