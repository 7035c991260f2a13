/** Reads the fields and files of a POST; files are streamed to the disk with their hash, never held in memory. */
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { type FormValues, formValues, type UploadedFile } from '../../forms/form-values.ts';
import { sizeLimitText } from '../../wording/figures.ts';

/** Why a form could not be read, for the person who sent it. */
export class FormFault extends Error {
  readonly status: 400 | 413;
  constructor(status: 400 | 413, told: string) {
    super(told);
    this.status = status;
  }
}

export interface ReadForm {
  values: FormValues;
  /** Removes what was uploaded and not moved elsewhere. */
  dispose(): Promise<void>;
}

/** Most fields of one form: the day's checks of a hundred devices with several answers each stay far below. */
const MOST_FIELDS = 5_000;
const MOST_FILES = 40;
const LONGEST_FIELD = 200_000;

/**
 * @param folder where uploads wait; made when it is not there
 * @param limit greatest size of all together, in bytes
 * @throws FormFault when the form is none, too large, or was cut off; nothing of it is left on the disk then
 */
export async function readForm(request: globalThis.Request, folder: string, limit: number): Promise<ReadForm> {
  const type = request.headers.get('content-type') ?? '';
  if (request.body === null) return { values: formValues(), dispose: async () => undefined };
  const declared = Number(request.headers.get('content-length') ?? 0);
  if (declared > limit) throw tooLarge(limit);
  if (type.startsWith('application/x-www-form-urlencoded')) {
    const entries = [...new URLSearchParams(await limitedText(request, limit))];
    if (entries.length > MOST_FIELDS) throw new FormFault(400, `表单的字段多于 ${MOST_FIELDS} 个`);
    return { values: formValues(entries), dispose: async () => undefined };
  }
  if (type.startsWith('multipart/form-data')) return await readMultipart(request, type, folder, limit);
  throw new FormFault(400, '提交的内容不是表单');
}

const tooLarge = (limit: number): FormFault =>
  new FormFault(413, `提交的内容超过 ${sizeLimitText(limit)}；照片可缩小或分几次添加`);

const asNode = (request: globalThis.Request): Readable =>
  Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);

async function limitedText(request: globalThis.Request, limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of asNode(request) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readMultipart(
  request: globalThis.Request,
  type: string,
  folder: string,
  limit: number,
): Promise<ReadForm> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries: [string, string][] = [];
  const files = new Map<string, UploadedFile[]>();
  const paths: string[] = [];
  const writing: Promise<{ field: string; file: UploadedFile } | undefined>[] = [];
  const cutOff = new AbortController();
  const busboy = parserOf(type);
  const dispose = async (): Promise<void> => {
    await Promise.all(paths.map((path) => rm(path, { recursive: true, force: true })));
  };
  let fault: FormFault | undefined;
  let failure: unknown;
  busboy.on('field', (name, value, nameCut, valueCut) => {
    if (nameCut || valueCut) fault ??= new FormFault(400, `字段 ${name.slice(0, 40)} 太长`);
    else entries.push([name, value]);
  });
  busboy.on('file', (field, stream: Readable, given: string | undefined) => {
    // Whoever builds the form by hand may leave its name out.
    const name = given ?? '';
    // Told again when the form ends too early, after whoever writes the file has left: unheard it would end the process.
    stream.on('error', () => undefined);
    // In a folder of its own, so that it keeps its name.
    const own = join(folder, randomUUID());
    paths.push(own);
    const path = join(own, plainName(name));
    const kept = keep(stream, path, cutOff.signal).then(({ size, sha256 }) =>
      // A file field that nobody filled in is sent empty and without a name.
      size === 0 && name === '' ? undefined : { field, file: { name: basename(path), path, size, sha256 } },
    );
    // What cannot be kept, such as on a full disk, would be waited for by the rest of the form.
    kept.catch((error: unknown) => {
      failure ??= error;
      cutOff.abort();
    });
    writing.push(kept);
  });
  busboy.on('fieldsLimit', () => {
    fault ??= new FormFault(400, `表单的字段多于 ${MOST_FIELDS} 个`);
  });
  busboy.on('filesLimit', () => {
    fault ??= new FormFault(400, `一次最多上传 ${MOST_FILES} 个文件`);
  });
  try {
    await pipeline(asNode(request), counted(limit), busboy, { signal: cutOff.signal });
    // In the order in which they were sent, whichever was written first.
    for (const kept of await Promise.all(writing))
      if (kept !== undefined) files.set(kept.field, [...(files.get(kept.field) ?? []), kept.file]);
    if (fault !== undefined) throw fault;
    return { values: formValues(entries, files), dispose };
  } catch (caught) {
    const error = failure ?? caught;
    // A file that was cut off would wait for its rest for ever.
    cutOff.abort();
    await Promise.allSettled(writing);
    await dispose();
    if (error instanceof FormFault) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw new FormFault(400, CUT_OFF);
  }
}

/** @throws FormFault when the type names no boundary */
function parserOf(type: string): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': type } as BusboyHeaders,
      limits: { fields: MOST_FIELDS, files: MOST_FILES, fieldSize: LONGEST_FIELD, headerPairs: 20 },
    });
  } catch {
    throw new FormFault(400, CUT_OFF);
  }
}

const CUT_OFF = '上传没有传完；没有保存，请重新提交';

/** Bytes that every disk takes for a name. */
const LONGEST_NAME = 200;

/** A file's own name, as far as every disk takes it: without folders and control signs; of a long one the end, with its type. */
function plainName(given: string): string {
  const name = basename(given.replaceAll('\\', '/')).replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
  const signs = [...name];
  while (Buffer.byteLength(signs.join('')) > LONGEST_NAME) signs.shift();
  return signs.join('').replace(/^\.+/, '') || '未命名';
}

async function keep(stream: Readable, path: string, signal: AbortSignal): Promise<{ size: number; sha256: string }> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  let size = 0;
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      hash.update(chunk);
      size += chunk.length;
      next(null, chunk);
    },
  });
  await pipeline(stream, hashing, createWriteStream(path, { mode: 0o600, flags: 'wx' }), { signal });
  return { size, sha256: hash.digest('hex') };
}

function counted(limit: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      next(size > limit ? tooLarge(limit) : null, chunk);
    },
  });
}
