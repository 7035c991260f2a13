/** What a browser, or somebody who is none, sends as a form. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FormFault, readForm } from '../../src/server/desk/read-form.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'opsledger-form-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const MB = 1024 * 1024;
const read = (body: BodyInit | null, type?: string, limit = MB) =>
  readForm(
    new Request('http://127.0.0.1/', {
      method: 'POST',
      body,
      duplex: 'half',
      ...(type === undefined ? {} : { headers: { 'Content-Type': type } }),
    } as RequestInit),
    folder,
    limit,
  );
const fault = async (work: Promise<unknown>): Promise<FormFault> => {
  const error = await work.then(
    () => undefined,
    (one: unknown) => one,
  );
  expect(error).toBeInstanceOf(FormFault);
  return error as FormFault;
};

const BOUNDARY = '----boundary';
const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;
const part = (head: string, body: string): string =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const END = `--${BOUNDARY}--\r\n`;

describe('fields', () => {
  it('come in their order, trimmed, with line ends of records', async () => {
    const { values } = await read(
      new URLSearchParams([
        ['a', ' 1 '],
        ['b', 'x\r\ny'],
        ['a', '2'],
      ]),
    );
    expect([values.text('a'), values.texts('a'), values.text('b'), values.text('none'), values.names()]).toEqual([
      '1',
      ['1', '2'],
      'x\ny',
      '',
      ['a', 'b'],
    ]);
  });

  it('are the same in either form, whatever is typed', async () => {
    const typed = fc.array(
      fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'grapheme', maxLength: 30 })),
      {
        maxLength: 6,
      },
    );
    await fc.assert(
      fc.asyncProperty(typed, async (pairs) => {
        const form = new FormData();
        for (const [name, value] of pairs) form.append(name, value);
        form.append('last', '1');
        const [one, other] = await Promise.all([read(form), read(new URLSearchParams([...pairs, ['last', '1']]))]);
        for (const name of one.values.names()) {
          // A form with files sends every line end as CR LF.
          const plain = (text: string): string => text.replaceAll(/\r\n?/g, '\n').trim();
          expect(one.values.texts(name).map(plain)).toEqual(other.values.texts(name).map(plain));
        }
        expect(one.values.names()).toEqual(other.values.names());
      }),
      { numRuns: 40 },
    );
  });

  it.for<[string, BodyInit, string | undefined, number, string]>([
    ['no form', '{}', 'application/json', 400, '不是表单'],
    ['no type', new Uint8Array([1]), undefined, 400, '不是表单'],
    ['without its boundary', 'x', 'multipart/form-data', 400, '没有传完'],
    ['cut off', part('name="a"', '1'), MULTIPART, 400, '没有传完'],
    ['rubbish', 'rubbish', MULTIPART, 400, '没有传完'],
    ['too large', `a=${'x'.repeat(MB)}`, 'application/x-www-form-urlencoded', 413, '超过 1 MB'],
    ['too large a part', part('name="a"', 'x'.repeat(MB)) + END, MULTIPART, 413, '超过 1 MB'],
    ['a field too long', part('name="a"', 'x'.repeat(300_000)) + END, MULTIPART, 400, '太长'],
    ['too many fields', 'a=&'.repeat(5_001), 'application/x-www-form-urlencoded', 400, '多于 5000'],
    ['too many parts', part('name="a"', '').repeat(5_001) + END, MULTIPART, 400, '多于 5000'],
    ['too many files', part('name="a"; filename="x"', '').repeat(41) + END, MULTIPART, 400, '40 个文件'],
  ])('%s is said, and leaves nothing', async ([, body, type, status, told]) => {
    const found = await fault(read(body, type));
    expect([found.status, found.message]).toEqual([status, expect.stringContaining(told)]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of no body are none', async () => expect((await read(null)).values.names()).toEqual([]));
});

describe('files', () => {
  it('are on the disk with their hash, for this user alone, and go when nobody took them', async () => {
    const bytes = new Uint8Array(100_000).fill(7);
    const form = new FormData();
    form.append('photo', new File([bytes], '机房 巡检.jpg', { type: 'image/jpeg' }));
    form.append('photo', new File(['x'], 'b.png'));
    const { values, dispose } = await read(form);
    const [one, other] = values.files('photo');
    expect([one?.name, one?.size, other?.name]).toEqual(['机房 巡检.jpg', 100_000, 'b.png']);
    expect(one?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(readFileSync(one?.path ?? '')).toEqual(Buffer.from(bytes));
    await dispose();
    expect([existsSync(one?.path ?? ''), readdirSync(folder)]).toEqual([false, []]);
  });

  it('that nobody chose are none', async () => {
    const { values } = await read(part('name="photo"; filename=""', '') + END, MULTIPART);
    expect(values.files('photo')).toEqual([]);
  });

  it.for(['', 'name="photo"', 'name="photo"; filename', 'filename="x"', 'name="photo"; filename*=UTF-8\'\'%ff'])(
    'with a head such as “%s” are read or refused, and never the end of the server',
    async (head) => {
      const body = `--${BOUNDARY}\r\nContent-Disposition: form-data; ${head}\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n${END}`;
      const answer = await read(body, MULTIPART).catch((error: unknown) => error);
      if (answer instanceof Error) expect(answer).toBeInstanceOf(FormFault);
      else
        for (const one of (answer as Awaited<ReturnType<typeof read>>).values.files('photo')) expect(one.size).toBe(1);
    },
  );

  it('keep a name that every disk takes, inside their folder, whatever it was', async () => {
    const sign = fc.constantFrom('/', '\\', '.', '..', '\u0000', '\n', '\u202e', '"', '%2f', '报', '👍', 'a', ':');
    await fc.assert(
      fc.asyncProperty(
        fc.array(sign, { maxLength: 200 }).map((all) => all.join('')),
        async (name) => {
          const form = new FormData();
          form.append('file', new File(['x'], name));
          const { values, dispose } = await read(form);
          const [one] = values.files('file');
          expect(one).toBeDefined();
          expect(one?.path.startsWith(`${folder}/`)).toBe(true);
          expect(basename(one?.path ?? '')).toBe(one?.name);
          expect(one?.name).toMatch(/^[^./\\\p{Cc}\p{Cf}][^/\\\p{Cc}\p{Cf}]*$/u);
          await dispose();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('whose sending stops in the middle leave nothing', async () => {
    const stream = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(`${part('name="a"; filename="x.jpg"', 'x').slice(0, -2)}yyyy`));
        setTimeout(() => controller.error(new Error('gone')), 5);
      },
    });
    expect((await fault(read(stream, MULTIPART))).message).toContain('没有传完');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('whose sending ends in the middle leave nothing', async () => {
    const body = part('name="a"; filename="x.jpg"', 'x').slice(0, -2);
    expect((await fault(read(body, MULTIPART))).message).toContain('没有传完');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that are too large are refused while they come, and leave nothing', async () => {
    let sent = 0;
    const chunk = new Uint8Array(65_536);
    const stream = new ReadableStream({
      start: (controller) =>
        controller.enqueue(new TextEncoder().encode(part('name="a"; filename="x"', '').slice(0, -2))),
      pull(controller) {
        sent += chunk.length;
        if (sent > 300 * MB) controller.close();
        else controller.enqueue(chunk);
      },
    });
    expect((await fault(read(stream, MULTIPART, 20 * MB))).status).toBe(413);
    expect(sent).toBeLessThan(25 * MB);
    expect(readdirSync(folder)).toEqual([]);
  });
});
