import { spawnSync } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_SCAN_BYTES, openScanFile } from '../../../src/pipeline/scan/file.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opsledger-scan-file-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** `漏洞` in GB 18030. */
const LOUDONG = Buffer.from([0xc2, 0xa9, 0xb6, 0xb4]);

async function opened(bytes: Uint8Array | string, name = '报告.xml') {
  const path = join(dir, name);
  await writeFile(path, bytes);
  return openScanFile(path, name);
}

async function textOf(file: { text(): AsyncIterable<string> }): Promise<string> {
  let all = '';
  for await (const part of file.text()) all += part;
  return all;
}

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('the encoding of a report', () => {
  it.each([
    ['UTF-8 with BOM', Buffer.from('\uFEFF<r>漏洞</r>')],
    ['UTF-16 LE with BOM', Buffer.from('\uFEFF<r>漏洞</r>', 'utf16le')],
    ['UTF-16 BE with BOM', utf16be('\uFEFF<r>漏洞</r>')],
    ['UTF-16 LE without BOM', Buffer.from('<r>漏洞</r>', 'utf16le')],
    ['UTF-16 BE without BOM', utf16be('<r>漏洞</r>')],
    ['UTF-8', Buffer.from('<r>漏洞</r>')],
    ['GB 18030', Buffer.concat([Buffer.from('<r>'), LOUDONG, Buffer.from('</r>')])],
  ])('is found for %s, and the mark is left out', async (_name, bytes) => {
    const file = await opened(bytes);
    expect(await textOf(file)).toBe('<r>漏洞</r>');
    expect(file.head).toBe('<r>漏洞</r>');
    expect(Buffer.from(file.headBytes)).toEqual(bytes);
    expect(file.size).toBe(bytes.length);
  });

  it('is that of the XML declaration', async () => {
    const declared = (label: string, bytes: Uint8Array) =>
      opened(Buffer.concat([Buffer.from(`<?xml version="1.0" encoding="${label}"?><r>`), bytes, Buffer.from('</r>')]));
    expect(await textOf(await declared('gb2312', LOUDONG))).toContain('<r>漏洞</r>');
    expect(await textOf(await declared('ISO-8859-1', Uint8Array.of(0xe9)))).toContain('<r>é</r>');
    // Nobody could have read this declaration if it were true.
    expect(await textOf(await declared('UTF-16', Buffer.from('漏洞')))).toContain('<r>漏洞</r>');
    await expect(declared('x-klingon', LOUDONG)).rejects.toThrow(/文件编码不能读取[\s\S]*x-klingon/);
  });

  it('is found in a file whose first Chinese character comes late', async () => {
    const long = Buffer.from('a'.repeat(300_000));
    expect((await textOf(await opened(Buffer.concat([long, LOUDONG])))).slice(-2)).toBe('漏洞');
    expect((await textOf(await opened(Buffer.concat([long, Buffer.from('漏洞')])))).slice(-2)).toBe('漏洞');
  });

  it('keeps a character whole that two chunks share', async () => {
    const text = `a${'漏'.repeat(200_000)}`;
    expect(await textOf(await opened(text))).toBe(text);
  });

  it('is refused with the byte that does not fit', async () => {
    const bytes = Buffer.from(`\uFEFF${'a'.repeat(300_000)}漏${'b'.repeat(10)}`);
    bytes[300_004] = 0xff;
    await expect(textOf(await opened(bytes))).rejects.toThrow(/文件编码不对[\s\S]*第 300005 字节[\s\S]*UTF-8/);
    const cut = Buffer.from('\uFEFF漏').subarray(0, 5);
    await expect(textOf(await opened(cut))).rejects.toThrow(/文件末尾/);
  });
});

describe('a file that is no report', () => {
  it('is refused by what it is', async () => {
    await expect(opened('')).rejects.toThrow(/文件是空的/);
    await expect(openScanFile(dir, '文件夹')).rejects.toThrow(/不是普通文件/);
    await expect(openScanFile(join(dir, 'none'), 'none')).rejects.toThrow(/文件不存在/);
    const pipe = join(dir, 'pipe');
    expect(spawnSync('sh', ['-c', 'mkfifo "$0"', pipe]).status).toBe(0);
    await expect(openScanFile(pipe, 'pipe')).rejects.toThrow(/不是普通文件/);
  });

  it('is refused unread when it is too large', async () => {
    const path = join(dir, 'large.json');
    const file = await open(path, 'w');
    await file.truncate(MAX_SCAN_BYTES + 1);
    await file.close();
    await expect(openScanFile(path, 'large.json')).rejects.toThrow(/文件过大[\s\S]*不超过 400 MB/);
  });

  it('is noticed when it shrinks between two passes', async () => {
    const file = await opened('<r>漏洞</r>');
    await writeFile(join(dir, '报告.xml'), '<r>');
    await expect(textOf(file)).rejects.toThrow(/读取时文件有改动/);
  });
});
