/** The thread of `openThreadedRenderer`: draws what it is asked for until it is told to close. */
import { parentPort, workerData } from 'node:worker_threads';
import { openRenderer, type RenderedFiles, type RendererOptions } from './renderer.ts';
import { CLOSE, type RenderAnswer, type RenderRequest } from './threaded.ts';

const port = parentPort;
if (port === null) throw new Error('not a thread');
const renderer = await openRenderer(workerData as RendererOptions);

async function draw({ doc, images, wanted }: RenderRequest): Promise<Partial<RenderedFiles>> {
  const image = (sha256: string) => Promise.resolve(images.get(sha256) as Uint8Array);
  return wanted === 'pdf' ? { pdf: await renderer.renderPdf(doc, image) } : renderer.render(doc, image);
}

async function answer(request: RenderRequest): Promise<RenderAnswer> {
  try {
    return { id: request.id, files: await draw(request) };
  } catch (error) {
    const { message, exitCode } = error as Error & { exitCode?: unknown };
    return { id: request.id, message, exitCode };
  }
}

port.on('message', (request: RenderRequest | typeof CLOSE) => {
  if (request === CLOSE) void renderer.close().finally(() => port.close());
  else void answer(request).then((made) => port.postMessage(made));
});
