import { describe, expect, it } from 'vitest';
import { finishPdf } from '../../src/render/pdf/finish.ts';
import { isNewerSrgb, srgbProfile } from '../../src/render/pdf/icc.ts';
import { pdfDate, pdfText } from '../../src/render/pdf/pdf-syntax.ts';
import { qrModules, qrOperators, qrText } from '../../src/render/pdf/qr.ts';
import { sharedGlyphs } from '../../src/render/pdf/shared-glyphs.ts';
import { correctCmap, meantCharacter } from '../../src/render/pdf/to-unicode.ts';
import { infoDictionary, xmpPacket } from '../../src/render/pdf/xmp.ts';
import { inspectionLog } from '../fixtures/documents/inspection-log.ts';
import { drawnModules } from './_pdf.ts';

it('a date is the document time in UTC', () => {
  expect(pdfDate('2026-11-24T09:32:00+08:00')).toBe("D:20261124013200+00'00'");
});

it('a file of another make is refused rather than spoilt', async () => {
  await expect(finishPdf(Buffer.from('%PDF-1.7 nothing'), inspectionLog(), '')).rejects.toThrow('与预期不符');
});

describe('page codes', () => {
  it('say number, revision and page', () => {
    expect(qrText('HQSF-XJ-20261124-r1', 2, 4)).toBe('HQSF-XJ-20261124-r1 p2/4');
  });

  it('are drawn module for module, as an artifact', () => {
    const operators = qrOperators('HQSF-XJ-20261124-r1 p2/4', 500);
    expect(operators).toMatch(/^\/Artifact <<\/Type \/Pagination/);
    expect(operators.trimEnd()).toMatch(/EMC$/);
    expect(drawnModules(operators)).toEqual(
      qrModules('HQSF-XJ-20261124-r1 p2/4').map((row) => row.map((dark) => (dark ? '#' : '.')).join('')),
    );
  });

  it('are at least 12 mm wide and end where the margin begins', () => {
    const place = /rg ([\d. ]+) cm/.exec(qrOperators('HQSF-XJ-20261124-r1 p2/4', 500)) as RegExpExecArray;
    const [scale, , , , x] = (place[1] as string).split(' ').map(Number);
    const width = (scale as number) * qrModules('HQSF-XJ-20261124-r1 p2/4').length;
    expect((width * 25.4) / 72).toBeGreaterThanOrEqual(12);
    expect((x as number) + width).toBeCloseTo(500, 1);
  });
});

describe('character tables', () => {
  it('knows which characters the fonts draw alike', async () => {
    const shared = await sharedGlyphs();
    expect(shared.get(0x2f64)).toEqual([0x7528, 0x2f64]);
    expect(shared.get(0x2ed4)).toEqual([0x95e8, 0x2ed4]);
    expect(shared.get(0x5de1)).toBeUndefined();
  });

  it('takes the character that the text has', async () => {
    const shared = await sharedGlyphs();
    expect(meantCharacter(0x2f64, '使用率', shared)).toBe(0x7528);
    expect(meantCharacter(0x2f64, '部首⽤', shared)).toBe(0x2f64);
    expect(meantCharacter(0x2012, '09:00 – 09:01', shared)).toBe(0x2013);
    expect(meantCharacter(0x2f64, '', shared)).toBe(0x2f64);
  });

  it('rewrites single entries and ranges', () => {
    const cmap = `begincmap
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
1 beginbfchar
<21F9> <2F00>
endbfchar
1 beginbfrange
<0010> <0012> <0041>
endbfrange
endcmap end`;
    const fixed = correctCmap(cmap, '一A', new Map([[0x2f00, [0x4e00, 0x2f00]]]));
    expect(fixed).toContain('4 beginbfchar\n<0010> <0041>\n<0011> <0042>\n<0012> <0043>\n<21F9> <4E00>\nendbfchar');
    expect(fixed).toContain('endcmap end');
    expect(fixed).not.toContain('bfrange');
  });
});

describe('metadata', () => {
  const meta = {
    title: '标题 <&>"\u0007',
    author: '甲',
    subject: '乙',
    keywords: '丙',
    creator: 'OpsLedger',
    producer: 'P',
    time: '2026-11-24T09:32:00+08:00',
  };

  it('says the same in XMP and Info', () => {
    const xmp = xmpPacket(meta);
    const info = infoDictionary(meta);
    expect(xmp).toContain('标题 &lt;&amp;&gt;&quot; </rdf:li>');
    expect(info).toContain(pdfText('标题 <&>" '));
    expect(xmp).toContain('<xmp:CreateDate>2026-11-24T01:32:00Z</xmp:CreateDate>');
    expect(info).toContain("(D:20261124013200+00'00')");
    expect(xmp).toContain('<pdfaid:part>2</pdfaid:part>');
  });

  it('writes any text as UTF-16', () => expect(pdfText('巡')).toBe('<FEFF5DE1>'));
});

describe('the colour profile', () => {
  const profile = srgbProfile();
  const tag = (name: string): Buffer => {
    for (let i = 0; i < profile.readUInt32BE(128); i++) {
      const at = 132 + i * 12;
      if (profile.toString('latin1', at, at + 4) === name)
        return profile.subarray(
          profile.readUInt32BE(at + 4),
          profile.readUInt32BE(at + 4) + profile.readUInt32BE(at + 8),
        );
    }
    throw new Error(`no tag ${name}`);
  };

  it('is a version 2 display profile whose size is right', () => {
    expect(profile.readUInt32BE(0)).toBe(profile.length);
    expect(profile.toString('latin1', 12, 20)).toBe('mntrRGB ');
    expect(profile.toString('latin1', 36, 40)).toBe('acsp');
    expect(profile.length).toBeLessThan(2048);
  });

  it('stands for a newer one of the same colours, and for no other', () => {
    const newer = Buffer.from(profile);
    newer[8] = 4;
    expect(isNewerSrgb(newer)).toBe(true);
    expect(isNewerSrgb(profile)).toBe(false);
    const wide = Buffer.from(newer);
    wide.writeInt32BE(0x8000, tag('rXYZ').byteOffset - profile.byteOffset + 8);
    expect(isNewerSrgb(wide)).toBe(false);
    expect(isNewerSrgb(newer.subarray(0, 100))).toBe(false);
  });

  it('has primaries that add up to its white, and the sRGB curve', () => {
    const read = (name: string) => [8, 12, 16].map((at) => tag(name).readInt32BE(at) / 65536);
    const sum = [0, 1, 2].map((i) =>
      ['rXYZ', 'gXYZ', 'bXYZ'].reduce((total, name) => total + (read(name)[i] as number), 0),
    );
    read('wtpt').forEach((white, i) => {
      expect(sum[i]).toBeCloseTo(white, 3);
    });
    const curve = tag('gTRC');
    expect(curve.readUInt16BE(12 + 2 * 128) / 65535).toBeCloseTo(0.2159, 3); // 128/255 is 21.6 % of light
  });
});
