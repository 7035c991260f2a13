import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printedIn } from '../../src/proof/printed-in.ts';
import { openPrinter } from '../../src/render/chromium/printer.ts';
import { isDrawn } from '../../src/render/html/missing-characters.ts';
import { finishPart } from '../../src/render/pdf/finish.ts';
import { qrMask, qrModules } from '../../src/render/pdf/qr.ts';
import { TOOLS } from '../../src/render/pdf/read.ts';
import { openRenderer, type Renderer } from '../../src/render/renderer.ts';
import type { ReportDocument } from '../../src/report/document.ts';
import { everyBlock } from '../fixtures/documents/every-block.ts';
import { hostileDocument } from '../fixtures/documents/hostile.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { wideRegister } from '../fixtures/documents/wide-register.ts';
import { tempFolder } from '../support/at-end.ts';
import { runs } from '../support/runs.ts';
import { CACHE, changed, noPicture, picture, sha256 } from './_documents.ts';
import { contentStreams, dictionaries, drawnModules, load, ofType, pageTexts, streamText } from './_pdf.ts';

let renderer: Renderer;
let log: Buffer;
let report: Buffer;
/** With so many rows that its wide table is turned. */
let turned: Buffer;
const scratch = await tempFolder('render-test');

beforeAll(async () => {
  renderer = await openRenderer({ cacheDir: CACHE });
  log = Buffer.from(await renderer.renderPdf(inspectionLog(), noPicture));
  report = Buffer.from(await renderer.renderPdf(everyBlock(), picture));
  turned = Buffer.from(await renderer.renderPdf(wideRegister(70), noPicture));
});
afterAll(() => renderer.close());

/** Programs that a machine may lack; what they check is then checked in part by other means. */
const RASTERIZER = 'pdftoppm';
const JAVA = 'java';

describe('the archival PDF', () => {
  it('fits 131 checks on four pages and gives its text back as it was written', async () => {
    const texts = await pageTexts(log);
    expect(texts).toHaveLength(4);
    expect(texts[0]).toContain('系统巡检日志');
    expect(texts[0]).toContain('数据盘使用率');
    for (const text of texts) {
      expect(text).toContain('HQSF-XJ-20261124-r1');
      expect(text).toContain('数据指纹 7f3a·91c2·e05d');
      expect(text).toMatch(/第\s+\d\s+页\s+共\s+4\s+页/);
      expect(text).not.toMatch(/[\u2e80-\u2fdf]/);
    }
    expect(texts.every((text) => text.includes('实测值'))).toBe(true); // the header repeats
  });

  it('gives back the checkpoint that it prints, as page and workbook do', async () => {
    const checkpoint = '10773 条 a33a·d10f·da1a·1742·f816·c04b·8d16·04ab';
    const doc = inspectionLog();
    const kept = { ...doc, frame: { ...doc.frame, checkpoint } };
    const { pdf, html, xlsx } = await renderer.render(kept, noPicture);
    for (const bytes of [pdf, html, xlsx])
      expect(printedIn(bytes, TOOLS)).toEqual({ size: 10773, root: 'a33ad10fda1a1742f816c04b8d1604ab' });
    for (const bytes of [
      log,
      Buffer.from('%PDF-1.7 broken'),
      Buffer.from('PK\u0003\u0004'),
      Buffer.from('10773 条 a33a'),
    ])
      expect(printedIn(bytes, TOOLS)).toBeUndefined();
  });

  it('is tagged, in Chinese, with title and outline', async () => {
    const pdf = await load(log);
    const { catalog } = pdf;
    expect(catalog.lookup(PDFName.of('MarkInfo'), PDFDict).get(PDFName.of('Marked'))?.toString()).toBe('true');
    expect((catalog.lookup(PDFName.of('Lang')) as PDFString).asString()).toBe('zh-CN');
    const outline = dictionaries(pdf).flatMap((dict) =>
      dict.has(PDFName.of('Dest')) && dict.has(PDFName.of('Title')) ? [dict.lookup(PDFName.of('Title'))] : [],
    );
    expect(outline.map((title) => (title as PDFHexString).decodeText())).toContain('二、逐项明细');
    expect(ofType(pdf, 'S', 'TH')).toHaveLength(7); // 处理措施 stands below the rows that have one
    expect(pdf.getTitle()).toBe('系统巡检日志 HQSF-XJ-20261124-r1');
  });

  it('gives charts and pictures their alternative text', async () => {
    const pdf = await load(report);
    const texts = ofType(pdf, 'S', 'Figure').flatMap((figure) => {
      const alt = figure.lookup(PDFName.of('Alt'));
      return alt instanceof PDFHexString || alt instanceof PDFString ? [alt.decodeText()] : [];
    });
    expect(texts).toContain('考勤机正面，屏幕点亮');
    expect(texts.some((text) => text.startsWith('CPU 峰值在 23 % 与 67 %'))).toBe(true);
  });

  it('embeds TrueType subsets only, each with its characters', async () => {
    for (const bytes of [log, report]) {
      const pdf = await load(bytes);
      const fonts = ofType(pdf, 'Type', 'Font');
      const kinds = new Set(fonts.map((font) => font.get(PDFName.of('Subtype'))?.toString()));
      expect([...kinds].sort()).toEqual(['/CIDFontType2', '/Type0']);
      for (const font of fonts.filter((one) => one.get(PDFName.of('Subtype')) === PDFName.of('Type0'))) {
        expect(font.has(PDFName.of('ToUnicode'))).toBe(true);
        expect(font.get(PDFName.of('BaseFont'))?.toString()).toMatch(/^\/[A-Z]{6}\+Noto(Sans|Serif)SC-(Regular|Bold)$/);
      }
      expect(ofType(pdf, 'Type', 'FontDescriptor').every((one) => one.has(PDFName.of('FontFile2')))).toBe(true);
    }
  });

  it('carries metadata that agrees with Info, an sRGB intent and an id of its content', async () => {
    const pdf = await load(log);
    const xmp = streamText(pdf, pdf.catalog.get(PDFName.of('Metadata')));
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>');
    expect(xmp).toContain(`${pdf.getTitle()}</rdf:li>`);
    expect(xmp).toContain('<xmp:CreateDate>2026-11-24T01:32:00Z</xmp:CreateDate>');
    expect(pdf.getCreationDate()?.toISOString()).toBe('2026-11-24T01:32:00.000Z');
    expect(pdf.getModificationDate()?.toISOString()).toBe('2026-11-24T01:32:00.000Z');
    const intent = pdf.catalog.lookup(PDFName.of('OutputIntents'), PDFArray).lookup(0, PDFDict);
    expect(intent.get(PDFName.of('S'))?.toString()).toBe('/GTS_PDFA1');
    expect(streamText(pdf, intent.get(PDFName.of('DestOutputProfile')))).toContain('acsp');
    const other = await renderer.renderPdf(changed(inspectionLog(), { subtitle: '另一份' }), noPicture);
    const id = (bytes: Uint8Array) => /\/ID \[<(\w{32})>/.exec(Buffer.from(bytes).toString('latin1').slice(-4000))?.[1];
    expect(id(log)).toMatch(/^[0-9A-F]{32}$/);
    expect(id(other)).not.toBe(id(log));
  });

  it('marks every page with its own code, portrait and landscape', async () => {
    const pdf = await load(turned);
    const pages = pdf.getPages();
    expect(new Set(pages.map((page) => page.getWidth() > page.getHeight()))).toEqual(new Set([false, true]));
    const mask = qrMask(`HQSF-XJ-20261124-r1 p1/${pages.length}`);
    pages.forEach((page, i) => {
      const last = contentStreams(pdf, i).at(-1) as string;
      const expected = qrModules(`HQSF-XJ-20261124-r1 p${i + 1}/${pages.length}`, mask).map((row) =>
        row.map((dark) => (dark ? '#' : '.')).join(''),
      );
      expect(drawnModules(last)).toEqual(expected);
      const x = Number(/rg \S+ 0 0 \S+ (\S+) \S+ cm/.exec(last)?.[1]);
      expect(x).toBeGreaterThan(page.getWidth() - 110);
      expect(x).toBeLessThan(page.getWidth() - 37);
    });
  });

  it('bears the head of the log as a code of its own at the upper edge of the first page, where the document says so', async () => {
    const checkpoint = '10773 条 a33a·d10f·da1a·1742·f816·c04b·8d16·04ab';
    const { frame } = inspectionLog();
    const sheet = changed(inspectionLog(), { frame: { ...frame, checkpoint, checkpointCode: true } });
    const pdf = await load(await renderer.renderPdf(sheet, noPicture));
    const [first = '', second = ''] = [0, 1].map((page) => contentStreams(pdf, page).at(-1) as string);
    const codes = first.split('EMC').filter((one) => one.includes(' re'));
    expect([codes.length, second.split('EMC').filter((one) => one.includes(' re')).length]).toEqual([2, 1]);
    const text = '10773 a33ad10fda1a1742f816c04b8d1604ab';
    expect(drawnModules(codes[1] ?? '')).toEqual(
      qrModules(text).map((row) => row.map((dark) => (dark ? '#' : '.')).join('')),
    );
    const y = Number(/rg \S+ 0 0 \S+ \S+ (\S+) cm/.exec(codes[1] ?? '')?.[1]);
    expect(y).toBeGreaterThan((pdf.getPage(0).getHeight() ?? 0) - 62);
  });

  it('shows the code so that a 200 dpi grey scan still has every module', () => {
    const pdf = join(scratch, 'scan.pdf');
    writeFileSync(pdf, log);
    execFileSync(RASTERIZER, ['-r', '200', '-gray', '-f', '2', '-l', '2', pdf, join(scratch, 'scan')]);
    const image = readFileSync(join(scratch, 'scan-2.pgm'));
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString('latin1', 0, 40)) as RegExpExecArray;
    const [width, height] = [Number(head[1]), Number(head[2])];
    const modules = qrModules('HQSF-XJ-20261124-r1 p2/4', qrMask('HQSF-XJ-20261124-r1 p1/4'));
    const mm = 200 / 25.4;
    const size = 13 * mm;
    const left = width - 20 * mm - size;
    const top = height - 5 * mm - size;
    const dark = (x: number, y: number) =>
      (image[head[0].length + Math.round(y) * width + Math.round(x)] as number) < 128;
    const unit = size / modules.length;
    const seen = modules.map((row, y) => row.map((_, x) => dark(left + (x + 0.5) * unit, top + (y + 0.5) * unit)));
    expect(seen).toEqual(modules);
  });

  it('draws only the complaints that PDF/A-2 does not know, when asked by PDFBox Preflight', async () => {
    const jars = ['preflight', 'pdfbox2', 'fontbox2', 'xmpbox', 'commons-logging', 'javax.activation', 'jaxb-api'].map(
      (name) => `/usr/share/java/${name}.jar`,
    );
    // With text alone, with charts, a picture and links, and with turned pages.
    const files = [log, report, turned].map((bytes, n) => {
      const file = join(scratch, `preflight-${n}.pdf`);
      writeFileSync(file, bytes);
      return file;
    });
    const list = join(scratch, 'preflight.txt');
    writeFileSync(list, files.join('\n'));
    // One start for all of them, and no more of a compiler than so short a run is worth.
    const java = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-cp', jars.join(':')];
    const validator = 'org.apache.pdfbox.preflight.Validator_A1b';
    execFileSync(JAVA, [...java, validator, 'xml', 'group', list], { stdio: 'pipe' });
    const told = readFileSync(`${list}.preflight.xml`, 'utf8');
    expect([...told.matchAll(/<preflight name="([^"]*)"/g)].map(([, name]) => name)).toHaveLength(files.length);
    const complaints = [...told.matchAll(/<code>(.*?)<\/code>\s*<details>([\s\S]*?)<\/details>/g)].map(
      ([, code, details]) => `${code} : ${details}`,
    );
    // Sets of glyphs, transparency (constant and of pictures), PDF/A-2 itself and cross-reference streams: rules of PDF/A-1 alone.
    const known =
      /^3\.1\.11 : .*CIDSet entry is missing|^4\.1\.2 : .*ca entry in a ExtGState|^2\.2\.2 : .*Soft Mask must be null|^7\.11\.2 : Error on MetaData, part must be 1|^1\.4 : .*\/XRef cross reference streams are not allowed/;
    expect(complaints.length).toBeGreaterThan(0); // it did look: a PDF/A-2 file cannot be a PDF/A-1 file
    expect(complaints.filter((line) => !known.test(line))).toEqual([]);
  });
});

describe('layout', () => {
  const withRows = (count: number): ReportDocument => {
    const doc = structuredClone(inspectionLog());
    for (const section of doc.sections)
      for (const block of section.blocks) if (block.type === 'table') block.rows = block.rows.slice(0, count);
    return doc;
  };

  it('never leaves the signatures or a heading alone on a page', async () => {
    const counts = Array.from({ length: 14 }, (_, i) => 8 + i).filter((_, n) => n % 2 === 1 || runs(1) > 1);
    const all = await Promise.all(counts.map((count) => renderer.renderPdf(withRows(count), noPicture)));
    const pages = await Promise.all(all.map(pageTexts));
    expect(new Set(pages.map((texts) => texts.length))).toEqual(new Set([1, 2])); // the turn of the page lies in this range
    pages.forEach((texts, i) => {
      const last = texts.at(-1) as string;
      const count = counts[i] as number;
      expect(last, `${count} rows`).toContain('巡检人');
      expect(last, `${count} rows`).toContain('三、签字');
      expect(last, `${count} rows`).toMatch(/正常|异常/); // a row of the table comes along
    });
  });

  it('turns the section of a very wide table, and that one only', async () => {
    const texts = await pageTexts(turned);
    const pages = (await load(turned)).getPages();
    texts.forEach((text, i) => {
      expect((pages[i]?.getWidth() as number) > (pages[i]?.getHeight() as number)).toBe(text.includes('许可编号'));
    });
  });

  it('sets the last columns of a wide table of few rows below each row instead', async () => {
    const pages = (await load(report)).getPages();
    expect(pages.every((page) => page.getWidth() < page.getHeight())).toBe(true);
    const text = (await pageTexts(report)).join('');
    for (const said of ['执行时间', '2026-11-24 14:05', '以上各行', '脚本校验值均为 9f2c1ab04de7'])
      expect(text).toContain(said);
  });

  it('shows the watermark on every page', async () => {
    const pages = await pageTexts(report);
    expect(pages.every((text) => /草\s*稿/.test(text))).toBe(true);
    // Tables with a ground cover the word behind them; the footer says it too.
    expect(pages.every((text) => text.includes('草稿　HQ') || text.includes('草稿 HQ'))).toBe(true);
  });

  it('does not let the watermark of a turned page run over onto the next', async () => {
    const pages = (await load(turned)).getPages();
    const after = pages.findLastIndex((page) => page.getWidth() > page.getHeight()) + 2;
    expect(after).toBeGreaterThan(1);
    const pdf = join(scratch, 'turned.pdf');
    writeFileSync(pdf, turned);
    execFileSync(RASTERIZER, ['-r', '50', '-gray', '-singlefile', '-f', `${after}`, pdf, join(scratch, 'turned')]);
    const image = readFileSync(join(scratch, 'turned.pgm'));
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(image.toString('latin1', 0, 40)) as RegExpExecArray;
    const mm = (50 / 25.4) * Number(head[1]);
    const top = image.subarray(head[0].length + Math.round(20 * mm), head[0].length + Math.round(30 * mm));
    const ofWatermark = top.filter((grey) => grey >= 235 && grey <= 237).length;
    expect(ofWatermark).toBeLessThan(20); // edges of letters may have that grey too
  });

  it('survives whatever text there is', async () => {
    const texts = await pageTexts(await renderer.renderPdf(hostileDocument(), noPicture));
    expect(texts.join('')).toContain('<script>alert(1)</script>');
  });
});

describe('the same bytes', () => {
  it('first in a process, after five others, and on a page that was renewed', async () => {
    const hashes: string[] = [];
    const fresh = await openRenderer({ cacheDir: CACHE, workers: 1 });
    try {
      hashes.push(sha256(await fresh.renderPdf(inspectionLog(), noPicture)));
      for (let day = 1; day <= 4; day++) await fresh.renderPdf(inspectionLog(day), noPicture);
      await fresh.renderPdf(everyBlock(), picture);
      hashes.push(sha256(await fresh.renderPdf(inspectionLog(), noPicture)));
    } finally {
      await fresh.close();
    }
    expect(hashes).toEqual([sha256(log), sha256(log)]);
  });

  it('side by side, in another process and in time zones at both ends of the day, in all three formats', () => {
    const zones = ['America/St_Johns', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'].slice(-runs(2));
    const run = execFileSync(process.execPath, [join(import.meta.dirname, '_hashes.ts'), ...zones], {
      encoding: 'utf8',
    });
    const { hours, hashes } = JSON.parse(run) as { hours: number[]; hashes: string[][] };
    expect(new Set(hours).size).toBe(zones.length);
    expect(hashes[0]).toHaveLength(6);
    expect(new Set(hashes[0]).size).toBe(6);
    for (const other of hashes) expect(other).toEqual(hashes[0]);
    expect(hashes[0]?.[1]).toBe(sha256(log));
  });
});

describe('the printer', () => {
  const printer = openPrinter(CACHE, 1);
  afterAll(() => printer.close());

  it('reaches no network, not even this machine', async () => {
    let requests = 0;
    const server = createServer((_, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const bytes = await printer.print(
        `<!doctype html><title>x</title><img src="http://127.0.0.1:${port}/a.png"><p>text</p>`,
      );
      expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
      expect(requests).toBe(0);
      await fetch(`http://127.0.0.1:${port}/`); // the server itself does answer
      expect(requests).toBe(1);
    } finally {
      server.close();
    }
  });

  it('has nothing finished that it drew with an empty box', async () => {
    const page = (text: string) =>
      `<!doctype html><meta charset="utf-8"><title>x</title><style>p { font-family: "Noto Sans SC" }</style><p>甲${text}乙</p>`;
    for (const [sign, code] of [
      ['\u{1f600}', 'U+1F600'],
      ['\u{20bb7}', 'U+20BB7'],
      ['\u0627', 'U+0627'],
    ] as const) {
      const html = page(sign);
      await expect(finishPart(await printer.print(html), html, '封面')).rejects.toThrow(
        `封面 第 1 页有字库中没有的字符：“${sign}”（${code}）`,
      );
    }
    const good = page('丙');
    expect(await finishPart(await printer.print(good), good, '封面')).toBeInstanceOf(Buffer);
  });

  it('draws no box for signs that only steer others', async () => {
    const steering = Array.from({ length: 0xe1000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((sign) => isDrawn(sign, () => false));
    const html = `<!doctype html><meta charset="utf-8"><title>x</title><style>p { font-family: "Noto Sans SC" }</style>${steering.map((sign) => `<p>甲${sign}乙</p>`).join('')}`;
    expect(steering.length).toBeGreaterThan(4000);
    await finishPart(await printer.print(html), html, '全部');
  });

  it('runs no script', async () => {
    const bytes = await printer.print(
      '<!doctype html><title>x</title><p id="p">before</p><script>p.textContent = "after"</script>',
    );
    expect((await pageTexts(bytes)).join('')).toContain('before');
  });

  it('starts a new browser when the old one was killed', async () => {
    const printer = openPrinter(CACHE, 2);
    const children = (): number[] =>
      readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
    try {
      const before = new Set(children());
      const html = '<!doctype html><title>x</title><p>text</p>';
      await Promise.all([printer.print(html), printer.print(html)]);
      const browsers = children().filter((pid) => !before.has(pid));
      expect(browsers).toHaveLength(1);
      process.kill(browsers[0] as number, 'SIGKILL');
      const again = await Promise.all([printer.print(html), printer.print(html), printer.print(html)]);
      expect(again.every((bytes) => bytes.subarray(0, 5).toString() === '%PDF-')).toBe(true);
    } finally {
      await printer.close();
    }
  });

  it('renews its pages without a change of bytes', async () => {
    const html = '<!doctype html><html lang="zh-CN"><title>x</title><h1>标题</h1><table><tr><th>甲<tr><td>乙</table>';
    const printer = openPrinter(CACHE, 1, 2);
    try {
      const sizes: number[] = [];
      for (let i = 0; i < 5; i++) sizes.push((await printer.print(html)).length);
      expect(new Set(sizes).size).toBe(1);
    } finally {
      await printer.close();
    }
  });
});
