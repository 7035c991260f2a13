/** What a view gives of the attachments: by the rule of the desk, never the evidence itself, and what it does not give says why. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SEALED_TYPE } from '../../../src/archive/sealed.ts';
import { EnvironmentError, UserError } from '../../../src/contract/error.ts';
import { siteAttachments } from '../../../src/pipeline/publish/attachments.ts';
import type { SiteFile } from '../../../src/pipeline/publish/site-files.ts';
import { attachmentKey, signedPaper } from '../../../src/records/open-attachment.ts';
import type { Attachment } from '../../../src/records/record.ts';
import { maskFor } from '../../../src/sections/parts/mask.ts';
import { ErasedError, type EvidenceStore } from '../../../src/workspace/store/evidence.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'opsledger-attachments-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const attachment = (bytes: Uint8Array, given: Partial<Attachment> = {}): Attachment => ({
  ...{ sha256: digestOf(bytes), name: '采购人签字页.pdf', type: 'application/pdf', size: bytes.length },
  ...{ subject: '签字页', takenAt: '2026-03-16T17:10:00+08:00', ...given },
});

/** Evidence with these originals; anything else is not there. */
const evidenceOf = (...all: Uint8Array[]): EvidenceStore => ({
  hasEvidence: async (sha256) => all.some((bytes) => digestOf(bytes) === sha256),
  locateEvidence: async () => undefined,
  async getEvidence(sha256) {
    const found = all.find((bytes) => digestOf(bytes) === sha256);
    if (found === undefined) throw new UserError('没有这份原始材料');
    return found;
  },
});

const pdf = Buffer.from('%PDF-1.7 signed');

const given = async (
  evidence: EvidenceStore,
  view: 'supplier' | 'purchaser' | 'audit',
  ...attachments: Attachment[]
) => {
  const { shown, files } = await siteAttachments({ root, evidence }, [{ record: { attachments } }], maskFor(view));
  return { shown: attachments.map((one) => shown.get(attachmentKey(one))), files };
};

const bytesOf = (file: SiteFile | undefined): Promise<Buffer> =>
  file !== undefined && 'path' in file.from ? readFile(file.from.path) : Promise.reject(new Error('no file'));

describe('attachments of the site', () => {
  it.each(['supplier', 'purchaser', 'audit'] as const)(
    'give what the purchaser signed to %s, bytes as they are',
    async (view) => {
      const signed = attachment(pdf, { proof: 'purchaser' });
      const { shown, files } = await given(evidenceOf(pdf), view, signed);
      expect(shown).toEqual([{ text: '原件', href: `/attachments/${signed.sha256.slice(0, 32)}.pdf` }]);
      expect(files.map(({ url }) => url)).toEqual([shown[0]?.href]);
      expect(digestOf(await bytesOf(files[0]))).toBe(signed.sha256);
    },
  );

  it('give other papers to the supplier alone, and tell the others whom to ask', async () => {
    expect((await given(evidenceOf(pdf), 'supplier', attachment(pdf))).shown[0]?.href).toBeDefined();
    for (const view of ['purchaser', 'audit'] as const) {
      const { shown, files } = await given(evidenceOf(pdf), view, attachment(pdf));
      expect(files).toEqual([]);
      expect(shown[0]?.href).toBeUndefined();
      expect(shown[0]?.text).toMatch(/^未公开：.*向⟦供应商⟧索取/);
    }
  });

  it('give a photograph without what the camera wrote, and the original to the supplier', async () => {
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#369' } })
      .withExif({ IFD0: { Copyright: 'whose it is' } })
      .jpeg()
      .toBuffer();
    const one = attachment(photo, { name: '现场.jpeg', type: 'image/jpeg', proof: 'paper-sheet' });
    const others = await given(evidenceOf(photo), 'audit', one);
    expect(others.shown[0]?.text).toBe('公开用图片（不含拍摄信息，过大的已缩小）');
    expect((await bytesOf(others.files[0])).includes('whose it is')).toBe(false);
    const own = await given(evidenceOf(photo), 'supplier', one);
    expect(digestOf(await bytesOf(own.files[0]))).toBe(one.sha256);
    expect(own.files[0]?.url).not.toBe(others.files[0]?.url);
  });

  it('call a picture the original where its bytes are, the first time and from the cache', async () => {
    const plain = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#369' } })
      .png()
      .toBuffer();
    const one = attachment(plain, { name: '截图.png', type: 'image/png' });
    for (const _ of ['made', 'kept']) {
      const { shown, files } = await given(evidenceOf(plain), 'audit', one);
      expect(digestOf(await bytesOf(files[0]))).toBe(one.sha256);
      expect(shown[0]?.text).toBe('原件');
    }
    const large = await sharp({ create: { width: 4000, height: 20, channels: 3, background: '#369' } })
      .png()
      .toBuffer();
    const other = attachment(large, { name: '长图.png', type: 'image/png' });
    for (const _ of ['made', 'kept'])
      expect((await given(evidenceOf(large), 'audit', other)).shown[0]?.text).toMatch(/^公开用图片/);
  });

  it('give a paper that no record carries by its digest, by the same rule, or say why not', async () => {
    const sha256 = digestOf(pdf);
    const of = async (evidence: EvidenceStore) =>
      (await siteAttachments({ root, evidence }, [], maskFor('audit'), [sha256])).shown.get(
        attachmentKey(signedPaper(sha256)),
      );
    expect(await of(evidenceOf(pdf))).toEqual({ text: '原件', href: `/attachments/${sha256.slice(0, 32)}.pdf` });
    expect(await of(evidenceOf())).toEqual({ text: '▲ 工作区里没有这份原件' });
  });

  it('never give what is sealed, was withdrawn or erased, is not there or was damaged', async () => {
    const broken = (error: Error): EvidenceStore => ({ ...evidenceOf(), getEvidence: () => Promise.reject(error) });
    const withdrawn = { by: '李工', at: '2026-03-17T09:00:00+08:00', reason: '拍错' };
    const told = [
      (await given(evidenceOf(pdf), 'supplier', attachment(pdf, { type: SEALED_TYPE }))).shown[0]?.text,
      (await given(evidenceOf(pdf), 'audit', attachment(pdf, { type: SEALED_TYPE, proof: 'purchaser' }))).shown[0]
        ?.text,
      (await given(evidenceOf(pdf), 'supplier', attachment(pdf, { withdrawn }))).shown[0]?.text,
      (await given(broken(new ErasedError('x')), 'supplier', attachment(pdf))).shown[0]?.text,
      (await given(evidenceOf(), 'supplier', attachment(pdf))).shown[0]?.text,
      (await given(broken(new EnvironmentError('原始材料已损坏')), 'supplier', attachment(pdf))).shown[0]?.text,
    ];
    expect(told).toEqual([
      '未公开：已密封，在存有密钥的机器上用 opsledger unseal 打开',
      '未公开：已密封，需要的向⟦供应商⟧提出，由其打开',
      '未公开：已作废',
      '内容已依规清除',
      '▲ 工作区里没有这份原件',
      '▲ 原件已损坏或读不出来',
    ]);
    await expect(given(broken(new TypeError('a mistake of ours')), 'supplier', attachment(pdf))).rejects.toThrow(
      'ours',
    );
  });

  it('stay files that no browser runs and no name leads astray, and are saved by their own names', async () => {
    for (const name of ['页面.html', '图.svg', 'a/../../b.js', '.hidden', '密码：x.htm']) {
      const one = attachment(pdf, { name, type: 'application/octet-stream' });
      const { shown, files } = await given(evidenceOf(pdf), 'supplier', one);
      expect(files.map(({ url }) => url)).toEqual([`/attachments/${one.sha256.slice(0, 32)}.bin`]);
      expect(shown).toEqual([{ text: '原件', href: files[0]?.url, download: name }]);
    }
  });

  it('are kept once, and no longer than a record has them', async () => {
    const one = attachment(pdf, { proof: 'purchaser' });
    for (const view of ['supplier', 'audit'] as const)
      await given(evidenceOf(pdf), view, one, { ...one, name: '又名.pdf' });
    const folder = join(root, '.opsledger', 'cache', 'attachments');
    expect(await readdir(folder)).toEqual([`${one.sha256}.pdf`]);
    await given(evidenceOf(), 'supplier');
    expect(await readdir(folder)).toEqual([]);
  });

  it.each([new ErasedError('x'), new EnvironmentError('原始材料已损坏'), new UserError('没有这份原始材料')])(
    'are given by no copy that was made before: %s',
    async (error) => {
      const one = attachment(pdf, { proof: 'purchaser' });
      await given(evidenceOf(pdf), 'audit', one);
      const gone = { ...evidenceOf(), getEvidence: () => Promise.reject(error) };
      const { shown, files } = await given(gone, 'audit', one);
      expect(files).toEqual([]);
      expect(shown[0]?.href).toBeUndefined();
      expect(await readdir(join(root, '.opsledger', 'cache', 'attachments'))).toEqual([]);
    },
  );
});
